using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases.Serving;

/// <summary>
/// 案件热力: how many cases of the reader's reach were reported in each small cell, by default within the last thirty days. A cell
/// is about a thirtieth of a tile. Only for tiles.
/// </summary>
internal sealed class HeatLayer(IReads reads, CityBooksHolder city, CityClock clock) : CaseLayerBase(reads, city, clock), IServedLayer
{
    private const int DaysShown = 30;

    public LayerDescription Description { get; } = new()
    {
        Id = "heat",
        Title = "案件热力",
        Description = "本岗位可见案件按小格计数，不含已并案的；默认最近三十天上报的，可用 datetime 指定时段。",
        Geometry = GeometryKind.Point,
        TimeField = "reportedAt",
        MinZoom = 8,
        MaxZoom = 16,
        HasItems = false,
        IsScoped = true,
        Fields = [new("n", FieldType.Whole, "案件数", IsInTile: true, IsFilter: false)],
    };

    public Task<LayerPage> ReadAsync(Principal reader, LayerQuery query, CancellationToken cancellationToken) => throw Not();

    public Task<ServedFeature?> FindAsync(Principal reader, string id, CancellationToken cancellationToken) => throw Not();

    public async Task<IReadOnlyList<ServedFeature>> TileAsync(Principal reader, LayerQuery query, int zoom, CancellationToken cancellationToken)
    {
        // A tile is 360 / 2^zoom degrees wide, a cell of level 19 - zoom a little less than a thirtieth of that.
        var level = Math.Max(0, 19 - zoom);
        var (margin, size) = (MortonGrid.DegreesOf(level), 1L << (2 * level));
        var time = query.Time ?? new TimeAsked(CityClock.StartOf(Clock.Today.AddDays(1 - DaysShown)), null, null, null);

        // Wider by a cell, so that each cell that is drawn is counted whole.
        GeoBox? box = query.Box is { } asked ? new(asked.West - margin, asked.South - margin, asked.East + margin, asked.North + margin) : null;
        await using var db = Reads.Open();
        var cells = await CaseTime.Within(CasePoints.Of(db, reader, City.Organisations, box).Where(c => c.Stage != Stage.Merged && c.MortonKey != null), time)
            .GroupBy(c => c.MortonKey!.Value / size).Select(g => new { Cell = g.Key, Count = g.LongCount() }).OrderBy(c => c.Cell).ToListAsync(cancellationToken);
        return [.. cells.Select(c => new ServedFeature(FormattableString.Invariant($"{c.Cell}"), FeatureGeometry.Of(MortonGrid.MiddleOf(c.Cell * size, level)), [c.Count]))];
    }

    private static NotSupportedException Not() => new("The heat of cases has tiles only.");
}
