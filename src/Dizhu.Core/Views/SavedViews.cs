using Dizhu.Core.Access;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Views;

/// <summary>A view to save.</summary>
/// <param name="Id">Made by the client.</param>
public sealed record ViewRequest(Guid? Id, SavedList? List, string? Name, IReadOnlyList<ViewCondition>? Conditions);

/// <summary>A new name, a new place in the row, or both; what is absent stays.</summary>
public sealed record ViewChange(string? Name, int? Position);

/// <summary>
/// The one door of saved views. Each reads and changes their own alone: no act of theirs touches anybody's work, so the row itself says
/// who and when, and there is no log beside it. Every act may be sent twice.
/// </summary>
public sealed class SavedViews(IActTransactions transactions, IReads reads)
{
    /// <summary>How many views a person keeps in one post: a bound of the row of chips, not of the work.</summary>
    public const int Most = 30;

    public const int LongestName = 20;

    /// <summary>Characters of all values together: more than all fields of a list hold.</summary>
    public const int LongestConditions = 1000;

    private static readonly Refusal NotFound = new("view.not-found", "没有这个视图，或它不是您在本岗位保存的。请从视图列表中选择。", RefusalKind.NotFound);

    /// <summary>Somebody's views in the post they act in, of one list or of all, in their order.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Principal who, SavedList? list, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var rows = await Of(db, who).AsNoTracking().Where(v => list == null || v.List == list).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(v => v.List).ThenBy(v => v.Position).ThenBy(v => v.Id)];
    }

    /// <summary>Saves a view behind the others of its list.</summary>
    public Task<Outcome<SavedView>> SaveAsync(ActContext context, ViewRequest sent, CancellationToken cancellationToken)
    {
        var faults = Faults(sent);
        if (faults.Count > 0)
        {
            return Task.FromResult<Outcome<SavedView>>(faults);
        }

        var (list, name) = (sent.List!.Value, sent.Name!.Trim());
        var conditions = list.Known(sent.Conditions!);
        return transactions.RunAsync<Outcome<SavedView>>(
            async (db, ct) =>
            {
                if (await db.Set<SavedView>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == sent.Id, ct) is { } before)
                {
                    return IsOf(before, context.Who) && before.List == list && before.Name == name && before.Conditions.SequenceEqual(conditions) ? before : IdReused.Refusal;
                }

                var own = await Of(db, context.Who).AsNoTracking().ToListAsync(ct);
                if (own.Count >= Most)
                {
                    return new Refusal("view.too-many", $"您已保存 {Most} 个视图，不能再加。请先删除不用的视图。", RefusalKind.Rule, Field: "name");
                }

                if (Taken(own, list, name, except: null) is { } taken)
                {
                    return taken;
                }

                var view = new SavedView
                {
                    Id = sent.Id!.Value,
                    PersonId = context.Who.Id,
                    Post = context.Who.Post,
                    List = list,
                    Name = name,
                    Conditions = conditions,
                    Position = own.Where(v => v.List == list).Select(v => v.Position).DefaultIfEmpty().Max() + 1,
                    CreatedAt = context.At,
                    ChangedAt = context.At,
                };
                db.Add(view);
                return view;
            },
            cancellationToken);
    }

    /// <summary>Gives a view another name or another place; a place beyond the last is the last.</summary>
    public Task<Outcome<SavedView>> ChangeAsync(ActContext context, Guid id, ViewChange sent, CancellationToken cancellationToken)
    {
        if (sent.Name is not null && NameFault(sent.Name) is { } fault)
        {
            return Task.FromResult<Outcome<SavedView>>(fault);
        }

        return transactions.RunAsync<Outcome<SavedView>>(
            async (db, ct) =>
            {
                var own = await Of(db, context.Who).ToListAsync(ct);
                if (own.Find(v => v.Id == id) is not { } view)
                {
                    return NotFound;
                }

                if (sent.Name?.Trim() is { } name)
                {
                    if (Taken(own, view.List, name, id) is { } taken)
                    {
                        return taken;
                    }

                    view.Name = name;
                }

                if (sent.Position is { } position)
                {
                    Place(own, view, position);
                }

                view.ChangedAt = context.At;

                // Acts run without looking for changes by themselves.
                db.ChangeTracker.DetectChanges();
                return view;
            },
            cancellationToken);
    }

    /// <summary>Deletes a view; one that is gone already is gone.</summary>
    public Task<Outcome<bool>> DeleteAsync(ActContext context, Guid id, CancellationToken cancellationToken) => transactions.RunAsync<Outcome<bool>>(
        async (db, ct) => await Of(db, context.Who).Where(v => v.Id == id).ExecuteDeleteAsync(ct) > 0
            || !await db.Set<SavedView>().AnyAsync(v => v.Id == id, ct) ? true : NotFound,
        cancellationToken);

    private static void Place(List<SavedView> own, SavedView view, int position)
    {
        var row = own.Where(v => v.List == view.List && v.Id != view.Id).OrderBy(v => v.Position).ThenBy(v => v.Id).ToList();
        row.Insert(Math.Clamp(position - 1, 0, row.Count), view);
        for (var i = 0; i < row.Count; i++)
        {
            row[i].Position = i + 1;
        }
    }

    private static List<Refusal> Faults(ViewRequest sent) =>
    [
        .. ((Refusal?[])
        [
            sent.Id is null || sent.Id == Guid.Empty ? new("input.missing", "缺少编号 id（UUID，由客户端生成）。", RefusalKind.Invalid, Field: "id") : null,
            sent.List is null || !Enum.IsDefined(sent.List.Value) ? new("view.unknown-list", "没有这个列表（list）。请从列表页保存视图。", RefusalKind.Invalid, Field: "list") : null,
            NameFault(sent.Name),
            sent.Conditions is null || sent.Conditions.Any(c => c?.Key is null || c.Value is null || c.Value.Any(char.IsControl)) || sent.Conditions.Sum(c => c.Value.Length) > LongestConditions
                ? new("view.conditions", $"条件（conditions）缺少或过长（合计不超过 {LongestConditions} 字）。请在列表页重新筛选后再保存。", RefusalKind.Invalid, Field: "conditions") : null,
        ]).OfType<Refusal>(),
    ];

    private static Refusal? NameFault(string? name) => name?.Trim() is { Length: > 0 and <= LongestName } said && !said.Any(char.IsControl)
        ? null
        : new("view.name", $"请为视图起一个 1–{LongestName} 字的名称。", RefusalKind.Invalid, Field: "name");

    private static Refusal? Taken(List<SavedView> own, SavedList list, string name, Guid? except) => own.Exists(v => v.List == list && v.Name == name && v.Id != except)
        ? new("view.name-taken", $"本列表已有名为“{name}”的视图。请换一个名称，或先删除原来的。", RefusalKind.Conflict, Field: "name")
        : null;

    private static bool IsOf(SavedView view, Principal who) => view.PersonId == who.Id && view.Post == who.Post;

    private static IQueryable<SavedView> Of(DizhuDb db, Principal who)
    {
        var (person, post) = (who.Id, who.Post);
        return db.Set<SavedView>().Where(v => v.PersonId == person && v.Post == post);
    }
}
