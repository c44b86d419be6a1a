using Dizhu.Core.Organisations;
using Dizhu.Core.Access;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>
/// Decides what an act leads to: facts and a command in, the changed rows and their reasons or a refusal out.
/// Pure: loading and saving stand around it, in <see cref="CaseDoor"/>.
/// </summary>
public static class CaseDecision
{
    /// <summary>Whether the asker may do this act now; null when they may.</summary>
    public static Refusal? MayNot(Asking asking)
    {
        var state = asking.State!;
        var command = asking.Command!;
        var who = asking.Context.Who;

        var rows = CaseFlow.Of(command.Act).ToList();
        if (!rows.Exists(m => m.Posts.Contains(who.Post)))
        {
            return Refusals.WrongPost(who.Post, rows[0] with { Posts = [.. rows.SelectMany(m => m.Posts).Distinct()] });
        }

        // Acts beside the main line do not ask what was seen: they change nothing another act rests on.
        if (command.Version != state.Case.Version && !rows[0].Beside)
        {
            return Refusals.Stale(command.Version, state.Case.Version);
        }

        if (CaseFlow.Find(state.Case.Stage, command.Act) is not { } move)
        {
            return Refusals.NotOpen(state.Case.Stage, command.Act);
        }

        if (!move.Posts.Contains(who.Post))
        {
            return Refusals.WrongPost(who.Post, move);
        }

        return HeldOtherPower(state.Case, who) is { } had ? Refusals.BothPowers(had, who.Power) : null;
    }

    /// <summary>Why an act is not offered to somebody as the case stands; null when it is.</summary>
    public static Refusal? WhyNot(CaseState state, CaseAct act, ActContext context, CityBooks city, DateTime? closedAt)
    {
        var asking = new Asking(state, Command: null, context, city, new ActInputs { ClosedAt = closedAt });
        var rows = CaseFlow.Of(act).Where(m => m.Posts.Contains(context.Who.Post)).ToList();
        return rows.Count == 0 ? Refusals.WrongPost(context.Who.Post, CaseFlow.Of(act).First())
            : CaseFlow.Find(state.Case.Stage, act) is not { } move || !rows.Contains(move) ? Refusals.NotOpen(state.Case.Stage, act)
            : move.Guards.Where(g => g.Hides).Select(g => g.Check(asking)).FirstOrDefault(r => r is not null)
                ?? (move.Beside ? null : Guards.NotDeferred.Check(asking));
    }

    /// <summary>The acts to offer to somebody: open in the stage to their post, and not out of the question as the case stands.</summary>
    public static IReadOnlyList<Move> Offered(CaseState state, ActContext context, CityBooks city, DateTime? closedAt)
    {
        var asking = new Asking(state, Command: null, context, city, new ActInputs { ClosedAt = closedAt });
        return
        [
            .. CaseFlow.OpenIn(state.Case.Stage).Where(m => m.Posts.Contains(context.Who.Post) && m.Act != CaseAct.TakeIn
                && (m.Beside || m.Act is CaseAct.Cancel or CaseAct.ForceClose || Guards.NotDeferred.Check(asking) is null)
                && m.Guards.Where(g => g.Hides).All(g => g.Check(asking) is null)),
        ];
    }

    /// <summary>The body of the act's journal entry, with all rows as they stand after it.</summary>
    public static Outcome<ActBody> Decide(Asking asking)
    {
        if (MayNot(asking) is { } refusal)
        {
            return refusal;
        }

        var move = CaseFlow.Find(asking.State!.Case.Stage, asking.Command!.Act)!;
        var always = move.Beside ? new[] { Guards.TextsFit } : [Guards.TextsFit, Guards.NotDeferred];
        var failed = always.Concat(move.Guards).Select(g => g.Check(asking)).OfType<Refusal>().ToList();
        return failed.Count > 0 ? Outcome<ActBody>.Refused(failed) : Carry(asking, move);
    }

    private static ActBody Carry(Asking asking, Move move)
    {
        var draft = new CaseDraft(asking, move);
        if (!CarryMainLine(draft) && !CarryTasks(draft) && !CarryRequests(draft) && !CarryLinks(draft))
        {
            throw new InvalidOperationException($"{move.Act} is not decided here.");
        }

        return draft.Finish();
    }

    private static bool CarryMainLine(CaseDraft draft)
    {
        switch (draft.Move.Act)
        {
            case CaseAct.Accept or CaseAct.TakeUp: Accepting.Accept(draft); return true;
            case CaseAct.Decline or CaseAct.RefuseFiling or CaseAct.ConfirmSelfHandled or CaseAct.RejectSelfHandled or CaseAct.Close: Closing.End(draft); return true;
            case CaseAct.Cancel or CaseAct.ForceClose: Closing.EndGranted(draft); return true;
            case CaseAct.SendVerify: Verifying.Send(draft); return true;
            case CaseAct.AnswerVerify: Verifying.Answer(draft); return true;
            case CaseAct.File: Filing.File(draft); return true;
            case CaseAct.Dispatch: Dispatching.Dispatch(draft); return true;
            case CaseAct.SignFor: Handling.SignFor(draft); return true;
            case CaseAct.Handle: Handling.Handle(draft); return true;
            case CaseAct.FeedBack: Handling.FeedBack(draft); return true;
            case CaseAct.PassOn: Checking.PassOn(draft); return true;
            case CaseAct.SendBack: Handling.AgainAfterSendBack(draft); return true;
            case CaseAct.SendCheck: Checking.Send(draft); return true;
            case CaseAct.PassCheck: Checking.Pass(draft); return true;
            case CaseAct.Rework: Checking.Fail(draft); return true;
            case CaseAct.Return: Returning.Return(draft); return true;
            case CaseAct.Restore: Closing.Restore(draft); return true;
            default: return false;
        }
    }

    private static bool CarryTasks(CaseDraft draft)
    {
        switch (draft.Move.Act)
        {
            case CaseAct.HandOver: Verifying.HandOver(draft); return true;
            case CaseAct.Assign or CaseAct.WithdrawAssignment: Below.Assign(draft); return true;
            case CaseAct.DispatchOn or CaseAct.HandDown: Below.HandDown(draft); return true;
            case CaseAct.FeedUp: Below.FeedUp(draft); return true;
            case CaseAct.ReturnUp: Below.ReturnUp(draft); return true;
            case CaseAct.SendDown: Below.SendDown(draft); return true;
            case CaseAct.AddCoHandler: Helping.Add(draft); return true;
            case CaseAct.FinishCo: Helping.Finish(draft); return true;
            case CaseAct.ExcuseCo: Helping.Excuse(draft); return true;
            default: return false;
        }
    }

    private static bool CarryRequests(CaseDraft draft)
    {
        switch (draft.Move.Act)
        {
            case CaseAct.AskReturn: Asked.Put(draft, Maintenance.RequestKind.Return); return true;
            case CaseAct.AskExtension: Asked.Put(draft, Maintenance.RequestKind.Extension); return true;
            case CaseAct.AskDeferral: Asked.Put(draft, Maintenance.RequestKind.Deferral); return true;
            case CaseAct.AskCancel: Asked.Put(draft, Maintenance.RequestKind.Cancel); return true;
            case CaseAct.AskForceClose: Asked.Put(draft, Maintenance.RequestKind.ForceClose); return true;
            case CaseAct.Appeal: Asked.Appeal(draft); return true;
            case CaseAct.Consent: Asked.Consent(draft); return true;
            case CaseAct.RefuseAsked: Asked.Refuse(draft); return true;
            case CaseAct.WithdrawAsked: Asked.Withdraw(draft); return true;
            case CaseAct.GrantReturn: Granted.Return(draft); return true;
            case CaseAct.GrantExtension: Granted.Extension(draft); return true;
            case CaseAct.GrantDeferral: Granted.Deferral(draft); return true;
            case CaseAct.GrantAppeal: Granted.Appeal(draft); return true;
            case CaseAct.Resume: Granted.Resume(draft); return true;
            case CaseAct.Urge: Urging.Urge(draft); return true;
            case CaseAct.AnswerUrge: Urging.Answer(draft); return true;
            default: return false;
        }
    }

    private static bool CarryLinks(CaseDraft draft)
    {
        switch (draft.Move.Act)
        {
            case CaseAct.Correct: Correcting.Correct(draft); return true;
            case CaseAct.Merge: Linking.Merge(draft); return true;
            case CaseAct.Split: Linking.Split(draft); return true;
            case CaseAct.Reopen: Linking.Reopen(draft); return true;
            case CaseAct.Reply: Remarks.Reply(draft); return true;
            case CaseAct.Rate: Remarks.Rate(draft); return true;
            case CaseAct.Note: return true;
            case CaseAct.MarkTypical: Remarks.MarkTypical(draft); return true;
            default: return false;
        }
    }

    private static Power? HeldOtherPower(Case @case, Principal who) =>
        @case.Actors.Where(a => who.Persons.Contains(a.Who) && Powers.Exclude(a.Power, who.Power)).Select(a => (Power?)a.Power).FirstOrDefault();
}
