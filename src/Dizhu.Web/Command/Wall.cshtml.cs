using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.CommandPages;

/// <summary>监督指挥大屏: now, where, who. Grey until something needs a hand; every figure leads to its list.</summary>
public sealed class WallModel(WallReads wall, CityBooksHolder city) : PageModel
{
    /// <summary>Seconds after which the page reads itself again though nothing was done.</summary>
    public const int RenewAfter = 20;

    private const int UnitsShown = 10;
    private const int LateShown = 12;

    /// <summary>Lines of units and late cases that have room together where letters are largest.</summary>
    private const int LinesShown = 15;
    private const int StreetsShown = 12;

    public WallSnapshot City { get; private set; } = null!;

    public HourChart Chart { get; private set; } = null!;

    /// <summary>One unit, street or late case as a line says it.</summary>
    public sealed record Row(string Name, string Href, OpenCounts Counts, decimal Share);

    /// <param name="IsMore">Left out where letters are largest.</param>
    public sealed record LateRow(string Href, string Over, string Class, string Community, string Unit, bool IsMore);

    public IReadOnlyList<Row> Units { get; private set; } = [];

    public IReadOnlyList<Row> Streets { get; private set; } = [];

    public IReadOnlyList<LateRow> Late { get; private set; } = [];

    public DateTime Local => CityClock.ToLocal(City.At);

    public string AsOf => Local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public string Clock => Local.ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Instant => City.At.ToString("O", CultureInfo.InvariantCulture);

    public string Day => Local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Weekday => PageText.Of("wall.weekdays").Split(' ')[(int)Local.DayOfWeek];

    public int Reported => City.Hours.Sum(h => h.Reported);

    public int Closed => City.Hours.Sum(h => h.Closed);

    /// <summary>What the map cannot show one by one; null where it shows all.</summary>
    public int? NotMarked => City.All.Late + City.All.Soon + City.All.Held - City.Late.Count - City.Others.Count is > 0 and var more ? more : null;

    public async Task OnGetAsync()
    {
        City = await wall.OfAsync(HttpContext.Who()!, HttpContext.RequestAborted);
        var (books, today) = (city.Current, CityClock.DayOf(City.At));
        Chart = new HourChart(City.Hours);
        var most = City.Units.Count == 0 ? 1 : City.Units[0].Counts.Open;
        Units = [.. City.Units.Take(UnitsShown).Select(u => new Row(books.Organisations.NameOf(u.Key, today), "/cases?unit=" + Uri.EscapeDataString(u.Key), u.Counts, 100m * u.Counts.Open / most))];
        Streets =
        [
            .. City.Streets.Where(s => s.Key is not null).Take(StreetsShown)
                .Select(s => new Row(books.Places.NameOf(s.Key!), "/cases?place=" + Uri.EscapeDataString(s.Key!), s.Counts, 0)),
        ];
        Late =
        [
            .. City.Late.Take(LateShown).Select((c, i) => new LateRow(
                $"/cases/{c.Id}", CaseViews.Over(c.Over!.Value), CaseViews.ClassName(c.ClassKey, books),
                CaseViews.Community(null, c.CommunityCode, books) is { Length: > 0 } community ? community : PageText.Of("case.noGrid"),
                c.UnitId is { } unit ? books.Organisations.NameOf(unit, today) : c.Stage.Name(), i >= LinesShown - Units.Count)),
        ];
    }

    /// <summary>The list of a step; of those of a light in it where one is named.</summary>
    public static string HrefOf(FlowStep step, string? light = null) =>
        $"/cases?stage={string.Join(',', step.Stages())}{(light is null ? "" : $"&light={light}")}";
}
