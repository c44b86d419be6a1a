using Dizhu.Core.Organisations;

namespace Dizhu.Core.Cases;

/// <summary>The change an act is making: the case as it will be, tasks, requests and clocks touched, reasons given.</summary>
internal sealed class CaseDraft
{
    private readonly List<CaseTask> _tasks = [];
    private readonly List<CaseRequest> _requests = [];
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

    /// <summary>The entry the act makes in another case.</summary>
    public OtherEntry? Other { get; set; }

    /// <summary>Adds a reason, shown in the order given.</summary>
    public void Because(Reason reason) => _because.Add(reason);

    /// <summary>Opens a task.</summary>
    public void Open(TaskKind kind, string? unitId = null, Guid? personId = null, Guid? parentId = null) => _tasks.Add(new CaseTask
    {
        Id = Asking.Inputs.NewTaskId,
        CaseId = Case.Id,
        Kind = kind,
        State = TaskState.Open,
        ParentId = parentId,
        UnitId = unitId,
        PersonId = personId,
        OpenedAt = At,
        Version = 1,
    });

    /// <summary>Marks the task just opened as signed for: its unit has had it before.</summary>
    public void SignOpened() => _tasks[^1] = _tasks[^1] with { State = TaskState.Signed, SignedAt = At };

    /// <summary>Changes a task of the case.</summary>
    public void Change(CaseTask task, Func<CaseTask, CaseTask> change) => _tasks.Add(change(task) with { Version = task.Version + 1 });

    /// <summary>Changes the open task; does nothing when none is open.</summary>
    public void ChangeOpenTask(Func<CaseTask, CaseTask> change)
    {
        if (Asking.State!.OpenTask is { } task)
        {
            Change(task, change);
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

    /// <summary>Ends every task beside the open one that still runs or waits for one below it.</summary>
    public void DropOthers()
    {
        var open = Asking.State!.OpenTask?.Id;
        foreach (var task in Asking.State.Tasks.Where(t => t.Id != open && (t.IsOpen() || t.State == TaskState.HandedDown)))
        {
            Change(task, t => t with { State = TaskState.Dropped, EndedAt = At });
        }
    }

    /// <summary>Puts a request into the change: a new one or a new image of one.</summary>
    public void Put(CaseRequest request) => _requests.Add(request);

    /// <summary>The body of the journal entry.</summary>
    public ActBody Finish()
    {
        if (!Move.Beside)
        {
            VoidRequests();
        }

        var own = Clocks.Last(Move.To.OwnClock());
        var handling = Clocks.Last(ClockKind.Handling);
        Case = Case with
        {
            Stage = Move.To,
            Version = Move.Beside ? Case.Version : Case.Version + 1,
            HolderUnitId = MainTask()?.UnitId,
            OpenRequests = Case.OpenRequests + _requests.Sum(Change),
            Actors = WithActors(),
            StageDueAt = own is { State: ClockState.Running } ? own.DueAt : null,
            HandlingDueAt = handling is { State: ClockState.Running } ? handling.DueAt : null,
            WarnAt = Clocks.WarnAt(Guards.SettingsOf(Asking).WarnShare),
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
            Requests = _requests.Count == 0 ? null : _requests,
            Other = Other,
        };
    }

    /// <summary>The case has moved on: what was asked about where it stood cannot be granted any more.</summary>
    private void VoidRequests()
    {
        foreach (var request in Asking.State!.Requests.Where(r => r.State == RequestState.Open && r.Kind.DiesWithAMove() && !_requests.Exists(x => x.Id == r.Id)))
        {
            Put(request with { State = RequestState.Void, WaitsFor = null, EndedAt = At });
            Because(new Reason($"{request.Kind.Name()}申请因案件办到下一步而失效"));
        }
    }

    private int Change(CaseRequest request)
    {
        var wasOpen = Asking.State!.Requests.FirstOrDefault(r => r.Id == request.Id)?.State == RequestState.Open;
        return (request.State == RequestState.Open ? 1 : 0) - (wasOpen ? 1 : 0);
    }

    private CaseTask? MainTask() => Asking.State!.Tasks.Select(t => _tasks.FindLast(x => x.Id == t.Id) ?? t)
        .Concat(_tasks.Where(t => Asking.State.Tasks.All(x => x.Id != t.Id)))
        .LastOrDefault(t => t.Kind == TaskKind.Handle && t.IsOpen());

    private IReadOnlyList<CaseActor> WithActors()
    {
        var who = Asking.Context.Who;
        var actors = who.Persons.Select(p => new CaseActor(p, who.Power)).Where(a => a.Power is not Power.None && !Case.Actors.Contains(a)).ToList();
        return actors.Count == 0 ? Case.Actors : [.. Case.Actors, .. actors];
    }
}
