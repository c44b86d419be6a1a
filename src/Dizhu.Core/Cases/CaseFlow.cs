using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using System.Collections.Immutable;
using Dizhu.Core.Access;
using Dizhu.Kernel.Rules;
using static Dizhu.Core.Cases.Stage;

namespace Dizhu.Core.Cases;

/// <summary>
/// One row of the table of moves: in stage <paramref name="From"/> the posts may do the act, which leads to
/// <paramref name="To"/>, when the guards hold.
/// </summary>
public sealed record Move(Stage? From, CaseAct Act, Stage To, ImmutableArray<Post> Posts, Clause Because, params Guard[] Guards)
{
    /// <summary>
    /// True for an act beside the main line (a note, a request, an urging): it neither looks at the version of the case
    /// nor counts it up, so that nobody's work is refused because of it.
    /// </summary>
    public bool Beside { get; init; }

    /// <summary>True when the act is refused without a reason in words.</summary>
    public bool NeedsReason => Guards.Contains(Cases.Guards.ReasonGiven);
}

/// <summary>
/// The table of moves of a case (DCM-040): every stage, act, guard, post and clause. What is not in it
/// cannot happen. The diagram in <c>docs/generated/case-flow.md</c> is drawn from it.
/// </summary>
public static class CaseFlow
{
    private static readonly SourceDocument Order26 = Sources.Order26;

    // 三(二)1  Supervision finds, accepts and files, and assesses; command dispatches, coordinates and urges.
    private static readonly Clause Supervision = Order26.Clause("三(二)1", "监督机构主要职能是发现问题、受理立案和监督考核");
    private static readonly Clause Command = Order26.Clause("三(二)1", "指挥机构主要职能是案件派遣、指挥协调和督查处置");

    // 三(二)1  Supervision is independent: who handles does not inspect.
    private static readonly Clause Independent = Order26.Clause("三(二)1", "要建立独立的监督制度");

    // 四(二)  Each unit accepts, handles and feeds back the tasks within its duty.
    private static readonly Clause Handling = Order26.Clause("四(二)", "任务的接受、处置和反馈");

    private static readonly ImmutableArray<Post> Acceptors = [Post.Acceptor];
    private static readonly ImmutableArray<Post> Leaders = [Post.ShiftLeader];
    private static readonly ImmutableArray<Post> Desk = [Post.Acceptor, Post.ShiftLeader];
    private static readonly ImmutableArray<Post> Collectors = [Post.Collector];
    private static readonly ImmutableArray<Post> Givers = [Post.Collector, Post.Acceptor, Post.ShiftLeader];
    private static readonly ImmutableArray<Post> Dispatchers = [Post.Dispatcher];
    private static readonly ImmutableArray<Post> SecondLevel = [Post.SecondLevelDispatcher];
    private static readonly ImmutableArray<Post> Clerks = [Post.UnitClerk];
    private static readonly ImmutableArray<Post> Commanders = [Post.Dispatcher, Post.SupervisorOfHandling];
    private static readonly ImmutableArray<Post> Units = [Post.UnitClerk, Post.SecondLevelDispatcher];
    private static readonly ImmutableArray<Post> Handlers = [Post.UnitClerk, Post.FieldHandler, Post.SecondLevelDispatcher];
    private static readonly ImmutableArray<Post> Reporters = [Post.Collector, Post.Acceptor, Post.Citizen, Post.MachineClient];
    private static readonly ImmutableArray<Post> Approvers = [Post.Acceptor, Post.ShiftLeader, Post.Dispatcher, Post.SupervisorOfHandling, Post.SecondLevelDispatcher];
    private static readonly ImmutableArray<Post> Askers = [Post.UnitClerk, Post.SecondLevelDispatcher, Post.Dispatcher, Post.SupervisorOfHandling, Post.Acceptor];
    private static readonly ImmutableArray<Post> Urgers = [Post.Leader, Post.Dispatcher, Post.SupervisorOfHandling];
    private static readonly ImmutableArray<Post> Resumers = [Post.Dispatcher, Post.SupervisorOfHandling, Post.UnitClerk, Post.SecondLevelDispatcher, Post.MachineClient];
    private static readonly ImmutableArray<Post> Answerers = [Post.UnitClerk, Post.SecondLevelDispatcher, Post.Dispatcher];
    private static readonly ImmutableArray<Post> Writers =
        [Post.Collector, Post.Acceptor, Post.ShiftLeader, Post.Dispatcher, Post.SecondLevelDispatcher, Post.UnitClerk, Post.FieldHandler, Post.SupervisorOfHandling, Post.Leader];

    private static readonly Stage[] Filed =
        [AwaitingDispatch, AwaitingSignature, Stage.Handling, AwaitingFeedback, AwaitingPassOn, AwaitingCheckSending, AwaitingCheck, AwaitingClosing];

    private static readonly Stage[] NotFiled = [AwaitingAcceptance, VerifyingAcceptance, AwaitingFiling, VerifyingFiling, ReviewingSelfHandled];
    private static readonly Stage[] Running = [.. NotFiled, .. Filed];
    private static readonly Stage[] Deciding = [.. Filed, Closed];
    private static readonly Stage[] BeforeDispatch = [AwaitingAcceptance, AwaitingFiling, AwaitingDispatch];
    private static readonly Stage[] All = Enum.GetValues<Stage>();

    /// <summary>All moves: first the main line in the order a case meets it, then what stands beside it.</summary>
    public static readonly ImmutableArray<Move> Moves =
    [
        new(null, CaseAct.Report, AwaitingAcceptance, Reporters, Supervision),

        new(AwaitingAcceptance, CaseAct.Accept, AwaitingFiling, Acceptors, Supervision),
        new(AwaitingAcceptance, CaseAct.Decline, Declined, Acceptors, Supervision, Guards.ReasonGiven),
        new(AwaitingAcceptance, CaseAct.SendVerify, VerifyingAcceptance, Acceptors, Supervision, Guards.CollectorFound),
        new(VerifyingAcceptance, CaseAct.AnswerVerify, AwaitingAcceptance, Collectors, Supervision, Guards.OwnTask, Guards.FindingGiven),

        new(AwaitingFiling, CaseAct.SendVerify, VerifyingFiling, Desk, Supervision, Guards.CollectorFound),
        new(VerifyingFiling, CaseAct.AnswerVerify, AwaitingFiling, Collectors, Supervision, Guards.OwnTask, Guards.FindingGiven),
        new(AwaitingFiling, CaseAct.File, AwaitingDispatch, Leaders, Supervision, Guards.StandardChosen, Guards.DutyKnown, Guards.PublicReportVerified),
        new(AwaitingFiling, CaseAct.RefuseFiling, FilingRefused, Leaders, Supervision, Guards.NotFiledBefore, Guards.ReasonGiven),
        new(AwaitingFiling, CaseAct.Return, AwaitingAcceptance, Leaders, Supervision, Guards.NotFiledBefore, Guards.ReasonGiven),

        new(AwaitingDispatch, CaseAct.Dispatch, AwaitingSignature, Dispatchers, Command, Guards.UnitNamed, Guards.UnitFits),
        new(AwaitingDispatch, CaseAct.Return, AwaitingFiling, Dispatchers, Command, Guards.ReasonGiven),

        new(AwaitingSignature, CaseAct.SignFor, Stage.Handling, Units, Handling, Guards.OwnUnit),
        new(AwaitingSignature, CaseAct.Return, AwaitingDispatch, Units, Handling, Guards.OwnUnit, Guards.AtTheTop, Guards.NobodyAsked, Guards.ReasonGiven),
        new(Stage.Handling, CaseAct.Handle, AwaitingFeedback, Handlers, Handling, Guards.OwnUnit, Guards.AssignedToMe, Guards.ResultGiven),
        new(Stage.Handling, CaseAct.Return, AwaitingDispatch, Units, Handling, Guards.OwnUnit, Guards.AtTheTop, Guards.NotAssigned, Guards.NobodyAsked, Guards.ReasonGiven),
        new(AwaitingFeedback, CaseAct.FeedBack, AwaitingPassOn, Units, Handling, Guards.OwnUnit, Guards.AtTheTop, Guards.HelpersDone),

        new(Stage.Handling, CaseAct.DispatchOn, AwaitingSignature, SecondLevel, Command, Guards.OwnUnit, Guards.TwoCommandLevels, Guards.UnitBelowNamed, Guards.NotAssigned),
        new(Stage.Handling, CaseAct.HandDown, AwaitingSignature, Clerks, Handling, Guards.OwnUnit, Guards.UnitBelowNamed, Guards.NotAssigned),
        new(AwaitingFeedback, CaseAct.FeedUp, AwaitingFeedback, Units, Handling, Guards.OwnUnit, Guards.BelowAnother),
        new(AwaitingSignature, CaseAct.ReturnUp, Stage.Handling, Units, Handling, Guards.OwnUnit, Guards.BelowAnother, Guards.ReasonGiven),
        new(Stage.Handling, CaseAct.ReturnUp, Stage.Handling, Units, Handling, Guards.OwnUnit, Guards.BelowAnother, Guards.NotAssigned, Guards.ReasonGiven),
        new(AwaitingFeedback, CaseAct.SendDown, Stage.Handling, Units, Handling, Guards.OwnUnit, Guards.HandedDownBefore, Guards.ReasonGiven),

        new(AwaitingPassOn, CaseAct.PassOn, AwaitingCheckSending, Commanders, Command),
        new(AwaitingPassOn, CaseAct.SendBack, Stage.Handling, Commanders, Command, Guards.ReasonGiven),

        new(AwaitingCheckSending, CaseAct.SendCheck, AwaitingCheck, Desk, Supervision, Guards.CollectorFound, Guards.CheckerIndependent),
        new(AwaitingCheck, CaseAct.PassCheck, AwaitingClosing, Collectors, Independent, Guards.OwnTask),
        new(AwaitingCheck, CaseAct.Rework, Stage.Handling, Collectors, Independent, Guards.OwnTask, Guards.FailureSaid),
        new(AwaitingClosing, CaseAct.Rework, Stage.Handling, Leaders, Independent, Guards.FailureSaid),
        new(AwaitingClosing, CaseAct.Close, Closed, Leaders, Supervision),

        .. Filed.Select(s => new Move(s, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.MayCancel, Guards.ReasonGiven)),
        .. Filed.Select(s => new Move(s, CaseAct.ForceClose, Closed, Leaders, Supervision, Guards.ForceCloseAsked, Guards.ReasonGiven)),

        new(null, CaseAct.ReportSelfHandled, ReviewingSelfHandled, Collectors, Supervision),
        new(ReviewingSelfHandled, CaseAct.ConfirmSelfHandled, SelfHandledClosed, Desk, Supervision),
        new(ReviewingSelfHandled, CaseAct.RejectSelfHandled, SelfHandledInvalid, Desk, Supervision, Guards.ReasonGiven),
        new(ReviewingSelfHandled, CaseAct.TakeUp, AwaitingFiling, Acceptors, Supervision, Guards.ReasonGiven),

        new(VerifyingAcceptance, CaseAct.HandOver, VerifyingAcceptance, Givers, Supervision, Guards.OwnTaskOrDesk, Guards.AnotherCollector),
        new(VerifyingFiling, CaseAct.HandOver, VerifyingFiling, Givers, Supervision, Guards.OwnTaskOrDesk, Guards.AnotherCollector),
        new(AwaitingCheck, CaseAct.HandOver, AwaitingCheck, Givers, Supervision, Guards.OwnTaskOrDesk, Guards.AnotherCollector, Guards.CheckerIndependent),

        .. BeforeDispatch.Select(s => new Move(s, CaseAct.Correct, s, Desk, Supervision, Guards.CorrectionFits, Guards.ReasonGiven)),
        .. BeforeDispatch.Select(s => new Move(s, CaseAct.Merge, Merged, Desk, Supervision, Guards.OtherCaseOpen)),

        new(Declined, CaseAct.Restore, AwaitingAcceptance, Leaders, Supervision, Guards.ReasonGiven),
        new(FilingRefused, CaseAct.Restore, AwaitingFiling, Leaders, Supervision, Guards.ReasonGiven),
        new(Cancelled, CaseAct.Restore, AwaitingDispatch, Leaders, Supervision, Guards.ReasonGiven),
        new(SelfHandledInvalid, CaseAct.Restore, ReviewingSelfHandled, Leaders, Supervision, Guards.ReasonGiven),

        new(AwaitingSignature, CaseAct.GrantReturn, AwaitingDispatch, Approvers, Command, Guards.Asked(RequestKind.Return), Guards.LastStepMine(RequestKind.Return)),
        new(Stage.Handling, CaseAct.GrantReturn, AwaitingDispatch, Approvers, Command, Guards.Asked(RequestKind.Return), Guards.LastStepMine(RequestKind.Return)),

        new(null, CaseAct.Derive, AwaitingAcceptance, [Post.Acceptor, Post.ShiftLeader, Post.Citizen], Supervision),

        .. Beside(Running, CaseAct.TakeIn, Desk, Supervision),
        .. Beside(BeforeDispatch, CaseAct.Split, Desk, Supervision, Guards.PartDescribed),
        .. Beside([Closed], CaseAct.Reopen, [Post.Acceptor, Post.Citizen], Supervision, Guards.ReopeningInTime, Guards.ReasonGiven),

        .. Beside([Stage.Handling], CaseAct.Assign, Units, Handling, Guards.OwnUnit, Guards.PersonOfUnit),
        .. Beside([Stage.Handling], CaseAct.WithdrawAssignment, Units, Handling, Guards.OwnUnit, Guards.IsAssigned),
        .. Beside([AwaitingSignature, Stage.Handling, AwaitingFeedback], CaseAct.AddCoHandler, Dispatchers, Command, Guards.HelperNamed),
        .. Beside([AwaitingSignature, Stage.Handling, AwaitingFeedback], CaseAct.FinishCo, Handlers, Handling, Guards.OwnHelp, Guards.ResultGiven),
        .. Beside([AwaitingSignature, Stage.Handling, AwaitingFeedback], CaseAct.ExcuseCo, Commanders, Command, Guards.HelpersOpen, Guards.HelpOpen, Guards.ReasonGiven),

        .. Beside([AwaitingSignature, Stage.Handling], CaseAct.AskReturn, Units, Handling, Guards.OwnUnit, Guards.AtTheTop, Guards.NotAssigned, Guards.MayAsk(RequestKind.Return), Guards.ReasonGiven),
        .. Beside([Stage.Handling], CaseAct.AskExtension, Units, Handling, Guards.OwnUnit, Guards.MayAsk(RequestKind.Extension), Guards.NotOverdue, Guards.ExtensionFits, Guards.ReasonGiven),
        .. Beside([Stage.Handling], CaseAct.AskDeferral, Units, Handling, Guards.OwnUnit, Guards.MayAsk(RequestKind.Deferral), Guards.NotOverdue, Guards.DeferralFits, Guards.ReasonGiven),
        .. Beside(Filed, CaseAct.AskCancel, Askers, Command, Guards.OwnUnitWhereHeld, Guards.MayAsk(RequestKind.Cancel), Guards.ReasonGiven),
        .. Beside(Filed, CaseAct.AskForceClose, [Post.Dispatcher, Post.SupervisorOfHandling, Post.Acceptor], Command, Guards.MayAsk(RequestKind.ForceClose), Guards.ReasonGiven),
        .. Beside([Closed], CaseAct.Appeal, Units, Handling, Guards.UnitOfCase, Guards.AppealInTime, Guards.MayAsk(RequestKind.Appeal), Guards.ReasonGiven),

        .. Beside([Stage.Handling], CaseAct.GrantExtension, Approvers, Command, Guards.Asked(RequestKind.Extension), Guards.LastStepMine(RequestKind.Extension), Guards.NotOverdue, Guards.GrantFits),
        .. Beside([Stage.Handling], CaseAct.GrantDeferral, Approvers, Command, Guards.Asked(RequestKind.Deferral), Guards.LastStepMine(RequestKind.Deferral), Guards.NotOverdue),
        .. Beside([Closed], CaseAct.GrantAppeal, Approvers, Supervision, Guards.Asked(RequestKind.Appeal), Guards.LastStepMine(RequestKind.Appeal)),
        .. Beside(Deciding, CaseAct.Consent, Approvers, Command, Guards.SomethingAsked, Guards.StepMine, Guards.NotLastStep),
        .. Beside(Deciding, CaseAct.RefuseAsked, Approvers, Command, Guards.SomethingAsked, Guards.StepMine, Guards.ReasonGiven),
        .. Beside(Deciding, CaseAct.WithdrawAsked, Askers, Handling, Guards.SomethingAsked, Guards.OwnRequest),
        .. Beside([Stage.Handling], CaseAct.Resume, Resumers, Command, Guards.OwnUnitWhereHeld, Guards.IsDeferred),

        .. Beside(Filed, CaseAct.Urge, Urgers, Command, Guards.ReasonGiven),
        .. Beside(Deciding, CaseAct.AnswerUrge, Answerers, Handling, Guards.UrgedHere, Guards.ResultGiven),
        .. Beside(All, CaseAct.Reply, Acceptors, Supervision, Guards.ReplyStillOwed, Guards.ResultGiven),
        .. Beside([Closed], CaseAct.Rate, [Post.Citizen, Post.Acceptor], Supervision, Guards.NotRated, Guards.ScoreGiven),
        .. Beside(All, CaseAct.Note, Writers, Handling, Guards.ReasonGiven),
        .. Beside(All, CaseAct.MarkTypical, Desk, Supervision, Guards.MarkChanges),
    ];

    private static readonly ImmutableDictionary<(Stage?, CaseAct), Move> Table =
        Moves.ToImmutableDictionary(m => (m.From, m.Act));

    private static readonly ILookup<CaseAct, Move> ByAct = Moves.ToLookup(m => m.Act);

    /// <summary>The move for an act in a stage, or null when the act is not open there.</summary>
    public static Move? Find(Stage? from, CaseAct act) => Table.GetValueOrDefault((from, act));

    /// <summary>All rows of an act, whatever the stage.</summary>
    public static IEnumerable<Move> Of(CaseAct act) => ByAct[act];

    /// <summary>The moves open in a stage, whoever may do them.</summary>
    public static IEnumerable<Move> OpenIn(Stage stage) => Moves.Where(m => m.From == stage);

    /// <summary>The moves of the main line open in a stage: what the case waits for.</summary>
    public static IEnumerable<Move> MainLine(Stage stage) => OpenIn(stage).Where(m => !m.Beside);

    private static IEnumerable<Move> Beside(Stage[] stages, CaseAct act, ImmutableArray<Post> posts, Clause because, params Guard[] guards) =>
        stages.Select(s => new Move(s, act, s, posts, because, guards) { Beside = true });
}
