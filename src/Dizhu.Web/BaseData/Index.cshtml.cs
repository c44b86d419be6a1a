using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.BaseData;

/// <summary>基础数据资源: the five sets with their layers, and what the units are to supply.</summary>
public sealed class IndexModel(BaseLayersDoor door, CityBooksHolder city, CityClock clock) : PageModel
{
    public sealed record LayerRow(string Id, string Title, string? Kind, string Provider, string Dated, string Origin, string Scale, string Version, string Datum, bool IsSynthetic, IReadOnlyList<string> Remarks);

    public sealed record SetRows(string Name, IReadOnlyList<LayerRow> Layers);

    public sealed record SupplyRow(string Unit, string Title, string Words, string Clause, string? Asked, string? Delivered);

    public IReadOnlyList<SetRows> Sets { get; private set; } = [];

    public IReadOnlyList<SupplyRow> Supplies { get; private set; } = [];

    public SupplyProgress Progress { get; private set; } = new(0, 0);

    /// <summary>The other pages of base data the reader may open.</summary>
    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var layers = await door.ListAsync(cancellationToken);
        Sets = [.. Enum.GetValues<BaseSet>().Select(set => new SetRows(LayerForm.NameOf(set), [.. layers.Where(l => l.Set == set).Select(Row)]))];
        var supplies = await door.SuppliesAsync(cancellationToken);
        Progress = BaseLayersDoor.ProgressOf(supplies, SupplyPlan.Enterprises);
        Supplies =
        [
            .. supplies.Select(s => new SupplyRow(
                city.Current.Organisations.NameOf(s.UnitId, clock.Today), s.Plan.Title, s.DutyWords, s.Clause, Day(s.Supply?.AskedOn), s.IsDelivered ? Day(s.Supply?.DeliveredOn) : null)),
        ];
        Links = BaseDataLinks.For(HttpContext.Who()!.Post, "/base");
    }

    private static LayerRow Row(BaseLayer l) => new(
        l.Id, l.Title, l.KindSaid, l.Provider, Day(l.DatedOn)!, PageText.Of(l.Origin == LayerOrigin.Survey ? "base.survey" : "base.existing"), l.Scale is { } s ? $"1:{s}" : "",
        l.LiveVersion == 0 ? PageText.Of("base.noData") : PageText.Of("base.versionNo", l.LiveVersion), l.Datum, l.IsSynthetic, LayerForm.Remarks(l));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The pages of base data, as links each post may follow.</summary>
internal static class BaseDataLinks
{
    private static readonly (string Text, string Href, Post[]? Posts)[] All =
    [
        ("base.layers", "/base", null),
        ("base.import", "/base/import", [Post.Administrator]),
        ("base.changes", "/base/changes", null),
        ("base.boundaries", "/base/boundaries", null),
        ("base.ownership", "/base/ownership", null),
        ("base.cameras", "/base/cameras", null),
    ];

    public static IReadOnlyList<ChipView> For(Post post, string current) =>
        [.. All.Where(l => l.Posts is null || l.Posts.Contains(post)).Select(l => new ChipView(PageText.Of(l.Text), l.Href, null, l.Href == current))];
}
