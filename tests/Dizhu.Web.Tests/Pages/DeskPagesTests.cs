using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The desks as their readers get them: the drawer beside a list, batches, the search, the intake.</summary>
public class DeskPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    private Kernel.Geography.Cgcs2000 Spot(int skip = 0) => TestPlaces.Inside(_host.City, _host.City.Places.Grids.Where(g => g.ManagementAreaCode == "ORG-U099").Skip(skip).First().Code);

    private static string Degrees(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_drawer_shows_clocks_reasons_loads_and_acts_and_leads_back_to_its_list()
    {
        var id = await Filed.CaseAsync(_host);
        var dispatcher = await AsAsync("pq01");
        var (status, html) = await dispatcher.GetAsync($"/cases/{id}/brief?back={Uri.EscapeDataString("/cases?stage=AwaitingDispatch")}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
        Assert.Contains("派遣给湖滨区", html, StringComparison.Ordinal);
        Assert.Contains("三政办〔2017〕26号", html, StringComparison.Ordinal);
        Assert.Contains("现在派遣则此时到期", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Back\" value=\"/cases?stage=AwaitingDispatch\"", html, StringComparison.Ordinal);

        // Without script the list itself has the drawer.
        var (_, list) = await dispatcher.GetAsync($"/cases?stage=AwaitingDispatch&case={id}");
        Assert.Contains("id=\"brief\"", list, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"true\"", list, StringComparison.Ordinal);
        var (done, _, to) = await dispatcher.SendAsync($"/cases/{id}/dispatch?back={Uri.EscapeDataString("/cases?stage=AwaitingDispatch")}", ("UnitId", "ORG-U099"), ("Back", "/cases?stage=AwaitingDispatch"));
        Assert.Equal((HttpStatusCode.Redirect, "/cases?stage=AwaitingDispatch"), (done, to));
        Assert.Contains("待签收", (await dispatcher.GetAsync(to!)).Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await (await AsAsync("zy02")).GetAsync($"/cases/{id}/brief")).Status);
    }

    [Fact]
    public async Task All_that_waits_for_a_post_stands_in_one_list_and_names_whose_turn_it_is()
    {
        var spot = Spot();
        var (_, born) = await Desk.PostAsync(_host.Anonymous(), "/api/v1/public/reports", new
        {
            id = Guid.CreateVersion7(), source = "Citizen", description = "护栏倒了", lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
        });
        var id = Guid.Parse((string)born["caseId"]!);
        var acceptor = await AsAsync("sl01");
        Assert.Contains("转值班长，立案前还要核实", (await acceptor.GetAsync($"/cases/{id}/brief")).Html, StringComparison.Ordinal);

        // Who goes when nobody is chosen is said before, and their name stands where the case waits.
        Assert.Matches("自动选派：采集员 [0-9]+", (await acceptor.GetAsync($"/cases/{id}/send-verify")).Html);
        Assert.Equal(HttpStatusCode.Redirect, (await acceptor.SendAsync($"/cases/{id}/send-verify", ("CollectorId", (await _host.LogInAsync("cj01")).Id.ToString()))).Status);
        Assert.Contains("等采集员 01办理", (await acceptor.GetAsync($"/cases/{id}")).Html, StringComparison.Ordinal);

        var collector = await AsAsync("cj01");
        var list = (await collector.GetAsync("/cases?stage=VerifyingAcceptance,VerifyingFiling,AwaitingCheck")).Html;
        Assert.Contains("<h1>待办</h1>", list, StringComparison.Ordinal);
        Assert.Contains($"/cases/{id}", list, StringComparison.Ordinal);
        Assert.DoesNotContain("待派遣", list, StringComparison.Ordinal);

        // The acceptor's page was left with the act: the collector is not told of somebody at the desk.
        Assert.DoesNotContain("正打开这件案件", (await collector.GetAsync($"/cases/{id}/answer-verify")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await collector.SendAsync($"/cases/{id}/answer-verify", ("Confirmed", "true"), ("Result", "护栏倒一节"))).Status);
        Assert.Contains("属实；护栏倒一节", (await acceptor.GetAsync($"/cases/{id}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_post_begins_with_its_own_list()
    {
        foreach (var (login, list) in new[]
        {
            ("cj01", "/cases?stage=VerifyingAcceptance,VerifyingFiling,AwaitingCheck"), ("sl01", "/cases?stage=AwaitingAcceptance"), ("pq01", "/cases?stage=AwaitingDispatch"), ("ld01", "/cases"),
        })
        {
            using var answer = await (await _host.LogInAsync(login)).Client.GetAsync("/");
            Assert.Equal(list, answer.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task Nothing_leads_back_out_of_the_house()
    {
        var id = await Filed.CaseAsync(_host);
        var dispatcher = await AsAsync("pq01");
        foreach (var away in new[] { "https://away.example.org/cases", "//away.example.org", "/casesx", "/logout" })
        {
            Assert.DoesNotContain("away", (await dispatcher.GetAsync($"/cases/{id}/brief?back={Uri.EscapeDataString(away)}")).Html, StringComparison.Ordinal);
        }

        var (_, _, to) = await dispatcher.SendAsync($"/cases/{id}/dispatch", ("UnitId", "ORG-U099"), ("Back", "//away.example.org"));
        Assert.Equal("/cases", to);
    }

    [Fact]
    public async Task Several_cases_are_dispatched_each_to_its_unit_and_one_that_fails_holds_up_none()
    {
        var (first, second) = (await Filed.CaseAsync(_host), await Filed.CaseAsync(_host));
        var dispatcher = await AsAsync("pq01");
        Assert.Contains("批量派遣", (await dispatcher.GetAsync("/cases?stage=AwaitingDispatch")).Html, StringComparison.Ordinal);
        var path = $"/cases/batch?id={first}&id={second}";
        var (_, seen) = await dispatcher.GetAsync(path);
        Assert.Contains("派遣这 2 件", seen, StringComparison.Ordinal);
        Assert.Contains("湖滨区", seen, StringComparison.Ordinal);
        await (await _host.LogInAsync("pq01")).DoAsync(first, "dispatch", new { version = 3, unitId = "ORG-U099" });

        var (status, html, _) = await dispatcher.SendAsync(path, Lines((first, 3), (second, 3)));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("已派遣 1 件", html, StringComparison.Ordinal);
        Assert.Contains("1 件没有派遣", html, StringComparison.Ordinal);
        Assert.Equal("AwaitingSignature", (string?)(await (await _host.LogInAsync("pq01")).GetAsync($"/api/v1/cases/{second}"))["stage"]);

        Assert.Contains("没有选中", (await dispatcher.GetAsync("/cases/batch")).Html, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await (await AsAsync("sl01")).GetAsync(path)).Status);
    }

    private static (string, string)[] Lines(params (Guid Id, int Version)[] lines) =>
    [
        .. lines.SelectMany((l, i) => new[]
        {
            ($"Sent[{i}].Id", l.Id.ToString()), ($"Sent[{i}].Version", l.Version.ToString(CultureInfo.InvariantCulture)), ($"Sent[{i}].UnitId", "ORG-U099"), ($"Sent[{i}].Key", Guid.NewGuid().ToString("N")),
        }),
    ];

    [Fact]
    public async Task A_list_is_narrowed_by_class_street_source_and_lateness_and_says_what_is_wrong_with_an_address()
    {
        await Filed.CaseAsync(_host);
        var reader = await AsAsync("ld01");
        Assert.Contains("data-href", (await reader.GetAsync($"/cases?text={Uri.EscapeDataString("垃圾")}")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-href", (await reader.GetAsync($"/cases?class=2013-C0101&source=Media")).Html, StringComparison.Ordinal);
        Assert.Contains("data-href", (await reader.GetAsync($"/cases?class={Filed.Class}&source=Collector")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.GetAsync("/cases?stage=Nowhere")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.GetAsync("/cases?cursor=x")).Status);
    }

    [Fact]
    public async Task One_search_finds_numbers_callers_words_classes_and_places()
    {
        var acceptor = await AsAsync("sl01");
        var spot = Spot(3);
        var (_, _, to) = await acceptor.SendAsync(
            "/intake", ("Source", "Hotline"), ("Description", "井盖整夜作响扰民"), ("Lon", Degrees(spot.Lon)), ("Lat", Degrees(spot.Lat)), ("Datum", "CGCS2000"), ("ReporterPhone", "0398-2990417"), ("Then", "None"));
        var id = to!.Split('/')[^1];
        var number = (string)(await (await _host.LogInAsync("sl01")).GetAsync($"/api/v1/cases/{id}"))["reports"]![0]!["number"]!;

        using var direct = await (await _host.LogInAsync("sl01")).Client.GetAsync($"/search?q={number}");
        Assert.Equal($"/cases/{id}", direct.Headers.Location?.OriginalString);
        Assert.Contains(id, (await acceptor.GetAsync("/search?q=0417")).Html, StringComparison.Ordinal);
        Assert.Contains("电话尾号", (await acceptor.GetAsync("/search?q=0417")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("2990417", (await acceptor.GetAsync("/search?q=0417")).Html, StringComparison.Ordinal);
        Assert.Contains(id, (await acceptor.GetAsync($"/search?q={Uri.EscapeDataString("整夜作响")}")).Html, StringComparison.Ordinal);
        Assert.Contains("/cases?class=2013-C0101", (await acceptor.GetAsync($"/search?q={Uri.EscapeDataString("上水井盖")}")).Html, StringComparison.Ordinal);
        Assert.Contains("崤山路47号", (await acceptor.GetAsync($"/search?q={Uri.EscapeDataString("崤山路47号")}")).Html, StringComparison.Ordinal);
        Assert.Contains("没有找到", (await acceptor.GetAsync("/search?q=%3Cscript%3E")).Html, StringComparison.Ordinal);
        Assert.Contains("请写要找的内容", (await acceptor.GetAsync("/search?q=+")).Html, StringComparison.Ordinal);

        // A unit that has nothing to do with the case does not find it.
        Assert.DoesNotContain(id, (await (await AsAsync("zy02")).GetAsync("/search?q=0417")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_opens_the_intake_with_the_callers_history_and_what_is_filled_in_is_answered_beside_it()
    {
        var acceptor = await AsAsync("sl01");
        var spot = Spot(5);
        (string, string)[] fields = [("Source", "Hotline"), ("Description", "垃圾堆"), ("ClassKey", Filed.Class), ("Lon", Degrees(spot.Lon)), ("Lat", Degrees(spot.Lat)), ("Datum", "CGCS2000"), ("ReporterPhone", "13800001717")];
        var (_, empty) = await acceptor.GetAsync("/intake?phone=13800001717&seat=3&recording=r1&calledAt=2026-11-23T08:58:00");
        Assert.Contains("来电 138" + "****" + "1717", empty, StringComparison.Ordinal);
        Assert.Contains("本号以前 0 件", empty, StringComparison.Ordinal);
        var (_, refused, _) = await acceptor.SendAsync("/intake", ("Source", "Hotline"), ("PlaceText", "五原路口"), ("Then", "Accept"));
        Assert.Contains("value=\"五原路口\"", refused, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-Description\"", refused, StringComparison.Ordinal);

        var (status, beside, _) = await acceptor.SendAsync("/intake?handler=Beside", fields);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("<html", beside, StringComparison.Ordinal);
        Assert.Contains("湖滨区", beside, StringComparison.Ordinal);
        Assert.Contains("可能重复 0 件", beside, StringComparison.Ordinal);

        var (_, _, to) = await acceptor.SendAsync("/intake?phone=13800001717&seat=3&recording=r1&calledAt=2026-11-23T08:58:00", [.. fields, ("Then", "Accept")]);
        Assert.Equal("/cases?stage=AwaitingAcceptance", to);
        var (_, _, _) = await acceptor.SendAsync("/intake?handler=Beside", fields);
        var (_, again, _) = await acceptor.SendAsync("/intake?handler=Beside", fields);
        Assert.Contains("可能重复 1 件", again, StringComparison.Ordinal);
        Assert.Contains("本号以前 1 件", again, StringComparison.Ordinal);

        // The second call is joined to the first at once.
        var first = System.Text.RegularExpressions.Regex.Match(again, "name=\"Into\" value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        await acceptor.SendAsync("/intake", [.. fields, ("Into", first)]);
        var merged = await (await _host.LogInAsync("sl01")).GetAsync($"/api/v1/cases/{first}");
        Assert.Equal(2, ((JsonArray)merged["reports"]!).Count);
        Assert.NotEqual(HttpStatusCode.OK, (await (await AsAsync("cj01")).GetAsync("/intake")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await acceptor.GetAsync("/reports/new")).Status);
    }

    [Fact]
    public async Task An_act_that_cannot_follow_leaves_the_report_taken_and_says_why()
    {
        var acceptor = await AsAsync("sl01");
        var spot = Spot(7);
        var (_, _, to) = await acceptor.SendAsync(
            "/intake", ("Source", "Media"), ("Description", "报纸登的"), ("Lon", Degrees(spot.Lon)), ("Lat", Degrees(spot.Lat)), ("Datum", "CGCS2000"), ("Into", Guid.CreateVersion7().ToString()));
        Assert.Matches("^/cases/[0-9a-f-]{36}$", to!);
        Assert.Contains("下一步没有办成", (await acceptor.GetAsync(to!)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_read_by_opening_it_and_the_bell_counts_what_is_not()
    {
        var id = await Filed.CaseAsync(_host);
        await (await _host.LogInAsync("pq01")).DoAsync(id, "dispatch", new { version = 3, unitId = "ORG-U099" });
        var unit = await AsAsync("ej01");
        await _host.Services.GetRequiredService<Dizhu.Web.Hosting.Effects>().RunOnceAsync(CancellationToken.None);
        var (_, before) = await unit.GetAsync("/messages");
        var message = System.Text.RegularExpressions.Regex.Match(before, "name=\"id\" value=\"([^\"]+)\"><input type=\"hidden\" name=\"caseId\" value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(message.Success, before);
        var unread = Bell(before);
        var (_, _, to) = await unit.SendAsync("/messages", ("id", message.Groups[1].Value), ("caseId", message.Groups[2].Value));
        Assert.Equal($"/cases/{message.Groups[2].Value}", to);
        Assert.Equal(unread - 1, Bell((await unit.GetAsync("/messages")).Html));
        Assert.Equal("/messages", (await unit.SendAsync("/messages", ("id", Guid.NewGuid().ToString()), ("caseId", Guid.NewGuid().ToString()))).Location);

        static int Bell(string html) => int.Parse(System.Text.RegularExpressions.Regex.Match(html, "消息 [0-9]+ 条", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value.Where(char.IsAsciiDigit).ToArray(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Help_begins_with_the_page_one_came_from_and_the_dark_look_is_kept_in_the_browser()
    {
        var reader = await AsAsync("ld01");
        var (_, help) = await reader.GetAsync("/help?of=/cases");
        Assert.True(help.IndexOf("id=\"list\"", StringComparison.Ordinal) < help.IndexOf("id=\"intake\"", StringComparison.Ordinal));
        Assert.DoesNotContain("href=\"//away", (await reader.GetAsync("/help?of=//away.example.org")).Html, StringComparison.Ordinal);
        var client = (await _host.LogInAsync("ld01")).Client;
        var dark = new Reader(client);
        var (_, page) = await dark.GetAsync("/help");
        using var content = new FormUrlEncodedContent([new("theme", "wall"), new("back", "//away.example.org"), new("__RequestVerificationToken", System.Text.RegularExpressions.Regex.Match(page, "__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value)]);
        using var answer = await client.PostAsync("/look", content);
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.Contains("data-theme=\"wall\"", (await dark.GetAsync("/help")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_citys_phrases_stand_with_the_act_they_are_for()
    {
        var admin = await _host.LogInAsync("gl01");
        var (status, answer) = await admin.PostAsync("/api/v1/settings/phrases", new { rows = new[] { new { cells = new { id = "P1", post = "Acceptor", act = "Decline", text = "不属城市管理范围，已告知去处" } } } });
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        var id = await Api.Say.ReportedAsync(_host, await _host.LogInAsync("cj01"));
        var acceptor = await AsAsync("sl01");
        Assert.Contains("不属城市管理范围，已告知去处", (await acceptor.GetAsync($"/cases/{id}/decline")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("不属城市管理范围", (await acceptor.GetAsync($"/cases/{id}/send-verify")).Html, StringComparison.Ordinal);
    }
}
