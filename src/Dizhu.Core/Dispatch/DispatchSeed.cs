using System.Globalization;

namespace Dizhu.Core.Dispatch;

/// <summary>The command manual and the tie-breaks a new installation starts with, read from <c>data/dispatch</c>.</summary>
public sealed record DispatchSeed(
    IReadOnlyList<ManualRow> Manual, IReadOnlyList<Overlap> Overlaps, IReadOnlyList<DispatchRule> Rules, IReadOnlyList<DutyRoleRow> Roles)
{
    public static DispatchSeed Read()
    {
        var chinese = CityTable.Rows("data/dispatch/tie-breaks-zh.csv").ToDictionary(r => r["overlap_id"], r => r["tie_break_zh"], StringComparer.Ordinal);
        return new DispatchSeed(
            [.. CityTable.Rows("data/dispatch/class-duties.csv").Select(ManualOf)],
            [.. CityTable.Rows("data/dispatch/overlaps.csv").Select(r => OverlapOf(r, chinese))],
            [.. CityTable.Rows("data/dispatch/overlap-rules.csv").Select(RuleOf)],
            [.. CityTable.Rows("data/dispatch/roles.csv").Select(r =>
                new DutyRoleRow { Role = Enum.Parse<DutyRole>(r["role"]), DutyId = r["duty_id"], Meaning = r["meaning"] })]);
    }

    /// <summary>Adds all rows to a database that has none yet; the caller saves.</summary>
    public void AddTo(DizhuDb db)
    {
        db.AddRange(Manual);
        db.AddRange(Overlaps);
        db.AddRange(Rules);
        db.AddRange(Roles);
    }

    /// <summary>The snapshot of these rows, without a database.</summary>
    public DispatchBook ToBook() => new(Manual, Overlaps, Rules, Roles);

    private static ManualRow ManualOf(CityRow row)
    {
        var version = row.Whole("version")!.Value;
        return new ManualRow
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{row["class_key"]}-v{version}"),
            ClassKey = row["class_key"],
            Version = version,
            DutyIds = [.. row.List("duty_ids")],
            GeneralDutyId = row.Text("general_duty_id"),
            LikelyOwnerDutyIds = [.. row.List("likely_owner_duty_ids")],
            BasisKind = Enum.Parse<ManualBasis>(row["basis_kind"]),
            Basis = row["basis"],
            Note = row.Text("note"),
            From = row.Day("from")!.Value,
            Until = row.Day("until"),
        };
    }

    private static Overlap OverlapOf(CityRow row, Dictionary<string, string> chinese) => new()
    {
        Id = row["id"],
        Topic = row["topic"],
        Units = row["units"],
        Phrases = row["phrases"],
        TieBreak = row["tie_break"],
        TieBreakZh = chinese[row["id"]],
        Clause = row["clause"],
    };

    private static DispatchRule RuleOf(CityRow row) => new()
    {
        Id = row["id"],
        OverlapId = row["overlap_id"],
        PreferredDutyId = row["preferred_duty_id"],
        OtherDutyId = row["other_duty_id"],
        When = Enum.Parse<OverlapWhen>(row["when"]),
        ReasonZh = row["reason_zh"],
    };
}
