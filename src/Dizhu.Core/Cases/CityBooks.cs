using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Cases;

/// <summary>
/// Everything about the city a decision may look at: immutable snapshots, swapped as a whole when data
/// change, so that one decision never sees two versions.
/// </summary>
public sealed record CityBooks(
    WorkCalendar Calendar,
    CatalogueBook Catalogue,
    OrganisationBook Organisations,
    PlaceBook Places,
    DispatchBook Dispatch)
{
    /// <summary>What administrators have set, with all versions.</summary>
    public SettingsBook Settings { get; init; } = SettingsBook.Shipped;
}

/// <summary>A collector who can be sent: who they are and which unit they belong to.</summary>
public sealed record CollectorChoice(Guid PersonId, string Label, string? UnitId);

/// <summary>What was looked up or made before deciding, so that deciding itself is pure.</summary>
public sealed record ActInputs
{
    /// <summary>Id for a task, a request or a case the act may open.</summary>
    public Guid NewTaskId { get; init; }

    /// <summary>Number for a case the act may file.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>The collector asked for, or the one of the duty grid.</summary>
    public CollectorChoice? Collector { get; init; }

    /// <summary>The person a task is to be assigned to, with the unit they work for.</summary>
    public CollectorChoice? Assignee { get; init; }

    /// <summary>The other case of an act on two.</summary>
    public CaseState? Other { get; init; }

    /// <summary>When the case was closed, for acts that must come soon after.</summary>
    public DateTime? ClosedAt { get; init; }
}

/// <summary>Facts and a command: all a guard or a decision may look at.</summary>
public sealed record Asking(CaseState? State, CaseCommand? Command, ActContext Context, CityBooks City, ActInputs Inputs)
{
    /// <summary>The legal day of the act.</summary>
    public DateOnly Today => Calendar.CityClock.DayOf(Context.At);
}
