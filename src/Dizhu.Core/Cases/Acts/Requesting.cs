using System.Globalization;
using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Cases;

/// <summary>申请与审批: asking changes no clock; each consent goes one step along the chain that stood when it was asked.</summary>
internal static class Asked
{
    public static void Put(CaseDraft draft, RequestKind kind)
    {
        var size = Guards.Asking(draft.Asking, kind);
        var chain = Guards.ChainFor(draft.Asking, kind, size)!;
        draft.Put(new CaseRequest
        {
            Id = draft.Asking.Inputs.NewTaskId,
            CaseId = draft.Case.Id,
            Kind = kind,
            Size = size,
            State = RequestState.Open,
            AskedBy = draft.Asking.Context.Who.Id,
            UnitId = draft.Asking.Context.Who.UnitId,
            AskedAt = draft.At,
            Reason = draft.Asking.Command!.Opinion!.Trim(),
            Amount = (draft.Asking.Command as AskExtensionCommand)?.Amount,
            ResumeOn = (draft.Asking.Command as AskDeferralCommand)?.ResumeOn,
            Chain = chain.Posts,
            WaitsFor = chain.Posts[0],
        });
        draft.Because(new Reason($"{size.Name()}{kind.Name()}须由{string.Join("、", chain.Posts.Select(Organisations.PostNames.Name))}依次审批", "setting", chain.Source));
    }

    public static void Appeal(CaseDraft draft)
    {
        Put(draft, RequestKind.Appeal);
        draft.Case = draft.Case with { Appealed = true };
    }

    public static void Consent(CaseDraft draft)
    {
        var asked = Guards.RequestOf(draft.Asking)!;
        draft.Put(asked with { ConsentedBy = [.. asked.ConsentedBy, draft.Asking.Context.Who.Id], WaitsFor = asked.Chain[asked.ConsentedBy.Count + 1] });
    }

    public static void Refuse(CaseDraft draft) => End(draft, RequestState.Refused);

    public static void Withdraw(CaseDraft draft) => End(draft, RequestState.Withdrawn);

    private static void End(CaseDraft draft, RequestState state)
    {
        var asked = Guards.RequestOf(draft.Asking)!;
        draft.Put(asked with { State = state, WaitsFor = null, EndedAt = draft.At, Answer = draft.Asking.Command!.Opinion?.Trim() });
        draft.Because(new Reason($"{asked.Kind.Name()}申请{state.Name()}"));
    }
}

/// <summary>The last consent: what was asked takes effect.</summary>
internal static class Granted
{
    public static void Return(CaseDraft draft)
    {
        End(draft, RequestKind.Return);
        Returning.Return(draft);
    }

    public static void Extension(CaseDraft draft)
    {
        var asked = draft.Asking.State!.OpenRequest((draft.Asking.Command as IOnRequest)?.RequestId, RequestKind.Extension)!;
        var amount = ((GrantExtensionCommand)draft.Asking.Command!).Amount ?? asked.Amount!.Value;
        End(draft, RequestKind.Extension);
        draft.Clocks.Extend(ClockKind.Handling, amount);
        draft.Case = draft.Case with { ExtensionCount = draft.Case.ExtensionCount + 1 };
        var clock = draft.Clocks.Last(ClockKind.Handling)!;
        draft.Because(new Reason($"处置时限延长 {amount.ToString("0.##", CultureInfo.InvariantCulture)}，共 {ClockWork.LimitOf(clock)}", "standard", clock.StandardId));
    }

    public static void Deferral(CaseDraft draft)
    {
        var asked = draft.Asking.State!.OpenRequest((draft.Asking.Command as IOnRequest)?.RequestId, RequestKind.Deferral)!;
        End(draft, RequestKind.Deferral);
        draft.Clocks.PauseAll();
        draft.Case = draft.Case with { DeferredUntil = asked.ResumeOn, DeferralCount = draft.Case.DeferralCount + 1 };
        draft.Because(new Reason($"挂账至 {asked.ResumeOn:yyyy-MM-dd}，期间所有时限暂停"));
    }

    public static void Resume(CaseDraft draft)
    {
        draft.Clocks.Resume(ClockKind.Handling);
        draft.Case = draft.Case with { DeferredUntil = null };
        draft.Because(new Reason("恢复计时，处置时限接着计算"));
    }

    public static void Appeal(CaseDraft draft)
    {
        End(draft, RequestKind.Appeal);
        draft.Case = draft.Case with { Excluded = true };
        draft.Because(new Reason("申诉成立：不计入统计，事实保留"));
    }

    /// <summary>Ends an open request of the kind, where there is one.</summary>
    public static void End(CaseDraft draft, RequestKind kind)
    {
        if (draft.Asking.State!.OpenRequest((draft.Asking.Command as IOnRequest)?.RequestId, kind) is { } asked)
        {
            draft.Put(asked with { State = RequestState.Granted, WaitsFor = null, EndedAt = draft.At, ConsentedBy = [.. asked.ConsentedBy, draft.Asking.Context.Who.Id] });
            draft.Because(new Reason($"{kind.Name()}申请经{string.Join("、", asked.Chain.Select(Organisations.PostNames.Name))}同意"));
        }
    }
}

/// <summary>督办: asks the holder for a reply, with a level; changes no clock and no turn.</summary>
internal static class Urging
{
    public static void Urge(CaseDraft draft)
    {
        var level = ((UrgeCommand)draft.Asking.Command!).Level;
        draft.Case = draft.Case with { UrgeCount = draft.Case.UrgeCount + 1 };
        draft.Put(new CaseRequest
        {
            Id = draft.Asking.Inputs.NewTaskId,
            CaseId = draft.Case.Id,
            Kind = RequestKind.Urging,
            Size = Requests.SizesOf(RequestKind.Urging).Contains(level) ? level : RequestSize.Ordinary,
            State = RequestState.Open,
            AskedBy = draft.Asking.Context.Who.Id,
            UnitId = draft.Asking.State!.OpenTask?.UnitId ?? draft.Case.UnitId,
            AskedAt = draft.At,
            Reason = draft.Asking.Command.Opinion!.Trim(),
        });
    }

    public static void Answer(CaseDraft draft)
    {
        var command = (AnswerUrgeCommand)draft.Asking.Command!;
        draft.Result = command.Result!.Trim();
        draft.Put(draft.Asking.State!.OpenRequest(command.RequestId, RequestKind.Urging)! with { State = RequestState.Answered, EndedAt = draft.At, Answer = draft.Result });
    }
}
