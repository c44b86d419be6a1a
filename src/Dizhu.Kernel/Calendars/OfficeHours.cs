using System.Collections.Immutable;
using System.Globalization;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Calendars;

/// <summary>One stretch of office time within a day, in whole minutes after local midnight.</summary>
/// <param name="FromMinute">0–1439, counted.</param>
/// <param name="ToMinute">1–1440, not counted; after <paramref name="FromMinute"/>.</param>
public readonly record struct OfficeSlot(int FromMinute, int ToMinute)
{
    /// <summary>Reads <c>08:00-12:00</c>; <c>24:00</c> may end a slot. Null when it is not of that form.</summary>
    public static OfficeSlot? TryParse(string? text)
    {
        var parts = (text ?? "").Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && MinuteOf(parts[0]) is { } from && MinuteOf(parts[1]) is { } to ? new(from, to) : null;
    }

    /// <summary>As shown: <c>08:00–12:00</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{FromMinute / 60:00}:{FromMinute % 60:00}–{ToMinute / 60:00}:{ToMinute % 60:00}");

    private static int? MinuteOf(string text) =>
        text == "24:00" ? 1440
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute
        : null;
}

/// <summary>Office hours that hold from a legal day until the next period begins, for example summer hours.</summary>
public sealed record OfficeHoursPeriod(DateOnly From, ImmutableArray<OfficeSlot> Slots);

/// <summary>The office hours (作息时间) of a city through time.</summary>
public sealed class OfficeHours
{
    private OfficeHours(ImmutableArray<OfficeHoursPeriod> periods) => Periods = periods;

    /// <summary>08:00–12:00 and 14:00–18:00 on every working day: what a city has that has set nothing else.</summary>
    public static OfficeHours Default { get; } =
        new([new(CalendarRange.First, [new(8 * 60, 12 * 60), new(14 * 60, 18 * 60)])]);

    /// <summary>The periods in order of their first day; the first one covers the beginning of the calendar.</summary>
    public ImmutableArray<OfficeHoursPeriod> Periods { get; }

    /// <summary>Office hours of these periods, or every reason why they cannot be.</summary>
    public static Outcome<OfficeHours> Of(IEnumerable<OfficeHoursPeriod> periods)
    {
        ImmutableArray<OfficeHoursPeriod> ordered = [.. periods.OrderBy(p => p.From)];
        var refusals = ordered.SelectMany(WrongIn).ToList();
        if (ordered.Length == 0 || ordered[0].From > CalendarRange.First)
        {
            refusals.Add(Refuse("hours.no-beginning", $"办公时间没有覆盖 {CalendarRange.First:yyyy-MM-dd} 起的日子。请把第一段作息的起始日设为该日或更早。"));
        }

        refusals.AddRange(ordered.Zip(ordered.Skip(1)).Where(p => p.First.From == p.Second.From)
            .Select(p => Refuse("hours.same-day", $"有两段作息都从 {p.First.From:yyyy-MM-dd} 起。请只留一段。")));
        return refusals.Count > 0 ? refusals : new OfficeHours(ordered);
    }

    private static IEnumerable<Refusal> WrongIn(OfficeHoursPeriod period)
    {
        var label = $"{period.From:yyyy-MM-dd} 起的作息";
        if (period.Slots.IsDefaultOrEmpty)
        {
            yield return Refuse("hours.no-slot", $"{label}没有办公时段。请至少填写一段，例如 08:00–12:00。");
            yield break;
        }

        foreach (var slot in period.Slots.Where(s => s.FromMinute < 0 || s.ToMinute > 1440 || s.FromMinute >= s.ToMinute))
        {
            yield return Refuse("hours.slot-invalid", $"{label}中的时段 {slot} 不成立：须在一天之内，且止时晚于起时。请改正。");
        }

        foreach (var (earlier, later) in period.Slots.Zip(period.Slots.Skip(1)).Where(p => p.First.ToMinute > p.Second.FromMinute))
        {
            yield return Refuse("hours.slots-overlap", $"{label}中的时段 {earlier} 与 {later} 重叠或次序颠倒。请按先后填写且不重叠。");
        }
    }

    private static Refusal Refuse(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "periods");
}
