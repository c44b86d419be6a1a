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
}

/// <summary>
/// Log-in with name and password. Five wrong passwords lock an account for fifteen minutes; a wrong name and a
/// wrong password get the same answer after the same work.
/// </summary>
public sealed class SignIn(IActTransactions transactions, IReads reads)
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly object Nobody = new();
    private static readonly string UnknownHash = Hasher.HashPassword(Nobody, "unknown");

    private static readonly Refusal Wrong = new(
        "access.wrong-login", "账号或密码不对。请核对后再试；连错 5 次停用 15 分钟。", RefusalKind.Unauthenticated);

    /// <summary>The hash to store for a password.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Checks a log-in and counts it.</summary>
    public async Task<Outcome<SignedIn>> TryAsync(string login, string password, DateTime at, CancellationToken cancellationToken)
    {
        // No database keeps U+0000, so no account has it in its name.
        var name = login.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        await using var db = reads.Open();
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Login == name, cancellationToken);
        var right = Hasher.VerifyHashedPassword(Nobody, account?.PasswordHash ?? UnknownHash, password) != PasswordVerificationResult.Failed;
        if (account is null || !account.Active)
        {
            return Wrong;
        }

        if (account.LockedUntil > at)
        {
            return new Refusal("access.locked", "连错 5 次，这个账号停用 15 分钟。请稍后再试，或请管理员重设密码。", RefusalKind.TooMany);
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
        return new SignedIn(principal, account.Id, account.Stamp);
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
