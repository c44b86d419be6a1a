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
public sealed record Move(Stage? From, CaseAct Act, Stage To, ImmutableArray<Post> Posts, Clause Because, params Guard[] Guards);

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
    private static readonly ImmutableArray<Post> Dispatchers = [Post.Dispatcher];
    private static readonly ImmutableArray<Post> Commanders = [Post.Dispatcher, Post.SupervisorOfHandling];
    private static readonly ImmutableArray<Post> Units = [Post.UnitClerk, Post.SecondLevelDispatcher];
    private static readonly ImmutableArray<Post> Handlers = [Post.UnitClerk, Post.FieldHandler, Post.SecondLevelDispatcher];
    private static readonly ImmutableArray<Post> Reporters = [Post.Collector, Post.Acceptor, Post.Citizen, Post.MachineClient];

    /// <summary>All moves, in the order a case meets them.</summary>
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

        new(AwaitingDispatch, CaseAct.Dispatch, AwaitingSignature, Dispatchers, Command, Guards.UnitNamed, Guards.UnitFits),
        new(AwaitingDispatch, CaseAct.Return, AwaitingFiling, Dispatchers, Command, Guards.ReasonGiven),

        new(AwaitingSignature, CaseAct.SignFor, Stage.Handling, Units, Handling, Guards.OwnUnit),
        new(AwaitingSignature, CaseAct.Return, AwaitingDispatch, Units, Handling, Guards.OwnUnit, Guards.ReasonGiven),
        new(Stage.Handling, CaseAct.Handle, AwaitingFeedback, Handlers, Handling, Guards.OwnUnit, Guards.ResultGiven),
        new(Stage.Handling, CaseAct.Return, AwaitingDispatch, Units, Handling, Guards.OwnUnit, Guards.ReasonGiven),
        new(AwaitingFeedback, CaseAct.FeedBack, AwaitingPassOn, Units, Handling, Guards.OwnUnit),

        new(AwaitingPassOn, CaseAct.PassOn, AwaitingCheckSending, Commanders, Command),
        new(AwaitingPassOn, CaseAct.SendBack, Stage.Handling, Commanders, Command, Guards.ReasonGiven),

        new(AwaitingCheckSending, CaseAct.SendCheck, AwaitingCheck, Desk, Supervision, Guards.CollectorFound, Guards.CheckerIndependent),
        new(AwaitingCheck, CaseAct.PassCheck, AwaitingClosing, Collectors, Independent, Guards.OwnTask),
        new(AwaitingCheck, CaseAct.Rework, Stage.Handling, Collectors, Independent, Guards.OwnTask, Guards.FailureSaid),
        new(AwaitingClosing, CaseAct.Rework, Stage.Handling, Leaders, Independent, Guards.FailureSaid),
        new(AwaitingClosing, CaseAct.Close, Closed, Leaders, Supervision),

        new(AwaitingDispatch, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(AwaitingSignature, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(Stage.Handling, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(AwaitingFeedback, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(AwaitingPassOn, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(AwaitingCheckSending, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(AwaitingCheck, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
        new(AwaitingClosing, CaseAct.Cancel, Cancelled, Leaders, Supervision, Guards.ReasonGiven),
    ];

    private static readonly ImmutableDictionary<(Stage?, CaseAct), Move> Table =
        Moves.ToImmutableDictionary(m => (m.From, m.Act));

    /// <summary>The move for an act in a stage, or null when the act is not open there.</summary>
    public static Move? Find(Stage? from, CaseAct act) => Table.GetValueOrDefault((from, act));

    /// <summary>The moves open in a stage, whoever may do them.</summary>
    public static IEnumerable<Move> OpenIn(Stage stage) => Moves.Where(m => m.From == stage);
}
