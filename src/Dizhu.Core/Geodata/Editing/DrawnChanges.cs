using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Core.Geodata;

/// <summary>What was drawn or chosen on the map for a change of grids.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">The grid it is done to; for a new one its community.</param>
/// <param name="Shape">The drawn line or polygon, CGCS2000 degrees; null where none is needed.</param>
/// <param name="Others">The grids chosen to be merged with it.</param>
/// <param name="Cells">Fields that are to be, by name; one left out stays as it is.</param>
public sealed record GridSketch(ChangeKind Kind, string Key, Geometry? Shape, IReadOnlyList<string> Others, IReadOnlyDictionary<string, string> Cells);

/// <summary>Turns what was drawn on the map into a proposal: whole grids with their codes and geometries.</summary>
public sealed class DrawnChanges(IReads reads)
{
    private static readonly WKBReader Wkb = new();

    /// <summary>The proposal, or what is wrong with the drawing.</summary>
    public async Task<Outcome<ChangeProposal>> GridsAsync(PlaceBook book, GridSketch sketch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(sketch);
        return sketch.Kind == ChangeKind.Create ? await FillAsync(book, sketch, cancellationToken)
            : book.FindGrid(sketch.Key) is not { } grid ? Wrong("grid.unknown", $"没有单元网格 {sketch.Key}，或它已停用。请从地图上点选。", "key")
            : sketch.Kind switch
            {
                ChangeKind.Attributes => new ChangeProposal([new(grid.Code, null, sketch.Cells)], []),
                ChangeKind.Move => Take(book, grid, sketch),
                ChangeKind.Split => await SplitAsync(grid, sketch, cancellationToken),
                ChangeKind.Merge => await MergeAsync(book, grid, sketch, cancellationToken),
                _ => Wrong("change.misfit", "网格不能单独停用，否则留下没有网格的地块。请用“合并”。", "kind"),
            };
    }

    /// <summary>The live grids that share a border with one, of its community; only these can be merged with it.</summary>
    public static IReadOnlyList<string> Adjoining(PlaceBook book, string code)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (book.FindGrid(code) is not { } grid)
        {
            return [];
        }

        var shape = Shape(grid);
        return [.. book.Grids.Where(g => g.Code != code && g.CommunityCode == grid.CommunityCode).Where(g => Shape(g) is var s && s.EnvelopeInternal.Intersects(shape.EnvelopeInternal) && s.Intersection(shape).Length > 0).Select(g => g.Code).Order(StringComparer.Ordinal)];
    }

    private static Outcome<ChangeProposal> Take(PlaceBook book, BasicGrid grid, GridSketch sketch)
    {
        var taken = GridDrawing.Take(grid.Code, sketch.Shape ?? Polygon.Empty, Around(book, (sketch.Shape ?? Polygon.Empty).EnvelopeInternal, grid));
        return taken.Moved ? new ChangeProposal([.. taken.Value.Select(t => new ProposedObject(t.Code, t.Shape.AsText(), null))], []) : taken.Refusal;
    }

    private async Task<Outcome<ChangeProposal>> SplitAsync(BasicGrid grid, GridSketch sketch, CancellationToken cancellationToken)
    {
        var pieces = GridDrawing.Split(Shape(grid), sketch.Shape ?? Point.Empty);
        if (!pieces.Moved)
        {
            return pieces.Refusal;
        }

        var used = await UsedAsync(grid.CommunityCode, cancellationToken);
        List<ProposedObject> objects = [];
        foreach (var piece in pieces.Value)
        {
            used.Add(GridDrawing.NextCode(grid.CommunityCode, used));
            objects.Add(new(used[^1], piece.AsText(), Cells(grid, sketch)));
        }

        return new ChangeProposal(objects, [grid.Code]);
    }

    private async Task<Outcome<ChangeProposal>> MergeAsync(PlaceBook book, BasicGrid grid, GridSketch sketch, CancellationToken cancellationToken)
    {
        var adjoining = Adjoining(book, grid.Code).ToHashSet(StringComparer.Ordinal);
        var others = sketch.Others.Where(o => o != grid.Code).Distinct(StringComparer.Ordinal).ToList();
        if (others.Find(o => book.FindGrid(o) is not { } other || other.CommunityCode != grid.CommunityCode) is { } stranger)
        {
            return Wrong("change.not-adjoining", $"{stranger} 不是同一社区的单元网格，不能合并（网格不跨社区，GB/T 30428.1-2013）。请另选。", "others");
        }

        var whole = GridDrawing.Merge([Shape(grid), .. others.Select(o => Shape(book.FindGrid(o)!))]);
        return whole.Moved
            ? new ChangeProposal([new(GridDrawing.NextCode(grid.CommunityCode, await UsedAsync(grid.CommunityCode, cancellationToken)), whole.Value.AsText(), Cells(grid, sketch))], [grid.Code, .. others])
            : whole.Refusal with { Field = "others" };
    }

    private async Task<Outcome<ChangeProposal>> FillAsync(PlaceBook book, GridSketch sketch, CancellationToken cancellationToken)
    {
        var ground = sketch.Shape ?? Polygon.Empty;
        var piece = GridDrawing.Fill(ground, Around(book, ground.EnvelopeInternal, null).Values);
        return !piece.Moved ? piece.Refusal
            : GridDrawing.NextCode(sketch.Key, await UsedAsync(sketch.Key, cancellationToken)) is { Length: > 0 } code
            ? new ChangeProposal([new(code, piece.Value.AsText(), sketch.Cells)], [])
            : Wrong("grid.community", $"“{sketch.Key}”不是 12 位的社区代码。请从列表中选择社区。", "key");
    }

    private async Task<List<string>> UsedAsync(string community, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<BasicGrid>().AsNoTracking().Where(g => g.CommunityCode == community).Select(g => g.Code).ToListAsync(cancellationToken);
    }

    private static Dictionary<string, Geometry> Around(PlaceBook book, Envelope box, BasicGrid? always) =>
        book.Grids.Where(g => g.Code == always?.Code || Shape(g).EnvelopeInternal.Intersects(box)).ToDictionary(g => g.Code, Shape, StringComparer.Ordinal);

    /// <summary>New grids begin with the fields of the one they come from.</summary>
    private static Dictionary<string, string> Cells(BasicGrid grid, GridSketch sketch) => new(StringComparer.Ordinal)
    {
        ["dutyGrid"] = sketch.Cells.GetValueOrDefault("dutyGrid", grid.DutyGridCode ?? ""),
        ["area"] = sketch.Cells.GetValueOrDefault("area", grid.ManagementAreaCode ?? ""),
        ["level"] = sketch.Cells.GetValueOrDefault("level", grid.AreaLevel?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""),
    };

    private static Geometry Shape(BasicGrid grid) => Wkb.Read(grid.Ring);

    private static Refusal Wrong(string code, string message, string field) => new(code, message, RefusalKind.Rule, Field: field);
}
