using Dizhu.Core.Maintenance;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Administration;

/// <summary>The one door for changing settings: loads, plans, and – unless it is a dry run – saves versions and change log together.</summary>
public sealed class SettingsDoor(IActTransactions transactions, IReads reads)
{
    private const int LongestReason = 200;

    /// <summary>What the rows would change; nothing is stored.</summary>
    public async Task<Outcome<SettingPlan>> DryRunAsync(SettingKind kind, IReadOnlyList<SentRow> rows, ActContext context, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await PlanAsync(db, kind, rows, context, cancellationToken);
    }

    /// <summary>
    /// Stores what can be taken; with <paramref name="allOrNothing"/> nothing as soon as a row is refused. Sent again it changes nothing more.
    /// </summary>
    public Task<Outcome<SettingPlan>> ImportAsync(
        SettingKind kind, IReadOnlyList<SentRow> rows, bool allOrNothing, ActContext context, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (db, ct) =>
            {
                var planned = await PlanAsync(db, kind, rows, context, ct);
                if (planned.Moved && !(allOrNothing && planned.Value.Refused.Count > 0))
                {
                    await StoreAsync(db, planned.Value, context, ct);
                }

                return planned;
            },
            cancellationToken);

    /// <summary>
    /// Takes back what was entered for later, before it holds; the row before it holds on. The log keeps what it said, who took it back and why.
    /// </summary>
    /// <param name="key">What the row is about.</param>
    /// <param name="from">The instant from which it was to hold, UTC.</param>
    /// <param name="reason">Why, 1–200 characters.</param>
    public Task<Outcome<SettingRow>> WithdrawAsync(
        SettingKind kind, string key, DateTime from, string reason, ActContext context, CancellationToken cancellationToken) =>
        transactions.RunAsync((db, ct) => TakeBackAsync(db, kind, key, from, reason.Trim(), context, ct), cancellationToken);

    /// <summary>All versions of a kind, wherever they are kept.</summary>
    public static async Task<SettingsBook> BookAsync(DizhuDb db, SettingKind kind, CancellationToken cancellationToken) =>
        await OwnTables.LoadAsync(db, kind, cancellationToken) is { } own ? new SettingsBook(own, 0) : await SettingsBook.LoadAsync(db, cancellationToken);

    private static async Task<Outcome<SettingRow>> TakeBackAsync(
        DizhuDb db, SettingKind kind, string key, DateTime from, string reason, ActContext context, CancellationToken cancellationToken)
    {
        if (context.Who.Post != Post.Administrator)
        {
            return WrongPost(kind, context);
        }

        if (reason.Length is 0 or > LongestReason)
        {
            return new Refusal("maintenance.reason-missing", $"撤回须写明原因（不超过 {LongestReason} 字）。请填写原因。", RefusalKind.Invalid, Field: "reason");
        }

        var versions = (await BookAsync(db, kind, cancellationToken)).VersionsOf(kind.Name, key);
        if (versions.FirstOrDefault(v => v.From == from && v.Version > 0) is not { } row)
        {
            return new Refusal("maintenance.no-version", $"{kind.Title}中没有要撤回的内容，可能已被撤回。请刷新后再看。", RefusalKind.NotFound);
        }

        if (row.From <= context.At)
        {
            return new Refusal("maintenance.holds-already", $"{kind.Title}“{key}”的这一版已经生效，不能撤回。请登记新的内容代替它。", RefusalKind.Rule);
        }

        if (kind.ByDay ? !await OwnTables.WithdrawAsync(db, kind, row, cancellationToken) : !await RemoveAsync(db, kind, row, cancellationToken))
        {
            return new Refusal("maintenance.unit-stays", "新设的单位可能已有岗位和下级单位，不能撤回。请登记新的名称，或到生效之日后不再使用。", RefusalKind.Rule);
        }

        db.Add(await LogAsync(db, kind, row, reason, context, cancellationToken));
        return row;
    }

    private static async Task<bool> RemoveAsync(DizhuDb db, SettingKind kind, SettingRow row, CancellationToken cancellationToken)
    {
        db.Remove(await db.Set<SettingVersion>().SingleAsync(v => v.Kind == kind.Name && v.Key == row.Key && v.Version == row.Version, cancellationToken));
        return true;
    }

    private static async Task<SettingChange> LogAsync(DizhuDb db, SettingKind kind, SettingRow row, string reason, ActContext context, CancellationToken cancellationToken) => new()
    {
        No = await SettingsBook.LastChangeAsync(db, cancellationToken) + 1,
        At = context.At,
        WhoId = context.Who.Id,
        Who = context.Who.Label,
        RequestId = context.RequestId,
        Kind = kind.Name,
        Key = row.Key,
        Sort = ChangeSort.Withdrawn,
        From = row.From,
        Old = SettingRow.Write(row.Cells),
        Reason = reason,
    };

    private static Refusal WrongPost(SettingKind kind, ActContext context) =>
        new("maintenance.wrong-post", $"{context.Who.Post.Name()}不能维护{kind.Title}。请由系统管理员办理。", RefusalKind.Forbidden);

    private static async Task<Outcome<SettingPlan>> PlanAsync(
        DizhuDb db, SettingKind kind, IReadOnlyList<SentRow> rows, ActContext context, CancellationToken cancellationToken)
    {
        if (context.Who.Post != Post.Administrator)
        {
            return WrongPost(kind, context);
        }

        var book = await BookAsync(db, kind, cancellationToken);
        return SettingImport.Plan(kind, rows, book, await ReferencesAsync(db, kind, context, cancellationToken), context.At);
    }

    private static async Task<SettingReferences> ReferencesAsync(DizhuDb db, SettingKind kind, ActContext context, CancellationToken cancellationToken)
    {
        switch (kind.Name)
        {
            case SettingKinds.ControlAreas or SettingKinds.Standards:
                return SettingReferences.None with { ClassKeys = await db.Set<MatterClass>().Select(c => c.Key).ToListAsync(cancellationToken) };
            case SettingKinds.Manual:
                return SettingReferences.None with
                {
                    ClassKeys = await db.Set<MatterClass>().Select(c => c.Key).ToListAsync(cancellationToken),
                    DutyIds = (await db.Set<UnitDuty>().Select(d => d.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal),
                };
            case SettingKinds.Units or SettingKinds.ReceivingUnits:
                return SettingReferences.None with
                {
                    Units = await db.Set<Unit>().ToDictionaryAsync(u => u.Id, u => u.Group, StringComparer.Ordinal, cancellationToken),
                    Clerks = await PeopleAsync(db, Post.UnitClerk, context, cancellationToken),
                };
            case SettingKinds.Shifts:
                return SettingReferences.None with
                {
                    Collectors = (await PeopleAsync(db, Post.Collector, context, cancellationToken)).ToDictionary(p => p.Key, p => p.Value.Id, StringComparer.Ordinal),
                    DutyGrids = (await db.Set<DutyGrid>().Select(g => g.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal),
                };
            default:
                return SettingReferences.None;
        }
    }

    /// <summary>Who holds a post now or later, by id and – where only one has it – by label.</summary>
    private static async Task<Dictionary<string, (Guid Id, string? UnitId)>> PeopleAsync(
        DizhuDb db, Post post, ActContext context, CancellationToken cancellationToken)
    {
        var day = Calendar.CityClock.DayOf(context.At);
        var rows = await (
            from assignment in db.Set<PostAssignment>()
            join person in db.Set<Person>() on assignment.PersonId equals person.Id
            where assignment.Post == post && person.Active && (assignment.Until == null || assignment.Until >= day)
            select new { person.Id, person.Label, assignment.UnitId }).ToListAsync(cancellationToken);
        var people = rows.DistinctBy(p => p.Id).ToList();
        return people.GroupBy(p => p.Label, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => (Name: g.Key, Who: g.First()))
            .Concat(people.Select(p => (Name: p.Id.ToString(), Who: p)))
            .ToDictionary(p => p.Name, (Guid Id, string? UnitId) (p) => (p.Who.Id, p.Who.UnitId), StringComparer.Ordinal);
    }

    private static async Task StoreAsync(DizhuDb db, SettingPlan plan, ActContext context, CancellationToken cancellationToken)
    {
        var no = await SettingsBook.LastChangeAsync(db, cancellationToken);
        foreach (var change in plan.Changes)
        {
            var cells = SettingRow.Write(change.New.Cells);
            if (plan.Kind.ByDay)
            {
                await OwnTables.StoreAsync(db, plan.Kind, change, cancellationToken);
            }
            else
            {
                db.Add(new SettingVersion
                {
                    Kind = plan.Kind.Name,
                    Key = change.Key,
                    Version = change.New.Version,
                    From = change.From,
                    Ends = change.New.Ends,
                    Cells = cells,
                });
            }

            db.Add(new SettingChange
            {
                No = ++no,
                At = context.At,
                WhoId = context.Who.Id,
                Who = context.Who.Label,
                RequestId = context.RequestId,
                Kind = plan.Kind.Name,
                Key = change.Key,
                Sort = change.Sort,
                From = change.From,
                Old = change.Old is { } old ? SettingRow.Write(old.Cells) : null,
                New = change.New.Ends ? null : cells,
            });
        }
    }
}
