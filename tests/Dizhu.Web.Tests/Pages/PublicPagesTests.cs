using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Pages;

/// <summary>What citizens and everybody else may read: figures without persons, the policy library; and that nothing internal leaks there.</summary>
public class PublicPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private Reader Citizen() => new(_host.Anonymous());

    private static async Task ReportAsync(TestHost host, int times, string classKey, string words = "路边垃圾", string? phone = null, string? name = null)
    {
        var acceptor = await host.LogInAsync("sl01");
        var spot = TestPlaces.Inside(host.City, host.City.Places.Grids[0].Code);
        for (var i = 0; i < times; i++)
        {
            var (status, json) = await acceptor.PostAsync("/api/v1/reports", new
            {
                id = Guid.CreateVersion7(), source = "Hotline", observedAt = host.Clock.Now, description = words, classKey, lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000", reporterPhone = phone, reporterName = name,
            });
            Assert.True(status == HttpStatusCode.Created, json.ToJsonString());
        }
    }

    [Fact]
    public async Task Figures_are_told_per_street_and_class_and_small_ones_are_not()
    {
        // A host of its own: what is published is kept for minutes.
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var citizen = new Reader(host.Anonymous());
        await ReportAsync(host, 5, "2013-E0110");
        await ReportAsync(host, 2, "2013-E0101");
        var month = host.Clock.Now.AddHours(8).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var (status, html) = await citizen.GetAsync($"/public/figures?month={month}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("少于 5", html, StringComparison.Ordinal);
        var json = JsonNode.Parse((await citizen.GetAsync($"/api/v1/public/figures?month={month}")).Html)!;
        var lines = json["classes"]!.AsArray();
        Assert.Contains(lines, l => l!["reported"] is { } n && (int)n >= 5);
        Assert.All(lines, l => Assert.True(l!["reported"] is null || (int)l["reported"]! is 0 or >= 5));
        Assert.Contains(lines, l => l!["reported"] is null);
        Assert.Contains(json["streets"]!.AsArray(), l => ((string?)l!["name"])!.Contains("街道", StringComparison.Ordinal));
        foreach (var wrong in new[] { "2026-13", "x", "2099-01", "2016-12" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await citizen.GetAsync($"/public/figures?month={wrong}")).Status);
            Assert.Contains("figures.month", (await citizen.GetAsync($"/api/v1/public/figures?month={wrong}")).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_policy_library_is_searched_by_everybody_and_shows_what_the_print_disagrees_on()
    {
        var (_, found) = await Citizen().GetAsync("/sources?words=" + Uri.EscapeDataString("处置制度"));
        Assert.Contains("<mark>处置制度</mark>", found, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString("三政办〔2017〕26号") + "#", found, StringComparison.Ordinal);
        Assert.Contains("没有哪一条写着", (await Citizen().GetAsync("/sources?words=" + Uri.EscapeDataString("<script>"))).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>\"", (await Citizen().GetAsync("/sources?words=" + Uri.EscapeDataString("<script>\""))).Html, StringComparison.Ordinal);
        Assert.Contains("D-DCM-05", (await Citizen().GetAsync("/sources/" + Uri.EscapeDataString("三政办〔2017〕26号"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_public_page_or_answer_holds_a_telephone_a_name_or_an_internal_word()
    {
        const string phone = "13800004321", name = "钱某某示例", inside = "内部意见勿外传";
        await ReportAsync(_host, 1, "2013-E0110", "井盖响扰民", phone, name);
        var acceptor = await _host.LogInAsync("sl01");
        var list = await acceptor.GetAsync("/api/v1/cases?text=" + Uri.EscapeDataString("井盖响扰民"));
        var id = Guid.Parse((string)list["items"]![0]!["id"]!);
        await acceptor.DoAsync(id, "accept", new { version = 1, opinion = inside });
        var (_, born) = await Desk.PostAsync(_host.Anonymous(), "/api/v1/public/reports", new
        {
            id = Guid.CreateVersion7(), source = "Citizen", description = "路灯不亮", lon = 111.2, lat = 34.77, datum = "CGCS2000", reporterPhone = phone,
        });
        var mine = Guid.Parse((string)born["caseId"]!);
        await acceptor.DoAsync(mine, "accept", new { version = 1, opinion = inside });

        foreach (var path in new[]
        {
            "/public/report", "/public/follow", "/public/thanks", "/public/figures", "/public/notices", "/sources", "/sources?words=" + Uri.EscapeDataString("井盖"), "/login", "/api/v1/public/figures",
            $"/api/v1/public/reports/{born["followCode"]}", "/api/v1/map/layers", "/openapi/v1.json", $"/cases/{id}", $"/api/v1/cases/{id}",
        })
        {
            var (_, text) = await Citizen().GetAsync(path);
            Assert.All(new[] { phone, phone[^4..] + "\"", name, inside }, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{path} holds {secret}"));
        }

        var (_, followed, _) = await Citizen().SendAsync("/public/follow", ("Code", (string)born["followCode"]!));
        Assert.Contains("待受理", followed, StringComparison.Ordinal);

        // The report began its case: its moment stands in the list of states, once.
        Assert.Contains("已上报", followed, StringComparison.Ordinal);
        Assert.DoesNotContain(" 收到<", followed, StringComparison.Ordinal);
        Assert.DoesNotContain(inside, followed, StringComparison.Ordinal);
        Assert.DoesNotContain(phone, followed, StringComparison.Ordinal);
    }
}
