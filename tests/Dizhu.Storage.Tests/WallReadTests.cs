using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>What the wall shows of a known set of cases: steps, lights, units, streets, hours; each reader theirs.</summary>
public class WallReadTests
{
    private const string Street = "411202001";
    private static readonly Principal Leader = new(Guid.Empty, "领导 01", Post.Leader, null, Scope.Everything);
    private static readonly Principal Platform = new(Guid.Empty, "二级平台 01", Post.SecondLevelDispatcher, null, new Scope(ScopeKind.ManagementArea, ["A1"]));

    /// <summary>Monday 09:00 by the clock of the city; offices open at eight or later.</summary>
    private static readonly DateTime Now = TestClock.Monday().Now;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_open_case_is_counted_once_in_its_step_its_light_its_unit_and_its_street(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await AddAsync(city,
            Of(Stage.AwaitingAcceptance), Of(Stage.ReviewingSelfHandled), Of(Stage.VerifyingFiling),
            Of(Stage.Handling, due: -30, unit: "U1"), Of(Stage.Handling, due: 10, warn: -5, unit: "U1"), Of(Stage.AwaitingFeedback, due: 600, warn: 500, unit: "U2") with { ManagementAreaCode = "A2", StreetCode = null },
            Of(Stage.AwaitingSignature, unit: "U1") with { DeferredUntil = CityClock.DayOf(Now).AddDays(9) },
            Of(Stage.AwaitingPassOn, due: -200, unit: "U2"), Of(Stage.AwaitingClosing, unit: "U2"),
            Of(Stage.Closed, unit: "U1"), Of(Stage.Cancelled), Of(Stage.Merged));
        var wall = await Reads(city).ReadAsync(Leader, default);

        Assert.Equal(new OpenCounts(9, 1, 2, 1), wall.All);
        Assert.Equal(5, wall.All.Calm);
        Assert.Equal([2, 1, 0, 0, 4, 1, 1], wall.Steps.Select(s => s.Counts.Open));
        Assert.Equal(new OpenCounts(4, 1, 1, 1), wall.Steps.Single(s => s.Key == FlowStep.Handling).Counts);
        Assert.Equal([("U1", new OpenCounts(3, 1, 1, 1)), ("U2", new OpenCounts(3, 0, 1, 0))], wall.Units.Select(u => (u.Key, u.Counts)));
        Assert.Equal([((string?)Street, 8), (null, 1)], wall.Streets.Select(s => (s.Key, s.Counts.Open)));
        Assert.Equal([Stage.AwaitingPassOn, Stage.Handling], wall.Late.Select(c => c.Stage));
        Assert.Equal([(OpenLight.Soon, Stage.Handling), (OpenLight.Held, Stage.AwaitingSignature)], wall.Others.Select(c => (c.Light, c.Stage)));

        // A second-level platform sees its own area and no more, also in a sum.
        var own = await Reads(city).ReadAsync(Platform, default);
        Assert.Equal((8, 2, 1), (own.All.Open, own.Units.Single(u => u.Key == "U2").Counts.Open, own.Streets.Count));

        // Each figure is as long as the list it leads to.
        var lists = new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday()));
        foreach (var (who, counts) in new[] { (Leader, wall.All), (Platform, own.All) })
        {
            foreach (var (light, count) in new[] { (OpenLight.Late, counts.Late), (OpenLight.Soon, counts.Soon), (OpenLight.Held, counts.Held) })
            {
                Assert.Equal(count, (await lists.ListAsync(who, new() { Light = new(light, Now) }, default)).Total);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_worst_is_who_is_most_late_in_working_time_and_not_who_was_due_first(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (friday, today) = (TestCity.At("2026-11-20 17:30"), TestCity.At("2026-11-23 08:05"));
        var (weekend, morning, bare) = (Of(Stage.Handling) with { HandlingDueAt = friday }, Of(Stage.AwaitingDispatch) with { StageDueAt = today }, Of(Stage.Handling, due: -7));
        await AddAsync(city, weekend, morning, bare);
        await using (var db = city.Store.Open())
        {
            // Four working hours from Friday afternoon; thirty running minutes from this morning.
            db.Add(Clock(weekend.Id, ClockKind.Handling, TestCity.At("2026-11-20 14:30"), 3, LimitUnit.WorkHour));
            db.Add(Clock(morning.Id, ClockKind.Dispatch, TestCity.At("2026-11-23 07:35"), 30, LimitUnit.Minute));
            await db.SaveChangesAsync();
        }

        var late = (await Reads(city).ReadAsync(Leader, default)).Late;
        Assert.Equal(3, late.Count);
        var calendar = city.Books.Current.Calendar;
        var counted = calendar.Used(TestCity.At("2026-11-20 14:30"), Now, LimitUnit.WorkHour) - calendar.LengthOf(new(3, LimitUnit.WorkHour));
        Assert.Equal(counted > TimeSpan.Zero ? counted : TimeSpan.Zero, late.Single(c => c.Id == weekend.Id).Over);
        Assert.True(counted < TimeSpan.FromHours(4), "A weekend was counted.");
        Assert.Equal(TimeSpan.FromMinutes(55), late.Single(c => c.Id == morning.Id).Over);
        Assert.Equal(TimeSpan.FromMinutes(7), late.Single(c => c.Id == bare.Id).Over);
        Assert.Equal(late.Select(c => c.Over).OrderDescending(), late.Select(c => c.Over));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_hours_add_up_to_the_report_of_the_day_and_end_with_the_present_one(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        Case[] cases = [Of(Stage.Closed), Of(Stage.Closed), Of(Stage.SelfHandledClosed), Of(Stage.Handling), Of(Stage.Closed) with { ManagementAreaCode = "A2" }];
        await AddAsync(city, cases);
        await using (var db = city.Store.Open())
        {
            DateTime At(string time) => TestCity.At("2026-11-23 " + time);
            var yesterday = At("00:00").AddTicks(-10);
            db.AddRange(
                Fact(cases[0], At("00:00"), At("08:59")), Fact(cases[1], yesterday, At("08:00")), Fact(cases[2], At("07:10"), At("07:20")) with { SelfHandled = true },
                Fact(cases[3], At("08:15"), null), Fact(cases[4], At("08:30"), At("08:45")));
            await db.SaveChangesAsync();
        }

        var wall = await Reads(city).ReadAsync(Leader, default);
        Assert.Equal(10, wall.Hours.Count);
        Assert.Equal([(0, 1, 0), (7, 1, 1), (8, 2, 3)], wall.Hours.Where(h => h.Reported + h.Closed > 0).Select(h => (h.Hour, h.Reported, h.Closed)));
        var day = CityClock.DayOf(Now);
        foreach (var who in new[] { Leader, Platform })
        {
            var report = await new DailyReports(city.Store, city.Books).OfAsync(who, day, default);
            var hours = (await Reads(city).ReadAsync(who, default)).Hours;
            Assert.Equal((report.All.Reported, report.All.Closed), (hours.Sum(h => h.Reported), hours.Sum(h => h.Closed)));
            var list = await new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday())).ListAsync(who, new() { ClosedOn = day }, default);
            Assert.Equal(report.All.Closed, list.Total);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_reading_serves_a_reach_until_something_is_done_or_seconds_have_passed(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var clock = TestClock.Monday();
        var wall = new WallReads(city.Store, new DailyReports(city.Store, city.Books), city.Books, new CityClock(clock));
        var first = await wall.OfAsync(Leader, default);
        Assert.Same(first, await wall.OfAsync(Leader with { Id = Guid.NewGuid() }, default));
        Assert.NotSame(first, await wall.OfAsync(Platform, default));
        await city.ReportAsync();
        var second = await wall.OfAsync(Leader, default);
        Assert.Equal((0, 1), (first.All.Open, second.All.Open));
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Same(second, await wall.OfAsync(Leader, default));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(second, await wall.OfAsync(Leader, default));

        // Nobody does anything, and a case becomes late.
        await AddAsync(city, Of(Stage.Handling, due: 10, warn: 8));
        clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal((1, 0), (await wall.OfAsync(Leader, default)).All is var soon ? (soon.Soon, soon.Late) : default);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((0, 1), (await wall.OfAsync(Leader, default)).All is var late ? (late.Soon, late.Late) : default);
    }

    private static WallReads Reads(SmallCity city) => new(city.Store, new DailyReports(city.Store, city.Books), city.Books, new CityClock(TestClock.Monday()));

    /// <summary>A case that stands so; due and warning in minutes from now.</summary>
    private static Case Of(Stage stage, int? due = null, int? warn = null, string? unit = null)
    {
        var id = Guid.CreateVersion7();
        return new Case
        {
            Id = id,
            FirstReportId = id,
            Stage = stage,
            Version = 1,
            ReportedAt = Now.AddHours(-30),
            LastActAt = Now.AddHours(-30),
            UnitId = unit,
            StreetCode = Street,
            ManagementAreaCode = "A1",
            Lon = 111.2,
            Lat = 34.77,
            StageDueAt = due is { } minutes ? Now.AddMinutes(minutes) : null,
            WarnAt = warn is { } before ? Now.AddMinutes(before) : due < 0 ? Now.AddMinutes(due.Value - 10) : null,
            ChainHead = new byte[32],
        };
    }

    private static CaseFact Fact(Case @case, DateTime reported, DateTime? closed) => new() { CaseId = @case.Id, Stage = @case.Stage, ReportedAt = reported, ClosedAt = closed };

    private static CaseClock Clock(Guid id, ClockKind kind, DateTime started, decimal amount, LimitUnit unit) =>
        new() { CaseId = id, No = 1, Kind = kind, Round = 1, State = ClockState.Running, At = started, StartedAt = started, LimitAmount = amount, LimitUnit = unit };

    private static async Task AddAsync(SmallCity city, params Case[] cases)
    {
        await using var db = city.Store.Open();
        db.AddRange(cases);
        db.AddRange(cases.Select(c => new Report { Id = c.Id, CaseId = c.Id, Number = $"R{c.Id:N}"[..30], Datum = "CGCS2000", ObservedAt = c.ReportedAt, ReceivedAt = c.ReportedAt, Description = "路灯不亮" }));
        db.AddRange(cases.SelectMany(c => CaseReach.Of(c, [])));
        await db.SaveChangesAsync();
    }
}
