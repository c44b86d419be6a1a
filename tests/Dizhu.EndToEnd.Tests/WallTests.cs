using System.Net;
using System.Text.Json;
using Dizhu.Web.Tests;
using Microsoft.Playwright;

namespace Dizhu.EndToEnd.Tests;

/// <summary>The wall in a browser: it changes by what others do and by the hour, nothing on it scrolls, and without script or map it still tells all.</summary>
public class WallTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly LocatorAssertionsToHaveTextOptions Soon = new() { Timeout = 30_000 };

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [Fact]
    public async Task It_changes_without_reload_when_others_act_and_when_a_case_becomes_late()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        await WorkAsync();
        var page = await browser.LogInAsync("ld01");
        await page.SetViewportSizeAsync(3840, 1080);
        await page.GotoAsync("/wall");
        await Expect(page.Locator("#alive")).ToHaveTextAsync("已连接", Soon);
        await ReadyAsync(page);
        await page.EvaluateAsync("() => { window.stays = true; }");
        var (open, late) = (await FigureAsync(page, "wall-open"), await FigureAsync(page, "wall-late"));
        Assert.Equal(late, await DrawnLateAsync(page));
        await Browser.PictureAsync(page, "wall");
        await SeesLateOnAPhoneAsync();

        // Somebody files a case.
        var id = await Filed.CaseAsync(browser.Host);
        await Expect(page.Locator("#wall-open b")).ToHaveTextAsync($"{open + 1}", Soon);

        // Its half hour for dispatch runs out; the next act, or the next look after some seconds, tells.
        browser.Host.Clock.Advance(TimeSpan.FromMinutes(31));
        await Expect(page.Locator($"#wall-overdue a[href='/cases/{id}']")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.True(await FigureAsync(page, "wall-late") > late);
        await page.WaitForFunctionAsync("n => document.querySelector('dizhu-map').getRendered('live', 'late').length >= n", late + 1, new() { Timeout = 30_000 });

        // Once it is dispatched it is in time again.
        await (await browser.Host.LogInAsync("pq01")).DoAsync(id, "dispatch", new { version = 3, unitId = "ORG-U099" });
        await Expect(page.Locator($"#wall-overdue a[href='/cases/{id}']")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        Assert.True(await page.EvaluateAsync<bool>("() => window.stays"));
        Assert.Empty(browser.Violations);
    }

    [Theory]
    [InlineData(3840, 1080, 28)]
    [InlineData(1920, 1080, 16)]
    [InlineData(1366, 768, 12)]
    public async Task Nothing_scrolls_and_no_word_is_smaller_than_it_may_be(int width, int height, int least)
    {
        var page = await browser.LogInAsync("zb01");
        await page.SetViewportSizeAsync(width, height);
        await page.GotoAsync("/wall");
        await ReadyAsync(page);
        var told = await page.EvaluateAsync<JsonElement>("""
            () => {
              const seen = (e) => e.checkVisibility() && e.getClientRects().length > 0 && !e.closest(".sr, .skip");
              const words = [...document.querySelectorAll("body *")].filter((e) => seen(e) && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ""));
              return {
                across: document.documentElement.scrollWidth - innerWidth,
                down: document.documentElement.scrollHeight - innerHeight,
                cut: [...document.querySelectorAll(".wall-col")].map((e) => e.scrollHeight - e.clientHeight),
                smallest: Math.min(...words.map((e) => parseFloat(getComputedStyle(e).fontSize))),
              };
            }
            """);
        Assert.True(told.GetProperty("across").GetInt32() <= 0 && told.GetProperty("down").GetInt32() <= 0, told.ToString());
        Assert.All(told.GetProperty("cut").EnumerateArray(), c => Assert.True(c.GetInt32() <= 0, told.ToString()));
        Assert.True(told.GetProperty("smallest").GetDouble() >= least, told.ToString());
    }

    [Fact]
    public async Task Without_script_it_shows_every_figure_and_the_streets_in_place_of_the_map()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        await Filed.CaseAsync(browser.Host);
        var page = await browser.LogInAsync("ld01", script: false);
        await page.GotoAsync("/wall");
        await Expect(page.Locator("#wall-open b")).ToBeVisibleAsync();
        await Expect(page.Locator(".wall-streets tbody tr").First).ToBeVisibleAsync();
        await Expect(page.Locator("#alive")).ToContainTextAsync("刷新看最新");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "全屏" })).ToBeHiddenAsync();
        await Browser.PictureAsync(page, "wall-plain");
    }

    /// <summary>On a phone the late lines have the whole width and say how late they are.</summary>
    private async Task SeesLateOnAPhoneAsync()
    {
        var phone = await browser.LogInAsync("ld01", phone: true);
        await phone.GotoAsync("/wall");
        await Expect(phone.Locator(".wall-late tbody tr").First).ToBeVisibleAsync();
        Assert.Equal(0, await phone.EvaluateAsync<int>("() => [...document.querySelectorAll('.wall-late td:first-child')].filter((e) => e.scrollWidth > e.clientWidth).length"));
        Assert.InRange(await phone.EvaluateAsync<double>("() => Math.min(...[...document.querySelectorAll('.wall-late tbody tr')].map((e) => e.clientWidth / e.closest('.wall-col').clientWidth))"), 0.85, 1);
        await phone.Context.CloseAsync();
    }

    /// <summary>A morning: reports all over the city, some accepted, filed and given to units, some of them late by now.</summary>
    private async Task WorkAsync()
    {
        var host = browser.Host;
        var (collector, acceptor, leader, dispatcher) = (await host.LogInAsync("cj01"), await host.LogInAsync("sl01"), await host.LogInAsync("zb01"), await host.LogInAsync("pq01"));
        string[] units = ["ORG-U099", "ORG-U035", "ORG-U042"];
        var grids = host.City.Places.Grids.Where(g => g.ManagementAreaCode == "ORG-U099").ToList();
        var standard = host.City.Catalogue.StandardsOf(Filed.Class, Core.Calendar.CityClock.DayOf(host.Clock.Now))[0].Id;
        for (var i = 0; i < 12; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(9));
            var spot = TestPlaces.Inside(host.City, grids[i * 97 % grids.Count].Code);
            var (status, born) = await collector.PostAsync("/api/v1/reports", new
            {
                id = Guid.CreateVersion7(), source = "Collector", observedAt = host.Clock.Now, description = "路边垃圾", classKey = Filed.Class, lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
            });
            Assert.True(status == HttpStatusCode.Created, born.ToJsonString());
            var id = Guid.Parse((string)born["caseId"]!);
            if (i % 4 == 3)
            {
                continue;
            }

            await acceptor.DoAsync(id, "accept", new { version = 1 });
            await leader.DoAsync(id, "file", new { version = 2, standardId = standard });
            if (i % 4 != 2)
            {
                await dispatcher.DoAsync(id, "dispatch", new { version = 3, unitId = units[i % 3], opinion = "按职责" });
            }
        }
    }

    private static async Task ReadyAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('dizhu-map').dataset.state === 'ready'", null, new() { Timeout = 60_000 });
    }

    private static async Task<int> FigureAsync(IPage page, string id) =>
        int.Parse(await page.Locator($"#{id} b").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    private static Task<int> DrawnLateAsync(IPage page) =>
        page.EvaluateAsync<int>("() => new Set(document.querySelector('dizhu-map').getRendered('live', 'late').map((f) => f.properties.href)).size");
}
