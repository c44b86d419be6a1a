using Dizhu.Core;
using Dizhu.Core.Policies;

namespace Dizhu.Tools;

/// <summary>
/// Brings the units of 三政办〔2017〕26号 四 with their duties and platforms, and the standards and subsystems
/// of 三(二) and 三(三), from the requirements tables into <c>data/</c>.
/// </summary>
internal static class BringOrganisations
{
    private const string Municipal = "市直相关单位27";
    private const string County = "县(市、区)级政府10";
    private const string Enterprise = "企事业单位11";
    private const string Centre = "ORG-U081";
    private const string CentreClause = "三政办〔2017〕26号 三(二)1";

    // The two bodies of the order that stand over the units: the government and the leading group (高位协调).
    private static readonly string[] Above = ["ORG-U020", "ORG-U080"];

    public static int Run(string sharedFolder, string repoRoot)
    {
        var folder = Path.Combine(sharedFolder, "requirements", "data");
        var printed = ToolTable.Read(folder, "organisations.csv");
        var ids = printed.ToDictionary(r => r["name_zh"], r => r["org_id"], StringComparer.Ordinal);
        WriteUnits(repoRoot, printed, ids);
        WriteDuties(repoRoot, ToolTable.Read(folder, "unit-duties.csv"), ids);
        WritePlatforms(repoRoot, ToolTable.Read(folder, "dcm-platforms.csv"), ids);
        WriteStandards(repoRoot, ToolTable.Read(folder, "dcm-standards.csv"), ToolTable.Read(folder, "dcm-subsystems.csv"));
        ToolTable.WriteText(repoRoot, "data/organisations/README.md", OrganisationsReadme);
        ToolTable.WriteText(repoRoot, "data/standards/README.md", StandardsReadme);
        return 0;
    }

    private static void WriteUnits(string repoRoot, IReadOnlyList<CityRow> printed, Dictionary<string, string> ids)
    {
        var rows = new List<string?[]>();
        foreach (var row in printed)
        {
            var parent = row.Text("parent") is { } name && ids.TryGetValue(name, out var id) ? id : null;
            var isSubUnit = row["type"] == "sub-unit" && parent is not null;
            var group = row["dcm_group_zh"] switch
            {
                Municipal => "Municipal",
                County => "County",
                Enterprise => "Enterprise",
                _ => isSubUnit ? "SubUnit" : row["org_id"] == Centre ? "Centre" : "Above",
            };
            if (group == "Above" && !Above.Contains(row["org_id"]))
            {
                continue;
            }

            parent = row["org_id"] switch { "ORG-U080" => "ORG-U020", Centre => "ORG-U080", _ => parent };
            var tier = group switch { "Above" => "1", "Centre" => "2", "SubUnit" => "4", _ => "3" };
            rows.Add([
                row["org_id"], row["name_zh"], row["type"], parent, group, tier, Mark(row["dcm_involvement_zh"]), row["aliases_as_printed"],
                row["renamed_to"], row["rename_date"], row["renamed_to"].Length > 0 ? "三政〔2017〕17号 正文" : null, row["note"],
                group == "Centre" || row["org_id"] == "ORG-U080" ? CentreClause : $"三政办〔2017〕26号 {(isSubUnit ? "附件" : "四")}",
            ]);
        }

        rows.Add([$"{Centre}-S", "监督中心", "centre", Centre, "Centre", "2", null, null, null, null, null, "监督机构：发现问题、受理立案和监督考核", CentreClause]);
        rows.Add([$"{Centre}-C", "指挥中心", "centre", Centre, "Centre", "2", null, null, null, null, null, "指挥机构：案件派遣、指挥协调和督查处置", CentreClause]);
        ToolTable.Write(
            repoRoot, "data/organisations/units.csv",
            "id,name,kind,parent_id,group,tier,involvement,aliases,renamed_to,renamed_from,rename_clause,note,clause", rows);
    }

    private static string? Mark(string printed) => printed switch
    {
        "属事件" => "Event",
        "属部件" => "Component",
        "双涉及" => "Both",
        _ => null,
    };

    private static void WriteDuties(string repoRoot, IReadOnlyList<CityRow> printed, Dictionary<string, string> ids) => ToolTable.Write(
        repoRoot, "data/organisations/duties.csv", "id,unit_id,phase,words,kind,kind_basis,status,clause",
        printed.Select(r => new[]
        {
            r["duty_id"], ids[r["unit_zh"]], r["phase_zh"] == "建设时期" ? "Construction" : "Operation", AsPrinted(r["clause"], Words(r["duty_zh"])),
            r["kind"] switch { "component" => "Component", "event" => "Event", "component+event" => "Both", _ => "Other" },
            r["kind_basis"].StartsWith("seed (", StringComparison.Ordinal) || r["kind_basis"] == "seed" ? "Seed" : "Inferred",
            r["status_zh"], r["clause"],
        }));

    // The table appends what is done with a duty; the words of the duty itself end before it.
    private static string Words(string duty)
    {
        var end = duty.IndexOf(",任务的接受、处置和反馈", StringComparison.Ordinal);
        end = end >= 0 ? end : duty.EndsWith(",接办", StringComparison.Ordinal) ? duty.Length - ",接办".Length : duty.Length;
        return duty[..end];
    }

    // The table writes half-width commas throughout; the print has both. A duty is quoted, so it must be as printed.
    private static string AsPrinted(string clause, string words)
    {
        var (document, number) = clause.Split(' ') is [var d, var n] ? (d, n) : throw new InvalidOperationException($"Not one clause: {clause}.");
        return new[] { words, words.Replace(',', '，') }.FirstOrDefault(w => KeptText.Contains(document, number, w))
            ?? throw new InvalidOperationException($"{clause} does not say “{words}”.");
    }

    private static void WritePlatforms(string repoRoot, IReadOnlyList<CityRow> printed, Dictionary<string, string> ids) => ToolTable.Write(
        repoRoot, "data/organisations/platforms.csv", "area,unit_id,type,mode_as_printed,command_model,deadline,named_with_deadline,boundary,discrepancy,clause",
        printed.Select(r => new[]
        {
            r["area_zh"], ids.GetValueOrDefault(r["area_zh"]),
            r["platform_type"].StartsWith("second-level", StringComparison.Ordinal) ? "SecondLevel" : "Own",
            r["mode_zh"], r["mode_zh"].Contains("一级指挥", StringComparison.Ordinal) ? "OneSupervisionOneCommand" : "OneSupervisionTwoCommand",
            r["deadline"], r["named_in_deadline_sentence_else_同步实施"], r["boundary"], r["discrepancy_ref"], r["clause"],
        }));

    private static void WriteStandards(string repoRoot, IReadOnlyList<CityRow> standards, IReadOnlyList<CityRow> subsystems)
    {
        ToolTable.Write(
            repoRoot, "data/standards/standards.csv", "number,no,area,class,title_as_printed,remark,text_kept,clause",
            standards.Select(r => new[]
            {
                r["number"], r["no"], r["area_zh"], r["class_zh"], r["title_as_printed"],
                r["number"].StartsWith("GB/T 30428", StringComparison.Ordinal) && r["title_as_printed"].StartsWith("城市市政综合监管", StringComparison.Ordinal) ? "D-DCM-08" : null,
                r["text_in_seed"], r["clause"],
            }));
        string[] names = ["collection", "acceptance", "coordination", "geocoding", "command", "evaluation", "maintenance", "base-data", "exchange"];
        ToolTable.Write(
            repoRoot, "data/standards/subsystems.csv", "id,no,name,english,core,standard,duty,clause",
            subsystems.Select((r, i) => new[]
            {
                names[i], r["no"], r["name_zh"], r["name_en"], "Y", "CJJ/T 106-2010", r["duty_derived_from_seed"], r["clause"],
            }));
    }

    private const string OrganisationsReadme = """
        # Units of 三门峡市 in digital city management

        | file | what |
        | --- | --- |
        | units.csv | the 48 units of 三政办〔2017〕26号 四 (27 municipal, 10 county-level, 11 enterprises), five sub-units named in its annex, the government, the leading group, the supervision and command centre with its two bodies |
        | duties.csv | the duties of 四(一) and 四(二), word for word; `kind` of an item is printed only for units of a single mark (`Seed`), otherwise `Inferred` (A-DCM-09) |
        | platforms.csv | 11 areas with platform type and mode as printed (D-DCM-05, D-DCM-06) |

        - Source: 三政办〔2017〕26号 四, 三(一), 三(四), annex; the renaming: 三政〔2017〕17号. Official documents, no copyright (著作权法 第五条).
        - `tier` is ours: 1 stands above, 2 the centre, 3 the units it evaluates, 4 their sub-units (高位监督, DCM-029).
        - A unit that was renamed keeps its id; `renamed_from` is the first day of the new name.
        - `ORG-U081-S` and `ORG-U081-C` are our ids for 监督机构 and 指挥机构 of 三(二)1.
        - Parents: printed for sub-units; leading group over centre by 高位监督 is our reading.

        Brought by `dotnet run --project tools/Dizhu.Tools -- organisations <folder with requirements/>`.

        """;

    private const string StandardsReadme = """
        # Standards and core subsystems

        - standards.csv: the nine standards of 三政办〔2017〕26号 三(三), titles as printed, keyed by number. D-DCM-08: parts 3 and 4
          of GB/T 30428 are printed under the title of the older industry series. Their texts are not kept here.
        - subsystems.csv: the nine core subsystems of 三(二); `duty` is derived from the order; all follow CJJ/T 106-2010 (监管系统).

        Official documents, no copyright (著作权法 第五条).
        Brought by `dotnet run --project tools/Dizhu.Tools -- organisations <folder with requirements/>`.

        """;
}
