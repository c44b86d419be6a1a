using Dizhu.Core.Organisations;
using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Calendars;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>Turns what the rooms say of a case into what the furniture shows.</summary>
internal static class CaseViews
{
    /// <summary>A moment as shown: <c>2026-11-23 14:05</c>.</summary>
    public static string Moment(DateTime utc) => CityClock.ToLocal(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment within the year: <c>11-23 14:05</c>.</summary>
    public static string ShortMoment(DateTime utc) => CityClock.ToLocal(utc).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What a running clock has left, or how a standing one stands.</summary>
    public static RemainingView Remaining(CaseClock? turn, WorkCalendar calendar, DateTime now)
    {
        if (turn is null || turn is { LimitAmount: null })
        {
            return RemainingView.NoLimit();
        }

        if (turn.State == ClockState.Paused)
        {
            return RemainingView.Stopped();
        }

        var limit = new TimeLimit(turn.LimitAmount!.Value, turn.LimitUnit!.Value);
        var (used, length) = (Used(turn, calendar, now), calendar.LengthOf(limit));
        var minutes = (long)(length - used).TotalMinutes;
        return RemainingView.OfMinutes(LightOf(used, length), minutes, $"{Moment(turn.DueAt!.Value)} {PageText.Of("clock.due")}，{limit}");
    }

    /// <summary>A clock with its bar.</summary>
    public static ClockView Clock(CaseClock turn, WorkCalendar calendar, DateTime now)
    {
        var used = Used(turn, calendar, now);
        var limit = turn is { LimitAmount: { } amount, LimitUnit: { } unit } ? new TimeLimit(amount, unit) : (TimeLimit?)null;
        var length = limit is { } l ? calendar.LengthOf(l) : (TimeSpan?)null;
        var light = turn.State switch
        {
            ClockState.Paused => LightKind.Hold,
            _ when length is { } of => LightOf(used, of),
            _ => LightKind.None,
        };
        return new ClockView(
            turn.Kind.Name(),
            light,
            limit?.ToString(),
            DurationWords.Exact(used),
            length is { Ticks: > 0 } whole ? Math.Round((decimal)used.Ticks * 100 / whole.Ticks, 1) : null);
    }

    /// <summary>Time used up to now, as the limit's unit counts it.</summary>
    public static TimeSpan Used(CaseClock turn, WorkCalendar calendar, DateTime now)
    {
        var before = new TimeSpan(turn.UsedMicros * TimeSpan.TicksPerMicrosecond);
        return turn.State == ClockState.Running && now > turn.At
            ? before + calendar.Used(turn.At, now, turn.LimitUnit ?? LimitUnit.Minute)
            : before;
    }

    /// <summary>The timeline: every act with who, when, opinion, limit and used; pauses drawn between.</summary>
    public static IReadOnlyList<TimelineItem> Timeline(CaseFile file, CityBooks city, WorkCalendar calendar, DateTime now)
    {
        var items = new List<TimelineItem>();
        foreach (var e in file.Entries)
        {
            var stopped = e.Body.Clocks.LastOrDefault(c => c.State == ClockState.Stopped);
            items.Add(new TimelineItem(e.Act.Name(), Who(e, city), ShortMoment(e.Entry.At))
            {
                WhenIso = e.Entry.At.ToString("O", CultureInfo.InvariantCulture),
                Opinion = Join(e.Body.Result, e.Body.Opinion),
                Limit = stopped is { LimitAmount: { } amount, LimitUnit: { } unit } ? new TimeLimit(amount, unit).ToString() : null,
                Used = stopped is null ? null : DurationWords.Exact(new TimeSpan(stopped.UsedMicros * TimeSpan.TicksPerMicrosecond)),
            });
            items.AddRange(e.Body.Clocks.Where(c => c.State == ClockState.Paused).Select(c => TimelineItem.Pause(PageText.Of("timeline.paused", c.Kind.Name()))));
        }

        if (!file.State.Case.Stage.IsFinal())
        {
            items.Add(new TimelineItem(file.State.Case.Stage.Name(), null, null)
            {
                IsNow = true,
                Opinion = PageText.Of("timeline.waits", string.Join("、", CaseFlow.OpenIn(file.State.Case.Stage).SelectMany(m => m.Posts).Distinct().Select(PostNames.Name))),
            });
        }

        return items;
    }

    /// <summary>The reasons recorded with the acts, newest act first, each with what it rests on.</summary>
    public static IReadOnlyList<WhyView> Why(CaseFile file) =>
        [.. file.Entries.Reverse().SelectMany(e => e.Body.Because.Select(b => new WhyView(e.Act.Name(), b.Sentence, null, RefText(b), RefHref(b)))).DistinctBy(w => (w.Label, w.Value))];

    public static ReasonView Reason(Reason reason) => new(reason.Sentence, RefText(reason), RefHref(reason));

    /// <summary>The address behind a reference, where there is a page for it.</summary>
    public static string? RefHref(Reason reason) => reason switch
    {
        { RefKind: "clause", Ref: { } clause } when clause.IndexOf(' ', StringComparison.Ordinal) is > 0 and var gap =>
            new ClauseLink(clause[..gap], clause[(gap + 1)..]).Href,
        { RefKind: "standard", Ref: { } standard } => "/maintenance/standards?class=" + Uri.EscapeDataString(standard[..standard.LastIndexOf('-')]) + "#" + Uri.EscapeDataString(standard),
        { RefKind: "duty" or "overlap" or "manual" } => "/maintenance/units",
        _ => null,
    };

    private static string? RefText(Reason reason) => reason switch
    {
        { Ref: null } => null,
        { RefKind: "clause" } => reason.Ref,
        { RefKind: "standard" } => PageText.Of("ref.standard", reason.Ref),
        { RefKind: "component" } => PageText.Of("ref.component", reason.Ref),
        { RefKind: "baseData" } => PageText.Of("ref.baseData", reason.Ref),
        { RefKind: "duty" } => PageText.Of("ref.duty", reason.Ref),
        _ => reason.Ref,
    };

    private static LightKind LightOf(TimeSpan used, TimeSpan length) => LimitLight.Of(used, length) switch
    {
        Light.Green => LightKind.Go,
        Light.Yellow => LightKind.Soon,
        _ => LightKind.Late,
    };

    private static string Who(CaseFileEntry e, CityBooks city) => e.Entry.UnitId is { } unit && Enum.Parse<Post>(e.Entry.Post) is Post.UnitClerk or Post.FieldHandler
        ? $"{city.Organisations.NameOf(e.Entry.UnitId!, CityClock.DayOf(e.Entry.At))} {e.Entry.PersonLabel}"
        : e.Entry.PersonLabel;

    private static string? Join(string? result, string? opinion) => (result, opinion) switch
    {
        (null, null) => null,
        (not null, not null) => $"{result}；{opinion}",
        _ => result ?? opinion,
    };
}
