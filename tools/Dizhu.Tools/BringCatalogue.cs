using System.Globalization;
using Dizhu.Core;

namespace Dizhu.Tools;

/// <summary>Brings the class directories, the neighbouring city's time limits and the overlaps of duties into <c>data/</c>.</summary>
internal static class BringCatalogue
{
    private const string MainSource = "Yuncheng";
    private const string ShownSource = "邻市运城（山西）中心城区立案、处置、结案标准，公开资料缩译";
    private const string ValidFrom = "2017-01-01";

    // Majors of the 2026 edition that a public directory shows; for 05 and 10 the 2013 name is kept.
    private static readonly Dictionary<string, string> Majors2026 = new(StringComparer.Ordinal)
    {
        ["01"] = "市政公用设施",
        ["02"] = "交通设施",
        ["03"] = "市容环卫设施",
        ["04"] = "园林绿化设施",
        ["05"] = "其他部件",
        ["06"] = "市容环境",
        ["07"] = "宣传广告",
        ["08"] = "施工管理",
        ["09"] = "街面秩序",
        ["10"] = "突发事件",
    };

    public static int Run(string sharedFolder, string repoRoot)
    {
        var standards = Path.Combine(sharedFolder, "standards");
        var components = ToolTable.Read(standards, "component-classes.csv");
        var events = ToolTable.Read(standards, "event-classes.csv");
        WriteClasses(repoRoot, "data/catalogue/component-classes.csv", 'C', components);
        WriteClasses(repoRoot, "data/catalogue/event-classes.csv", 'E', events);
        WriteSuccessors(repoRoot, components.Select(r => ('C', r)).Concat(events.Select(r => ('E', r))));
        WriteLimits(repoRoot, ToolTable.Read(standards, "case-time-limits.csv"));
        var overlaps = ToolTable.Read(sharedFolder, "requirements", "data", "dcm-overlaps.csv");
        ToolTable.Write(
            repoRoot, "data/dispatch/overlaps.csv", "id,topic,units,phrases,tie_break,clause",
            overlaps.Select((r, i) => new[]
            {
                string.Create(CultureInfo.InvariantCulture, $"OV-{i + 1:00}"), r["topic_zh"], r["units_zh"], r["phrases_zh"], r["recommended_tie_break"], r["clause"],
            }));
        return 0;
    }

    private static void WriteClasses(string repoRoot, string name, char kind, IReadOnlyList<CityRow> printed)
    {
        var rows = new List<string?[]>();
        foreach (var row in printed)
        {
            var geometry = kind == 'C' ? row["geometry"] : null;
            var owner = kind == 'C' ? row["typical_owner_type"] : null;
            if (row.Text("code4") is { } code)
            {
                var edition = row["standard"].StartsWith("local", StringComparison.Ordinal) ? "2013x" : "2013";
                rows.Add([
                    $"{edition}-{kind}{code}", edition, code, row["major_zh"], row["minor_zh"], row["english"], geometry, owner,
                    row["code5_2026"], row["code_cjt214_2007"], MarkOf(row["confirmation"]), row["confirmation"], row["standard"], row["notes"],
                ]);
            }

            if (row.Text("code5_2026") is { } code2026 && row.Text("name_2026_zh") is { } name2026)
            {
                rows.Add([
                    $"2026-{kind}{code2026}", "2026", code2026, Majors2026[code2026[..2]], name2026, row["english"], geometry, owner,
                    null, null, "S", "attested in a published seed of the 2026 directory", "GB/T 47678.5-2026", null,
                ]);
            }
        }

        ToolTable.Write(
            repoRoot, name, "key,edition,code,major,name,english,geometry,typical_owner,code_2026,code_2007,mark,confirmation,source,note",
            rows.OrderBy(r => r[0], StringComparer.Ordinal));
    }

    /// <summary>What became of every class before 2026: by the dossier's table, row for row, never by the number.</summary>
    private static void WriteSuccessors(string repoRoot, IEnumerable<(char Kind, CityRow Row)> printed) => ToolTable.Write(
        repoRoot, "data/catalogue/class-successors.csv", "from_key,to_key,relation,mark,source,note",
        printed.Where(p => p.Row.Text("code4") is not null).Select(p =>
        {
            var (kind, row) = p;
            var isLocal = row["standard"].StartsWith("local", StringComparison.Ordinal);
            var to = isLocal ? null : row.Text("code5_2026");
            var (relation, mark, note) = to is null ? NoSuccessor(row, isLocal) : (Relation(kind, row, to), MarkOf(row["confirmation"]), row.Text("notes"));
            return new[]
            {
                $"{(isLocal ? "2013x" : "2013")}-{kind}{row["code4"]}", to is null ? null : $"2026-{kind}{to}", relation, mark,
                to is null ? row["standard"] : "attested in a published seed of the 2026 directory", note,
            };
        }).OrderBy(r => r[0], StringComparer.Ordinal));

    // Components kept the numbers of their majors in 2026, events the names of theirs.
    private static string Relation(char kind, CityRow row, string to) =>
        (kind == 'C' ? !to.StartsWith(row["code4"][..2], StringComparison.Ordinal) : Majors2026[to[..2]] != row["major_zh"]) ? "Moved"
        : row["name_2026_zh"] != row["minor_zh"] ? "Renamed" : "Same";

    private static (string Relation, string Mark, string Note) NoSuccessor(CityRow row, bool isLocal) =>
        isLocal ? ("None", "S", "地方扩展类，国家目录中没有对应的类")
        : row.Text("minor_zh") is null ? ("None", "U", "这个号的名称未查得，公开的 2026 目录中也没有对应的类")
        : row["notes"].StartsWith("Dropped", StringComparison.Ordinal) || row["notes"].StartsWith("Not in", StringComparison.Ordinal)
            ? ("None", "S", "2026 目录中没有这一类")
        : ("None", "U", "公开的 2026 目录中未见对应的类");

    private static string MarkOf(string confirmation) =>
        confirmation.StartsWith("code inferred", StringComparison.Ordinal) || confirmation.StartsWith("number exists", StringComparison.Ordinal) ? "U" : "S";

    private static void WriteLimits(string repoRoot, IReadOnlyList<CityRow> printed)
    {
        var running = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<string?[]>();
        foreach (var row in printed.Where(r => r["source"].StartsWith(MainSource, StringComparison.Ordinal)))
        {
            var edition = row["scheme"].StartsWith("local", StringComparison.Ordinal) ? "2013x" : "2013";
            var key = $"{edition}-{(row["kind"] == "component" ? 'C' : 'E')}{row["code"]}";
            var number = running[key] = running.GetValueOrDefault(key) + 1;
            rows.Add([
                string.Create(CultureInfo.InvariantCulture, $"{key}-{number}"), key, row["class_zh"], row["filing_condition"], row["closing_condition"],
                row["limit_level1"], row["limit_level2"], row["limit_level3"], Unit(row["unit_level1"]), ShownSource, "S", ValidFrom, row["notes"],
            ]);
        }

        ToolTable.Write(
            repoRoot, "data/catalogue/time-limits.csv",
            "id,class_key,class_name_in_source,filing_condition,closing_condition,level1,level2,level3,unit,source,mark,from,note", rows);
    }

    private static string Unit(string printed) => printed switch
    {
        "minute" => "Minute",
        "urgent_hour" => "UrgentHour",
        "work_hour" => "WorkHour",
        "work_day" => "WorkDay",
        "natural_day" => "NaturalDay",
        _ => throw new InvalidOperationException($"Unknown unit of a limit: {printed}."),
    };
}
