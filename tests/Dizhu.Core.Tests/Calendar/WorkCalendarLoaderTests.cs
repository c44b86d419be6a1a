using Dizhu.Core.Calendar;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Core.Tests.Calendar;

public class WorkCalendarLoaderTests
{
    private static readonly WorkCalendar Calendar = WorkCalendarLoader.Load();

    [Fact]
    public void The_calendar_of_the_build_knows_2007_to_2026_and_nothing_of_2027()
    {
        Assert.Equal(Enumerable.Range(2007, 20), Enumerable.Range(2000, 100).Where(Calendar.Days.HasCalendar));
        Assert.Equal(678, Calendar.Days.Notices.Sum(n => n.Days.Length));
        Assert.Contains(Calendar.Days.Notices, n => n.Year == 2027);
    }

    [Fact]
    public void The_calendar_of_the_build_counts_in_the_citys_zone_with_its_office_hours()
    {
        var start = CityClock.FromLocal(new(2026, 9, 30, 16, 0, 0));

        var due = Calendar.Due(start, new(4, LimitUnit.WorkHour));

        Assert.Equal(new DateTime(2026, 10, 8, 10, 0, 0), CityClock.ToLocal(due.DueUtc));
        Assert.Equal(480, Calendar.MinutesPerWorkDay);
        Assert.Equal(Calendar.Version, WorkCalendarLoader.Load().Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "year": 2026, "papers": [] }""")]
    [InlineData("""{ "year": 2026, "papers": null, "days": [] }""")]
    [InlineData("""{ "year": 2026, "papers": [], "days": [ null ] }""")]
    [InlineData("""{ "year": 2026, "papers": [], "days": [ { "name": "国庆节", "date": "2026-10-01" } ] }""")]
    [InlineData("""{ "year": 2026, "papers": [], "days": [ { "name": "国庆节", "date": "2026-02-30", "isOffDay": true } ] }""")]
    [InlineData("""{ "papers": [], "days": [] }""")]
    public void A_holiday_file_that_cannot_be_read_is_refused_by_name(string json)
    {
        var outcome = HolidayFile.Parse(json, "2026.json");

        Assert.False(outcome.Moved);
        Assert.Equal("holidays.file-unreadable", outcome.Refusal.Code);
        Assert.StartsWith("2026.json", outcome.Refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "hours.file-unreadable")]
    [InlineData("null", "hours.file-unreadable")]
    [InlineData("""{ "source": "s", "minutesPerWorkDay": 480, "periods": [ null ] }""", "hours.file-unreadable")]
    [InlineData("""{ "source": "", "minutesPerWorkDay": 480, "periods": [] }""", "hours.file-unreadable")]
    [InlineData("""{ "source": "s", "minutesPerWorkDay": 0, "periods": [] }""", "hours.file-unreadable")]
    [InlineData("""{ "source": "s", "minutesPerWorkDay": 480, "periods": [ { "from": "1 June", "slots": [] } ] }""", "hours.file-unreadable")]
    [InlineData("""{ "source": "s", "minutesPerWorkDay": 480, "periods": [ { "from": "2000-01-01", "slots": ["8 to 12"] } ] }""", "hours.file-unreadable")]
    [InlineData("""{ "source": "s", "minutesPerWorkDay": 480, "periods": [] }""", "hours.no-beginning")]
    [InlineData("""{ "source": "s", "minutesPerWorkDay": 480, "periods": [ { "from": "2000-01-01", "slots": ["12:00-08:00"] } ] }""", "hours.slot-invalid")]
    public void An_office_hours_file_that_cannot_be_read_is_refused(string json, string code) =>
        Assert.Equal(code, OfficeHoursFile.Parse(json, "office-hours.json").Refusal.Code);
}
