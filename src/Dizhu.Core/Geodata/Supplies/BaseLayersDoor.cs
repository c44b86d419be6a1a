using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>Registers layers and keeps what is asked of and delivered by the units.</summary>
public sealed class BaseLayersDoor(IActTransactions transactions, IReads reads)
{
    private const int LongestWords = 1000;

    /// <summary>All layers, by set and id. The core's own are there also before anything was imported.</summary>
    public async Task<IReadOnlyList<BaseLayer>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return [.. (await db.Set<BaseLayer>().AsNoTracking().ToListAsync(cancellationToken)).OrderBy(l => l.Set).ThenBy(l => l.Id, StringComparer.Ordinal)];
    }

    /// <summary>One layer with its versions, newest first.</summary>
    public async Task<(BaseLayer Layer, IReadOnlyList<LayerVersion> Versions)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<BaseLayer>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, cancellationToken) is { } layer
            ? (layer, await db.Set<LayerVersion>().AsNoTracking().Where(v => v.LayerId == id).OrderByDescending(v => v.Number).ToListAsync(cancellationToken))
            : null;
    }

    /// <summary>Registers a layer, or changes what is said of it; the data themselves come by import.</summary>
    public Task<Outcome<BaseLayer>> RegisterAsync(ActContext context, LayerForm form, CancellationToken cancellationToken) =>
        MayNot(context) is { } refusal
            ? Task.FromResult<Outcome<BaseLayer>>(refusal)
            : transactions.RunAsync<Outcome<BaseLayer>>(
                async (db, ct) =>
                {
                    var units = await OrganisationBook.LoadAsync(db, ct);
                    var day = CityClock.DayOf(context.At);
                    var made = form.ToLayer(id => units.Find(id) is null ? null : units.NameOf(id, day));
                    if (!made.Moved)
                    {
                        return made;
                    }

                    var layer = made.Value;
                    if (await db.Set<BaseLayer>().FirstOrDefaultAsync(l => l.Id == layer.Id, ct) is not { } present)
                    {
                        db.Add(layer);
                        return layer;
                    }

                    if (present.LiveVersion > 0 && present.Shape != layer.Shape)
                    {
                        return new Refusal("layer.shape-fixed", "图层已有数据，图形类型不能再改。请另登记一个图层。", RefusalKind.Rule, Field: "shape");
                    }

                    Take(present, layer);
                    db.ChangeTracker.DetectChanges();
                    return present;
                },
                cancellationToken);

    /// <summary>What the order asks for, with what has come of it.</summary>
    public async Task<IReadOnlyList<SupplyView>> SuppliesAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var kept = await db.Set<DataSupply>().AsNoTracking().ToDictionaryAsync(s => s.Id, StringComparer.Ordinal, cancellationToken);
        var duties = await db.Set<UnitDuty>().AsNoTracking().ToDictionaryAsync(d => d.Id, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. SupplyPlan.All.Where(p => duties.ContainsKey(p.DutyId))
                .Select(p => new SupplyView(p, duties[p.DutyId].UnitId, duties[p.DutyId].Words, duties[p.DutyId].ClauseText, kept.GetValueOrDefault(p.LayerId))),
        ];
    }

    /// <summary>How far a list is.</summary>
    public static SupplyProgress ProgressOf(IEnumerable<SupplyView> supplies, string group)
    {
        var rows = supplies.Where(s => s.Plan.Group == group).ToList();
        return new SupplyProgress(rows.Count(r => r.IsDelivered), rows.Count);
    }

    /// <summary>Keeps that a supply was asked for or delivered; asking also marks the layer, so that an older one shows as due.</summary>
    public Task<Outcome<DataSupply>> NoteAsync(ActContext context, string layerId, DateOnly? askedOn, DateOnly? deliveredOn, string words, CancellationToken cancellationToken)
    {
        if (MayNot(context) is { } refusal)
        {
            return Task.FromResult<Outcome<DataSupply>>(refusal);
        }

        if (SupplyPlan.All.FirstOrDefault(p => p.LayerId == layerId) is not { } plan)
        {
            return Task.FromResult<Outcome<DataSupply>>(new Refusal("supply.unknown", "没有这项数据提供任务。请从列表中选择。", RefusalKind.NotFound, Field: "layerId"));
        }

        return words.Length > LongestWords || deliveredOn > CityClock.DayOf(context.At) || (askedOn is null && deliveredOn is null)
            ? Task.FromResult<Outcome<DataSupply>>(new Refusal("supply.invalid", $"请填写要求或交付的日期（不晚于今天），说明最多 {LongestWords} 个字。", RefusalKind.Invalid, Field: "deliveredOn"))
            : transactions.RunAsync<Outcome<DataSupply>>(async (db, ct) => await NoteAsync(db, context, plan, askedOn, deliveredOn, words, ct), cancellationToken);
    }

    private static async Task<DataSupply> NoteAsync(
        DizhuDb db, ActContext context, SupplyPlan plan, DateOnly? askedOn, DateOnly? deliveredOn, string words, CancellationToken cancellationToken)
    {
        var supply = await db.Set<DataSupply>().FirstOrDefaultAsync(s => s.Id == plan.LayerId, cancellationToken);
        if (supply is null)
        {
            var unit = await db.Set<UnitDuty>().Where(d => d.Id == plan.DutyId).Select(d => d.UnitId).FirstAsync(cancellationToken);
            supply = new DataSupply { Id = plan.LayerId, UnitId = unit, Words = "", ChangedAt = context.At, ById = context.Who.Id, By = context.Who.Label };
            db.Add(supply);
        }

        (supply.AskedOn, supply.DeliveredOn, supply.Words) = (askedOn ?? supply.AskedOn, deliveredOn ?? supply.DeliveredOn, words);
        (supply.ChangedAt, supply.ById, supply.By) = (context.At, context.Who.Id, context.Who.Label);
        if (askedOn is not null && await db.Set<BaseLayer>().FirstOrDefaultAsync(l => l.Id == plan.LayerId, cancellationToken) is { } layer)
        {
            layer.SupplyAskedOn = askedOn;
        }

        db.ChangeTracker.DetectChanges();
        return supply;
    }

    private static void Take(BaseLayer present, BaseLayer said)
    {
        (present.Set, present.KindSaid, present.Title, present.ProviderId, present.Provider) = (said.Set, said.KindSaid, said.Title, said.ProviderId, said.Provider);
        (present.Origin, present.DatedOn, present.Scale, present.Datum, present.Shape) = (said.Origin, said.DatedOn, said.Scale, said.Datum, said.Shape);
        (present.Metadata, present.SupplyAskedOn, present.IsSynthetic) = (said.Metadata, said.SupplyAskedOn, said.IsSynthetic);
    }

    private static Refusal? MayNot(ActContext context) => context.Who.Post == Post.Administrator
        ? null
        : new Refusal("layer.wrong-post", $"{context.Who.Post.Name()}不能维护图层。请由系统管理员办理。", RefusalKind.Forbidden);
}
