using Dizhu.Core.Administration;
using System.Collections.Immutable;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Tests.Maintenance;

public class SettingsBookTests
{
    private static readonly DateTime Now = TestClock.Monday().Now;
    private static readonly Guid First = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Second = Guid.Parse("00000000-0000-7000-8000-000000000002");

    private static readonly SettingReferences References = SettingReferences.None with
    {
        Collectors = new Dictionary<string, Guid> { ["采集员 01"] = First, ["采集员 02"] = Second },
        DutyGrids = new HashSet<string> { "41120200101" },
        ClassKeys = ["2013-C0101", "2013-E0409"],
    };

    [Fact]
    public void The_shipped_settings_say_that_they_are_our_own_and_every_request_has_a_chain()
    {
        var book = SettingsBook.Shipped;

        Assert.Equal(0.8m, book.CaseSettings(Now).WarnShare);
        Assert.Equal("本系统默认", book.CaseSettings(Now).SourceOf("warn-share"));

        // A return because it was sent wrongly needs nobody's consent, and an urging asks for a reply, not for consent.
        Assert.Null(book.ApprovalChain(RequestKind.Return, RequestSize.WrongDispatch, Now));
        Assert.NotEmpty(book.ApprovalChain(RequestKind.Return, RequestSize.NoNeed, Now)!.Posts);
        foreach (var (kind, size) in from k in Enum.GetValues<RequestKind>() from s in Enum.GetValues<RequestSize>() where k is not (RequestKind.Return or RequestKind.Urging) select (k, s))
        {
            Assert.NotEmpty(book.ApprovalChain(kind, size, Now)!.Posts);
        }

        Assert.Equal([Post.SupervisorOfHandling, Post.ShiftLeader], book.ApprovalChain(RequestKind.Appeal, RequestSize.Ordinary, Now)!.Posts);
        Assert.Equal(2, book.ApprovalChain(RequestKind.Appeal, RequestSize.Long, Now)!.Posts.Length);
    }

    [Fact]
    public void Every_shipped_row_could_be_imported_and_changes_nothing()
    {
        foreach (var kind in SettingKinds.All)
        {
            var rows = SettingsBook.Shipped.At(kind.Name, Now).Select((r, i) => new SentRow(i + 2, r.Cells, "", false)).ToList();
            var plan = SettingImport.Plan(kind, rows, SettingsBook.Shipped, References, Now);
            Assert.Empty(plan.Refused);
            Assert.Equal(rows.Count, plan.Unchanged);
        }
    }

    [Fact]
    public void A_version_for_a_later_day_holds_from_its_instant_and_the_earlier_one_can_still_be_asked_for()
    {
        var book = After(SettingsBook.Shipped, SettingKinds.CaseSettings, "2026-12-01", ("name", "max-extensions"), ("value", "3"), ("source", "市里自定"));
        var change = CityClock.FromLocal(new DateTime(2026, 12, 1));

        Assert.Equal(2, book.CaseSettings(Now).MaxExtensions);
        Assert.Equal(2, book.CaseSettings(change.AddTicks(-10)).MaxExtensions);
        Assert.Equal(3, book.CaseSettings(change).MaxExtensions);
        Assert.Equal("市里自定", book.CaseSettings(change).SourceOf("max-extensions"));
        Assert.NotEqual(SettingsBook.Shipped.Version, book.Version);
        Assert.Equal(book.Version, After(SettingsBook.Shipped, SettingKinds.CaseSettings, "2026-12-01", ("name", "max-extensions"), ("value", "3"), ("source", "市里自定")).Version);
    }

    [Fact]
    public void A_control_area_forbids_its_classes_on_its_grids_for_its_time_and_nothing_else()
    {
        var book = After(
            SettingsBook.Shipped, SettingKinds.ControlAreas, "", ("id", "GK-1"), ("class_prefix", "2013-E04"), ("area_prefix", "4112020010"),
            ("begins", "2026-12-01 08:00"), ("finishes", "2026-12-02 18:00"), ("reason", "道路施工"), ("source", "市里自定"));
        var inside = CityClock.FromLocal(new DateTime(2026, 12, 1, 8, 0, 0));

        Assert.Equal("道路施工", book.ControlAreaHit("2013-E0409", "41120200101123", inside)?.Reason);
        Assert.Null(book.ControlAreaHit("2013-E0409", "41120200101123", inside.AddTicks(-1)));
        Assert.Null(book.ControlAreaHit("2013-E0409", "41120200101123", CityClock.FromLocal(new DateTime(2026, 12, 2, 18, 0, 0))));
        Assert.Null(book.ControlAreaHit("2013-C0101", "41120200101123", inside));
        Assert.Null(book.ControlAreaHit("2013-E0409", "41120200201123", inside));
    }

    [Fact]
    public void The_shift_of_the_day_goes_before_that_of_the_week_and_a_night_shift_reaches_into_the_morning()
    {
        var book = After(SettingsBook.Shipped, SettingKinds.Shifts, "", ("collector", "采集员 01"), ("duty_grid", "41120200101"), ("day", "周二"), ("starts", "20:00"), ("ends", "06:00"));
        book = After(book, SettingKinds.Shifts, "", ("collector", "采集员 02"), ("duty_grid", "41120200101"), ("day", "2026-11-24"), ("starts", "18:00"), ("ends", "22:00"));

        Assert.Equal([Second, First], book.OnDuty("41120200101", Local(24, 21)));
        Assert.Equal([First], book.OnDuty("41120200101", Local(25, 5)));
        Assert.Empty(book.OnDuty("41120200101", Local(25, 6)));
        Assert.Empty(book.OnDuty("41120200101", Local(24, 12)));
        Assert.Empty(book.OnDuty("41120200102", Local(24, 21)));
        Assert.Equal([First], book.OnDuty("41120200101", CityClock.FromLocal(new DateTime(2026, 12, 1, 21, 0, 0))));
    }

    [Fact]
    public void Numbers_are_written_by_the_pattern_of_their_day()
    {
        var book = After(SettingsBook.Shipped, SettingKinds.NumberPatterns, "2027-01-01", ("series", "case"), ("pattern", "YC{yyyyMMdd}{0000}"), ("source", "市里自定"));

        Assert.Equal("26112300042", book.NumberPattern("case", Now).Write(new DateOnly(2026, 11, 23), 42));
        Assert.Equal("YC202701010042", book.NumberPattern("case", CityClock.FromLocal(new DateTime(2027, 1, 1))).Write(new DateOnly(2027, 1, 1), 42));
        Assert.Equal("SB26112312345", book.NumberPattern("report", Now).Write(new DateOnly(2026, 11, 23), 12345));
    }

    [Theory]
    [InlineData("{yyMMdd}")]
    [InlineData("{00000}{yyMMdd}")]
    [InlineData("{yyMM}{00000}")]
    [InlineData("{yyMMdd}{000}")]
    [InlineData("{yyMMdd}{00000}x")]
    [InlineData("案{yyMMdd}{00000}")]
    [InlineData("")]
    public void A_pattern_that_could_give_a_number_twice_is_none(string pattern) => Assert.Null(NumberPattern.TryParse(pattern));

    [Fact]
    public void The_most_fitting_stage_limit_and_phrases_are_found()
    {
        var book = After(SettingsBook.Shipped, SettingKinds.StageLimits, "", ("clock", "Acceptance"), ("level", "0"), ("limit", "30 分钟"), ("source", "市里自定"));
        book = After(book, SettingKinds.StageLimits, "", ("clock", "Acceptance"), ("level", "2"), ("limit", "1 工作时"), ("source", "市里自定"));
        book = After(book, SettingKinds.Phrases, "", ("id", "1"), ("post", "Acceptor"), ("text", "已受理"));

        Assert.Equal(new TimeLimit(30, LimitUnit.Minute), book.StageLimit("Acceptance", 1, Now)?.Limit);
        Assert.Equal(new TimeLimit(1, LimitUnit.WorkHour), book.StageLimit("Acceptance", 2, Now)?.Limit);
        Assert.Null(book.StageLimit("Dispatch", 1, Now));
        Assert.Equal(["已受理"], book.PhrasesFor(Post.Acceptor, "Accept", Now));
        Assert.Empty(book.PhrasesFor(Post.Dispatcher, "Accept", Now));
    }

    [Fact]
    public void Every_clock_that_has_a_stage_can_be_limited()
    {
        foreach (var clock in Enum.GetValues<ClockKind>().Where(c => c != ClockKind.Handling))
        {
            Assert.Equal(new TimeLimit(30, LimitUnit.Minute), After(
                SettingsBook.Shipped, SettingKinds.StageLimits, "", ("clock", clock.ToString()), ("level", "0"), ("limit", "30 分钟"), ("source", "市里自定")).StageLimit(clock.ToString(), 1, Now)?.Limit);
        }
    }

    [Fact]
    public void Holidays_and_office_hours_entered_make_the_calendar()
    {
        var built = WorkCalendarLoader.Load();
        Assert.Same(built, SettingCalendar.Of(SettingsBook.Shipped, built));
        var book = After(SettingsBook.Shipped, SettingKinds.Holidays, "", ("date", "2026-12-01"), ("name", "临时放假"), ("off", "是"), ("source", "市里自定"));
        book = After(book, SettingKinds.OfficeHours, "2026-12-07", ("place", "city"), ("slots", "09:00-12:00;13:00-18:00"), ("source", "市里自定"));

        var calendar = SettingCalendar.Of(book, built);

        Assert.Equal(DayKind.Holiday, calendar.Days.At(new DateOnly(2026, 12, 1)).Kind);
        Assert.Equal(DayKind.WorkDay, built.Days.At(new DateOnly(2026, 12, 1)).Kind);
        Assert.Equal(built.Days.At(new DateOnly(2026, 10, 1)).Kind, calendar.Days.At(new DateOnly(2026, 10, 1)).Kind);
        Assert.Equal(new DateOnly(2026, 12, 7), calendar.Hours.Periods[^1].From);
        var (before, after) = (CityClock.FromLocal(new DateTime(2026, 12, 4, 8, 0, 0)), CityClock.FromLocal(new DateTime(2026, 12, 7, 8, 0, 0)));
        Assert.Equal(built.Due(before, new TimeLimit(1, LimitUnit.WorkHour)).DueUtc, calendar.Due(before, new TimeLimit(1, LimitUnit.WorkHour)).DueUtc);
        Assert.Equal(CityClock.FromLocal(new DateTime(2026, 12, 7, 10, 0, 0)), calendar.Due(after, new TimeLimit(1, LimitUnit.WorkHour)).DueUtc);
    }

    private static DateTime Local(int day, int hour) => CityClock.FromLocal(new DateTime(2026, 11, day, hour, 0, 0));

    /// <summary>The book after one row was imported.</summary>
    internal static SettingsBook After(SettingsBook book, string kindName, string from, params (string Column, string Cell)[] cells)
    {
        var kind = SettingKinds.Find(kindName)!;
        var row = new SentRow(2, cells.ToImmutableSortedDictionary(c => c.Column, c => c.Cell, StringComparer.Ordinal), from, false);
        var plan = SettingImport.Plan(kind, [row], book, References, Now);
        Assert.Empty(plan.Refused.SelectMany(r => r.Reasons.Select(x => x.Message)));
        var stored = SettingKinds.All.SelectMany(k => book.Keys(k.Name).SelectMany(key => book.VersionsOf(k.Name, key)).Where(r => r.Version > 0).Select(r => (k.Name, Row: r)));
        return new SettingsBook(
            stored.Concat(plan.Changes.Select(c => (kind.Name, Row: c.New))).Select(r => new SettingVersion
            {
                Kind = r.Name,
                Key = r.Row.Key,
                Version = r.Row.Version,
                From = r.Row.From,
                Ends = r.Row.Ends,
                Cells = SettingRow.Write(r.Row.Cells),
            }),
            1);
    }
}
