using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>What may be asked, by whom it is decided and until when.</summary>
internal static partial class Guards
{
    /// <summary>A return that needs nobody's consent is done at once; else it is asked for.</summary>
    public static readonly Guard NobodyAsked = new("这类回退无需审批", a =>
        ChainFor(a, RequestKind.Return, RequestSize.WrongDispatch) is null ? null
        : Refusals.Rule("case.ask-first", "按现行审批设置，回退须先申请。请提交回退申请。"));

    public static readonly Guard MayCancel = new("作废的审批已到本岗", a =>
        a.State!.OpenRequest(null, RequestKind.Cancel) is { } asked ? MyTurn(a, asked, last: true)
        : ChainFor(a, RequestKind.Cancel, RequestSize.Ordinary) is { Posts.Length: > 1 } ? Refusals.Rule("case.ask-first", "按现行审批设置，作废须先申请。请提交作废申请。")
        : null);

    public static readonly Guard ForceCloseAsked = Standing("强制结案已申请并批到本岗", a =>
        a.State!.OpenRequest(RequestIdOf(a), RequestKind.ForceClose) is { } asked ? MyTurn(a, asked, last: true)
        : Refusals.Rule("case.nothing-asked", "没有待审批的强制结案申请（可能已撤回，或案件已办到下一步而失效）。须先申请，再由值班长批准。"));

    public static readonly Guard SomethingAsked = Standing("有待审批的申请", a =>
        RequestOf(a) is not null ? null
        : Refusals.Rule("case.nothing-asked", "没有这项待审批的申请：它已办结、已撤回，或因案件办到下一步而失效。请刷新后查看。"));

    public static readonly Guard StepMine = Standing("审批轮到本岗，且本人未申请或审批过", a => RequestOf(a) is { } asked ? MyTurn(a, asked, last: null) : null);

    public static readonly Guard NotLastStep = Standing("后面还有审批", a =>
        RequestOf(a) is { } asked && asked.AtLastStep()
            ? Refusals.Rule("case.last-step", $"这是{asked.Kind.Name()}申请的最后一级审批。请直接作出决定。")
            : null);

    public static readonly Guard OwnRequest = Standing("由本人或本单位申请", a =>
        RequestOf(a) is { } asked && !IsAsker(a, asked)
            ? Refusals.Forbidden("case.not-your-request", "这项申请不是本人或本单位提出的，不能撤回。")
            : null);

    public static readonly Guard NotOverdue = Standing("处置时限未超期", a =>
        a.State!.LastTurn(ClockKind.Handling) is { State: ClockState.Running, DueAt: { } due } && due < a.Context.At
            ? Refusals.Rule("case.overdue", "处置时限已超期，不能再延期或挂账。请尽快处置并反馈；确有不可抗力，可在结案后申诉。")
            : null);

    public static readonly Guard ExtensionFits = new("延期的长度和次数合规", a =>
    {
        if (a.State!.Case.ExtensionCount >= SettingsOf(a).MaxExtensions)
        {
            return Refusals.Rule("case.too-many-extensions", $"本案已延期 {a.State.Case.ExtensionCount} 次，达到上限，不能再申请。");
        }

        return (a.Command as AskExtensionCommand)?.Size is { } size && !Requests.SizesOf(RequestKind.Extension).Contains(size)
            ? Refusals.Invalid("case.unknown-size", "size", "请选择申请的类型。")
            : LongerFits(a, (a.Command as AskExtensionCommand)?.Amount);
    });

    public static readonly Guard GrantFits = new("批准的长度合规", a =>
        a.State!.OpenRequest(RequestIdOf(a), RequestKind.Extension) is { } asked
            ? LongerFits(a, (a.Command as GrantExtensionCommand)?.Amount ?? asked.Amount)
            : null);

    public static readonly Guard DeferralFits = new("恢复日期合规", a =>
        (a.Command as AskDeferralCommand)?.ResumeOn is not { } day
            ? Refusals.Missing("resumeOn", "请选择恢复办理的日期。")
            : day <= a.Today || day > a.Today.AddDays(SettingsOf(a).MaxDeferralDays)
                ? Refusals.Invalid("case.bad-resume-day", "resumeOn", $"恢复日期须在明天至 {a.Today.AddDays(SettingsOf(a).MaxDeferralDays):yyyy-MM-dd} 之间。")
                : null);

    public static readonly Guard IsDeferred = Standing("正在挂账", a =>
        a.State!.Case.DeferredUntil is not { } until ? Refusals.Rule("case.not-deferred", "案件没有挂账，不需要恢复计时。")
        : a.Context.Who.Post == Post.MachineClient && until > a.Today ? Refusals.Rule("case.deferred", $"案件挂账至 {until:yyyy-MM-dd}，还没有到期。")
        : null);

    public static readonly Guard UrgedHere = Standing("有待答复的督办", a =>
        a.State!.OpenRequest(RequestIdOf(a), RequestKind.Urging) is not { } urging
            ? Refusals.Rule("case.not-urged", "没有待答复的督办。")
            : a.Context.Who.Post != Post.Dispatcher && urging.UnitId is { } unit && !IsOfUnit(a, unit)
                ? Refusals.Forbidden("case.not-your-unit", "这次督办针对其他单位。请由被督办的单位答复。")
                : null);

    public static readonly Guard AppealInTime = Standing("结案后规定天数内，且未申诉过", a =>
        a.State!.Case.Appealed ? Refusals.Rule("case.appealed", "本案已申诉过。每件案件只能申诉一次。")
        : Within(a, SettingsOf(a).AppealDays) ? null
        : Refusals.Rule("case.appeal-late", $"结案已超过 {SettingsOf(a).AppealDays} 天，不能再申诉。"));

    /// <summary>Nothing of the kind waits for an answer yet, and somebody is there to give one.</summary>
    public static Guard MayAsk(RequestKind kind) => Standing($"没有未决的{kind.Name()}申请", a =>
        a.State!.Case.DeferredUntil is { } until ? Refusals.Rule("case.deferred", $"案件已挂账至 {until:yyyy-MM-dd}，期间不受理申请。请先恢复计时。")
        : a.State!.OpenRequest(null, kind) is not null ? Refusals.Rule("case.asked-already", $"本案已有一项{kind.Name()}申请在审批。请等审批结果，或先撤回。")
        : ChainFor(a, kind, Asking(a, kind)) is null ? Refusals.Rule("case.no-chain", $"没有为这类{kind.Name()}设置审批岗位，不能申请。请联系系统管理员设置。")
        : null);

    /// <summary>A request of the kind waits for an answer; an approval after the case moved on finds none.</summary>
    public static Guard Asked(RequestKind kind) => Standing($"有待审批的{kind.Name()}申请", a =>
        a.State!.OpenRequest(RequestIdOf(a), kind) is not null ? null
        : Refusals.Rule("case.nothing-asked", $"没有待审批的{kind.Name()}申请：它已办结、已撤回，或因案件办到下一步而失效。请刷新后查看。"));

    public static Guard LastStepMine(RequestKind kind) => Standing("最后一级审批轮到本岗，且本人未申请或审批过", a =>
        a.State!.OpenRequest(RequestIdOf(a), kind) is { } asked ? MyTurn(a, asked, last: true) : null);

    /// <summary>The size a request is asked in: an extension that is not the first counts as such.</summary>
    internal static RequestSize Asking(Asking a, RequestKind kind) => a.Command switch
    {
        AskExtensionCommand when a.State!.Case.ExtensionCount > 0 => RequestSize.Second,
        AskExtensionCommand c => c.Size,
        AskReturnCommand c => c.Size,
        _ => RequestSize.Ordinary,
    };

    internal static ApprovalChain? ChainFor(Asking a, RequestKind kind, RequestSize size) => a.City.Settings.ApprovalChain(kind, size, a.Context.At);

    /// <summary>The open request a deciding command is about.</summary>
    internal static CaseRequest? RequestOf(Asking a) =>
        a.State!.Requests.FirstOrDefault(r => r.State == RequestState.Open && r.Kind != RequestKind.Urging
            && (RequestIdOf(a) is { } id ? r.Id == id : r.WaitsFor == a.Context.Who.Post || IsAsker(a, r)));

    internal static CaseSettings SettingsOf(Asking a) => a.City.Settings.CaseSettings(a.Context.At);

    private static bool IsAsker(Asking a, CaseRequest asked) =>
        a.Context.Who.Persons.Contains(asked.AskedBy) || (asked.UnitId is { } unit && IsOfUnit(a, unit));

    private static Guid? RequestIdOf(Asking a) => (a.Command as IOnRequest)?.RequestId;

    private static Refusal? MyTurn(Asking a, CaseRequest asked, bool? last)
    {
        var who = a.Context.Who;
        if (asked.WaitsFor != who.Post)
        {
            return Refusals.Forbidden("case.not-your-step", $"{asked.Kind.Name()}申请现在由{asked.WaitsFor?.Name()}审批，还没有轮到{who.Post.Name()}。");
        }

        if (who.Persons.Any(p => p == asked.AskedBy || asked.ConsentedBy.Contains(p)))
        {
            return Refusals.Forbidden("case.approves-own", "申请人和各级审批人须是不同的人。请由同岗位其他人员审批。");
        }

        return last == true && !asked.AtLastStep()
            ? Refusals.Rule("case.not-last-step", $"{asked.Kind.Name()}申请后面还有审批。请“同意并上报”。")
            : null;
    }

    private static Refusal? LongerFits(Asking a, decimal? amount)
    {
        if (amount is not > 0 || decimal.Round(amount.Value, 2) != amount)
        {
            return Refusals.Invalid("case.bad-amount", "amount", "请填写延期的长度：大于零，最多两位小数。");
        }

        return a.State!.LastTurn(ClockKind.Handling) is not { LimitAmount: { } now, LimitUnit: { } unit }
            ? Refusals.Rule("case.no-limit", "本案未设处置时限，不需要延期。")
            : TimeLimit.Of(now + amount.Value, unit) is { Moved: false } refused
                ? refused.Refusal with { Field = "amount" }
                : null;
    }

    private static bool Within(Asking a, int days) =>
        a.Inputs.ClosedAt is { } closed && a.Context.At <= closed.AddDays(days);
}
