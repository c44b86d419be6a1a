using Dizhu.Core.Calendar;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>
/// The one door through which supplies of base data come in: everything is checked, and what is taken goes live in one transaction with the
/// version of the base data, or nothing of it does.
/// </summary>
public sealed class ImportDoor(IActTransactions transactions, IBulkWriter bulk)
{
    /// <summary>Checks and publishes a supply; a dry run only checks.</summary>
    /// <param name="context">Who supplies it, as an administrator.</param>
    /// <param name="request">What it is.</param>
    /// <param name="source">The opened file.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    public async Task<Outcome<ImportReport>> RunAsync(
        ActContext context, ImportRequest request, IFeatureSource source, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (context.Who.Post != Post.Administrator)
        {
            return new Refusal("import.wrong-post", $"{context.Who.Post.Name()}不能导入基础数据。请由系统管理员办理。", RefusalKind.Forbidden);
        }

        var datum = SourceDatum.Read(request.Datum ?? source.DatumSaid);
        if (!datum.Moved)
        {
            return datum.Refusal;
        }

        var supply = new Supply(context, request, source, datum.Value, progress);
        var outcome = await WholeOrNothing.RunAsync(transactions, (db, ct) => PublishAsync(db, supply, ct), report => report.IsPublished, cancellationToken);
        return outcome.Moved ? outcome.Value with { Format = source.Format, Encoding = source.Encoding, Datum = datum.Value.Name } : outcome;
    }

    /// <summary>The same inside a transaction that is already running, for a change that was reviewed.</summary>
    internal Task<Outcome<ImportReport>> InsideAsync(DizhuDb db, ActContext context, ImportRequest request, IFeatureSource source, CancellationToken cancellationToken) =>
        PublishAsync(db, new Supply(context, request, source, SourceDatum.Cgcs2000, null), cancellationToken);

    private async Task<Outcome<ImportReport>> PublishAsync(DizhuDb db, Supply supply, CancellationToken cancellationToken)
    {
        var request = supply.Request;
        if (request.From > CityClock.DayOf(supply.Context.At))
        {
            return new Refusal("import.from-future", "数据一经发布即生效，生效日期不能晚于今天。请改正，或到那一天再导入。", RefusalKind.Invalid, Field: "from");
        }

        var book = await PlaceBook.LoadGridsAsync(db, cancellationToken);
        var kind = LayerImporter.For(request.LayerId, await db.Set<BaseLayer>().FindAsync([request.LayerId], cancellationToken));
        if (!kind.Moved)
        {
            return kind.Refusal;
        }

        var map = FieldMap.Of(supply.Source.Columns, kind.Value.Fields, request.Mapping);
        if (!map.Moved)
        {
            return map.Refusal;
        }

        supply.Progress?.Report(new ImportProgress("核对坐标系", 0));
        if (DatumDoubt.Check(supply.Datum, Positions(supply.Source, map.Value, kind.Value.HasGrid, cancellationToken), book, request.DatumConfirmed) is { } doubt)
        {
            return doubt;
        }

        var books = new ImportBooks(book, await CatalogueBook.LoadAsync(db, cancellationToken), await OrganisationBook.LoadAsync(db, cancellationToken));
        var publication = await BasePublication.BeginAsync(db, supply.Context, () => FirstVersion.Unknown(request.FileName), cancellationToken);
        var run = new ImportRun(db, bulk, request, supply.Context, new SourceShapes(supply.Datum), publication, supply.Progress);
        var report = await kind.Value.RunAsync(run, books, supply.Source, map.Value, cancellationToken);
        var isTaken = !request.DryRun && !report.Faults.Any(f => !f.IsWarning) && report.Added + report.Changed + report.Ended > 0;
        if (isTaken)
        {
            await publication.FinishAsync(request, report, () => kind.Value.FirstLayer(request, book.IsSynthetic), cancellationToken);
        }

        return report with { IsPublished = isTaken, BaseVersion = isTaken ? publication.BaseVersion : publication.BaseVersion - 1 };
    }

    /// <summary>The first positions of the file, with the grid each is said to lie in.</summary>
    private static List<(double X, double Y, string? Grid)> Positions(IFeatureSource source, FieldMap map, bool hasGrid, CancellationToken cancellationToken)
    {
        List<(double, double, string?)> positions = [];
        foreach (var feature in source.Read(cancellationToken).Take(DatumDoubt.Sample))
        {
            var point = feature.Shape is { IsEmpty: false } shape ? shape.Centroid.Coordinate : Typed(map, feature);
            if (point is not null)
            {
                positions.Add((point.X, point.Y, hasGrid && map.Cell(feature, "grid") is { Length: > 0 } grid ? grid : null));
            }
        }

        return positions;
    }

    private static NetTopologySuite.Geometries.Coordinate? Typed(FieldMap map, SourceFeature feature) =>
        double.TryParse(map.Cell(feature, "lon"), System.Globalization.CultureInfo.InvariantCulture, out var x)
        && double.TryParse(map.Cell(feature, "lat"), System.Globalization.CultureInfo.InvariantCulture, out var y)
            ? new(x, y)
            : null;

    private sealed record Supply(ActContext Context, ImportRequest Request, IFeatureSource Source, SourceDatum Datum, IProgress<ImportProgress>? Progress);
}
