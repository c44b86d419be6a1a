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

        var rows = CaseFlow.Moves.Where(m => m.Act == command.Act).ToList();
        if (!rows.Exists(m => m.Posts.Contains(who.Post)))
        {
            return Refusals.WrongPost(who.Post, rows[0] with { Posts = [.. rows.SelectMany(m => m.Posts).Distinct()] });
        }

        if (command.Version != state.Case.Version)
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

    /// <summary>The body of the act's journal entry, with all rows as they stand after it.</summary>
    public static Outcome<ActBody> Decide(Asking asking)
    {
        if (MayNot(asking) is { } refusal)
        {
            return refusal;
        }

        var move = CaseFlow.Find(asking.State!.Case.Stage, asking.Command!.Act)!;
        var failed = move.Guards.Prepend(Guards.TextsFit).Select(g => g.Check(asking)).OfType<Refusal>().ToList();
        return failed.Count > 0 ? Outcome<ActBody>.Refused(failed) : Carry(asking, move);
    }

    private static ActBody Carry(Asking asking, Move move)
    {
        var draft = new CaseDraft(asking, move);
        switch (move.Act)
        {
            case CaseAct.Accept: Accepting.Accept(draft); break;
            case CaseAct.Decline or CaseAct.RefuseFiling or CaseAct.Cancel or CaseAct.Close: Closing.End(draft); break;
            case CaseAct.SendVerify: Verifying.Send(draft); break;
            case CaseAct.AnswerVerify: Verifying.Answer(draft); break;
            case CaseAct.File: Filing.File(draft); break;
            case CaseAct.Dispatch: Dispatching.Dispatch(draft); break;
            case CaseAct.SignFor: Handling.SignFor(draft); break;
            case CaseAct.Handle: Handling.Handle(draft); break;
            case CaseAct.FeedBack: Handling.FeedBack(draft); break;
            case CaseAct.PassOn: Checking.PassOn(draft); break;
            case CaseAct.SendBack: Handling.AgainAfterSendBack(draft); break;
            case CaseAct.SendCheck: Checking.Send(draft); break;
            case CaseAct.PassCheck: Checking.Pass(draft); break;
            case CaseAct.Rework: Checking.Fail(draft); break;
            case CaseAct.Return: Returning.Return(draft); break;
            case CaseAct.Report:
            default: throw new InvalidOperationException($"{move.Act} is not decided here.");
        }

        return draft.Finish();
    }

    private static Power? HeldOtherPower(Case @case, Principal who) =>
        @case.Actors.Where(a => a.Who == who.Id && Powers.Exclude(a.Power, who.Power)).Select(a => (Power?)a.Power).FirstOrDefault();
}
