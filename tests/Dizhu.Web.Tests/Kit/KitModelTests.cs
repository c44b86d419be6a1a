using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Dizhu.WebKit;
using Dizhu.WebKit.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dizhu.Web.Tests.Kit;

public sealed class KitModelTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Dizhu.WebKit");

    [Fact]
    public void Every_word_has_its_text_and_every_text_its_word()
    {
        var texts = XDocument.Load(Path.Combine(Folder, "Resources", "Kit.resx")).Descendants("data").Select(d => d.Attribute("name")!.Value).Order();
        var words = typeof(Words).GetProperties(BindingFlags.Public | BindingFlags.Static);

        Assert.Equal(texts, words.Select(p => p.Name).Order());
        Assert.All(words, word => Assert.NotEqual("", word.GetValue(null)));
    }

    [Theory]
    [InlineData(0, "0", "分", null)]
    [InlineData(59, "59", "分", null)]
    [InlineData(60, "1", "小时", null)]
    [InlineData(61, "1", "小时", "1")]
    [InlineData(-130, "2", "小时", "10")]
    public void Minutes_are_shown_as_hours_and_minutes(long minutes, string number, string unit, string? more)
    {
        var view = RemainingView.OfMinutes(LightKind.Go, minutes);

        Assert.Equal((number, unit, more), (view.Number, view.Unit, view.MoreNumber));
    }

    [Fact]
    public void The_word_in_front_follows_the_light()
    {
        Assert.Equal("剩", RemainingView.OfMinutes(LightKind.Soon, 3).Lead);
        Assert.Equal("超", RemainingView.OfMinutes(LightKind.Late, -3).Lead);
        Assert.Equal("已停表", RemainingView.Stopped().Lead);
        Assert.Equal("未设时限", RemainingView.NoLimit().Lead);
    }

    [Theory]
    [InlineData(-5, "0%")]
    [InlineData(73.26, "73.3%")]
    [InlineData(140, "100%")]
    public void A_bar_stays_within_its_track(double percent, string width) => Assert.Equal(width, new BarView((decimal)percent).Width);

    [Theory]
    [InlineData("26112300171", "261123", "00171")]
    [InlineData("17", "", "17")]
    public void A_number_stays_whole(string number, string head, string tail)
    {
        var cell = new NumberCell(number);

        Assert.Equal((head, tail), (cell.Head, cell.Tail));
    }

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 9, "1 2 3 … 9")]
    [InlineData(5, 9, "1 … 3 4 5 6 7 … 9")]
    [InlineData(9, 9, "1 … 7 8 9")]
    public void Pages_far_away_are_left_out(int page, int count, string shown) =>
        Assert.Equal(shown, string.Join(' ', new PagesView(page, count, 100, p => $"?page={p}").Shown().Select(p => p?.ToString() ?? "…")));

    [Theory]
    [InlineData("不能结案：核查人与处置人相同。请改派其他采集员核查。", "不能结案：核查人与处置人相同", "请改派其他采集员核查。")]
    [InlineData("没有这件案件。", "没有这件案件", null)]
    [InlineData("没有这件案件", "没有这件案件", null)]
    public void A_refusal_is_split_into_what_happened_and_what_to_do(string message, string title, string? text)
    {
        var state = StateView.Of(new Refusal("x.y", message, RefusalKind.Rule));

        Assert.Equal((title, text), (state.Title, state.Text));
        Assert.Null(state.Code);
    }

    [Theory]
    [InlineData(RefusalKind.Rule, StateKind.Refused)]
    [InlineData(RefusalKind.Conflict, StateKind.Refused)]
    [InlineData(RefusalKind.Forbidden, StateKind.Forbidden)]
    [InlineData(RefusalKind.NotFound, StateKind.NothingFound)]
    [InlineData(RefusalKind.Unavailable, StateKind.Failed)]
    public void Each_kind_of_refusal_has_its_sign(RefusalKind kind, StateKind state) => Assert.Equal(state, StateView.Of(new Refusal("x.y", "不行。", kind)).Kind);

    [Fact]
    public void Colours_are_written_as_values_in_the_tokens_only()
    {
        var offending = Directory.EnumerateFiles(Path.Combine(Folder, "wwwroot", "css"), "*.css")
            .Where(file => Path.GetFileName(file) is not ("tokens.css" or "print.css"))
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @":[^;{]*#[0-9A-Fa-f]{3,8}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));

        Assert.Empty(offending);
    }

    [Fact]
    public void The_htmx_that_is_served_is_the_one_that_is_pinned()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "client", "package.json")));
        var pinned = package.RootElement.GetProperty("dependencies").GetProperty("htmx.org").GetString();
        var served = File.ReadAllText(Path.Combine(Folder, "wwwroot", "lib", "htmx", "htmx.min.js"));

        Assert.Contains($"version:\"{pinned}\"", served);
        Assert.Contains($"# htmx {pinned}", File.ReadAllText(Path.Combine(Folder, "wwwroot", "lib", "htmx", "README.md")));
    }

    [Fact]
    public void Every_icon_has_a_drawing_and_is_hidden_unless_it_is_named()
    {
        foreach (var icon in Enum.GetValues<Icon>())
        {
            var output = new TagHelperOutput("dz-icon", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

            new IconTagHelper { Name = icon }.Process(new TagHelperContext([], new Dictionary<object, object>(), "x"), output);

            Assert.StartsWith("<", output.Content.GetContent());
            Assert.Equal("true", output.Attributes["aria-hidden"].Value);
        }
    }
}
