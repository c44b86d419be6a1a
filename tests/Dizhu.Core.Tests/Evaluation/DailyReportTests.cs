using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Tests.Cases;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Evaluation;

/// <summary>日报 from fact rows is what the journal says of the day.</summary>
public class DailyReportTests
{
    private static readonly DateTime Start = TestClock.Monday().Now;

    [Fact]
    public void A_day_counted_from_facts_equals_a_recount_of_the_journal()
    {
        List<CaseWalk> walks = [];
        for (var n = 0; n < 12; n++)
        {
            var walk = CaseWalk.Reported(Start.AddHours(n * 5));
            if (n % 3 != 0)
            {
                walk.Dispatched(Start.AddHours((n * 5) + 1));
            }

            if (n % 3 == 2)
            {
                walk.FedBack(People.Platform, Start.AddHours((n * 5) + (n % 2 == 0 ? 2 : 40)));
                walk.CheckSent(Start.AddHours((n * 5) + 41));
                walk.Do(People.Collector, new PassCheckCommand(), Start.AddHours((n * 5) + 42));
                walk.Do(People.Leader, new CloseCommand(), Start.AddHours((n * 5) + 42));
            }

            walks.Add(walk);
        }

        var facts = walks.Select(w => w.Fact).ToList();
        for (var day = CityClock.DayOf(Start); day <= CityClock.DayOf(Start).AddDays(5); day = day.AddDays(1))
        {
            var report = DailyReport.Of(day, facts, SettingsBook.Shipped);
            var closed = walks.Where(w => On(w, CaseAct.Close)).ToList();

            Assert.Equal(
                new DayCounts(Count(CaseAct.Report), Count(CaseAct.File), Count(CaseAct.Dispatch), closed.Count, closed.Count(w => InTime(w)), closed.Count(w => !InTime(w)), 0),
                report.All);
            Assert.Equal(report.All.Closed, report.Units.Sum(u => u.Counts.Closed));

            int Count(CaseAct act) => walks.Count(w => On(w, act));
            bool On(CaseWalk walk, CaseAct act) => walk.Entries.Any(e => e.Entry.Act == act.ToString() && CityClock.DayOf(e.Entry.At) == day);
        }

        Assert.Contains(walks, w => w.Case.Stage == Stage.Closed && InTime(w));
        Assert.Contains(walks, w => w.Case.Stage == Stage.Closed && !InTime(w));
    }

    [Fact]
    [Requirement("DCM-009")]
    public void A_case_closed_without_an_inspection_stamp_is_an_open_loop_of_the_day()
    {
        var whole = CaseWalk.Reported(Start).Dispatched(Start, TestCity.CityManagement).FedBack(People.Bureau, Start).ClosedWell(Start);
        var open = CaseWalk.Reported(Start).Dispatched(Start, TestCity.CityManagement);
        var forced = CaseWalk.Reported(Start).Dispatched(Start, TestCity.CityManagement);
        forced.Do(People.Dispatcher, new AskForceCloseCommand { Opinion = "需立法解决" }, Start);
        RequestTests.Grant(forced, new ForceCloseCommand { Opinion = "同意" }, Start);

        Assert.True(whole.Fact is { ReportedAt.Ticks: > 0, AcceptedAt: not null, FiledAt: not null, DispatchedAt: not null, CheckedAt: not null, IsOpenLoop: false });
        Assert.True(forced.Fact is { AcceptedAt: not null, DispatchedAt: not null, CheckedAt: null, IsOpenLoop: true });
        Assert.False(open.Fact.IsOpenLoop);
        var report = DailyReport.Of(CityClock.DayOf(Start), [whole.Fact, forced.Fact, open.Fact], SettingsBook.Shipped);
        Assert.Equal((2, 1), (report.All.Closed, report.All.OpenLoops));
        Assert.Equal(1, report.Units.Sum(u => u.Counts.OpenLoops));
    }

    [Fact]
    [Requirement("DCM-037")]
    public void June_is_counted_by_the_rules_of_June_whatever_holds_now()
    {
        var (june, july) = (new DateOnly(2026, 6, 30), new DateOnly(2026, 7, 1));
        CaseFact[] facts = [.. new[] { june, july }.SelectMany(day => Facts(CityClock.FromLocal(day.ToDateTime(new TimeOnly(15, 0)))))];
        var settings = new SettingsBook([Rule("leave-out-appealed", "0", july), Rule("count-self-handled", "0", july)], 2);

        var (before, after) = (DailyReport.Of(june, facts, settings), DailyReport.Of(july, facts, settings));

        Assert.Equal((3, 1, 0, 0), (before.All.Closed, before.All.OnTime, before.All.Late, before.All.OpenLoops));
        Assert.Equal((2, 1, 1, 1), (after.All.Closed, after.All.OnTime, after.All.Late, after.All.OpenLoops));
        Assert.Equal(DateTime.UnixEpoch, before.Rules.Since);
        Assert.Equal(CityClock.FromLocal(july.ToDateTime(TimeOnly.MinValue)), after.Rules.Since);
        Assert.Equal(before.All, DailyReport.Of(june, facts, SettingsBook.Shipped).All);

        // One in time, one late whose appeal was granted, one mended on the spot.
        static IEnumerable<CaseFact> Facts(DateTime at) =>
        [
            new() { CaseId = Guid.NewGuid(), ReportedAt = at, ClosedAt = at, CheckedAt = at, HandlingOnTime = true },
            new() { CaseId = Guid.NewGuid(), ReportedAt = at, ClosedAt = at, ForcedClose = true, HandlingOnTime = false, Excluded = true },
            new() { CaseId = Guid.NewGuid(), ReportedAt = at, ClosedAt = at, SelfHandled = true },
        ];

        static SettingVersion Rule(string name, string value, DateOnly from) => new()
        {
            Kind = SettingKinds.EvaluationRules,
            Key = name,
            Version = 1,
            From = CityClock.FromLocal(from.ToDateTime(TimeOnly.MinValue)),
            Ends = false,
            Cells = $$"""{"name":"{{name}}","source":"市里自定","value":"{{value}}"}""",
        };
    }

    private static bool InTime(CaseWalk walk) =>
        walk.Entries.Last(e => e.Entry.Act == nameof(CaseAct.FeedBack)).Body.Clocks.Last(c => c.Kind == ClockKind.Handling).OnTime is true;
}
