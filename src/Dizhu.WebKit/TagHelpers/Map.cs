using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dizhu.WebKit.TagHelpers;

/// <summary>
/// The map of the city. It is drawn by a script that is loaded when the map comes into view; without script, without WebGL or in an installation
/// that was built without it a sentence stands in its place, so a page never needs it: what it fills in can be typed.
/// </summary>
[HtmlTargetElement("dz-map")]
public sealed class MapTagHelper(IWebHostEnvironment files) : TagHelper
{
    private const string Built = DizhuWebKit.Assets + "/built/map.js";
    private static readonly string WordsOfMap = JsonSerializer.Serialize(MapWords.All, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The layers offered, lowest first, with spaces between: <c>grids management-areas components places cases heat</c>. The reader sees those of them the server lets them see.</summary>
    public string Layers { get; set; } = "";

    /// <summary>Layers of these that are off until they are switched on.</summary>
    public string HiddenLayers { get; set; } = "";

    /// <summary>What this map shows, for who cannot see it.</summary>
    public string Label { get; set; } = "";

    /// <summary>The middle, CGCS2000 degrees; null shows the whole city.</summary>
    public (double Lon, double Lat)? Centre { get; set; }

    /// <summary>How near, when there is a middle.</summary>
    public double Zoom { get; set; } = 16;

    /// <summary>A position marked, CGCS2000 degrees; it is then the middle.</summary>
    public (double Lon, double Lat)? Mark { get; set; }

    /// <summary>The light the mark has; null is a pin.</summary>
    public LightKind? MarkLight { get; set; }

    /// <summary>The code of a grid that is outlined.</summary>
    public string? MarkGrid { get; set; }

    /// <summary>What can be drawn: <c>point</c>, <c>line</c> or <c>polygon</c>.</summary>
    public string? Draw { get; set; }

    /// <summary>The name of check boxes whose values are codes of grids: a press on a grid ticks its box, and ticked ones are outlined.</summary>
    public string? Pick { get; set; }

    /// <summary>The id of a list on the page whose entries say how duty grids are staffed (<c>data-duty-grid</c>, <c>data-light</c>): the map takes their lights, and a press opens the entry.</summary>
    public string? Roster { get; set; }

    /// <summary>The address of GeoJSON with pieces of ground to point at, on our own server.</summary>
    public string? Overlay { get; set; }

    /// <summary>The address of GeoJSON with open cases, on our own server: fetched anew whenever the page renews itself.</summary>
    public string? Live { get; set; }

    /// <summary>Ids of the fields a chosen point goes into, and the name of the choice of datum.</summary>
    public string? LonField { get; set; }

    /// <summary>See <see cref="LonField"/>.</summary>
    public string? LatField { get; set; }

    /// <summary>See <see cref="LonField"/>.</summary>
    public string? DatumField { get; set; }

    /// <summary>The id of the field a pressed component's number goes into.</summary>
    public string? ComponentField { get; set; }

    /// <summary>The id of the field a drawn line or polygon goes into, as GeoJSON; what it holds is drawn.</summary>
    public string? GeometryField { get; set; }

    /// <summary>Whether measuring, choice of layers and legend are there.</summary>
    public bool Tools { get; set; }

    /// <summary>Whether the map is the page: it fills what is left of the window, and the wheel moves it.</summary>
    public bool Whole { get; set; }

    /// <summary>The address that tells more of a pressed object (<c>?layer=…&amp;id=…</c>); null shows what the tiles say.</summary>
    public string? Cards { get; set; }

    /// <summary>The address of the list of layers.</summary>
    public string Catalogue { get; set; } = "/api/v1/map/layers";

    /// <summary>The address of the major classes of components; null on a map without components.</summary>
    public string? Symbols { get; set; }

    /// <summary>The page the map stands on.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var isBuilt = files.WebRootFileProvider.GetFileInfo(Built).Exists;
        output.TagName = "dizhu-map";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Whole ? "whole" : "inset");
        foreach (var (name, value) in Texts())
        {
            if (!string.IsNullOrEmpty(value))
            {
                output.Attributes.SetAttribute(name, value);
            }
        }

        output.Content.SetHtmlContent("""<p class="map-plain" role="status">""");
        output.Content.Append(isBuilt ? MapWords.Plain : MapWords.NotBuilt);
        output.Content.AppendHtml("</p>");
        if (isBuilt && ViewContext.HttpContext.Items.TryAdd(Built, true))
        {
            output.PostElement.AppendHtml($"""<script type="module" src="{Built}"></script>""");
        }
    }

    private IEnumerable<(string Name, string? Value)> Texts() =>
    [
        ("words", WordsOfMap), ("label", Label), ("layers", Layers), ("hidden-layers", HiddenLayers), ("catalogue", Catalogue), ("symbols", Symbols), ("cards", Cards),
        ("centre", Text(Centre)), ("zoom", Zoom.ToString(CultureInfo.InvariantCulture)),
        ("mark", Text(Mark)), ("mark-light", MarkLight is { } light ? Sign(light) : null), ("mark-grid", MarkGrid), ("overlay", Overlay), ("live", Live), ("roster", Roster),
        ("draw", Draw), ("pick", Pick), ("lon-field", LonField), ("lat-field", LatField), ("datum-field", DatumField), ("component-field", ComponentField), ("geometry-field", GeometryField),
        ("tools", Tools ? "tools" : null), ("whole", Whole ? "whole" : null),
    ];

    private static string? Text((double Lon, double Lat)? position) =>
        position is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Lon:0.0######},{at.Lat:0.0######}") : null;

    private static string Sign(LightKind light) => light == LightKind.None ? "none" : light.CssClass();
}
