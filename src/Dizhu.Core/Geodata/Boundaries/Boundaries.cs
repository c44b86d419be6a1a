using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;

namespace Dizhu.Core.Geodata;

/// <summary>A boundary with what is still missing.</summary>
/// <param name="Plan">What the order asks for.</param>
/// <param name="Drawn">The drawing; null while there is none.</param>
/// <param name="Confirmed">Units that confirmed this drawing.</param>
/// <param name="IsConfirmed">Drawn, and confirmed by everybody who must.</param>
/// <param name="Remark">What does not fit the plan; null when nothing.</param>
public sealed record BoundaryView(BoundaryPlan Plan, Boundary? Drawn, IReadOnlyList<BoundaryConfirmation> Confirmed, bool IsConfirmed, string? Remark);

/// <summary>Draws and confirms 管理边界.</summary>
public sealed class Boundaries(IActTransactions transactions, IReads reads)
{
    private const string Layer = "boundaries";
    private const double Noise = 0.0001;
    private const double M2PerKm2 = 1_000_000;
    private static readonly WKBReader Reader = new();
    private static readonly Clause OwnBoundary = Sources.Order26.Clause("三(一)", "对管理边界进行科学规划、界定");
    private static readonly Clause Together = Sources.Order26.Clause("四(一)", "负责配合数字城管管理边界的确定");

    /// <summary>All boundaries the order asks for.</summary>
    public async Task<IReadOnlyList<BoundaryView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var drawn = await db.Set<Boundary>().AsNoTracking().ToDictionaryAsync(b => b.Code, StringComparer.Ordinal, cancellationToken);
        var confirmed = await db.Set<BoundaryConfirmation>().AsNoTracking().ToListAsync(cancellationToken);
        return [.. BoundaryPlan.All.Select(plan => View(plan, drawn.GetValueOrDefault(plan.Code), confirmed))];
    }

    /// <summary>Draws a boundary, for the first time or anew; what was confirmed before has to be confirmed again.</summary>
    public Task<Outcome<BoundaryView>> DrawAsync(ActContext context, string code, Geometry shape, CancellationToken cancellationToken) =>
        transactions.RunAsync<Outcome<BoundaryView>>(
            async (db, ct) =>
            {
                if (Find(code) is not { } plan)
                {
                    return Unknown;
                }

                if (MayDraw(context.Who, plan) is { } refusal)
                {
                    return refusal;
                }

                if (shape is not (Polygon or MultiPolygon) || shape.IsEmpty || !new IsValidOp(shape).IsValid)
                {
                    return new Refusal("boundary.shape", $"{plan.Name}的边界不是闭合、不自相交的面。请改正边界。", RefusalKind.Invalid, Field: "shape");
                }

                var others = await db.Set<Boundary>().AsNoTracking().Where(b => b.Code != code).ToListAsync(ct);
                var view = MetricView.Around([shape]);
                return Overlap(plan, view.ToMetres(shape), others, view) is { } overlap ? overlap : await StoreAsync(db, context, plan, shape, view, ct);
            },
            cancellationToken);

    /// <summary>One of the areas confirms the present drawing.</summary>
    public Task<Outcome<BoundaryView>> ConfirmAsync(ActContext context, string code, int version, CancellationToken cancellationToken) =>
        transactions.RunAsync<Outcome<BoundaryView>>(
            async (db, ct) =>
            {
                if (Find(code) is not { } plan || await db.Set<Boundary>().FirstOrDefaultAsync(b => b.Code == code, ct) is not { } drawn)
                {
                    return Unknown;
                }

                if (context.Who.UnitId is not { } unit || !plan.ConfirmedBy.Contains(unit))
                {
                    return new Refusal("boundary.not-asked", $"{plan.Name}的边界不需要您的单位确认。", RefusalKind.Forbidden, Together);
                }

                if (drawn.Version != version)
                {
                    return new Refusal("boundary.version", $"{plan.Name}的边界已重新画定（第 {drawn.Version} 版）。请看过新边界后再确认。", RefusalKind.Conflict, Field: "version");
                }

                var confirmed = await db.Set<BoundaryConfirmation>().Where(c => c.BoundaryCode == code && c.Version == version).ToListAsync(ct);
                if (confirmed.TrueForAll(c => c.UnitId != unit))
                {
                    var word = new BoundaryConfirmation { BoundaryCode = code, Version = version, UnitId = unit, At = context.At, ById = context.Who.Id, By = context.Who.Label };
                    db.Add(word);
                    confirmed.Add(word);
                }

                return View(plan, drawn, confirmed);
            },
            cancellationToken);

    /// <summary>The municipal boundary once it is drawn; null before. Grids must cover it without a gap.</summary>
    internal static async Task<Geometry?> MunicipalAsync(DizhuDb db, CancellationToken cancellationToken) =>
        await db.Set<Boundary>().AsNoTracking().FirstOrDefaultAsync(b => b.Code == Boundary.Municipal, cancellationToken) is { } drawn ? Reader.Read(drawn.Shape) : null;

    private static async Task<BoundaryView> StoreAsync(DizhuDb db, ActContext context, BoundaryPlan plan, Geometry shape, MetricView view, CancellationToken cancellationToken)
    {
        var drawn = await db.Set<Boundary>().FirstOrDefaultAsync(b => b.Code == plan.Code, cancellationToken);
        var bytes = SourceShapes.Write(shape);
        var (km2, today) = (view.ToMetres(shape).Area / M2PerKm2, CityClock.DayOf(context.At));
        if (drawn is null)
        {
            drawn = new Boundary { Code = plan.Code, Shape = bytes, Km2 = km2, Version = 1, SetOn = today, ById = context.Who.Id, By = context.Who.Label };
            db.Add(drawn);
        }
        else if (!drawn.Shape.AsSpan().SequenceEqual(bytes))
        {
            var publication = await BasePublication.BeginAsync(db, context, cancellationToken);
            await publication.CountPastAsync(Layer, [plan.Code], cancellationToken);
            publication.Keep(Layer, plan.Code, drawn, drawn.SetOn, today.AddDays(-1), "重新画定");
            (drawn.Shape, drawn.Km2, drawn.Version, drawn.SetOn, drawn.ById, drawn.By) = (bytes, km2, drawn.Version + 1, today, context.Who.Id, context.Who.Label);
        }

        db.ChangeTracker.DetectChanges();
        return View(plan, drawn, await db.Set<BoundaryConfirmation>().AsNoTracking().Where(c => c.BoundaryCode == plan.Code).ToListAsync(cancellationToken));
    }

    /// <summary>Two areas may not claim the same ground; what the print leaves open is not refused.</summary>
    private static Refusal? Overlap(BoundaryPlan plan, Geometry metres, List<Boundary> others, MetricView view)
    {
        foreach (var other in others.Where(o => !plan.MayShareWith.Contains(o.Code)))
        {
            var common = metres.Intersection(view.ToMetres(Reader.Read(other.Shape))).Area;
            if (common > Noise)
            {
                var message = string.Create(CultureInfo.InvariantCulture, $"{plan.Name}与{Find(other.Code)!.Name}的边界重叠 {common:0.####} 平方米。请两家商定后改正其中一个。");
                return new Refusal("boundary.overlap", message, RefusalKind.Rule, OwnBoundary, "shape");
            }
        }

        return null;
    }

    private static Refusal? MayDraw(Principal who, BoundaryPlan plan) =>
        who.Post == Post.Administrator || (who.Post == Post.SecondLevelDispatcher && who.UnitId == plan.Code)
            ? null
            : new Refusal("boundary.wrong-post", $"{who.Post.Name()}不能画定{plan.Name}的边界。请由系统管理员或该区的二级平台办理。", RefusalKind.Forbidden, OwnBoundary);

    private static BoundaryPlan? Find(string code) => BoundaryPlan.All.FirstOrDefault(p => p.Code == code);

    private static Refusal Unknown => new("boundary.unknown", "没有这个管理边界，或它还没有画定。请从列表中选择。", RefusalKind.NotFound, Field: "code");

    private static BoundaryView View(BoundaryPlan plan, Boundary? drawn, IEnumerable<BoundaryConfirmation> all)
    {
        var confirmed = all.Where(c => drawn is not null && c.BoundaryCode == plan.Code && c.Version == drawn.Version).OrderBy(c => c.UnitId, StringComparer.Ordinal).ToList();
        return new BoundaryView(
            plan, drawn, confirmed, drawn is not null && plan.ConfirmedBy.All(u => confirmed.Exists(c => c.UnitId == u)), drawn is null ? null : plan.Remark(drawn.Km2));
    }
}
