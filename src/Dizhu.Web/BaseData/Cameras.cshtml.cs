using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.BaseData;

/// <summary>What the form of a camera holds.</summary>
public sealed class CameraInput
{
    public string? DeviceCode { get; set; }

    public string? UnitId { get; set; }

    public string? Name { get; set; }

    public string? Lon { get; set; }

    public string? Lat { get; set; }

    public string? PlayAddress { get; set; }

    public CameraForm ToForm() => new(DeviceCode, UnitId, Name, Number(Lon), Number(Lat), PlayAddress);

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>视频资源目录.</summary>
public sealed class CamerasModel(CameraCatalogue catalogue, CityBooksHolder city, CityClock clock) : PageModel
{
    [BindProperty]
    public CameraInput Input { get; set; } = new();

    public IReadOnlyList<CameraView> Rows { get; private set; } = [];

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Units { get; private set; } = [];

    public bool MayRegister => Conventions.Policies["owners"].Contains(HttpContext.Who()!.Post);

    public string UsersOf(CameraView row) => string.Join('、', row.Users.Select(u => city.Current.Organisations.NameOf(u.UnitId, clock.Today)));

    public async Task OnGetAsync()
    {
        Input.UnitId = HttpContext.Who()!.UnitId;
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var done = await catalogue.RegisterAsync(HttpContext.Act(HttpContext.Who()!), Input.ToForm(), HttpContext.RequestAborted);
        if (done.Moved)
        {
            return Redirect("/base/cameras");
        }

        var field = done.Refusal.Field is { } f ? $"Input.{char.ToUpperInvariant(f[0])}{f[1..]}" : "";
        ModelState.AddModelError(field, done.Refusal.Message);
        Response.StatusCode = Problems.StatusOf(done.Refusal.Kind);
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        var units = city.Current.Organisations;
        Links = BaseDataLinks.For(HttpContext.Who()!.Post, "/base/cameras");
        Units = [.. units.All.Select(u => new ChoiceView(u.Id, units.NameOf(u.Id, clock.Today)))];
        Rows = await catalogue.ListAsync(HttpContext.RequestAborted);
    }
}
