using Dizhu.Core.Calendar;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>What a list or search asks for; every condition given must hold.</summary>
public sealed record CaseListQuery
{
    /// <summary>The stages wanted; empty for all.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>A case number, or the start of one.</summary>
    public string? Number { get; init; }

    /// <summary>Words of the report: every pair of neighbouring characters must occur in description or place; see <see cref="Bigrams"/>.</summary>
    public string? Text { get; init; }

    public string? ClassKey { get; init; }

    /// <summary>A basic grid, duty grid, community, street or management area by its code.</summary>
    public string? Place { get; init; }

    /// <summary>The unit that has or last had the task.</summary>
    public string? UnitId { get; init; }

    public ReportSource? Source { get; init; }

    /// <summary>First legal day of the report.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last legal day of the report.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Open cases whose due moment lies before this instant; null for no such condition.</summary>
    public DateTime? OverdueAt { get; init; }

    /// <summary>Only open cases of this light; null for any.</summary>
    public LightAsked? Light { get; init; }

    /// <summary>Only cases closed on this legal day; null for no such condition.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Only cases closed without an inspection stamp (未闭环); see <see cref="CaseFact.IsOpenLoop"/>.</summary>
    public bool OpenLoop { get; init; }

    /// <summary>Where the page before ended; null for the first.</summary>
    public ListCursor? After { get; init; }

    /// <summary>Rows wanted, 1–200.</summary>
    public int Take { get; init; } = 50;

    /// <summary>True when only open cases are asked for.</summary>
    internal bool IsOfOpen => Stages.Count > 0 && Stages.All(s => !s.IsFinal());

    /// <summary>True when only finished cases are asked for.</summary>
    internal bool IsOfFinished => Stages.Count > 0 && Stages.All(s => s.IsFinal());

    /// <summary>Words to look for, or why they cannot be looked for; no words are no condition.</summary>
    public static Outcome<string?> ReadText(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return (string?)null;
        }

        return words.Length > MostText
            ? Refusals.Invalid("input.text-too-long", "text", $"检索词最多 {MostText} 个字。请只写最要紧的几个字。")
            : Bigrams.Of(words).Count == 0
                ? Refusals.Invalid("input.text-too-short", "text", "检索词里至少要有连在一起的两个字（汉字、字母或数字）。请多写一个字再查。")
                : words.Trim();
    }

    /// <summary>The longest words to look for, characters.</summary>
    private const int MostText = 100;
}

/// <summary>Narrows case rows to what a query asks for, in conditions an index can answer.</summary>
internal static class CaseSearch
{
    /// <summary>The longest a number may be.</summary>
    private const int NumberLength = 30;

    private static readonly HashSet<Stage> OpenStages = [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())];

    public static IQueryable<Case> Narrow(IQueryable<Case> rows, CaseListQuery query)
    {
        if (query.Stages.Count > 0)
        {
            rows = OfStages(rows, query);
        }

        if (query.ClassKey is { } key)
        {
            rows = rows.Where(c => c.ClassKey == key);
        }

        if (query.UnitId is { } unit)
        {
            rows = rows.Where(c => c.UnitId == unit);
        }

        if (query.Source is { } source)
        {
            rows = rows.Where(c => c.Source == source);
        }

        if (query.Place is { } place)
        {
            rows = rows.Where(c => c.GridCode == place || c.DutyGridCode == place || c.CommunityCode == place
                || c.StreetCode == place || c.ManagementAreaCode == place);
        }

        return InTime(query.Light is { } asked ? OfLight(rows, asked.Light, asked.At) : rows, query);
    }

    /// <summary>The open cases of a light.</summary>
    public static IQueryable<Case> OfLight(IQueryable<Case> rows, OpenLight light, DateTime now) => light switch
    {
        OpenLight.Late => rows.Where(c => c.ListAt < now),
        OpenLight.Soon => rows.Where(c => c.ListAt >= now && c.ListAt < ListOrder.Finished && c.WarnAt <= now && c.DeferredUntil == null),
        _ => rows.Where(c => c.ListAt >= now && c.ListAt < ListOrder.Finished && c.DeferredUntil != null),
    };

    /// <summary>The cases whose number begins so, found in the index of numbers.</summary>
    public static IQueryable<Case> Numbered(IQueryable<Case> rows, string start)
    {
        if (!start.All(c => c is > ' ' and < '~'))
        {
            return rows.Where(_ => false);
        }

        // Only a range is answered by the index on both databases; digits sort before letters in every collation, signs do
        // not, hence the end. Collations may let neighbours into the range: the start is matched once more.
        var end = start + new string('z', NumberLength);
        return rows.Where(c => string.Compare(c.Number, start) >= 0 && string.Compare(c.Number, end) <= 0 && c.Number!.StartsWith(start));
    }

    private static IQueryable<Case> OfStages(IQueryable<Case> rows, CaseListQuery query)
    {
        // The order already keeps finished cases apart, so a list of open ones never walks through them.
        if (query.IsOfOpen)
        {
            rows = rows.Where(c => c.ListAt < ListOrder.Finished);
        }

        if (query.Stages is [var only])
        {
            return rows.Where(c => c.Stage == only);
        }

        // All open ones are what is left of the list before the finished: no condition more.
        if (query.IsOfOpen && OpenStages.IsSubsetOf(query.Stages))
        {
            return rows;
        }

        var stages = query.Stages.ToList();
        return rows.Where(c => stages.Contains(c.Stage));
    }

    private static IQueryable<Case> InTime(IQueryable<Case> rows, CaseListQuery query)
    {
        if (query.From is { } from)
        {
            var first = CityClock.StartOf(from);
            rows = rows.Where(c => c.ReportedAt >= first);
        }

        if (query.To is { } to && to < DateOnly.MaxValue)
        {
            var end = CityClock.StartOf(to.AddDays(1));
            rows = rows.Where(c => c.ReportedAt < end);
        }

        return query.OverdueAt is { } now ? rows.Where(c => c.ListAt < now) : rows;
    }

    /// <summary>The rows behind a cursor.</summary>
    public static IQueryable<Case> Behind(IQueryable<Case> rows, ListCursor? cursor) =>
        cursor is { } after ? rows.Where(c => c.ListAt >= after.At && (c.ListAt > after.At || c.Id > after.Id)) : rows;
}
