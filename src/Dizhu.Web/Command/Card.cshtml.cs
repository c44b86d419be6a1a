using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.CommandPages;

/// <summary>The card of one object of the map: a piece of a page. A case outside the reader's scope is as one that is not there.</summary>
public sealed class CardModel(CaseReads reads, CityBooksHolder city, Core.IReads store, CityClock clock) : PageModel
{
    public string Title { get; private set; } = "";

    public IReadOnlyList<FactView> Facts { get; private set; } = [];

    /// <summary>The address of its photo; null where there is none.</summary>
    public string? Photo { get; private set; }

    public IReadOnlyList<(string Href, string Text)> Links { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? layer, string? id)
    {
        var isThere = (layer, id) switch
        {
            (_, null) => false,
            ("grids", _) => ShowGrid(id),
            ("management-areas", _) => ShowArea(id),
            ("components", _) => await ShowComponentAsync(id),
            ("places", _) => ShowPlace(id),
            ("cases", _) => Guid.TryParse(id, out var caseId) && await ShowCaseAsync(caseId),
            _ => false,
        };
        if (isThere && layer is "grids" or "components" && HttpContext.Who()!.Post == Post.Administrator)
        {
            Links = [($"/base/edit?layer={layer}&key={Uri.EscapeDataString(id!)}", PageText.Of("card.edit"))];
        }

        return isThere ? Page() : NotFound();
    }

    private bool ShowGrid(string code)
    {
        var book = city.Current.Places;
        if (book.FindGrid(code) is not { } grid)
        {
            return false;
        }

        var at = book.LocationOfGrid(code);
        Title = PageText.Of("card.grid", code);
        Facts =
        [
            new(PageText.Of("where.community"), CaseViews.Community(at.StreetCode, at.CommunityCode, city.Current)),
            new(PageText.Of("case.dutyGrid"), book.NameOrNull(at.DutyGridCode) ?? PageText.Of("case.none")),
            new(PageText.Of("case.area"), book.NameOrNull(at.ManagementAreaCode) ?? PageText.Of("case.none")),
            new(PageText.Of("case.level"), at.AreaLevel is { } level ? PageText.Of("case.levelOf", level) : PageText.Of("case.noLevel")),
            new(PageText.Of("card.size"), PageText.Of("card.squareMetres", grid.AreaM2.ToString("N0", CultureInfo.InvariantCulture))),
            new(PageText.Of("card.since"), Day(grid.From)),
        ];
        return true;
    }

    private bool ShowArea(string code)
    {
        if (city.Current.Places.ManagementAreas.LastOrDefault(a => string.Equals(a.Code, code, StringComparison.Ordinal)) is not { } area)
        {
            return false;
        }

        Title = area.Name;
        Facts =
        [
            new(PageText.Of("card.code"), area.Code),
            new(PageText.Of("card.platform"), city.Current.Organisations.NameOf(area.UnitId, clock.Today)) { Href = $"/maintenance/units#{area.UnitId}" },
            new(PageText.Of("card.since"), Day(area.From)),
        ];
        return true;
    }

    private async Task<bool> ShowComponentAsync(string id)
    {
        if (city.Current.Places.FindComponent(id) is not { } c)
        {
            return false;
        }

        Title = c.Name;
        await using var db = store.Open();
        Photo = await db.Set<ManagedComponent>().AnyAsync(x => x.Id == c.Id && x.PhotoId != null, HttpContext.RequestAborted) ? $"/api/v1/base/components/{c.Id}/photo" : null;
        Facts =
        [
            new(PageText.Of("card.id"), c.Id),
            new(PageText.Of("card.class"), city.Current.Catalogue.FindClass(c.ClassKey)?.MajorName ?? c.ClassKey),
            new(PageText.Of("card.state"), PageText.Of("componentState." + c.State)),
            Unit("card.competent", c.CompetentDepartmentId), Unit("card.owner", c.OwnerId), Unit("card.maintainer", c.MaintainerId),
            new(PageText.Of("where.grid"), c.GridCode),
            new(PageText.Of("card.source"), c.DataSource),
        ];
        return true;
    }

    private bool ShowPlace(string id)
    {
        var book = city.Current.Places;
        if (book.Places.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.Ordinal)) is not { } place)
        {
            return false;
        }

        Title = place.Name;
        var names = string.Join('、', book.Geocoder.NamesOf(id).Select(n => n.Name).Where(n => n != place.Name).Distinct(StringComparer.Ordinal));
        Facts =
        [
            new(PageText.Of("card.kind"), book.Geocoder.Types.First(t => t.Code == place.TypeCode).Name),
            new(PageText.Of("card.address"), place.Address),
            .. names.Length == 0 ? [] : new[] { new FactView(PageText.Of("card.aliases"), names) },
            .. PlaceFinder.Facts(city.Current, new Cgcs2000(place.Lon, place.Lat)).Take(2).Select(f => new FactView(f.Label, f.Value)),
        ];
        return true;
    }

    private async Task<bool> ShowCaseAsync(Guid id)
    {
        if (await reads.FileAsync(HttpContext.Who()!, id, HttpContext.RequestAborted) is not { } file)
        {
            return false;
        }

        var (c, books) = (file.State.Case, city.Current);
        Title = CaseViews.Title(c, books);
        Facts =
        [
            new(PageText.Of("card.number"), c.Number ?? file.Reports[0].Number),
            new(PageText.Of("card.stage"), c.Stage.Name()),
            .. CaseViews.HeadFacts(file, books, clock.Now).Select(f => f with { Note = null }),
            new(PageText.Of("card.place"), CaseViews.Place(c, file.Reports[0], books)),
        ];
        Links = [($"/cases/{c.Id}", PageText.Of("card.openCase"))];
        return true;
    }

    private FactView Unit(string label, string? id) => id is null
        ? new(PageText.Of(label), PageText.Of("case.unknown"))
        : new(PageText.Of(label), city.Current.Organisations.NameOf(id, clock.Today)) { Href = $"/maintenance/units#{id}" };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
