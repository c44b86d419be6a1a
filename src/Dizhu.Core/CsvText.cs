using CsvHelper;

namespace Dizhu.Core;

/// <summary>How tables are read and cells handed out as CSV.</summary>
public static class CsvText
{
    private const int LongestRow = 4 << 20;

    /// <summary>
    /// A quotation that is never closed is an error: read leniently it takes every row behind it along and nobody would know. A row is at
    /// most four megabytes, so that such a file costs no memory either.
    /// </summary>
    public static CsvReaderOptions Reading => new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = LongestRow,
    };

    /// <summary>The mark without which spreadsheets do not read Chinese.</summary>
    public const string Mark = "\uFEFF";

    /// <summary>Quoted where needed; a cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    public static string Cell(string? text)
    {
        var safe = text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
