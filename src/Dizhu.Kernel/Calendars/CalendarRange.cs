namespace Dizhu.Kernel.Calendars;

/// <summary>
/// The legal days the calendar knows: one century, so that every day has its running sum of office time in
/// a small table. A day or an instant outside it is an error, never a guess.
/// </summary>
public static class CalendarRange
{
    /// <summary>The first legal day.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    /// <summary>The last legal day.</summary>
    public static readonly DateOnly Last = new(2099, 12, 31);

    /// <summary>How many legal days there are.</summary>
    internal static readonly int Days = Last.DayNumber - First.DayNumber + 1;

    /// <summary>True for a day the calendar knows.</summary>
    public static bool Contains(DateOnly day) => day >= First && day <= Last;

    internal static ArgumentOutOfRangeException Outside(string parameter, object value) =>
        new(parameter, value, $"The calendar knows the legal days {First:yyyy-MM-dd} to {Last:yyyy-MM-dd} only.");
}
