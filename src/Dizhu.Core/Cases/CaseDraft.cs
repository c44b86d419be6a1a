using Dizhu.Core.Organisations;
using Dizhu.Core.Access;

namespace Dizhu.Core.Cases;

/// <summary>The change an act is making: the case as it will be, tasks and clocks touched, reasons given.</summary>
internal sealed class CaseDraft
{
    private readonly List<CaseTask> _tasks = [];
    private readonly List<Reason> _because = [];

    public CaseDraft(Asking asking, Move move)
    {
        Asking = asking;
        Move = move;
        Case = asking.State!.Case;
        Clocks = new ClockWork(asking.State, Case.Id, asking.Context.At, asking.City);
        Because(new Reason($"{move.Act.Name()}由{asking.Context.Who.Post.Name()}办理", "clause", move.Because.ToString()));
    }

    public Asking Asking { get; }

    public Move Move { get; }

    /// <summary>The case as it will be; replace it with a changed copy.</summary>
    public Case Case { get; set; }

    public ClockWork Clocks { get; }

    public DateTime At => Asking.Context.At;

    /// <summary>What was done or seen, if the command says so.</summary>
    public string? Result { get; set; }

    /// <summary>Adds a reason, shown in the order given.</summary>
    public void Because(Reason reason) => _because.Add(reason);

    /// <summary>Opens a task.</summary>
    public void Open(TaskKind kind, string? unitId = null, Guid? personId = null) => _tasks.Add(new CaseTask
    {
        Id = Asking.Inputs.NewTaskId,
        CaseId = Case.Id,
        Kind = kind,
        State = TaskState.Open,
        UnitId = unitId,
        PersonId = personId,
        OpenedAt = At,
        Version = 1,
    });

    /// <summary>Marks the task just opened as signed for: its unit has had it before.</summary>
    public void SignOpened() => _tasks[^1] = _tasks[^1] with { State = TaskState.Signed, SignedAt = At };

    /// <summary>Changes the open task; does nothing when none is open.</summary>
    public void ChangeOpenTask(Func<CaseTask, CaseTask> change)
    {
        if (Asking.State!.OpenTask is { } task)
        {
            _tasks.Add(change(task) with { Version = task.Version + 1 });
        }
    }

    /// <summary>Ends the open task.</summary>
    public void EndTask(TaskState state, bool? passed = null, string? result = null) => ChangeOpenTask(t => t with
    {
        State = state,
        EndedAt = At,
        Passed = passed ?? t.Passed,
        Result = result ?? t.Result,
    });

    /// <summary>The body of the journal entry.</summary>
    public ActBody Finish()
    {
        var who = Asking.Context.Who;
        var actor = new CaseActor(who.Id, who.Power);
        var own = Clocks.Last(Move.To.OwnClock());
        var handling = Clocks.Last(ClockKind.Handling);
        Case = Case with
        {
            Stage = Move.To,
            Version = Case.Version + 1,
            Actors = who.Power is Power.None || Case.Actors.Contains(actor) ? Case.Actors : [.. Case.Actors, actor],
            StageDueAt = own is { State: ClockState.Running } ? own.DueAt : null,
            HandlingDueAt = handling is { State: ClockState.Running } ? handling.DueAt : null,
            LastActAt = At,
        };

        return new ActBody
        {
            From = Move.From,
            To = Move.To,
            Opinion = string.IsNullOrWhiteSpace(Asking.Command?.Opinion) ? null : Asking.Command.Opinion.Trim(),
            Result = string.IsNullOrWhiteSpace(Result) ? null : Result.Trim(),
            Because = _because,
            Case = Case,
            Tasks = _tasks,
            Clocks = Clocks.Added,
        };
    }
}
