using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Access;

/// <summary>A delegation asked for by the holder of a post.</summary>
/// <param name="Id">Made by the client; the same sent again is answered again.</param>
/// <param name="DelegateLogin">The account of the person who is to act meanwhile.</param>
public sealed record DelegationRequest(Guid? Id, string? DelegateLogin, DateTime? From, DateTime? Until, string? Reason);

/// <summary>A delegation with the names of both persons and the post, as lists show it.</summary>
public sealed record DelegationRow(Delegation Delegation, string Holder, string Delegate, Post Post, string? UnitId);

/// <summary>
/// Lends a post while its holder is away (委托). A post is lent by its holder alone and to one person at a time, so it
/// cannot be handed on; it ends by time or when taken back. Each change is a line of the audit log.
/// </summary>
public sealed class Delegations(IActTransactions transactions, IReads reads)
{
    private const int LongestReason = 200;

    // 三(二)1  Whoever handles or commands must not come to supervise by way of a lent post.
    private static readonly Clause Apart = Sources.Order26.Clause("三(二)1", "要建立独立的监督制度");

    /// <summary>Lends the post of an account.</summary>
    /// <param name="holder">The person who lends, in their own post.</param>
    /// <param name="accountId">The account they are logged in with: it names the post.</param>
    public Task<Outcome<DelegationRow>> LendAsync(
        Principal holder, Guid accountId, DelegationRequest asked, DateTime at, string? address, CancellationToken cancellationToken)
    {
        var faults = Faults(holder, asked, at);
        return faults.Count > 0
            ? Task.FromResult(Outcome<DelegationRow>.Refused(faults))
            : transactions.RunAsync((db, ct) => LendAsync(db, holder, accountId, asked, at, address, ct), cancellationToken);
    }

    /// <summary>Takes a lent post back; its delegate is logged out with the next request.</summary>
    public Task<Outcome<DelegationRow>> WithdrawAsync(Principal who, Guid id, DateTime at, string? address, CancellationToken cancellationToken) =>
        transactions.RunAsync<Outcome<DelegationRow>>(
            async (db, ct) =>
            {
                var row = await Rows(db, all => all.Where(d => d.Id == id && d.PersonId == who.Id)).FirstOrDefaultAsync(ct);
                if (row is null || who.For is not null)
                {
                    return NotFound;
                }

                if (row.Delegation.WithdrawnAt is not null || row.Delegation.Until <= at)
                {
                    return row;
                }

                var ended = row.Delegation with { WithdrawnAt = at };
                db.Update(ended);
                db.Add(Line(who, at, $"收回委托 {id}：{row.Post.Name()}，受托人 {row.Delegate}", address));
                return row with { Delegation = ended };
            },
            cancellationToken);

    /// <summary>The delegations somebody gave or received; an auditor and an administrator see all. The latest come first.</summary>
    public async Task<IReadOnlyList<DelegationRow>> ListAsync(Principal who, CancellationToken cancellationToken)
    {
        const int most = 200;
        await using var db = reads.Open();
        var all = who.Post is Post.Auditor or Post.Administrator;
        var id = who.Id;
        var rows = await Rows(
            db,
            lent => lent.Where(d => all || d.PersonId == id || d.DelegateId == id).OrderByDescending(d => d.CreatedAt).ThenBy(d => d.Id).Take(most))
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(r => r.Delegation.CreatedAt).ThenBy(r => r.Delegation.Id)];
    }

    /// <summary>A log-in in the post of another: the person stays who they are, post, unit and reach are those of the holder.</summary>
    public async Task<Outcome<SignedIn>> RepresentAsync(SignedIn own, Guid id, DateTime at, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var day = Calendar.CityClock.DayOf(at);
        var me = own.Principal.Id;
        var found = await (
            from delegation in db.Set<Delegation>().AsNoTracking()
            join assignment in db.Set<PostAssignment>().AsNoTracking() on delegation.AssignmentId equals assignment.Id
            join person in db.Set<Person>().AsNoTracking() on delegation.PersonId equals person.Id
            where delegation.Id == id && delegation.DelegateId == me && person.Active
                && assignment.From <= day && (assignment.Until == null || assignment.Until >= day)
            select new { delegation, assignment, person.Label }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return NotFound;
        }

        return found.delegation.HoldsAt(at)
            ? own with
            {
                DelegationId = id,
                Principal = new Principal(
                    me, own.Principal.Label, found.assignment.Post, found.assignment.UnitId, new Scope(found.assignment.ScopeKind, found.assignment.ScopeKeys))
                {
                    For = new Represented(found.delegation.PersonId, found.Label),
                },
            }
            : new Refusal("delegation.not-in-force", "这项委托还没有开始、已经到期或已被收回。请联系委托人。", RefusalKind.Rule);
    }

    private static readonly Refusal NotFound = new("delegation.not-found", "没有这项委托，或它与您无关。请从委托列表中选择。", RefusalKind.NotFound);

    private static async Task<Outcome<DelegationRow>> LendAsync(
        DizhuDb db, Principal holder, Guid accountId, DelegationRequest asked, DateTime at, string? address, CancellationToken cancellationToken)
    {
        var (id, login) = (asked.Id!.Value, asked.DelegateLogin!.Trim().ToLowerInvariant());
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId && a.PersonId == holder.Id, cancellationToken);
        var taker = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Login == login && a.Active, cancellationToken);
        var person = taker is null ? null : await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == taker.PersonId && p.Active, cancellationToken);
        if (account is null || person is null)
        {
            return Fault("delegation.unknown-delegate", "delegateLogin", "没有这个账号，或它已停用。请核对受托人的账号。");
        }

        var wanted = new Delegation
        {
            Id = id,
            PersonId = holder.Id,
            AssignmentId = account.AssignmentId,
            DelegateId = person.Id,
            From = asked.From!.Value,
            Until = asked.Until!.Value,
            Reason = asked.Reason!.Trim(),
            CreatedAt = at,
        };
        if (await Rows(db, all => all.Where(d => d.Id == id)).FirstOrDefaultAsync(cancellationToken) is { } existing)
        {
            return existing.Delegation with { CreatedAt = at, WithdrawnAt = null } == wanted
                ? existing
                : new Refusal("input.id-reused", "这个编号已用于另一项委托，没有重复登记。请换一个新的编号再提交。", RefusalKind.Conflict, Field: "id");
        }

        if (await MayNotTakeAsync(db, wanted, holder.Power, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        db.Add(wanted);
        db.Add(Line(holder, at, $"委托 {id}：{holder.Post.Name()}交{person.Label}代办，{wanted.From:O} 至 {wanted.Until:O}，原因：{wanted.Reason}", address));
        return new DelegationRow(wanted, holder.Label, person.Label, holder.Post, holder.UnitId);
    }

    private static async Task<Refusal?> MayNotTakeAsync(DizhuDb db, Delegation wanted, Power lent, CancellationToken cancellationToken)
    {
        if (wanted.DelegateId == wanted.PersonId)
        {
            return Fault("delegation.to-oneself", "delegateLogin", "不能委托给本人。请另选受托人。");
        }

        var day = Calendar.CityClock.DayOf(wanted.From);
        var posts = await db.Set<PostAssignment>().AsNoTracking()
            .Where(a => a.PersonId == wanted.DelegateId && (a.Until == null || a.Until >= day)).Select(a => a.Post).ToListAsync(cancellationToken);
        if (posts.Exists(p => Powers.Exclude(Powers.Of(p), lent)))
        {
            return new Refusal(
                "delegation.powers-apart", $"受托人的岗位与{lent.Name()}的权力分开，不能代办。请委托给同类岗位的人员。", RefusalKind.Rule, Apart, "delegateLogin");
        }

        return await db.Set<Delegation>().AsNoTracking().AnyAsync(
            d => d.AssignmentId == wanted.AssignmentId && d.WithdrawnAt == null && d.From < wanted.Until && wanted.From < d.Until, cancellationToken)
            ? new Refusal("delegation.overlaps", "这段时间的岗位已经委托出去了，同一时间只能委托一人。请先收回，或改时间。", RefusalKind.Rule, Field: "from")
            : null;
    }

    private static List<Refusal> Faults(Principal holder, DelegationRequest asked, DateTime at)
    {
        var faults = new List<Refusal>();
        if (holder.For is not null)
        {
            return [new Refusal("delegation.chained", "您正在代人办理，代办的岗位不能再委托。请由委托人本人委托。", RefusalKind.Forbidden)];
        }

        if (holder.Post is Post.Administrator or Post.Auditor or Post.MachineClient or Post.Citizen)
        {
            return [new Refusal("delegation.post-stays", $"{holder.Post.Name()}的权限不能委托。需要替班请由系统管理员另设人员。", RefusalKind.Forbidden)];
        }

        if (asked.Id is null || asked.Id == Guid.Empty)
        {
            faults.Add(Fault("input.missing", "id", "缺少委托编号 id（UUID，由客户端生成）。"));
        }

        if (string.IsNullOrWhiteSpace(asked.DelegateLogin))
        {
            faults.Add(Fault("input.missing", "delegateLogin", "请写明受托人的账号。"));
        }

        if (asked.From is not { Kind: DateTimeKind.Utc } || asked.Until is not { Kind: DateTimeKind.Utc } until || until <= asked.From || until <= at)
        {
            faults.Add(Fault("input.bad-time", "until", "请给出委托的起止时刻 from 和 until：带时区，止晚于起，也晚于现在。"));
        }

        if (string.IsNullOrWhiteSpace(asked.Reason) || asked.Reason.Trim().Length > LongestReason)
        {
            faults.Add(Fault("input.missing", "reason", $"请写明委托的原因（不超过 {LongestReason} 字）。"));
        }

        return faults;
    }

    private static IQueryable<DelegationRow> Rows(DizhuDb db, Func<IQueryable<Delegation>, IQueryable<Delegation>> wanted) =>
        from delegation in wanted(db.Set<Delegation>().AsNoTracking())
        join holder in db.Set<Person>() on delegation.PersonId equals holder.Id
        join taker in db.Set<Person>() on delegation.DelegateId equals taker.Id
        join assignment in db.Set<PostAssignment>() on delegation.AssignmentId equals assignment.Id
        select new DelegationRow(delegation, holder.Label, taker.Label, assignment.Post, assignment.UnitId);

    private static AuditEntry Line(Principal who, DateTime at, string what, string? address) => new()
    {
        Id = Ids.New(at),
        At = at,
        Kind = "delegation",
        Who = who.Label,
        What = what,
        Address = address,
    };

    private static Refusal Fault(string code, string field, string message) => new(code, message, RefusalKind.Invalid, Field: field);
}
