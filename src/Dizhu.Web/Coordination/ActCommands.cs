using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;

namespace Dizhu.Web.Coordination;

/// <summary>Makes of a form the command it stands for.</summary>
internal static class ActCommands
{
    /// <summary>The command that a form sent.</summary>
    /// <param name="files">The files it brought, already kept.</param>
    public static CaseCommand Of(ActModel form, IReadOnlyList<Guid> files)
    {
        CaseCommand command = form.Doing switch
        {
            CaseAct.Accept => new AcceptCommand(),
            CaseAct.Decline => new DeclineCommand(),
            CaseAct.SendVerify => new SendVerifyCommand { CollectorId = form.CollectorId },
            CaseAct.AnswerVerify => new AnswerVerifyCommand { Confirmed = form.Confirmed, Result = form.Result },
            CaseAct.File => new FileCommand { StandardId = form.StandardId, DutyId = form.DutyId },
            CaseAct.RefuseFiling => new RefuseFilingCommand(),
            CaseAct.Dispatch => new DispatchCommand { UnitId = string.IsNullOrEmpty(form.OtherUnitId) ? form.UnitId : form.OtherUnitId },
            CaseAct.SignFor => new SignForCommand(),
            CaseAct.Handle => new HandleCommand { Result = form.Result },
            CaseAct.FeedBack => new FeedBackCommand(),
            CaseAct.PassOn => new PassOnCommand(),
            CaseAct.SendBack => new SendBackCommand(),
            CaseAct.SendCheck => new SendCheckCommand { CollectorId = form.CollectorId },
            CaseAct.PassCheck => new PassCheckCommand { Result = form.Result },
            CaseAct.Rework => new ReworkCommand { Result = form.Result },
            CaseAct.Return => new ReturnCommand(),
            CaseAct.Close => new CloseCommand(),
            CaseAct.Cancel => new CancelCommand(),
            _ => Side(form),
        };
        return command with { Version = form.Version, Opinion = form.Opinion, AttachmentIds = files };
    }

    /// <summary>The acts of tasks, requests and linked cases.</summary>
    private static CaseCommand Side(ActModel form) => form.Doing switch
    {
        CaseAct.ConfirmSelfHandled => new ConfirmSelfHandledCommand(),
        CaseAct.RejectSelfHandled => new RejectSelfHandledCommand(),
        CaseAct.TakeUp => new TakeUpCommand(),
        CaseAct.HandOver => new HandOverCommand { CollectorId = form.CollectorId },
        CaseAct.Correct => new CorrectCommand { ClassKey = form.ClassKey, StandardId = form.StandardId, Lon = form.Lon, Lat = form.Lat, Datum = form.Lon is null && form.Lat is null ? null : "CGCS2000" },
        CaseAct.Merge => new MergeCommand { IntoCaseId = form.IntoCaseId },
        CaseAct.Split => new SplitCommand { Result = form.Result, ClassKey = form.ClassKey },
        CaseAct.Reopen => new ReopenCommand(),
        CaseAct.Restore => new RestoreCommand(),
        CaseAct.Assign => new AssignCommand { PersonId = form.PersonId },
        CaseAct.WithdrawAssignment => new WithdrawAssignmentCommand(),
        CaseAct.DispatchOn => new DispatchOnCommand { UnitId = form.UnitId },
        CaseAct.HandDown => new HandDownCommand { UnitId = form.UnitId },
        CaseAct.FeedUp => new FeedUpCommand(),
        CaseAct.ReturnUp => new ReturnUpCommand(),
        CaseAct.SendDown => new SendDownCommand(),
        CaseAct.AddCoHandler => new AddCoHandlerCommand { UnitId = form.UnitId },
        CaseAct.FinishCo => new FinishCoCommand { Result = form.Result },
        CaseAct.ExcuseCo => new ExcuseCoCommand { UnitId = form.UnitId },
        CaseAct.Urge => new UrgeCommand { Level = form.Size ?? RequestSize.Ordinary },
        CaseAct.AnswerUrge => new AnswerUrgeCommand { Result = form.Result },
        CaseAct.Reply => new ReplyCommand { Result = form.Result },
        CaseAct.Rate => new RateCommand { Score = form.Score },
        CaseAct.Note => new NoteCommand(),
        CaseAct.MarkTypical => new MarkTypicalCommand { Typical = !form.File.State.Case.Typical },
        _ => Request(form),
    };

    private static CaseCommand Request(ActModel form) => form.Doing switch
    {
        CaseAct.AskReturn => new AskReturnCommand { Size = form.Size ?? RequestSize.NoNeed },
        CaseAct.GrantReturn => new GrantReturnCommand(),
        CaseAct.AskExtension => new AskExtensionCommand { Size = form.Size ?? RequestSize.Ordinary, Amount = form.Amount },
        CaseAct.GrantExtension => new GrantExtensionCommand { Amount = form.Amount },
        CaseAct.AskDeferral => new AskDeferralCommand { ResumeOn = form.ResumeOn },
        CaseAct.GrantDeferral => new GrantDeferralCommand(),
        CaseAct.Resume => new ResumeCommand(),
        CaseAct.AskCancel => new AskCancelCommand(),
        CaseAct.AskForceClose => new AskForceCloseCommand(),
        CaseAct.ForceClose => new ForceCloseCommand(),
        CaseAct.Appeal => new AppealCommand(),
        CaseAct.GrantAppeal => new GrantAppealCommand(),
        CaseAct.Consent => new ConsentCommand(),
        CaseAct.RefuseAsked => new RefuseAskedCommand(),
        CaseAct.WithdrawAsked => new WithdrawAskedCommand(),
        _ => throw new InvalidOperationException($"{form.Doing} is not an act of this page."),
    };
}
