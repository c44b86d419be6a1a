using System.Globalization;
using Dizhu.Tests.Kit;
using Dizhu.Web.Tests;
using Microsoft.Playwright;

namespace Dizhu.EndToEnd.Tests;

/// <summary>The desks in a browser: worked from the keyboard, kept up to date by what others do, whole when the line breaks.</summary>
public class DeskTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Longer than the pause between two readings allows for.</summary>
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2);

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private async Task<Guid> FiledAsync()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        return await Filed.CaseAsync(browser.Host);
    }

    [Fact]
    public async Task A_dispatcher_works_through_the_queue_with_the_keyboard_alone()
    {
        await FiledAsync();
        await FiledAsync();
        var page = await browser.LogInAsync("pq01");
        await page.GotoAsync("/cases?stage=AwaitingDispatch");
        var before = await page.Locator("tr[data-href]").CountAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        var drawer = page.Locator(".drawer");
        await Expect(drawer).ToContainTextAsync("派遣给湖滨区");
        await Expect(drawer).ToContainTextAsync("三政办〔2017〕26号");
        var first = page.Url;
        await HasNoFaultsAsync(page);
        await Browser.PictureAsync(page, "dispatch-desk");
        await page.Keyboard.PressAsync("j");
        await page.WaitForURLAsync(u => u != first && u.Contains("case=", StringComparison.Ordinal));
        await Expect(drawer).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator(".toast")).ToContainTextAsync("已派遣");
        await Expect(page.Locator("tr[data-href]")).ToHaveCountAsync(before - 1);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(drawer).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);
        Assert.DoesNotContain("case=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_changes_without_reload_when_somebody_else_acts_and_keeps_what_is_ticked()
    {
        var kept = await FiledAsync();
        var page = await browser.LogInAsync("pq01");
        await page.GotoAsync("/cases?stage=AwaitingDispatch");
        await Expect(page.Locator("#alive")).ToContainTextAsync("已连接");
        await page.Locator($"input[value='{kept}']").CheckAsync();
        var id = await FiledAsync();
        await Expect(page.Locator($"tr[data-href='/cases/{id}']")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.True(await page.Locator($"input[value='{kept}']").IsCheckedAsync());
        await (await browser.Host.LogInAsync("pq01")).DoAsync(id, "dispatch", new { version = 3, unitId = "ORG-U099" });
        await Expect(page.Locator($"tr[data-href='/cases/{id}']")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task A_broken_line_is_told_and_heals()
    {
        await FiledAsync();
        var page = await browser.OpenAsync();
        await page.AddInitScriptAsync("const Real = EventSource; window.streams = []; window.EventSource = class extends Real { constructor(url) { super(url); window.streams.push(this); } };");
        await page.GotoAsync("/login");
        await page.GetByLabel("账号").FillAsync("pq01");
        await page.GetByLabel("密码").FillAsync(TestHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GotoAsync("/cases");
        await Expect(page.Locator("#alive")).ToContainTextAsync("已连接");
        await page.EvaluateAsync("() => { const s = window.streams.at(-1); s.close(); s.onerror(new Event('error')); }");
        await Expect(page.Locator("#alive")).ToContainTextAsync("连接断开", new() { Timeout = 15_000 });
        await Expect(page.Locator("#alive")).ToContainTextAsync("已连接", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task An_acceptor_takes_a_call_with_the_keyboard_alone_and_a_draft_outlives_the_session()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        var spot = TestPlaces.Inside(browser.Host.City, browser.Host.City.Places.Grids.Where(g => g.ManagementAreaCode == "ORG-U099").Skip(9).First().Code);
        var page = await browser.LogInAsync("sl01");
        await page.GotoAsync("/intake?phone=13800000629");
        await Expect(page.Locator("h1")).ToContainTextAsync("138" + "****" + "0629");
        Assert.Equal("1", await page.GetByLabel("市民怎么说").GetAttributeAsync("accesskey"));
        await page.GetByLabel("市民怎么说").FocusAsync();
        await page.Keyboard.TypeAsync("建西社区菜市场北口，垃圾堆了两天");
        await page.Locator("#f-ClassKey").FocusAsync();
        await page.Locator("#f-ClassKey").SelectOptionAsync(Filed.Class);
        await page.Locator("details.figures summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#f-Lon").FillAsync(spot.Lon.ToString("0.000000", CultureInfo.InvariantCulture));
        await page.Locator("#f-Lat").FillAsync(spot.Lat.ToString("0.000000", CultureInfo.InvariantCulture));
        await page.Locator("#f-Lat").BlurAsync();
        await Expect(page.Locator("#beside-facts")).ToContainTextAsync("湖滨区");
        await HasNoFaultsAsync(page);
        await Browser.PictureAsync(page, "acceptance-desk");

        // The log-in runs out; after the next one everything stands there again.
        await page.Context.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "登记并发核实" }).ClickAsync();
        await page.GetByLabel("账号").FillAsync("sl01");
        await page.GetByLabel("密码").FillAsync(TestHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GotoAsync("/intake");
        Assert.Equal("建西社区菜市场北口，垃圾堆了两天", await page.GetByLabel("市民怎么说").InputValueAsync());
        Assert.Equal(Filed.Class, await page.Locator("#f-ClassKey").InputValueAsync());
        await page.GetByLabel("市民怎么说").FocusAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".toast")).ToContainTextAsync("已发核实");
        await page.GotoAsync("/intake");
        Assert.Equal("", await page.GetByLabel("市民怎么说").InputValueAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_report_whose_upload_breaks_off_loses_nothing_and_is_never_doubled(bool arrived)
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        var spot = TestPlaces.Inside(browser.Host.City, browser.Host.City.Places.Grids.Where(g => g.ManagementAreaCode == "ORG-U099").Skip(11).First().Code);
        var words = arrived ? "公厕门坏，回音没有收到" : "公厕灯坏，上传到一半断了";
        var page = await browser.LogInAsync("cj01", phone: true);
        await page.GotoAsync("/reports/new");
        await page.Locator("#f-ClassKey").SelectOptionAsync(Filed.Class);
        await page.Locator("#f-Description").FillAsync(words);
        await page.Locator("#f-Lon").FillAsync(spot.Lon.ToString("0.000000", CultureInfo.InvariantCulture));
        await page.Locator("#f-Lat").FillAsync(spot.Lat.ToString("0.000000", CultureInfo.InvariantCulture));
        await page.RouteAsync("**/reports/new", async route =>
        {
            if (route.Request.Method == "POST")
            {
                // Either the form never got there whole, or it did and the answer was lost.
                if (arrived)
                {
                    await route.FetchAsync(new() { MaxRedirects = 0 });
                }

                await route.AbortAsync("connectionreset");
                return;
            }

            await route.ContinueAsync();
        });
        var broken = new TaskCompletionSource();
        page.RequestFailed += (_, request) => _ = request.Method == "POST" && broken.TrySetResult();
        await page.Locator("form.form button.main").DispatchEventAsync("click");
        await broken.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await page.UnrouteAllAsync();

        // The browser says so on a page of its own; going on before it has come would be going against it.
        await page.WaitForURLAsync(u => u.StartsWith("chrome-error:", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync("/reports/new");
        Assert.Equal(words, await page.Locator("#f-Description").InputValueAsync());
        await page.Locator("form.form button.main").ClickAsync();
        await page.WaitForURLAsync(u => !u.EndsWith("/reports/new", StringComparison.Ordinal));
        var found = await (await browser.Host.LogInAsync("ld01")).GetAsync($"/api/v1/cases?text={Uri.EscapeDataString(words)}");
        Assert.Single(found["items"]!.AsArray());
    }

    /// <summary>What is done while the list is being read anew is not in the answer; it is read once more, however long that took.</summary>
    [Fact]
    public async Task Nothing_is_missed_that_happens_while_a_slow_list_is_read()
    {
        var first = await FiledAsync();
        var page = await browser.LogInAsync("pq01");
        await page.GotoAsync("/cases?stage=AwaitingDispatch");
        await Expect(page.Locator("#alive")).ToContainTextAsync("已连接");
        await Expect(page.Locator($"tr[data-href='/cases/{first}']")).ToBeVisibleAsync();
        var answered = new TaskCompletionSource();
        await page.RouteAsync("**/cases?stage=AwaitingDispatch", async route =>
        {
            var answer = await route.FetchAsync();
            answered.TrySetResult();
            await Task.Delay(SlowAnswer);
            await route.FulfillAsync(new() { Response = answer });
        });
        await FiledAsync();
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var late = await FiledAsync();
        await Expect(page.Locator($"tr[data-href='/cases/{late}']")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
    }

    [Fact]
    public async Task A_second_tab_shares_the_stream_and_says_that_it_is_connected()
    {
        await FiledAsync();
        var page = await browser.LogInAsync("pq01");
        await page.GotoAsync("/cases?stage=AwaitingDispatch");
        await Expect(page.Locator("#alive")).ToContainTextAsync("已连接");
        var second = await page.Context.NewPageAsync();
        var streams = 0;
        second.Request += (_, request) => streams += request.Url.Contains("/api/v1/events", StringComparison.Ordinal) ? 1 : 0;
        await second.GotoAsync("/cases?stage=AwaitingDispatch");
        await Expect(second.Locator("#alive")).ToContainTextAsync("已连接");
        Assert.Equal(0, streams);
        var id = await FiledAsync();
        await Expect(second.Locator($"tr[data-href='/cases/{id}']")).ToBeVisibleAsync(new() { Timeout = 15_000 });

        // The first tab goes: the second listens itself.
        await page.CloseAsync();
        var next = await FiledAsync();
        await Expect(second.Locator($"tr[data-href='/cases/{next}']")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task A_draft_is_shown_to_nobody_else_who_logs_in_at_the_same_desk()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        var page = await browser.LogInAsync("cj01");
        await page.GotoAsync("/reports/new");
        await page.Locator("#f-Description").FillAsync("只给我自己看的草稿");
        await page.Locator("details.who summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.GetByLabel("账号").FillAsync("cj02");
        await page.GetByLabel("密码").FillAsync(TestHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Expect(page.Locator(".who")).ToContainTextAsync("采集员 02");
        await page.GotoAsync("/reports/new");
        Assert.Equal("", await page.Locator("#f-Description").InputValueAsync());
        Assert.DoesNotContain("只给我自己看的草稿", await page.EvaluateAsync<string>("() => JSON.stringify(sessionStorage)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_phone_a_row_opens_as_a_page()
    {
        var id = await FiledAsync();
        var page = await browser.LogInAsync("pq01", phone: true);
        await page.GotoAsync("/cases?stage=AwaitingDispatch");
        await Browser.PictureAsync(page, "list-phone");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        // The longest name of a person must not push the page wider.
        var unit = await browser.LogInAsync("zy13", phone: true);
        Assert.Equal(0, await unit.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.Locator($"tr[data-href='/cases/{id}'] a.no").ClickAsync();
        await Expect(page.Locator(".crumbs")).ToBeVisibleAsync();
        await HasNoFaultsAsync(page);
    }

    private static async Task HasNoFaultsAsync(IPage page)
    {
        var faults = await Browser.FaultsAsync(page);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
