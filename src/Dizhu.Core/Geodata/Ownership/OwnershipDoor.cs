using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>A component in the queue of 权属确认.</summary>
/// <param name="Component">Its present record.</param>
/// <param name="Gap">What is not known.</param>
/// <param name="MustStateId">The unit that must state its owner; null where anybody with proof may.</param>
public sealed record OwnershipItem(ManagedComponent Component, OwnershipGap Gap, string? MustStateId);

/// <summary>权属确认: components whose owner is not known or not stated, and the statements that settle it (三政办〔2017〕26号 四(一)).</summary>
public sealed class OwnershipDoor(IActTransactions transactions, IReads reads)
{
    private const int LongestBasis = 1000;
    private static readonly Clause FireFacilities = Sources.Order26.Clause("四(一)", "消防设施管理部件分布情况和管理权属的界定");

    /// <summary>The queue from a component id on, and how many wait in all.</summary>
    public async Task<(IReadOnlyList<OwnershipItem> Items, int Total)> QueueAsync(string? after, int take, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var waiting = Waiting(db);
        var page = await waiting.Where(c => after == null || string.Compare(c.Id, after) > 0).OrderBy(c => c.Id).Take(take).ToListAsync(cancellationToken);
        return ([.. page.Select(c => new OwnershipItem(c, OwnershipGaps.Of(c, isStated: false), StatementRule.Of(c.ClassKey)?.UnitId))], await waiting.CountAsync(cancellationToken));
    }

    /// <summary>The gap of one component; null when there is no such component.</summary>
    public async Task<OwnershipGap?> GapOfAsync(string componentId, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        if (await db.Set<ManagedComponent>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == componentId, cancellationToken) is not { } component)
        {
            return null;
        }

        var unit = StatementRule.Of(component.ClassKey)?.UnitId;
        return OwnershipGaps.Of(component, unit is not null && await db.Set<OwnershipStatement>().AnyAsync(s => s.ComponentId == componentId && s.StatedByUnitId == unit, cancellationToken));
    }

    /// <summary>States who owns a component; the record follows, and its old state is kept.</summary>
    public Task<Outcome<OwnershipStatement>> StateAsync(ActContext context, string componentId, string ownerId, string basis, CancellationToken cancellationToken) =>
        transactions.RunAsync<Outcome<OwnershipStatement>>(
            async (db, ct) =>
            {
                var component = await db.Set<ManagedComponent>().FirstOrDefaultAsync(c => c.Id == componentId, ct);
                if (component is null)
                {
                    return new Refusal("component.unknown", $"没有部件 {componentId}。请核对标识码。", RefusalKind.NotFound, Field: "id");
                }

                if (MayNot(context.Who, component) is { } refusal)
                {
                    return refusal;
                }

                if (basis.Trim().Length is 0 or > LongestBasis || !await db.Set<Unit>().AnyAsync(u => u.Id == ownerId, ct))
                {
                    return new Refusal("ownership.invalid", $"请从单位名录中选择权属单位，并写明依据（最多 {LongestBasis} 个字）。", RefusalKind.Invalid, Field: "ownerId");
                }

                return await StoreAsync(db, context, component, ownerId, basis.Trim(), ct);
            },
            cancellationToken);

    private static async Task<OwnershipStatement> StoreAsync(
        DizhuDb db, ActContext context, ManagedComponent component, string ownerId, string basis, CancellationToken cancellationToken)
    {
        var last = await db.Set<OwnershipStatement>().Where(s => s.ComponentId == component.Id).MaxAsync(s => (int?)s.Number, cancellationToken) ?? 0;
        var statement = new OwnershipStatement
        {
            ComponentId = component.Id,
            Number = last + 1,
            StatedByUnitId = context.Who.UnitId ?? StatementRule.Of(component.ClassKey)?.UnitId ?? "",
            OwnerId = ownerId,
            Basis = basis,
            At = context.At,
            ById = context.Who.Id,
            By = context.Who.Label,
        };
        db.Add(statement);
        if (component.OwnerId != ownerId)
        {
            var today = CityClock.DayOf(context.At);
            var publication = await BasePublication.BeginAsync(db, context, cancellationToken);
            await publication.CountPastAsync(BaseLayers.Components, [component.Id], cancellationToken);
            publication.Keep(BaseLayers.Components, component.Id, component, component.ChangeDate ?? component.InitialDate, today.AddDays(-1), "权属界定");
            (component.OwnerId, component.ChangeDate) = (ownerId, today);
            db.ChangeTracker.DetectChanges();
        }

        return statement;
    }

    private static IQueryable<ManagedComponent> Waiting(DizhuDb db)
    {
        var (classes, units) = (StatementRule.All.Select(r => r.ClassKey).ToList(), StatementRule.All.Select(r => r.UnitId).Distinct().ToList());
        return db.Set<ManagedComponent>().AsNoTracking().Where(c =>
            c.State != ComponentState.Removed
            && (c.OwnerId == null || (classes.Contains(c.ClassKey) && !db.Set<OwnershipStatement>().Any(s => s.ComponentId == c.Id && units.Contains(s.StatedByUnitId)))));
    }

    /// <summary>A class with a rule is stated by its unit; any other by the centre's administrator on proof.</summary>
    private static Refusal? MayNot(Principal who, ManagedComponent component) => StatementRule.Of(component.ClassKey) is { } rule
        ? who.UnitId == rule.UnitId && who.Post == Post.UnitClerk
            ? null
            : new Refusal("ownership.wrong-unit", $"这类部件的权属须由 {rule.UnitId} 界定（{rule.Clause}）。请转该单位办理。", RefusalKind.Forbidden, FireFacilities)
        : who.Post == Post.Administrator
            ? null
            : new Refusal("ownership.wrong-post", $"{who.Post.Name()}不能界定权属。请由系统管理员凭依据办理。", RefusalKind.Forbidden);
}
