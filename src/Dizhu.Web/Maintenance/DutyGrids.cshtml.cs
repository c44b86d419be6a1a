using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>责任网格值班: the duty grids with who is on duty, gaps first; on a map, and as a list that is enough without it.</summary>
public sealed class DutyGridsModel(IReads reads, CityBooksHolder city, CityClock clock) : PageModel
{
    private const int CommunitiesNamed = 3;
    private const string Roster = "/maintenance/settings/" + SettingKinds.Shifts;
    private IReadOnlyDictionary<Guid, string> _labels = new Dictionary<Guid, string>();
    private ILookup<string, BasicGrid> _grids = Enumerable.Empty<BasicGrid>().ToLookup(g => "");

    /// <summary>The grid whose shifts are shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Grid { get; set; }

    public IReadOnlyList<DutyStand> Stands { get; private set; } = [];

    /// <summary>The grid that is shown by itself; null where none is asked for.</summary>
    public DutyStand? Chosen { get; private set; }

    /// <summary>The rows of the roster for it.</summary>
    public IReadOnlyList<(Shift Shift, SettingRow Row)> Shifts { get; private set; } = [];

    public DateTime Now { get; private set; }

    /// <summary>Whether this reader may enter shifts.</summary>
    public bool MayEnter => HttpContext.Who()!.Post == Post.Administrator;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Now = clock.Now;
        var books = city.Current;
        await using var db = reads.Open();
        var collectors = await PostHolder.OnAsync(db, CityClock.DayOf(Now), [Post.Collector], cancellationToken);
        _labels = collectors.DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.Label);
        _grids = books.Places.Grids.Where(g => g.DutyGridCode is not null).ToLookup(g => g.DutyGridCode!, StringComparer.Ordinal);
        Stands = DutyRoster.Of(books.Places, books.Settings, collectors, Now);
        if (!string.IsNullOrEmpty(Grid))
        {
            Chosen = Stands.FirstOrDefault(s => s.Grid.Code == Grid);
            if (Chosen is null)
            {
                return NotFound();
            }

            Shifts = books.Settings.ShiftsOf(Grid, Now);
        }

        return Page();
    }

    public int Count(DutyState state) => Stands.Count(s => s.State == state);

    /// <summary>The light of a state: grey ground until somebody is missing.</summary>
    public static LightKind LightOf(DutyState state) => state switch
    {
        DutyState.Staffed => LightKind.Go,
        DutyState.Unstaffed => LightKind.Soon,
        _ => LightKind.Late,
    };

    public static string Words(DutyState state) => PageText.Of("duty.state." + state);

    /// <summary>Where a duty grid lies: its streets, and the first of its communities.</summary>
    public string Where(string code)
    {
        var places = city.Current.Places;
        var communities = _grids[code].Select(g => g.CommunityCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var streets = communities.Select(c => places.LocationOfGrid(_grids[code].First(g => g.CommunityCode == c).Code).StreetCode!).Distinct(StringComparer.Ordinal).Select(places.NameOf);
        var named = string.Join('、', communities.Take(CommunitiesNamed).Select(c => CaseViews.Community(null, c, city.Current)));
        return $"{string.Join('、', streets)} {(communities.Count > CommunitiesNamed ? PageText.Of("duty.communities", named, communities.Count) : named)}".Trim();
    }

    /// <summary>A turn of today: 采集员 03 08:00–18:00.</summary>
    public string TodayWords(ShiftTurn turn) => $"{Label(turn.CollectorId)} {Clock(turn.Starts)}–{Clock(turn.Ends)}";

    /// <summary>A turn to come: with its day.</summary>
    public string NextWords(ShiftTurn turn) => $"{CityClock.ToLocal(turn.Starts):MM-dd} {TodayWords(turn)}";

    /// <summary>A row of the roster: every week, or on its day.</summary>
    public string RowWords(Shift shift, SettingRow row) => PageText.Of(shift.Day is null ? "duty.weekly" : "duty.onDay", row["day"], row["starts"], row["ends"], Label(shift.CollectorId));

    /// <summary>Where the row is changed.</summary>
    public static string HrefOf(SettingRow row) => $"{Roster}?key={Uri.EscapeDataString(row.Key)}#versions";

    /// <summary>The form for a new turn, with the grid and today already in it.</summary>
    public string EnterHref(string code) =>
        $"{Roster}?Cells[duty_grid]={Uri.EscapeDataString(code)}&Cells[day]={CityClock.DayOf(Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}#enter";

    private string Label(Guid person) => _labels.GetValueOrDefault(person) ?? PageText.Of("duty.gone");

    private static string Clock(DateTime utc) => CityClock.ToLocal(utc).ToString("HH:mm", CultureInfo.InvariantCulture);
}
