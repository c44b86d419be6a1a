using Dizhu.Core.Journal;

namespace Dizhu.Core.Cases;

/// <summary>Counts the fact row of a case from its journal, one entry at a time: the same when acting and when verifying.</summary>
public static class CaseFacts
{
    /// <summary>The fact row after one more entry; start with null.</summary>
    public static CaseFact After(CaseFact? before, JournalEntry entry, ActBody body)
    {
        var fact = (before ?? new CaseFact { CaseId = entry.CaseId, ReportedAt = entry.At, ReportedBy = entry.PersonId }) with
        {
            Number = body.Case.Number,
            Stage = body.To,
            Source = body.Case.Source,
            ClassKey = body.Case.ClassKey,
            StandardId = body.Case.StandardId,
            AreaLevel = body.Case.AreaLevel,
            GridCode = body.Case.GridCode,
            DutyGridCode = body.Case.DutyGridCode,
            CommunityCode = body.Case.CommunityCode,
            StreetCode = body.Case.StreetCode,
            ManagementAreaCode = body.Case.ManagementAreaCode,
            UnitId = body.Case.UnitId,
            ReworkCount = body.Case.ReworkCount,
            ReturnCount = body.Case.ReturnCount,
            ExtensionCount = body.Case.ExtensionCount,
            DeferralCount = body.Case.DeferralCount,
            UrgeCount = body.Case.UrgeCount,
            SelfHandled = body.Case.SelfHandledBy is not null,
            ForcedClose = body.Case.ForcedClose,
            Excluded = body.Case.Excluded,
            Typical = body.Case.Typical,
            Satisfaction = body.Case.Satisfaction,
            OriginCaseId = body.Case.OriginCaseId,
        };

        // Only feedback is judged: a clock also stops when another unit takes over or the case is cancelled.
        var act = Enum.Parse<CaseAct>(entry.Act);
        if (act == CaseAct.FeedBack
            && body.Clocks.LastOrDefault(c => c is { Kind: ClockKind.Handling, State: ClockState.Stopped }) is { } stop)
        {
            fact = fact with { HandlingDueAt = stop.DueAt, HandlingUsedMicros = stop.UsedMicros, HandlingOnTime = stop.OnTime };
        }

        return Stamp(fact, act, entry.At, entry.PersonId);
    }

    private static CaseFact Stamp(CaseFact fact, CaseAct act, DateTime at, Guid who) => act switch
    {
        CaseAct.Accept or CaseAct.TakeUp => fact with { AcceptedAt = at, AcceptedBy = who },
        CaseAct.Decline => fact with { DeclinedAt = at },
        CaseAct.AnswerVerify => fact with { VerifiedAt = at },
        CaseAct.File => fact with { FiledAt = at, FiledBy = who },
        CaseAct.RefuseFiling => fact with { FilingRefusedAt = at },
        CaseAct.Dispatch => fact with { DispatchedAt = fact.DispatchedAt ?? at, DispatchedBy = who },
        CaseAct.SignFor => fact with { SignedAt = at },
        CaseAct.Handle => fact with { HandledAt = at },
        CaseAct.FeedBack => fact with { FedBackAt = at },
        CaseAct.PassOn => fact with { PassedOnAt = at },
        CaseAct.SendCheck => fact with { CheckSentAt = at },
        CaseAct.PassCheck or CaseAct.Rework => fact with { CheckedAt = at, CheckedBy = who },
        CaseAct.Close or CaseAct.ForceClose or CaseAct.ConfirmSelfHandled => fact with { ClosedAt = at, ClosedBy = who },
        CaseAct.Cancel => fact with { CancelledAt = at },
        CaseAct.Merge => fact with { MergedAt = at },
        CaseAct.Reply => fact with { RepliedAt = at },

        // Brought back from the recycle list it has not ended after all.
        CaseAct.Restore => fact with { DeclinedAt = null, FilingRefusedAt = null, CancelledAt = null },
        _ => fact,
    };
}
