using System.Collections.Immutable;
using System.Globalization;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Maintenance;

/// <summary>All kinds of rows administrators maintain as settings.</summary>
public static class SettingKinds
{
    public const string ApprovalChains = "approval-chains";
    public const string CaseSettings = "case-settings";
    public const string EvaluationRules = "evaluation-rules";
    public const string NumberPatterns = "number-patterns";
    public const string ControlAreas = "control-areas";
    public const string Shifts = "shifts";
    public const string Phrases = "phrases";
    public const string StageLimits = "stage-limits";
    public const string Holidays = "holidays";
    public const string OfficeHours = "office-hours";
    public const string ReceivingUnits = "receiving-units";
    public const string Manual = "manual";
    public const string Standards = "standards";
    public const string Units = "units";

    public const string ResponsibilityMatrix = "responsibility-matrix";

    /// <summary>How the one row of office hours is named.</summary>
    internal const string City = "city";

    // An urging asks for a reply and has levels of its own; nobody consents to it.
    private static readonly string[] Asked = [.. Enum.GetNames<RequestKind>().Except([nameof(RequestKind.Urging)])];
    private static readonly string[] Sizes = [.. Enum.GetNames<RequestSize>().Except([nameof(RequestSize.Important), nameof(RequestSize.Urgent)])];

    /// <summary>The clocks that may be limited by stage, by name: those of case work.</summary>
    private static readonly ImmutableHashSet<string> Clocks = ["Acceptance", "Verification", "Filing", "Dispatch", "Signing", "PassOn", "CheckSending", "Check", "Closing"];

    // 二  Every responsible unit has a dedicated person for receiving, dispatching and feeding back (DCM-007).
    private static readonly Clause Dedicated = Sources.Order26.Clause("二", "由专人负责城市管理任务的接受、派遣和反馈");

    // 三(二)1  The centre stands over the units it evaluates (DCM-029).
    private static readonly Clause HighSupervision = Sources.Order26.Clause("三(二)1", "要按照高位监督的原则成立数字化城市管理监督指挥中心");

    /// <summary>All kinds, in the order pages show them.</summary>
    public static ImmutableArray<SettingKind> All { get; } =
    [
        new(ApprovalChains, "审批流程",
        [
            Key("kind", (c, _) => Asked.Contains(c), $"申请种类 {string.Join("、", Asked)} 之一"),
            Key("size", (c, _) => Sizes.Contains(c), $"申请大小 {string.Join("、", Sizes)} 之一"),
            Must("posts", (c, _) => AreApprovers(c), "一个或几个审批岗位，用分号隔开，例如 Dispatcher;ShiftLeader，不得重复"),
            Source(),
        ],
        NotEndedByLeader),
        Figures(CaseSettings, "办案参数"),
        Figures(EvaluationRules, "考核规则"),
        new(NumberPatterns, "编号规则",
        [
            Key("series", (c, _) => c is "case" or "report", "case（案件）或 report（上报）"),
            Must("pattern", (c, _) => NumberPattern.TryParse(c) is not null, "编号规则，日期和当日序号都要有，例如 YC{yyyyMMdd}{00000}"),
            Source(),
        ]),
        new(ControlAreas, "管控区域",
        [
            Key("id", Any, "管控区域的编号"),
            Optional("class_prefix", (c, r) => r.ClassKeys.Any(k => k.StartsWith(c, StringComparison.Ordinal)), "类别编号或其开头，留空为所有类别"),
            Must("area_prefix", (c, _) => c.All(char.IsAsciiDigit), "网格编号或其开头（数字）"),
            Must("begins", (c, _) => CellForms.Time(c) is not null, "开始时间，例如 2026-12-01 08:00"),
            Must("finishes", (c, _) => CellForms.Time(c) is not null, "结束时间，例如 2026-12-31 18:00"),
            Must("reason", Any, "告诉上报人的原因"),
            Source(),
        ],
        (c, _) => CellForms.Time(c["begins"]) < CellForms.Time(c["finishes"]) ? null : $"结束时间 {c["finishes"]} 不晚于开始时间 {c["begins"]}。请改正。"),
        new(Shifts, "值班表",
        [
            Key("collector", (c, r) => r.Collectors.ContainsKey(c), "在岗采集员的名称或编号"),
            Key("duty_grid", (c, r) => r.DutyGrids.Contains(c), "责任网格编号"),
            Key("day", (c, _) => CellForms.Weekday(c) is not null || CellForms.Day(c) is not null, "周一至周日，或 2026-12-01 这样的日期"),
            Key("starts", (c, _) => CellForms.IsTimeOfDay(c), "上岗时刻，例如 08:00"),
            Must("ends", (c, _) => CellForms.IsTimeOfDay(c), "离岗时刻，例如 18:00；不晚于上岗时刻的算次日"),
        ],
        Normal: (c, r) => c.SetItem("collector", r.Collectors[c["collector"]].ToString())),
        new(Phrases, "常用语",
        [
            Key("id", Any, "常用语的编号"),
            Optional("post", (c, _) => CellForms.IsName<Post>(c), $"岗位 {Names<Post>()} 之一，留空为所有岗位"),
            Optional("act", (c, _) => c.All(char.IsAsciiLetter), "办理动作的代码，留空为所有动作"),
            Must("text", Any, "常用语的文字"),
        ]),
        new(StageLimits, "阶段时限",
        [
            Key("clock", (c, _) => Clocks.Contains(c), $"阶段 {string.Join("、", Clocks.Order(StringComparer.Ordinal))} 之一"),
            Key("level", (c, _) => c is "0" or "1" or "2" or "3", "区域等级 1 至 3，或 0（所有等级）"),
            Must("limit", (c, _) => TimeLimit.Parse(c).Moved, "时限，例如 30 分钟 或 2 工作时"),
            Source(),
        ]),
        new(ResponsibilityMatrix, "责任矩阵",
        [
            Key("id", Any, "规则的编号"),
            Optional("area_prefix", (c, _) => c.All(char.IsAsciiDigit), "网格编号或其开头（数字），留空为全市"),
            Optional("class_prefix", (c, _) => c.All(x => char.IsAsciiLetterOrDigit(x) || x == '-'), "类别编号或其开头，例如 2013-C01，留空为所有类别"),
            Optional("ownership", (c, _) => CellForms.IsName<Ownership>(c), $"权属 {Names<Ownership>()} 之一，留空为不论权属"),
            Must("unit", (c, _) => c.All(x => char.IsAsciiLetterOrDigit(x) || x == '-'), "单位编号，例如 ORG-U042"),
            Source(),
        ]),
        new(Holidays, "节假日",
        [
            Key("date", (c, _) => CellForms.Day(c) is not null, "2026-10-01 这样的日期"),
            Must("name", Any, "节日名称"),
            Must("off", (c, _) => c is "是" or "否", "是（放假）或 否（调休上班）"),
            Source(),
        ],
        DatedBy: "date"),
        new(OfficeHours, "办公时间",
        [
            Key("place", (c, _) => c == City, City),
            Must("slots", (c, _) => IsDay(c), "办公时段，例如 08:00-12:00;14:00-18:00，按先后不相重叠"),
            Source(),
        ]),
        new(ReceivingUnits, "信息接收平台",
        [
            Key("unit_id", (c, r) => r.Units.ContainsKey(c), "单位编号"),
            Must("active", (c, _) => c is "是" or "否", "是（启用）或 否（停用）"),
            Optional("contact", (c, r) => r.Clerks.ContainsKey(c), "专人：该单位经办员的名称或编号"),
            Optional("powers", (c, _) => c.Split(';').All(p => p is "接受" or "派遣" or "反馈"), "专人的权限 接受;派遣;反馈"),
        ],
        NoContact, Because: Dedicated, Normal: (c, r) => c.GetValueOrDefault("contact", "") is { Length: > 0 } who ? c.SetItem("contact", r.Clerks[who].Id.ToString()) : c),
        new(Manual, "指挥手册",
        [
            Key("class_key", (c, r) => r.ClassKeys.Contains(c), "类别编号"),
            Must("duty_ids", AreDuties, "一项或几项职责的编号，用分号隔开"),
            Optional("general_duty_id", (c, r) => r.DutyIds.Contains(c), "职责编号"),
            Optional("likely_owner_duty_ids", AreDuties, "职责编号，用分号隔开"),
            Source(),
        ],
        ByDay: true),
        new(Standards, "立案标准",
        [
            Key("id", (c, _) => c.Length <= 30 && !c.Contains("-v", StringComparison.Ordinal), "标准编号，最长 30 个字符，不含 -v"),
            Must("class_key", (c, r) => r.ClassKeys.Contains(c), "类别编号"),
            Must("filing_condition", Any, "立案条件"),
            Must("closing_condition", Any, "结案条件"),
            Optional("level1", (c, _) => CellForms.Number(c) is not null, "数"),
            Optional("level2", (c, _) => CellForms.Number(c) is not null, "数"),
            Optional("level3", (c, _) => CellForms.Number(c) is not null, "数"),
            Optional("unit", (c, _) => LimitUnits.TryParse(c, out LimitUnit _), "时限单位，例如 工作时"),
            Must("mark", (c, _) => CellForms.IsName<SourceMark>(c), $"可靠程度 {Names<SourceMark>()} 之一"),
            Source(),
        ],
        NoLimit, ByDay: true, Fixed: ["class_key"]),
        new(Units, "单位",
        [
            Key("id", (c, _) => c.Length <= 40, "单位编号，最长 40 个字符"),
            Must("name", (c, _) => c.Length <= 200, "名称"),
            Optional("parent_id", (c, r) => r.Units.ContainsKey(c), "上级单位编号"),
            Must("group", (c, _) => CellForms.IsName<UnitGroup>(c), $"单位类型 {Names<UnitGroup>()} 之一"),
            Source(),
        ],
        MisplacedUnit, ByDay: true, MayEnd: false, Fixed: ["parent_id", "group"], Because: HighSupervision),
    ];

    /// <summary>The kind of a name, or null when there is none.</summary>
    public static SettingKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    private static SettingColumn Key(string name, Func<string, SettingReferences, bool> fits, string expected) => new(name, true, true, fits, expected);

    private static SettingColumn Must(string name, Func<string, SettingReferences, bool> fits, string expected) => new(name, false, true, fits, expected);

    private static SettingColumn Optional(string name, Func<string, SettingReferences, bool> fits, string expected) => new(name, false, false, fits, expected);

    private static SettingColumn Source() => Must("source", Any, "依据：文号和条款，或自定");

    private static bool Any(string cell, SettingReferences references) => !string.IsNullOrWhiteSpace(cell);

    private static string Names<T>()
        where T : struct, Enum => string.Join("、", Enum.GetNames<T>());

    private static bool AreApprovers(string cell)
    {
        var posts = cell.Split(';');
        return posts.All(CellForms.IsName<Post>)
            && posts.Select(Enum.Parse<Post>).All(p => p is Post.Acceptor or Post.ShiftLeader or Post.Dispatcher or Post.SecondLevelDispatcher or Post.SupervisorOfHandling)
            && posts.Distinct(StringComparer.Ordinal).Count() == posts.Length;
    }

    // Cancelling and forced closing are the shift leader's acts (architecture: grants cancel), so their chains end there.
    private static string? NotEndedByLeader(IReadOnlyDictionary<string, string> cells, SettingReferences references) =>
        cells["kind"] is nameof(RequestKind.Cancel) or nameof(RequestKind.ForceClose) && !cells["posts"].EndsWith(nameof(Post.ShiftLeader), StringComparison.Ordinal)
            ? "作废和强制结案由值班长最后批准，审批岗位须以 ShiftLeader 结尾。请改正。"
            : null;

    /// <summary>A kind of named figures, each with the least and the most the system takes; what they are is in the shipped table.</summary>
    private static SettingKind Figures(string kind, string label)
    {
        var ranges = CityTable.Rows($"data/settings/{kind}.csv").ToImmutableDictionary(r => r["name"], r => (Least: r.Number("least")!.Value, Most: r.Number("most")!.Value), StringComparer.Ordinal);
        return new(kind, label,
        [
            Key("name", (c, _) => ranges.ContainsKey(c), $"参数名 {string.Join("、", ranges.Keys.Order(StringComparer.Ordinal))} 之一"),
            Must("value", (c, _) => CellForms.Number(c) is not null, "数"),
            Source(),
        ],
        (cells, _) => CellForms.Number(cells["value"]) is { } value && ranges[cells["name"]] is var (least, most) && value >= least && value <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{cells["name"]} 须在 {ranges[cells["name"]].Least} 至 {ranges[cells["name"]].Most} 之间，填的是 {cells["value"]}。请改正。"));
    }

    private static string? NoContact(IReadOnlyDictionary<string, string> cells, SettingReferences references)
    {
        if (cells["active"] == "否")
        {
            return null;
        }

        if (cells.GetValueOrDefault("contact", "") is not { Length: > 0 } contact
            || cells.GetValueOrDefault("powers", "").Split(';').Distinct(StringComparer.Ordinal).Count(p => p.Length > 0) < 3)
        {
            return "没有专人，不能启用：责任单位须有专人负责任务的接受、派遣和反馈。请填 contact，并在 powers 填 接受;派遣;反馈。";
        }

        return string.Equals(references.Clerks[contact].UnitId, cells["unit_id"], StringComparison.Ordinal)
            ? null
            : $"“{contact}”不是单位 {cells["unit_id"]} 的经办员，不能作它的专人。请选择该单位的经办员。";
    }

    private static bool AreDuties(string cell, SettingReferences references) => cell.Split(';').All(references.DutyIds.Contains);

    private static string? NoLimit(IReadOnlyDictionary<string, string> cells, SettingReferences references)
    {
        var unit = cells.GetValueOrDefault("unit", "");
        var levels = ((string[])["level1", "level2", "level3"]).Select(l => cells.GetValueOrDefault(l, "")).Where(l => l.Length > 0).ToList();
        return (unit.Length > 0) != (levels.Count > 0)
            ? "时限和时限单位要么都填，要么都不填。请补上或删去。"
            : levels.Select(l => TimeLimit.Parse(l, unit)).FirstOrDefault(l => !l.Moved) is { Moved: false, Refusals: [var wrong, ..] } ? wrong.Message : null;
    }

    private static string? MisplacedUnit(IReadOnlyDictionary<string, string> cells, SettingReferences references)
    {
        if (cells.GetValueOrDefault("parent_id", "") is not { Length: > 0 } parent)
        {
            return references.Units.ContainsKey(cells["id"]) ? null : "新单位须写明上级单位 parent_id。请补上。";
        }

        return cells["group"] == nameof(UnitGroup.Centre) && references.Units[parent] is not (UnitGroup.Above or UnitGroup.Centre)
            ? "监督指挥中心须高于它所考核的单位，被考核单位不能作它的上级。请选择市政府或领导小组。"
            : null;
    }

    private static bool IsDay(string cell)
    {
        var slots = cell.Split(';').Select(OfficeSlot.TryParse).ToList();
        return !slots.Contains(null)
            && Dizhu.Kernel.Calendars.OfficeHours.Of([new OfficeHoursPeriod(DateOnly.MinValue, [.. slots.Select(s => s!.Value)])]).Moved;
    }
}
