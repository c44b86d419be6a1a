using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dizhu.Core.Calendar;
using Dizhu.Web.Pages;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The wall as its readers get it before a script runs: every figure, each with its list; for who leads and no others.</summary>
public partial class WallPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task Every_figure_is_as_long_as_the_list_it_leads_to_and_a_late_case_is_named()
    {
        var ids = new[] { await Filed.CaseAsync(_host), await Filed.CaseAsync(_host) };
        await (await _host.LogInAsync("pq01")).DoAsync(ids[1], "dispatch", new { version = 3, unitId = "ORG-U099" });
        _host.Clock.Advance(TimeSpan.FromMinutes(45));
        var leader = await AsAsync("ld01");
        var (status, html) = await leader.GetAsync("/wall");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);

        // 待派遣 is given half an hour: the first is late, with its class and the stage it waits in.
        Assert.Contains($"href=\"/cases/{ids[0]}\"", html, StringComparison.Ordinal);
        Assert.Matches("超 \\d+ 分", html);
        Assert.Contains("待派遣", html, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\" class=\"cut\"><a href=\"/cases?unit=ORG-U099\">湖滨区", html, StringComparison.Ordinal);
        Assert.Contains("data-live", html, StringComparison.Ordinal);
        var local = CityClock.ToLocal(_host.Clock.Now);
        Assert.Contains($"数据到 {local:HH:mm:ss}", html, StringComparison.Ordinal);
        Assert.Contains("星期一", html, StringComparison.Ordinal);

        var figures = Figure().Matches(html).Select(m => (Href: WebUtility.HtmlDecode(m.Groups[1].Value), Count: int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(4 + 7, figures.Count);
        foreach (var (href, count) in figures)
        {
            var (_, list) = await leader.GetAsync(href);
            Assert.Equal((href, count), (href, Regex.Count(list, "<tr [^>]*data-href=", RegexOptions.None, TimeSpan.FromSeconds(5))));
        }

        // What came in today has its hour, also for who cannot see the drawing, and a list.
        Assert.Contains($"今天每小时上报与结案（{local.Hour} 时未满）", html, StringComparison.Ordinal);
        Assert.Contains($"<tr><th scope=\"row\">{local.Hour} 时</th><td>", html, StringComparison.Ordinal);
        var reported = Regex.Count((await leader.GetAsync("/cases?all=1&from=2026-11-23&to=2026-11-23")).Html, "<tr [^>]*data-href=", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Contains($"&amp;to=2026-11-23\">上报 {reported}</a>", html, StringComparison.Ordinal);
        Assert.Contains("2026-11-23 结案", (await leader.GetAsync("/cases?closedOn=2026-11-23")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_who_leads_and_no_others()
    {
        foreach (var login in new[] { "ld01", "zb01", "pq01", "dc01", "gl01" })
        {
            var reader = await AsAsync(login);
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/wall")).Status);
            Assert.Contains("href=\"/wall\"", (await reader.GetAsync("/cases")).Html, StringComparison.Ordinal);
            Assert.Contains(PageText.Of("help.wall.text")[..10], (await reader.GetAsync("/help?of=/wall")).Html, StringComparison.Ordinal);
        }

        foreach (var login in new[] { "sl01", "zy08", "ej01", "cj01", "sj01" })
        {
            var reader = await AsAsync(login);
            Assert.Equal(HttpStatusCode.Redirect, (await reader.GetAsync("/wall")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("/api/v1/map/wall")).Status);
            Assert.DoesNotContain("href=\"/wall\"", (await reader.GetAsync("/cases")).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_map_gets_streets_with_their_counts_and_cases_with_how_late_they_are()
    {
        var id = await Filed.CaseAsync(_host);
        _host.Clock.Advance(TimeSpan.FromMinutes(45));
        var (_, text) = await (await AsAsync("ld01")).GetAsync("/api/v1/map/wall");
        var features = JsonNode.Parse(text)!["features"]!.AsArray().Select(f => f!["properties"]!).ToList();
        var streets = features.Where(f => (string)f["kind"]! == "street").ToList();
        Assert.Equal(_host.City.Places.StreetsWithGrids.Count, streets.Count);
        var late = features.Single(f => (string)f["href"]! == $"/cases/{id}");
        Assert.Equal("late", (string)late["kind"]!);
        Assert.StartsWith("超 ", (string)late["text"]!, StringComparison.Ordinal);
        Assert.All(features, f => Assert.StartsWith("/cases", (string)f["href"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_are_asked_for_by_light_and_by_the_day_of_closing_and_what_is_no_light_is_told()
    {
        var leader = await AsAsync("ld01");
        Assert.Contains("没有将超的案件", (await leader.GetAsync("/cases?light=soon&unit=ORG-U122")).Html, StringComparison.Ordinal);
        Assert.Contains("没有挂账的案件", (await leader.GetAsync("/cases?light=hold&unit=ORG-U122")).Html, StringComparison.Ordinal);
        var (status, html) = await leader.GetAsync("/cases?light=red");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("没有名为 red 的时限灯", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await leader.GetAsync("/api/v1/cases?light=red")).Status);
        Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync("/api/v1/cases?light=late&closedOn=2026-11-23")).Status);
    }

    [GeneratedRegex("<(?:p|li) id=\"wall-[^\"]+\" data-live><a href=\"([^\"]+)\"[^>]*>(?:<span>[^<]*</span>)?<b>(\\d+)</b>", RegexOptions.None, 1000)]
    private static partial Regex Figure();
}
