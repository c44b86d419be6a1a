namespace Dizhu.Core.Geodata;

/// <summary>管理边界 of the municipal area or of one county or zone that sets its own (三政办〔2017〕26号 三(一), 四(一)).</summary>
public sealed class Boundary
{
    /// <summary>The municipal area's code; the others go by the id of their unit.</summary>
    public const string Municipal = "municipal";

    public required string Code { get; init; }

    /// <summary>The polygon, CGCS2000 degrees, well-known binary.</summary>
    public required byte[] Shape { get; set; }

    /// <summary>Square kilometres.</summary>
    public required double Km2 { get; set; }

    /// <summary>Raised with every new drawing; a confirmation holds for one drawing.</summary>
    public required int Version { get; set; }

    public required DateOnly SetOn { get; set; }

    public required Guid ById { get; set; }

    /// <summary>Who drew it, as the log names them.</summary>
    public required string By { get; set; }
}

/// <summary>An area's word that a drawing of the municipal boundary is right.</summary>
public sealed class BoundaryConfirmation
{
    public required string BoundaryCode { get; init; }

    public required int Version { get; init; }

    /// <summary>The area that confirms.</summary>
    public required string UnitId { get; init; }

    public required DateTime At { get; init; }

    public required Guid ById { get; init; }

    public required string By { get; init; }
}

/// <summary>A boundary the order asks for, from <c>data/geodata/boundaries.csv</c>.</summary>
/// <param name="Code">See <see cref="Boundary.Code"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Limits">东至, 西至, 南至, 北至, as far as they are printed.</param>
/// <param name="PlannedKm2">The size the order names, square kilometres; null for none.</param>
/// <param name="Tolerance">The share by which the drawn size may differ without a remark.</param>
/// <param name="ConfirmedBy">Units that must each confirm; none where it stands by being set.</param>
/// <param name="MayShareWith">Boundaries it may share ground with, because the print leaves it open.</param>
/// <param name="Discrepancy">The discrepancy that leaves it open.</param>
/// <param name="Clause">Where the order asks for it.</param>
public sealed record BoundaryPlan(
    string Code,
    string Name,
    IReadOnlyDictionary<string, string> Limits,
    double? PlannedKm2,
    double Tolerance,
    IReadOnlyList<string> ConfirmedBy,
    IReadOnlyList<string> MayShareWith,
    string? Discrepancy,
    string Clause)
{
    private static readonly (string Column, string Title)[] Sides = [("east", "东至"), ("west", "西至"), ("south", "南至"), ("north", "北至")];

    /// <summary>All boundaries the order asks for, in its order.</summary>
    public static IReadOnlyList<BoundaryPlan> All { get; } =
    [
        .. CityTable.Rows("data/geodata/boundaries.csv").Select(row => new BoundaryPlan(
            row["code"],
            row["name"],
            Sides.Where(s => row[s.Column].Length > 0).ToDictionary(s => s.Title, s => row[s.Column], StringComparer.Ordinal),
            (double?)row.Number("planned_km2"),
            (double)(row.Number("tolerance_percent") ?? 0) / 100,
            row.List("confirmed_by"),
            row.List("may_share_with"),
            row.Text("discrepancy"),
            row["clause"])),
    ];

    /// <summary>What to remark on a drawn size; null when it is within the tolerance or no size is planned.</summary>
    public string? Remark(double km2) => PlannedKm2 is { } planned && Math.Abs(km2 - planned) > planned * Tolerance + 1e-9
        ? $"画定 {km2:0.##} 平方公里，方案为约{planned:0.##}平方公里（{Clause}）"
        : null;
}
