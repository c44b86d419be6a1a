using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Access;

/// <summary>Somebody logged in: the principal, and the stamp that ends the log-in when the password changes.</summary>
public sealed record SignedIn(Principal Principal, Guid AccountId, Guid Stamp)
{
    /// <summary>The delegation (委托) under which the principal acts; null in their own post.</summary>
    public Guid? DelegationId { get; init; }

    /// <summary>True when nothing else may be done before the password somebody else handed out is replaced.</summary>
    public bool HasFirstPassword { get; init; }
}

/// <summary>
/// Log-in with name and password. Five wrong passwords lock an account for fifteen minutes; a wrong name and a
/// wrong password get the same answer after the same work.
/// </summary>
public sealed class SignIn(IActTransactions transactions, IReads reads)
{
    /// <summary>The fewest characters of a password somebody sets themselves.</summary>
    public const int ShortestPassword = 10;

    /// <summary>The most.</summary>
    public const int LongestPassword = 128;

    private const int MaxFailures = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly object Nobody = new();
    private static readonly string UnknownHash = Hasher.HashPassword(Nobody, "unknown");

    private static readonly Refusal Wrong = new(
        "access.wrong-login", "账号或密码不对。请核对后再试；连错 5 次停用 15 分钟。", RefusalKind.Unauthenticated);

    private static readonly Refusal Locked = new(
        "access.locked", "连错 5 次，这个账号停用 15 分钟。请稍后再试，或请管理员解锁或重设密码。", RefusalKind.TooMany);

    /// <summary>The hash to store for a password.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Checks a log-in and counts it.</summary>
    public async Task<Outcome<SignedIn>> TryAsync(string login, string password, DateTime at, CancellationToken cancellationToken)
    {
        // No database keeps U+0000, so no account has it in its name.
        var name = login.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        await using var db = reads.Open();
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Login == name, cancellationToken);
        var right = Fits(account?.PasswordHash ?? UnknownHash, password);
        if (account is null || !account.Active)
        {
            return Wrong;
        }

        if (account.LockedUntil > at)
        {
            return Locked;
        }

        await CountAsync(account.Id, right, at, cancellationToken);
        return right ? await PrincipalAsync(db, account, at, cancellationToken) : Wrong;
    }

    /// <summary>The principal of a log-in made earlier, or null when it no longer holds.</summary>
    public async Task<SignedIn?> ResumeAsync(Guid accountId, Guid stamp, DateTime at, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId && a.Active && a.Stamp == stamp, cancellationToken);
        if (account is null)
        {
            return null;
        }

        var outcome = await PrincipalAsync(db, account, at, cancellationToken);
        return outcome.Moved ? outcome.Value : null;
    }

    /// <summary>
    /// Replaces the password of an account by one its owner sets, who shows the present one. Other log-ins with the account end; wrong tries
    /// count as at log-in.
    /// </summary>
    /// <returns>The log-in to go on with.</returns>
    public async Task<Outcome<SignedIn>> ChangePasswordAsync(
        Guid accountId, string current, string next, DateTime at, string? address, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        if (await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId && a.Active, cancellationToken) is not { } account)
        {
            return Wrong;
        }

        if (account.LockedUntil > at)
        {
            return Locked;
        }

        if (account.IsDemo)
        {
            return new Refusal("access.demo-password", "演示账号的密码写在演示账号文件里，不能修改。要试用修改密码，请由系统管理员新增人员并开通账号。", RefusalKind.Rule);
        }

        if (PasswordFault(account.Login, current, next) is { } fault)
        {
            return fault;
        }

        var right = Fits(account.PasswordHash, current);
        await CountAsync(account.Id, right, at, cancellationToken);
        if (!right)
        {
            return new Refusal("access.wrong-password", "现在的密码不对。请核对后再试；连错 5 次停用 15 分钟。", RefusalKind.Invalid, Field: "current");
        }

        var changed = account with { PasswordHash = Hash(next), Stamp = Guid.NewGuid() };
        var stored = await transactions.RunAsync(
            async (act, ct) =>
            {
                // Whoever was reset or switched off meanwhile does not get the old account back by this.
                var rows = await act.Set<Account>().Where(a => a.Id == accountId && a.Active && a.Stamp == account.Stamp).ExecuteUpdateAsync(
                    set => set.SetProperty(a => a.PasswordHash, changed.PasswordHash).SetProperty(a => a.Stamp, changed.Stamp), ct);
                if (rows > 0)
                {
                    act.Add(new AuditEntry { Id = Ids.New(at), At = at, Kind = "password", Who = account.Login, What = "本人修改密码", Address = address });
                }

                return rows > 0;
            },
            cancellationToken);
        return stored
            ? await PrincipalAsync(db, changed, at, cancellationToken)
            : new Refusal("access.password-raced", "这个账号刚被改动，密码没有修改。请重新登录后再试。", RefusalKind.Conflict);
    }

    private static Refusal? PasswordFault(string login, string current, string next) => next switch
    {
        { Length: < ShortestPassword or > LongestPassword } => Bad($"新密码须有 {ShortestPassword}–{LongestPassword} 个字符。请改长一些，可以用一句话。"),
        _ when next.Contains('\0', StringComparison.Ordinal) => Bad("新密码里有不能输入的字符。请重新填写。"),
        _ when string.Equals(next, current, StringComparison.Ordinal) => Bad("新密码与现在的相同。请另设一个。"),
        _ when login.Length > 2 && next.Contains(login, StringComparison.OrdinalIgnoreCase) => Bad("新密码里含有账号名，容易被猜到。请另设一个。"),
        _ => null,
    };

    private static Refusal Bad(string message) => new("access.weak-password", message, RefusalKind.Invalid, Field: "next");

    private static bool Fits(string stored, string password) =>
        Hasher.VerifyHashedPassword(Nobody, FirstPassword.HashOf(stored), password) != PasswordVerificationResult.Failed;

    private static async Task<Outcome<SignedIn>> PrincipalAsync(DizhuDb db, Account account, DateTime at, CancellationToken cancellationToken)
    {
        var day = Calendar.CityClock.DayOf(at);
        var found = await (
            from assignment in db.Set<PostAssignment>().AsNoTracking()
            join person in db.Set<Person>().AsNoTracking() on assignment.PersonId equals person.Id
            where assignment.Id == account.AssignmentId && person.Active
                && assignment.From <= day && (assignment.Until == null || assignment.Until >= day)
            select new { assignment, person }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return new Refusal("access.no-post", "这个账号的岗位今天无效。请联系管理员。", RefusalKind.Forbidden);
        }

        var scope = new Scope(found.assignment.ScopeKind, found.assignment.ScopeKeys);
        var principal = new Principal(found.person.Id, found.person.Label, found.assignment.Post, found.assignment.UnitId, scope);
        return new SignedIn(principal, account.Id, account.Stamp) { HasFirstPassword = account.HasFirstPassword };
    }

    private Task CountAsync(Guid accountId, bool right, DateTime at, CancellationToken cancellationToken) => transactions.RunAsync(
        async (db, ct) =>
        {
            var account = await db.Set<Account>().FirstAsync(a => a.Id == accountId, ct);
            var failed = right ? 0 : account.FailedCount + 1;
            db.Entry(account).CurrentValues.SetValues(account with
            {
                FailedCount = failed >= MaxFailures ? 0 : failed,
                LockedUntil = failed >= MaxFailures ? at + LockTime : null,
            });
            return failed;
        },
        cancellationToken);
}
