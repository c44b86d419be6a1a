namespace Dizhu.Core.Cases;

/// <summary>
/// The one order of lists, as an instant: open cases by their due moment, then open cases without a limit, oldest
/// first, then finished ones, newest first. One column, so that one index serves each list and its pages.
/// </summary>
public static class ListOrder
{
    /// <summary>Later than any due moment: where cases without a limit begin.</summary>
    public static readonly DateTime Unlimited = new(4000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Later than any open case: where finished cases begin.</summary>
    public static readonly DateTime Finished = new(8000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Farthest from the epoch that still leaves a valid instant: a report dated outside stays last of its group.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(365_000);

    /// <summary>The place of a case in a list.</summary>
    public static DateTime Of(Case @case)
    {
        var age = TimeSpan.FromTicks(Math.Clamp((@case.ReportedAt - Epoch).Ticks, 0, Span.Ticks));
        return @case.Stage.IsFinal()
            ? Finished + (Span - age)
            : @case.StageDueAt ?? @case.HandlingDueAt ?? Unlimited + age;
    }
}
