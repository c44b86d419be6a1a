namespace Dizhu.Core.Policies;

/// <summary>A place where the print disagrees with itself or with what is known; shown, never silently mended.</summary>
/// <param name="Id">Stable: D-DCM-05.</param>
/// <param name="Document">The document's number as printed.</param>
/// <param name="Clause">The clause; empty for the document as a whole.</param>
/// <param name="Kind">What kind it is, in Chinese: 重叠.</param>
public sealed record Discrepancy(string Id, string Document, string Clause, string Kind);

/// <summary>The known discrepancies of the print (<c>data/requirements/discrepancies.csv</c>).</summary>
public static class Discrepancies
{
    private static readonly Lazy<ILookup<string, Discrepancy>> ByDocument = new(() => CityTable.Rows("data/requirements/discrepancies.csv")
        .Select(r => new Discrepancy(r["id"], r["document"], r["clause"], r["kind"])).ToLookup(d => d.Document, StringComparer.Ordinal));

    /// <summary>Those of a document, in the order of their ids.</summary>
    public static IEnumerable<Discrepancy> Of(string document) => ByDocument.Value[document];
}
