using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Cases;

/// <summary>
/// A condition on a move: pure, named in plain words. <paramref name="Check"/> gives null when it holds,
/// else the refusal its reader can act on.
/// </summary>
/// <param name="Needs">What must hold, in Chinese, as the diagram and the help show it.</param>
public sealed record Guard(string Needs, Func<Asking, Refusal?> Check)
{
    /// <summary>True when it looks at the case and the asker alone: an act it forbids is not even offered.</summary>
    public bool Hides { get; init; }
}

/// <summary>The guards of the main line; those of tasks, requests and linked cases stand in files of their own.</summary>
internal static partial class Guards
{
    private const int MaxText = 2000;

    // 三(二)1  Supervision is independent, hence the checker must not be one of the handlers (A-DCM-01, DCM-035).
    private static readonly Clause Independent = Sources.Order26.Clause("三(二)1", "要建立独立的监督制度");

    // 四(二)  Accept, handle and feed back are three recorded acts (DCM-107).
    private static readonly Clause ThreeActs = Sources.Order26.Clause("四(二)", "任务的接受、处置和反馈");

    // 三(二)1  Handling is measured: hence a case stands on a standard row.
    private static readonly Clause Quantified = Sources.Order26.Clause("三(二)1", "量化的处置制度");

    /// <summary>Holds for every act, so it does not stand in the table.</summary>
    public static readonly Guard TextsFit = new("意见和结果不超过长度", a =>
        a.Command!.Texts.FirstOrDefault(t => t.Text?.Length > MaxText || t.Text?.Contains('\0', StringComparison.Ordinal) == true) is { Field: { } field }
            ? Refusals.Invalid("input.too-long", field, $"内容太长（最多 {MaxText} 字）或含有不能保存的字符。请写要点。")
            : null);

    public static readonly Guard DutyKnown = new("职责条目存在", a =>
        (a.Command as FileCommand)?.DutyId is not { Length: > 0 } id || string.IsNullOrWhiteSpace(id) || a.City.Organisations.FindDuty(id) is not null
            ? null
            : Refusals.Invalid("case.unknown-duty", "dutyId", "没有这个职责条目。请从职责条目中选择，或留空。"));

    public static readonly Guard ReasonGiven = new("写明原因", a =>
        Said(a.Command!.Opinion) ? null : Refusals.Missing("opinion", $"请写明{a.Command.Act.Name()}的原因（不超过 {MaxText} 字）。"));

    public static readonly Guard ResultGiven = new("写明结果", a =>
        Said((a.Command as IGivesResult)?.Result) ? null
        : Refusals.Missing("result", "请写明结果：做了什么，现在怎样。", ThreeActs));

    public static readonly Guard FailureSaid = new("写明不合格之处", a =>
        Said((a.Command as ReworkCommand)?.Result) || Said(a.Command!.Opinion) ? null
        : Refusals.Missing("result", "请写明哪里不符合结案条件，处置单位才知道要改什么。"));

    public static readonly Guard FindingGiven = new("说明是否属实", a =>
        (a.Command as AnswerVerifyCommand)?.Confirmed is not null ? null
        : Refusals.Missing("confirmed", "请选择核实结果：属实或不属实。"));

    public static readonly Guard StandardChosen = new("选定立案标准", a =>
    {
        var id = (a.Command as FileCommand)?.StandardId;
        return string.IsNullOrWhiteSpace(id)
            ? Refusals.Missing("standardId", "不能立案：没有选立案标准。请选择类别和它的立案条件。", Quantified)
            : StandardHolds(a, id);
    });

    public static readonly Guard PublicReportVerified = new("公众上报已核实属实", a =>
        !a.State!.Case.Source.NeedsVerification() || a.State.Case.Verified == true ? null
        : Refusals.Rule(
            "case.not-verified",
            a.State.Case.Verified is null
                ? "不能立案：公众上报须先到现场核实。请先发核实，核实属实后再立案。"
                : "不能立案：现场核实结果为不属实。请不予立案，或再次发核实。"));

    public static readonly Guard NotFiledBefore = new("尚未立过案", a =>
        a.State!.Case.Number is null ? null
        : Refusals.Rule("case.filed-before", $"案件 {a.State.Case.Number} 已立案，不能再{a.Command!.Act.Name()}。请重新立案派遣，或由值班长作废。"));

    public static readonly Guard UnitNamed = new("指明一个责任单位", a =>
        string.IsNullOrWhiteSpace((a.Command as INamesUnit)?.UnitId)
            ? Refusals.Missing("unitId", "请选择责任单位。")
            : UnitKnown(a));

    public static readonly Guard UnitFits = new("与建议不同或与单位标注不符时写明理由", Dispatching.CheckChoice);

    /// <summary>Holds for every act of the main line: while a case is deferred (挂账) it stands still.</summary>
    public static readonly Guard NotDeferred = Standing("未在挂账中", a =>
        a.State!.Case.DeferredUntil is { } until && a.Command?.Act is not (CaseAct.Cancel or CaseAct.ForceClose)
            ? Refusals.Rule("case.deferred", $"案件已挂账至 {until:yyyy-MM-dd}，期间不办理。需要提前办理，请先恢复计时。")
            : null);

    /// <summary>A guard that looks at the case and the asker alone.</summary>
    private static Guard Standing(string needs, Func<Asking, Refusal?> check) => new(needs, check) { Hides = true };

    private static Refusal? StandardHolds(Asking a, string id) =>
        a.City.Catalogue.FindStandard(id) is { } standard && standard.IsInForce(a.Today)
            ? null
            : Refusals.Invalid("case.unknown-standard", "standardId", $"立案标准 {id} 不存在或已停用。请从类别的现行标准中选择。");

    private static Refusal? UnitKnown(Asking a) =>
        (a.Command as INamesUnit)?.UnitId is { } id && a.City.Organisations.Find(id) is null
            ? Refusals.Invalid("case.unknown-unit", "unitId", $"没有编号为 {id} 的单位。请从单位名录中选择。")
            : null;

    private static bool Said(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxText;
}
