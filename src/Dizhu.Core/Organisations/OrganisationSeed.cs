namespace Dizhu.Core.Organisations;

/// <summary>The units, names, duties and platforms a new installation starts with, read from <c>data/</c>.</summary>
public sealed record OrganisationSeed(
    IReadOnlyList<Unit> Units, IReadOnlyList<UnitName> Names, IReadOnlyList<UnitDuty> Duties, IReadOnlyList<Platform> Platforms)
{
    /// <summary>Reads the seed.</summary>
    /// <param name="sampleCity">Also the made-up sub-units of the sample city; never for a real installation.</param>
    public static OrganisationSeed Read(bool sampleCity)
    {
        var rows = CityTable.Rows("data/organisations/units.csv");
        List<Unit> units = [.. rows.Select(UnitOf)];
        List<UnitName> names = [.. rows.SelectMany(NamesOf)];
        if (sampleCity)
        {
            var tiers = units.ToDictionary(u => u.Id, u => u.Tier, StringComparer.Ordinal);
            foreach (var row in CityTable.Rows("data/sample-city/units.csv"))
            {
                tiers[row["id"]] = tiers[row["parent_id"]] + 1;
                units.Add(SyntheticUnit(row, tiers[row["id"]]));
                names.Add(new UnitName { UnitId = row["id"], No = 1, Name = row["name"], Clause = "示例数据（合成）" });
            }
        }

        return new OrganisationSeed(
            units, names,
            [.. CityTable.Rows("data/organisations/duties.csv").Select(DutyOf)],
            [.. CityTable.Rows("data/organisations/platforms.csv").Select(PlatformOf)]);
    }

    /// <summary>Adds all rows to a database that has none yet; the caller saves.</summary>
    public void AddTo(DizhuDb db)
    {
        db.AddRange(Units);
        db.AddRange(Names);
        db.AddRange(Duties);
        db.AddRange(Platforms);
    }

    /// <summary>The snapshot of these rows, without a database.</summary>
    public OrganisationBook ToBook() => new(Units, Names, Duties, Platforms);

    private static Unit UnitOf(CityRow row) => new()
    {
        Id = row["id"],
        Kind = row["kind"],
        ParentId = row.Text("parent_id"),
        Group = Enum.Parse<UnitGroup>(row["group"]),
        Tier = row.Whole("tier")!.Value,
        Involvement = row.Text("involvement") is { } mark ? Enum.Parse<Involvement>(mark) : null,
        Aliases = row.Text("aliases"),
        IsSynthetic = false,
        Note = row.Text("note"),
        Source = row["clause"],
    };

    private static Unit SyntheticUnit(CityRow row, int tier) => new()
    {
        Id = row["id"],
        Kind = "sub-unit",
        ParentId = row["parent_id"],
        Group = Enum.Parse<UnitGroup>(row["group"]),
        Tier = tier,
        IsSynthetic = true,
        Source = "示例数据（合成）",
    };

    private static IEnumerable<UnitName> NamesOf(CityRow row)
    {
        var renamed = row.Day("renamed_from");
        yield return new UnitName { UnitId = row["id"], No = 1, Name = row["name"], Until = renamed?.AddDays(-1), Clause = row["clause"] };
        if (renamed is { } from)
        {
            yield return new UnitName { UnitId = row["id"], No = 2, Name = row["renamed_to"], From = from, Clause = row["rename_clause"] };
        }
    }

    private static UnitDuty DutyOf(CityRow row) => new()
    {
        Id = row["id"],
        UnitId = row["unit_id"],
        Phase = Enum.Parse<DutyPhase>(row["phase"]),
        Words = row["words"],
        Kind = Enum.Parse<DutyKind>(row["kind"]),
        KindBasis = Enum.Parse<KindBasis>(row["kind_basis"]),
        Status = row.Text("status"),
        ClauseText = row["clause"],
    };

    private static Platform PlatformOf(CityRow row) => new()
    {
        Area = row["area"],
        UnitId = row.Text("unit_id"),
        Type = Enum.Parse<PlatformType>(row["type"]),
        ModeAsPrinted = row["mode_as_printed"],
        CommandModel = Enum.Parse<CommandModel>(row["command_model"]),
        Deadline = row.Day("deadline")!.Value,
        Boundary = row["boundary"],
        Discrepancy = row.Text("discrepancy"),
        Clause = row["clause"],
    };
}
