using System.Globalization;
using CsvHelper;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core;

/// <summary>One row of a table of <c>data/</c>, read by column name. An empty cell means "not printed".</summary>
public sealed class CityRow(IReadOnlyDictionary<string, string> cells)
{
    /// <summary>All cells by column.</summary>
    public IReadOnlyDictionary<string, string> Cells => cells;

    /// <summary>The cell; an empty one gives an empty text.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such column.</exception>
    public string this[string column] => cells[column];

    /// <summary>The cell, or null when it is empty.</summary>
    public string? Text(string column) => this[column] is { Length: > 0 } text ? text : null;

    /// <summary>The parts of a cell that holds several, separated by semicolons.</summary>
    public IReadOnlyList<string> List(string column) =>
        this[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public DateOnly? Day(string column) =>
        Text(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public int? Whole(string column) => Text(column) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public decimal? Number(string column) => Text(column) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
}

/// <summary>Tables (UTF-8 CSV with a header row) read by column name.</summary>
public static class CityTable
{
    /// <summary>The rows of one embedded table, for example <c>data/organisations/units.csv</c>.</summary>
    public static IReadOnlyList<CityRow> Rows(string name)
    {
        using var text = new StreamReader(CityData.Open(name));
        return Read(text);
    }

    /// <summary>The rows of a table somebody sent, or why it is none.</summary>
    public static Outcome<IReadOnlyList<CityRow>> ReadSent(TextReader text)
    {
        try
        {
            return Outcome<IReadOnlyList<CityRow>>.Of(Read(text));
        }
        catch (CsvFormatException problem)
        {
            return new Refusal("input.not-csv", $"文件第 {problem.LineNumber} 行附近不是有效的 CSV，可能有没有闭合的引号。请改正后重新上传。", RefusalKind.Invalid, Field: "file");
        }
    }

    /// <summary>The rows of a table.</summary>
    /// <exception cref="CsvFormatException">A quotation is never closed, or a row is too long.</exception>
    public static IReadOnlyList<CityRow> Read(TextReader text)
    {
        var rows = new List<CityRow>();
        using var reader = CsvReader.Create(text, CsvText.Reading);
        while (reader.Read())
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < reader.Headers.Count; i++)
            {
                cells[reader.Headers[i]] = i < reader.FieldCount ? reader.GetString(i) : "";
            }

            rows.Add(new CityRow(cells));
        }

        return rows;
    }
}
