namespace Dizhu.Core.Cases;

/// <summary>A case as it stands: its row, its tasks and the turns of its clocks, oldest first.</summary>
public sealed record CaseState(Case Case, IReadOnlyList<CaseTask> Tasks, IReadOnlyList<CaseClock> Clocks)
{
    /// <summary>The task somebody must do something about, or null.</summary>
    public CaseTask? OpenTask => Tasks.LastOrDefault(t => t.IsOpen());

    /// <summary>The last turn of a clock, or null when it never ran.</summary>
    public CaseClock? LastTurn(ClockKind kind) => Clocks.LastOrDefault(c => c.Kind == kind);
}
