using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Cases;

/// <summary>A case as it stands: its row, its tasks and the turns of its clocks, oldest first.</summary>
public sealed record CaseState(Case Case, IReadOnlyList<CaseTask> Tasks, IReadOnlyList<CaseClock> Clocks)
{
    /// <summary>The requests; for an act only those that wait for an answer.</summary>
    public IReadOnlyList<CaseRequest> Requests { get; init; } = [];

    /// <summary>The task on the main line somebody must do something about, or null; there is one main holder at a time.</summary>
    public CaseTask? OpenTask => Tasks.LastOrDefault(t => t.IsOpen() && t.Kind != TaskKind.CoHandle);

    /// <summary>The last turn of a clock, or null when it never ran.</summary>
    public CaseClock? LastTurn(ClockKind kind) => Clocks.LastOrDefault(c => c.Kind == kind);

    /// <summary>The open request named, or without a name the first open one of the kind; null when there is none.</summary>
    public CaseRequest? OpenRequest(Guid? id, RequestKind? kind = null) =>
        Requests.FirstOrDefault(r => r.State == RequestState.Open && (id is null || r.Id == id) && (kind is null || r.Kind == kind));
}
