using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dizhu.Core.Maintenance;

/// <summary>One version of a row with its cells read. A cell that was left out is the empty text.</summary>
/// <param name="Key">What the row is about.</param>
/// <param name="Version">1, 2, … ; 0 for a row shipped with the product.</param>
/// <param name="From">From this instant on it holds, UTC.</param>
/// <param name="Ends">True when the row ends at <paramref name="From"/>.</param>
/// <param name="Cells">The cells by column.</param>
public sealed record SettingRow(string Key, int Version, DateTime From, bool Ends, ImmutableSortedDictionary<string, string> Cells)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The cell of a column; the empty text when there is none.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    /// <summary>True when the row says the same as these cells; an empty cell and none are the same.</summary>
    public bool Says(IReadOnlyDictionary<string, string> cells) => string.Equals(Write(Cells), Write(cells), StringComparison.Ordinal);

    /// <summary>Cells as they are kept: names in ordinal order, empty ones left out.</summary>
    public static string Write(IReadOnlyDictionary<string, string> cells) => JsonSerializer.Serialize(
        new SortedDictionary<string, string>(cells.Where(c => c.Value.Length > 0).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal), StringComparer.Ordinal), Json);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ImmutableSortedDictionary<string, string> Read(string cells) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(cells, Json)!.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>A stored version with its cells read.</summary>
    public static SettingRow Of(SettingVersion stored) => new(stored.Key, stored.Version, stored.From, stored.Ends, Read(stored.Cells));
}
