using System.Globalization;
using Dizhu.Core.Places;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Core.Geodata;

/// <summary>
/// A proposed change read as a supply of a few rows, so that an edit is checked, kept in the history and published by the very rules of an import.
/// </summary>
internal sealed class ProposedSource : IFeatureSource
{
    private static readonly string[] GridColumns = [.. GridImport.Fields.Where(f => f.Name != "areaM2").Select(f => f.Headers[0])];
    private static readonly string[] ComponentColumns = [.. ComponentRow.Fields.Select(f => f.Headers[0])];

    private readonly List<SourceFeature> _features;

    private ProposedSource(string[] columns, List<SourceFeature> features)
    {
        Columns = columns;
        _features = features;
    }

    public string Format => "编辑";

    public IReadOnlyList<string> Columns { get; }

    public string Encoding => "UTF-8";

    public string? DatumSaid => "CGCS2000";

    public IEnumerable<SourceFeature> Read(CancellationToken cancellationToken) => _features;

    public void Dispose()
    {
    }

    /// <summary>Grids as they are to be; what a proposal leaves out is as it is now.</summary>
    public static ProposedSource OfGrids(ChangeProposal proposal, IReadOnlyDictionary<string, BasicGrid> live) => new(
        GridColumns,
        [.. proposal.Objects.Select((o, i) =>
        {
            var now = live.GetValueOrDefault(o.Key);
            return Feature(i, o, GridImport.Fields.Where(f => f.Name != "areaM2").Select(f => f.Name), name => name switch
            {
                "code" => o.Key,
                "dutyGrid" => now?.DutyGridCode,
                "area" => now?.ManagementAreaCode,
                _ => now?.AreaLevel?.ToString(CultureInfo.InvariantCulture),
            }, () => now is null ? null : new WKBReader().Read(now.Ring));
        })]);

    /// <summary>Components as they are to be; what a proposal leaves out is as it is now.</summary>
    public static ProposedSource OfComponents(ChangeProposal proposal, IReadOnlyDictionary<string, ManagedComponent> live) => new(
        ComponentColumns,
        [.. proposal.Objects.Select((o, i) =>
        {
            var now = live.GetValueOrDefault(o.Key);
            return Feature(
                i, o, ComponentRow.Fields.Select(f => f.Name), name => name == "id" ? o.Key : now is null ? null : ComponentRow.Cell(now, name),
                () => now is null ? null : now.Shape is { } shape ? new WKBReader().Read(shape) : new Point(now.Lon, now.Lat));
        })]);

    private static SourceFeature Feature(int index, ProposedObject said, IEnumerable<string> fields, Func<string, string?> now, Func<Geometry?> shapeNow)
    {
        var cells = fields.Select(f => said.Cells?.GetValueOrDefault(f) ?? now(f) ?? "").ToArray();
        if (said.Shape is not { Length: > 0 } text)
        {
            return new SourceFeature(index + 1, cells, shapeNow());
        }

        try
        {
            return new SourceFeature(index + 1, cells, new WKTReader().Read(text));
        }
        catch (Exception problem) when (problem is ParseException or ArgumentException)
        {
            return new SourceFeature(index + 1, cells, null, new("change.shape", $"{said.Key} 的图形读不出来。请重新绘制。", Kernel.Outcomes.RefusalKind.Invalid, Field: "shape"));
        }
    }
}
