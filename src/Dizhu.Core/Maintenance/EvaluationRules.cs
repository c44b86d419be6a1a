namespace Dizhu.Core.Maintenance;

/// <summary>What is counted how. None is printed in an order or a standard; the shipped ones are our own (本系统默认) until the city sets its own.</summary>
/// <param name="LeavesOutAppealed">A case whose appeal was granted counts neither as on time nor as late nor as an open loop; that it was closed stays counted.</param>
/// <param name="CountsSelfHandled">A matter the collector mended on the spot counts as closed.</param>
/// <param name="Since">From this instant on the rules are as they are here, UTC.</param>
public sealed record EvaluationRules(bool LeavesOutAppealed, bool CountsSelfHandled, DateTime Since);
