using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Evaluation;

/// <summary>What is published of one street or one class in a month. A figure below <see cref="PublicFigures.Least"/> is not told: so few could be known persons.</summary>
/// <param name="Key">The street's code or the class's key; null for what has none.</param>
/// <param name="Reported">Cases reported in the month; null for a figure too small.</param>
/// <param name="Filed">Of those, filed.</param>
/// <param name="Closed">Of those, closed by now.</param>
/// <param name="OnTimePercent">Of the closed ones with a limit, in how many per cent handling was on time; null where there are too few.</param>
public sealed record PublicFigure(string? Key, int? Reported, int? Filed, int? Closed, decimal? OnTimePercent);

/// <summary>The published figures of a month: per street and per class, without anything that could name a person.</summary>
public sealed class PublicFigures(IReads reads)
{
    /// <summary>Smaller figures are suppressed.</summary>
    public const int Least = 5;

    /// <summary>Per street, the most reported first.</summary>
    public Task<IReadOnlyList<PublicFigure>> OfStreetsAsync(DateOnly month, CancellationToken cancellationToken) =>
        ReadAsync(month, facts => facts.GroupBy(f => f.StreetCode).Select(Counted), cancellationToken);

    /// <summary>Per class, the most reported first.</summary>
    public Task<IReadOnlyList<PublicFigure>> OfClassesAsync(DateOnly month, CancellationToken cancellationToken) =>
        ReadAsync(month, facts => facts.GroupBy(f => f.ClassKey).Select(Counted), cancellationToken);

    private static readonly System.Linq.Expressions.Expression<Func<IGrouping<string?, CaseFact>, Counts>> Counted = g => new Counts(
        g.Key, g.Count(), g.Count(f => f.FiledAt != null), g.Count(f => f.ClosedAt != null),
        g.Count(f => f.ClosedAt != null && f.HandlingOnTime != null), g.Count(f => f.ClosedAt != null && f.HandlingOnTime == true));

    /// <summary>A case taken into another counts with that one; a cancelled one does not count.</summary>
    private async Task<IReadOnlyList<PublicFigure>> ReadAsync(DateOnly month, Func<IQueryable<CaseFact>, IQueryable<Counts>> group, CancellationToken cancellationToken)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var (from, until) = (CityClock.StartOf(first), CityClock.StartOf(first.AddMonths(1)));
        await using var db = reads.Open();
        var counts = await group(db.Set<CaseFact>().AsNoTracking().Where(f => f.ReportedAt >= from && f.ReportedAt < until && f.Stage != Stage.Merged && f.Stage != Stage.Cancelled)).ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(c => c.Reported).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new PublicFigure(c.Key, Told(c.Reported), Told(c.Filed), Told(c.Closed), c.Timed < Least ? null : Math.Round(c.OnTime * 100m / c.Timed, 1)))];
    }

    private static int? Told(int figure) => figure is > 0 and < Least ? null : figure;

    private sealed record Counts(string? Key, int Reported, int Filed, int Closed, int Timed, int OnTime);
}
