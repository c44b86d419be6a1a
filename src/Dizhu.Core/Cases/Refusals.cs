using Dizhu.Core.Organisations;
using Dizhu.Core.Access;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Cases;

/// <summary>The refusals of case work: what happened, why, what to do now.</summary>
internal static class Refusals
{
    private static readonly Clause Apart = Sources.Order26.Clause("三(二)1", "监督机构主要职能是发现问题、受理立案和监督考核;指挥机构主要职能是案件派遣、指挥协调和督查处置");

    // 三(三)  Data collection follows CJ/T 422 (DCM-063): a record without its mandatory fields is none.
    private static readonly Clause Collection = Sources.Order26.Clause("三(三)", "管理部件与事件信息采集");

    public static Refusal Missing(string field, string message, Clause? clause = null) =>
        new("input.missing", message, RefusalKind.Invalid, clause, field);

    public static Refusal MissingInReport(string field, string message) => Missing(field, message, Collection);

    public static Refusal Invalid(string code, string field, string message, Clause? clause = null) =>
        new(code, message, RefusalKind.Invalid, clause, field);

    public static Refusal Rule(string code, string message, Clause? clause = null, string? field = null) =>
        new(code, message, RefusalKind.Rule, clause, field);

    public static Refusal Forbidden(string code, string message, Clause? clause = null) =>
        new(code, message, RefusalKind.Forbidden, clause);

    public static Refusal NoSuchCase() =>
        new("case.not-found", "没有这件案件，或它不在您的范围内。请核对案件号。", RefusalKind.NotFound);

    public static Refusal NotOpen(Stage stage, CaseAct act) =>
        Rule("case.act-not-open", $"案件现在{stage.Name()}，不能{act.Name()}。可办的事：{OpenActs(stage)}。");

    public static Refusal WrongPost(Post post, Move move) => Forbidden(
        "case.wrong-post",
        $"{post.Name()}不能{move.Act.Name()}。这一步由{string.Join("、", move.Posts.Select(p => p.Name()))}办理。",
        move.Because);

    public static Refusal BothPowers(Power had, Power now) => Forbidden(
        "case.powers-apart",
        $"您在这件案件上已以{had.Name()}身份办理过，不能再以{now.Name()}身份办理。请由其他人员办理。",
        Apart);

    public static Refusal Stale(int seen, int current) => new(
        "case.stale-version",
        $"这件案件刚被别人办理过（您看到第 {seen} 版，现在第 {current} 版）。您的内容没有提交，请刷新后再办。",
        RefusalKind.Conflict);

    public static Refusal SameIdOtherContent(string what) => new(
        "input.id-reused",
        $"这个编号已用于另一份内容不同的{what}，没有重复登记。请换一个新的编号再提交。",
        RefusalKind.Conflict);

    public static Refusal ClockBehind() => new(
        "case.clock-behind",
        "服务器时间比本案最后一次办理的时间早 5 秒以上，为保证先后顺序没有办理。请管理员校准服务器时间后再试。",
        RefusalKind.Unavailable);

    private static string OpenActs(Stage stage)
    {
        var open = CaseFlow.OpenIn(stage).Select(m => m.Act.Name()).ToList();
        return open.Count == 0 ? "无（已办结）" : string.Join("、", open);
    }
}
