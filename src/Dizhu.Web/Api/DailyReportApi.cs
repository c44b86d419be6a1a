using System.Globalization;
using System.Text;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>日报 as JSON and as a table for spreadsheets.</summary>
internal static class DailyReportApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/daily-reports").WithTags("日报");
        reports.MapGet("/{day}", JsonAsync).WithSummary("某日日报：上报、立案、派遣、结案、按期、超期、未闭环，分单位").Produces<DailyReportAnswer>().Problems();
        reports.MapGet("/{day}/csv", CsvAsync).WithSummary("某日日报，CSV").Produces<string>(contentType: "text/csv").Problems();
    }

    private static async Task JsonAsync(HttpContext http, DateOnly day, DailyReports reports, CityBooksHolder city) =>
        await http.Response.WriteAsJsonAsync(DailyReportAnswer.From(await reports.OfAsync(http.Who()!, day, http.RequestAborted), city.Current), http.RequestAborted);

    private static async Task CsvAsync(HttpContext http, DateOnly day, DailyReports reports, CityBooksHolder city)
    {
        var answer = DailyReportAnswer.From(await reports.OfAsync(http.Who()!, day, http.RequestAborted), city.Current);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"daily-{day:yyyy-MM-dd}.csv\"");
        await http.Response.WriteAsync(answer.ToCsv(), Encoding.UTF8, http.RequestAborted);
    }
}

/// <summary>A daily report with the units' names of that day.</summary>
/// <param name="RulesSince">From when the rules it was counted by held, UTC.</param>
public sealed record DailyReportAnswer(DateOnly Day, bool IsSynthetic, DateTime RulesSince, DayCounts All, IReadOnlyList<DailyReportAnswer.UnitRow> Units)
{
    /// <summary>One unit.</summary>
    public sealed record UnitRow(string UnitId, string UnitName, DayCounts Counts);

    public static DailyReportAnswer From(DailyReport report, CityBooks city) => new(
        report.Day,
        city.Places.IsSynthetic,
        report.Rules.Since,
        report.All,
        [.. report.Units.Select(u => new UnitRow(u.UnitId, city.Organisations.NameOf(u.UnitId, report.Day), u.Counts))]);

    /// <summary>The same as CSV with a byte-order mark, which spreadsheets need to read Chinese; the first row is the sum.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvText.Mark + "单位编号,单位,上报,立案,派遣,结案,按期,超期,未闭环\r\n");
        Line("", IsSynthetic ? "合计（示例数据）" : "合计", All);
        foreach (var unit in Units)
        {
            Line(unit.UnitId, unit.UnitName, unit.Counts);
        }

        return csv.ToString();

        void Line(string id, string name, DayCounts c) => csv.Append(
            CultureInfo.InvariantCulture,
            $"{id},{CsvText.Cell(name)},{c.Reported},{c.Filed},{c.Dispatched},{c.Closed},{c.OnTime},{c.Late},{c.OpenLoops}\r\n");
    }
}
