using Dizhu.Kernel.Outcomes;
using Dizhu.Core.Places;

namespace Dizhu.Core.Cases;

/// <summary>Acts that correct or link cases, and what reporters say afterwards.</summary>
internal static partial class Guards
{
    public static readonly Guard CorrectionFits = new("更正的类别、标准、位置有效", a =>
    {
        var command = (CorrectCommand)a.Command!;
        var c = a.State!.Case;
        var hasPlace = command.Lon is not null || command.Lat is not null;
        if (string.IsNullOrWhiteSpace(command.ClassKey) && !hasPlace)
        {
            return Refusals.Missing("classKey", "请填写要更正的类别或位置。");
        }

        if (hasPlace)
        {
            if (command.Lon is not { } lon || command.Lat is not { } lat)
            {
                return Refusals.Missing("lon", "更正位置须同时给出经度和纬度。");
            }

            if (Positions.ToCgcs2000(command.Datum, lon, lat) is { Moved: false } bad)
            {
                return bad.Refusal;
            }
        }

        return string.IsNullOrWhiteSpace(command.ClassKey) ? null : NewClassFits(a, command.ClassKey, command.StandardId, c.Number is not null);
    });

    public static readonly Guard OtherCaseOpen = new("指明一件未办结的案件并入", a =>
        a.Inputs.Other is not { } other ? Refusals.Invalid("case.no-other", "intoCaseId", "没有要并入的案件，或它不在您的范围内。请核对案件号。")
        : other.Case.Id == a.State!.Case.Id ? Refusals.Invalid("case.same-case", "intoCaseId", "不能把案件并入它自己。请选择另一件案件。")
        : other.Case.Stage.IsFinal() ? Refusals.Rule("case.other-ended", $"要并入的案件{other.Case.Stage.Name()}，不能再并入。请选择未办结的案件。", field: "intoCaseId")
        : null);

    public static readonly Guard PartDescribed = new("写明拆出的问题", a =>
    {
        var command = (SplitCommand)a.Command!;
        return !Said(command.Result) ? Refusals.Missing("result", "请写明拆出的问题：看到了什么。")
            : string.IsNullOrWhiteSpace(command.ClassKey) ? null
            : NewClassFits(a, command.ClassKey, standardId: null, filed: false);
    });

    public static readonly Guard ReopeningInTime = Standing("结案后规定天数内，且未重新办理过", a =>
        a.State!.Case.Reopened ? Refusals.Rule("case.reopened", "本案已重新办理过一次。如仍有问题，请另行上报。")
        : Within(a, SettingsOf(a).ReopenDays) ? null
        : Refusals.Rule("case.reopen-late", $"结案已超过 {SettingsOf(a).ReopenDays} 天，不能重新办理。请另行上报。"));

    public static readonly Guard ReplyStillOwed = Standing("尚欠反映人回复", a =>
        a.State!.Case.ReplyOwed ? null
        : Refusals.Rule("case.no-reply-owed", "反映人没有要求回复，或已经回复过。"));

    public static readonly Guard NotRated = Standing("尚未评价", a =>
        a.State!.Case.Satisfaction is null ? null
        : Refusals.Rule("case.rated", "本案已评价过。每件案件评价一次。"));

    public static readonly Guard ScoreGiven = new("评价为 1 至 5 分", a =>
        (a.Command as RateCommand)?.Score is >= 1 and <= 5 ? null
        : Refusals.Invalid("case.bad-score", "score", "请选择 1 至 5 分：1 分很不满意，5 分很满意。"));

    public static readonly Guard MarkChanges = new("标记有变化", a =>
        ((MarkTypicalCommand)a.Command!).Typical != a.State!.Case.Typical ? null
        : Refusals.Rule("case.marked-already", a.State.Case.Typical ? "本案已是典型案件。" : "本案不是典型案件。"));

    private static Refusal? NewClassFits(Asking a, string key, string? standardId, bool filed)
    {
        if (a.City.Catalogue.FindClass(key) is not { IsSelectable: true })
        {
            return Refusals.Invalid("input.unknown-class", "classKey", $"没有代码为 {key} 的类别，或它不能选用。请从类别表中选择。");
        }

        if (!filed)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(standardId))
        {
            return Refusals.Missing("standardId", "案件已立案，更正类别须同时选定新类别的立案标准。", Quantified);
        }

        return StandardHolds(a, standardId)
            ?? (string.Equals(a.City.Catalogue.FindStandard(standardId)!.ClassKey, key, StringComparison.Ordinal) ? null
                : Refusals.Invalid("case.standard-of-other-class", "standardId", "所选立案标准不属于新类别。请从新类别的标准中选择。"));
    }
}
