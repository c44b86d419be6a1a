using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.BaseData;

/// <summary>权属确认: components whose owner is not known or not stated, and the form that states one.</summary>
public sealed class OwnershipModel(OwnershipDoor door, CityBooksHolder city, IReads reads, CityClock clock) : PageModel
{
    private const int PageLength = 50;

    public sealed record Row(string Id, string Name, string Grid, string Gap, string Must);

    [BindProperty]
    public string? ComponentId { get; set; }

    [BindProperty]
    public string? OwnerId { get; set; }

    [BindProperty]
    public string? Basis { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? After { get; private set; }

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Units { get; private set; } = [];

    public bool MayState => Conventions.Policies["owners"].Contains(HttpContext.Who()!.Post);

    public async Task OnGetAsync(string? after, string? id)
    {
        ComponentId = id is { Length: <= 40 } ? id : null;
        await LoadAsync(after);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var done = await door.StateAsync(HttpContext.Act(HttpContext.Who()!), ComponentId?.Trim() ?? "", OwnerId ?? "", Basis ?? "", HttpContext.RequestAborted);
        if (done.Moved)
        {
            city.Swap(await CityLoader.LoadAsync(reads, HttpContext.RequestAborted));
            return Redirect("/base/ownership");
        }

        ModelState.AddModelError(done.Refusal.Field == "id" ? nameof(ComponentId) : nameof(Basis), done.Refusal.Message);
        Response.StatusCode = Problems.StatusOf(done.Refusal.Kind);
        await LoadAsync(null);
        return Page();
    }

    private async Task LoadAsync(string? after)
    {
        var (units, today) = (city.Current.Organisations, clock.Today);
        Links = BaseDataLinks.For(HttpContext.Who()!.Post, "/base/ownership");
        Units = [.. units.All.Select(u => new ChoiceView(u.Id, units.NameOf(u.Id, today)))];
        var (items, total) = await door.QueueAsync(after, PageLength, HttpContext.RequestAborted);
        (Total, After) = (total, items.Count == PageLength ? items[^1].Component.Id : null);
        Rows =
        [
            .. items.Select(i => new Row(
                i.Component.Id, i.Component.Name, i.Component.GridCode, i.Gap.Name() ?? "", i.MustStateId is { } unit ? units.NameOf(unit, today) : PageText.Of("ownership.anyone"))),
        ];
    }
}
