using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dizhu.WebKit;
using Dizhu.WebKit.TagHelpers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.FileProviders;

namespace Dizhu.Web.Tests.Kit;

/// <summary>The tag of the map: what it hands to the script, and what it says where there is none.</summary>
public class MapTagTests
{
    [Fact]
    public void Where_the_map_was_not_built_the_page_says_so_and_names_no_script()
    {
        var html = Html(new MapTagHelper(new Folder(isBuilt: false)) { Layers = "grids" });
        Assert.Contains(MapWords.NotBuilt, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_maps_on_a_page_load_one_script()
    {
        var context = new ViewContext { HttpContext = new DefaultHttpContext() };
        var folder = new Folder(isBuilt: true);
        Assert.Contains("<script type=\"module\"", Html(new MapTagHelper(folder) { Layers = "grids" }, context), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Html(new MapTagHelper(folder) { Layers = "grids" }, context), StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_and_texts_are_written_for_the_script_and_encoded()
    {
        var html = Html(new MapTagHelper(new Folder(isBuilt: true)) { Layers = "grids", Label = "\"<b>", Mark = (111.5, 34.1234567), MarkLight = LightKind.Late, Whole = true });
        Assert.Contains("mark=\"111.5,34.1234567\"", html, StringComparison.Ordinal);
        Assert.Contains("mark-light=\"late\"", html, StringComparison.Ordinal);
        Assert.Contains("class=\"whole\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("draw=", html, StringComparison.Ordinal);
    }

    private static string Html(MapTagHelper tag, ViewContext? context = null)
    {
        tag.ViewContext = context ?? new ViewContext { HttpContext = new DefaultHttpContext() };
        var output = new TagHelperOutput("dz-map", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        tag.Process(new TagHelperContext([], new Dictionary<object, object>(), "1"), output);
        using var text = new StringWriter();
        output.WriteTo(text, HtmlEncoder.Create(UnicodeRanges.All));
        return text.ToString();
    }

    /// <summary>A web root that has the map's script or nothing.</summary>
    private sealed class Folder(bool isBuilt) : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";

        public IFileProvider WebRootFileProvider { get; set; } = isBuilt ? new AllThere() : new NullFileProvider();

        public string ApplicationName { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "";
    }

    private sealed class AllThere : IFileProvider
    {
        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string subpath) => new Microsoft.Extensions.FileProviders.Physical.PhysicalFileInfo(new FileInfo(Environment.ProcessPath!));

        public Microsoft.Extensions.Primitives.IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }
}
