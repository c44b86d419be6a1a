using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Evaluation;

/// <summary>The counts of one day, of the city or of one unit.</summary>
/// <param name="Reported">Reported on the day.</param>
/// <param name="Filed">Last filed on the day.</param>
/// <param name="Dispatched">First dispatched on the day.</param>
/// <param name="Closed">Closed on the day.</param>
/// <param name="OnTime">Of the closed, those handled by their due moment.</param>
/// <param name="Late">Of the closed, those handled after it; a case without a limit is in neither.</param>
/// <param name="OpenLoops">Of the closed, those without an inspection stamp; see <see cref="CaseFact.IsOpenLoop"/>.</param>
public sealed record DayCounts(int Reported, int Filed, int Dispatched, int Closed, int OnTime, int Late, int OpenLoops)
{
    /// <summary>Counts fact rows over the instants from <paramref name="start"/> up to <paramref name="end"/>, which is not in it.</summary>
    public static DayCounts Of(IEnumerable<CaseFact> facts, DateTime start, DateTime end, EvaluationRules rules)
    {
        var counts = new DayCounts(0, 0, 0, 0, 0, 0, 0);
        foreach (var fact in facts)
        {
            var closed = Within(fact.ClosedAt) && (rules.CountsSelfHandled || !fact.SelfHandled);
            var judged = closed && !(rules.LeavesOutAppealed && fact.Excluded);
            counts = new DayCounts(
                counts.Reported + (Within(fact.ReportedAt) ? 1 : 0),
                counts.Filed + (Within(fact.FiledAt) ? 1 : 0),
                counts.Dispatched + (Within(fact.DispatchedAt) ? 1 : 0),
                counts.Closed + (closed ? 1 : 0),
                counts.OnTime + (judged && fact.HandlingOnTime is true ? 1 : 0),
                counts.Late + (judged && fact.HandlingOnTime is false ? 1 : 0),
                counts.OpenLoops + (judged && fact.IsOpenLoop ? 1 : 0));
        }

        return counts;

        bool Within(DateTime? at) => at >= start && at < end;
    }
}

/// <summary>The counts of one unit.</summary>
public sealed record UnitCounts(string UnitId, DayCounts Counts);

/// <summary>日报: what one legal day brought, in all and by the unit that has or last had the case.</summary>
/// <param name="Rules">The rules it was counted by: those of the day, whenever it is asked for (DCM-037).</param>
public sealed record DailyReport(DateOnly Day, DayCounts All, IReadOnlyList<UnitCounts> Units, EvaluationRules Rules)
{
    /// <summary>Counts a day from fact rows; rows of other days do no harm.</summary>
    public static DailyReport Of(DateOnly day, IReadOnlyCollection<CaseFact> facts, SettingsBook settings)
    {
        var (start, end) = CityClock.BoundsOf(day);
        var rules = settings.EvaluationRules(end.AddTicks(-1));
        return new DailyReport(
            day,
            DayCounts.Of(facts, start, end, rules),
            [.. facts.Where(f => f.UnitId is not null).GroupBy(f => f.UnitId!, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new UnitCounts(g.Key, DayCounts.Of(g, start, end, rules)))],
            rules);
    }
}

/// <summary>What one hour of a legal day brought, counted as the day's report counts.</summary>
/// <param name="Hour">0 to 23, by the clock of the city.</param>
public sealed record HourCounts(int Hour, int Reported, int Closed);

/// <summary>Reads daily reports, within the reader's reach.</summary>
public sealed class DailyReports(IReads reads, CityBooksHolder city)
{
    /// <summary>The report of a day.</summary>
    public async Task<DailyReport> OfAsync(Principal who, DateOnly day, CancellationToken cancellationToken)
    {
        var (start, end) = CityClock.BoundsOf(day);
        await using var db = reads.Open();
        var facts = await Seen(db, who)
            .Where(f => (f.ReportedAt >= start && f.ReportedAt < end) || (f.FiledAt >= start && f.FiledAt < end)
                || (f.DispatchedAt >= start && f.DispatchedAt < end) || (f.ClosedAt >= start && f.ClosedAt < end))
            .ToListAsync(cancellationToken);
        return DailyReport.Of(day, facts, city.Current.Settings);
    }

    /// <summary>The hours of a day, all twenty-four; they add up to its report.</summary>
    public async Task<IReadOnlyList<HourCounts>> HoursAsync(Principal who, DateOnly day, CancellationToken cancellationToken)
    {
        var (start, end) = CityClock.BoundsOf(day);
        var countsSelfHandled = city.Current.Settings.EvaluationRules(end.AddTicks(-1)).CountsSelfHandled;
        await using var db = reads.Open();
        var facts = Seen(db, who);
        var reported = await facts.Where(f => f.ReportedAt >= start && f.ReportedAt < end).Select(f => f.ReportedAt).ToListAsync(cancellationToken);
        var closed = await facts.Where(f => f.ClosedAt >= start && f.ClosedAt < end && (countsSelfHandled || !f.SelfHandled)).Select(f => f.ClosedAt!.Value).ToListAsync(cancellationToken);
        var (reports, closings) = (reported.ToLookup(HourOf), closed.ToLookup(HourOf));
        return [.. Enumerable.Range(0, 24).Select(h => new HourCounts(h, reports[h].Count(), closings[h].Count()))];
    }

    private static int HourOf(DateTime at) => CityClock.ToLocal(at).Hour;

    private IQueryable<CaseFact> Seen(DizhuDb db, Principal who)
    {
        var facts = db.Set<CaseFact>().AsNoTracking();
        if (CaseScope.Keys(who, city.Current.Organisations) is null)
        {
            return facts;
        }

        var seen = db.Set<Case>().Where(CaseScope.Filter(who, db, city.Current.Organisations)).Select(c => c.Id);
        return facts.Where(f => seen.Contains(f.CaseId));
    }
}
