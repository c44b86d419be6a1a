using System.Text.Json;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>What happens to objects that are there already, and to those the file does not name.</summary>
public enum ImportMode
{
    /// <summary>Only new objects; one that is there already is refused.</summary>
    Add,

    /// <summary>New and changed objects; what the file does not name stays.</summary>
    Update,

    /// <summary>The file is the whole layer: what it does not name ends the day before.</summary>
    Replace,
}

/// <summary>A supply to be taken in.</summary>
public sealed record ImportRequest
{
    /// <summary>The layer it belongs to.</summary>
    public required string LayerId { get; init; }

    public required ImportMode Mode { get; init; }

    /// <summary>The first day it holds.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The datum as its supplier says it; null to take the file's own word.</summary>
    public string? Datum { get; init; }

    /// <summary>The supplier was asked about a suspected shift and stands by the datum.</summary>
    public bool DatumConfirmed { get; init; }

    public ImportMapping Mapping { get; init; } = ImportMapping.None;

    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file; null when it has none.</summary>
    public byte[]? FileHash { get; init; }

    /// <summary>Objects that end the day before, because the new ones take their place (a split, a merge).</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>Why, as the history tells it.</summary>
    public string Reason { get; init; } = "导入变更";

    /// <summary>Check everything and keep nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>How a supplier's names become ours: columns, class codes and units, each from → to.</summary>
/// <param name="Columns">Our field → the file's column.</param>
/// <param name="Classes">The file's class code → the catalogue's key.</param>
/// <param name="Units">The file's unit → the unit's id.</param>
public sealed record ImportMapping(
    IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, string> Classes, IReadOnlyDictionary<string, string> Units)
{
    private const int Most = 2_000;

    private static readonly Dictionary<string, string> Empty = new(StringComparer.Ordinal);

    /// <summary>The file uses our names.</summary>
    public static readonly ImportMapping None = new(Empty, Empty, Empty);

    /// <summary>Reads <c>{"columns": {…}, "classes": {…}, "units": {…}}</c>; an empty text maps nothing.</summary>
    public static Outcome<ImportMapping> Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return None;
        }

        try
        {
            var read = JsonSerializer.Deserialize<Sent>(json, JsonSerializerOptions.Web);
            var mapping = new ImportMapping(read?.Columns ?? Empty, read?.Classes ?? Empty, read?.Units ?? Empty);
            return mapping.Columns.Count + mapping.Classes.Count + mapping.Units.Count <= Most ? mapping : Bad($"对照超过 {Most} 项");
        }
        catch (JsonException)
        {
            return Bad("不是有效的 JSON");
        }
    }

    private static Refusal Bad(string what) =>
        new("import.mapping", $"字段对照{what}。请写成 {{\"columns\":{{\"id\":\"编号\"}},\"classes\":{{}},\"units\":{{}}}} 的形式。", RefusalKind.Invalid, Field: "mapping");

    private sealed record Sent(Dictionary<string, string>? Columns, Dictionary<string, string>? Classes, Dictionary<string, string>? Units);
}

/// <summary>One row that was not taken.</summary>
/// <param name="Line">Its line or running number in the file; the header of a table is line 1.</param>
/// <param name="Id">The id as written.</param>
/// <param name="Reason">Why, and what to do.</param>
/// <param name="Where">Its position, where it has one.</param>
public sealed record RefusedRow(int Line, string Id, Refusal Reason, Cgcs2000? Where = null);

/// <summary>What became of a supply, or would.</summary>
public sealed record ImportReport
{
    /// <summary>How many refused rows are listed one by one.</summary>
    public const int MostListed = 100_000;

    public int Added { get; init; }

    public int Changed { get; init; }

    /// <summary>Objects that end because the file is the whole layer and does not name them.</summary>
    public int Ended { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Rows left out, also those beyond <see cref="MostListed"/>.</summary>
    public int RefusedCount { get; init; }

    /// <summary>Rows left out, in the order of the file, at most <see cref="MostListed"/>.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; init; } = [];

    /// <summary>Faults of the grids as a whole, warnings too.</summary>
    public IReadOnlyList<GridFault> Faults { get; init; } = [];

    /// <summary>False for a dry run, and when a fault keeps the whole supply out.</summary>
    public bool IsPublished { get; init; }

    /// <summary>The version of the base data afterwards.</summary>
    public long BaseVersion { get; init; }

    public string Format { get; init; } = "";

    public string Encoding { get; init; } = "";

    public string Datum { get; init; } = "";
}

/// <summary>How far an import is.</summary>
/// <param name="Step">What is being done, in Chinese.</param>
/// <param name="Done">Rows done.</param>
public sealed record ImportProgress(string Step, int Done);
