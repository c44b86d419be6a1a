namespace Dizhu.Kernel.Calendars;

/// <summary>When a limit ends, with what has to be kept beside it.</summary>
/// <param name="DueUtc">The last instant that is still in time, UTC.</param>
/// <param name="YearsWithoutCalendar">Years between start and end for which no notice is known, where the count needed one: only weekends were free there.</param>
/// <param name="CalendarVersion">The calendar the count was made with; stored with the decision.</param>
/// <param name="RanOut">True when nothing of the limit was left at the start of the count.</param>
public readonly record struct DueResult(DateTime DueUtc, IReadOnlyList<int> YearsWithoutCalendar, string CalendarVersion, bool RanOut = false)
{
    /// <summary>The sentence that must stand beside the due time when a year had no calendar; null otherwise.</summary>
    public string? Caveat => CalendarWords.Caveat(YearsWithoutCalendar);
}

/// <summary>The end of a count of legal days.</summary>
/// <param name="Day">The last legal day that is still in time.</param>
/// <param name="YearsWithoutCalendar">As in <see cref="DueResult"/>.</param>
/// <param name="CalendarVersion">As in <see cref="DueResult"/>.</param>
public readonly record struct DueDay(DateOnly Day, IReadOnlyList<int> YearsWithoutCalendar, string CalendarVersion)
{
    /// <summary>The sentence that must stand beside the day when a year had no calendar; null otherwise.</summary>
    public string? Caveat => CalendarWords.Caveat(YearsWithoutCalendar);
}
