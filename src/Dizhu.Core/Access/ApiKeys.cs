using Dizhu.Core.Organisations;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Access;

/// <summary>
/// Keys for machines: 256 random bits, shown once, stored hashed, expiring. A key names one post and scope.
/// Looked up once a minute at most, so that a revoked key stops within that time on every node.
/// </summary>
public sealed class ApiKeys(IActTransactions transactions, IReads reads)
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (ApiKey? Key, DateTime At)> _known = new(StringComparer.Ordinal);

    /// <summary>Makes a key; the secret is returned once and never stored.</summary>
    public async Task<(Guid Id, string Secret)> CreateAsync(
        string label, Post post, string? unitId, Scope scope, DateTime at, DateTime expiresAt, CancellationToken cancellationToken)
    {
        var secret = "dz_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var id = Ids.New(at);
        await transactions.RunAsync(
            (db, _) =>
            {
                db.Add(new ApiKey
                {
                    Id = id,
                    Label = label,
                    KeyHash = HashOf(secret),
                    Post = post,
                    UnitId = unitId,
                    ScopeKind = scope.Kind,
                    ScopeKeys = string.Join(',', scope.Keys),
                    CreatedAt = at,
                    ExpiresAt = expiresAt,
                });
                return Task.FromResult(id);
            },
            cancellationToken);
        return (id, secret);
    }

    /// <summary>The principal a key stands for.</summary>
    public async Task<Outcome<Principal>> FindAsync(string secret, DateTime at, CancellationToken cancellationToken)
    {
        var hash = HashOf(secret);
        var name = Convert.ToHexStringLower(hash);
        if (!_known.TryGetValue(name, out var known) || at - known.At > Remember || at < known.At)
        {
            await using var db = reads.Open();
            known = (await db.Set<ApiKey>().AsNoTracking().FirstOrDefaultAsync(k => k.KeyHash == hash, cancellationToken), at);
            if (known.Key is not null)
            {
                _known[name] = known;
            }
        }

        return known.Key is { RevokedAt: null } key && key.ExpiresAt > at
            ? new Principal(key.Id, key.Label, key.Post, key.UnitId, new Scope(key.ScopeKind, key.ScopeKeys.Split(',', StringSplitOptions.RemoveEmptyEntries)))
            : new Refusal(
                "access.unknown-key",
                "接口密钥不对、已过期或已停用。请向系统管理员申请登记并取得密钥。",
                RefusalKind.Unauthenticated,
                Kernel.Rules.Sources.Order26.Clause("三(二)3", "预留对接接口"));
    }

    /// <summary>Ends a key, here at once; gives its label, or null when there is none in use.</summary>
    public async Task<string?> RevokeAsync(Guid id, DateTime at, CancellationToken cancellationToken)
    {
        var label = await transactions.RunAsync(
            async (db, ct) =>
            {
                var key = await db.Set<ApiKey>().FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, ct);
                if (key is not null)
                {
                    db.Entry(key).CurrentValues.SetValues(key with { RevokedAt = at });
                }

                return key?.Label;
            },
            cancellationToken);
        foreach (var known in _known.Where(k => k.Value.Key?.Id == id))
        {
            _known.TryRemove(known.Key, out _);
        }

        return label;
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
