using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Tests;
using Microsoft.Playwright;

namespace Dizhu.EndToEnd.Tests;

/// <summary>One case from a citizen's phone to the close, clicked through by every post in a window of its own.</summary>
public class OneCaseTests(Browser browser) : IClassFixture<Browser>
{
    private const string Class = "2013-E0110";
    private readonly List<string> _faults = [];

    /// <summary>Whether every post works on a phone, not only those in the street.</summary>
    private bool _onPhones;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_citizens_report_is_clicked_through_to_the_close(bool onPhones)
    {
        _onPhones = onPhones;
        var citizen = await browser.OpenAsync(phone: true);
        var place = PlaceOf("ORG-U099");
        await ReportAsync(citizen, place);
        var number = await citizen.Locator(".no-big").InnerTextAsync();
        var code = await citizen.Locator(".code").InnerTextAsync();

        var acceptor = await browser.LogInAsync("sl01", onPhones);
        await OpenCaseAsync(acceptor, number, "work-list-acceptance", drawer: !onPhones);
        await Expect(acceptor.Locator(".case-head")).ToContainTextAsync($"网格 {place.GridCode}");
        await ActAsync(acceptor, "受理");

        // A public report is not filed before somebody looked: the button says why it is shut.
        var leader = await browser.LogInAsync("zb01", onPhones);
        await leader.GotoAsync(new Uri(acceptor.Url).AbsolutePath);
        await Expect(leader.Locator(".act-bar")).ToContainTextAsync("公众上报须先核实属实");

        await acceptor.Locator("a.act", new() { HasText = "发核实" }).ClickAsync();
        await acceptor.GetByLabel("采集员").SelectOptionAsync(new SelectOptionValue { Label = "采集员 01" });
        await LookAsync(acceptor);
        await SubmitAsync(acceptor);
        var path = new Uri(acceptor.Url).AbsolutePath;
        await LeaveAsync(acceptor);
        await VerifyOnSiteAsync(path);
        await FileAsync(leader, path);
        await DispatchAsync(path);
        await HandleAsync(path, "已清运", isFirst: true);
        await CheckAsync(leader, path, passes: false);
        await HandleAsync(path, "墙根补清", isFirst: false);
        await CheckAsync(leader, path, passes: true);
        await leader.GotoAsync(path);
        await Browser.PictureAsync(leader, onPhones ? "case-file-phone" : "case-file");
        await ActAsync(leader, "结案");
        await Expect(leader.Locator(".crumbs")).ToContainTextAsync("已结案");
        await Expect(leader.Locator(".timeline")).ToContainTextAsync("返工");
        await LookAsync(leader);

        await citizen.GotoAsync("/public/follow");
        await citizen.GetByLabel("查询码").FillAsync(code);
        await citizen.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await Expect(citizen.Locator(".promise")).ToContainTextAsync("已结案");
        await LookAsync(citizen);
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    [Fact]
    public async Task A_case_is_accepted_with_script_switched_off()
    {
        var citizen = await browser.OpenAsync(phone: true, script: false);
        var place = PlaceOf("ORG-U100");
        await ReportAsync(citizen, place, ofAccess: false);
        var number = await citizen.Locator(".no-big").InnerTextAsync();

        var acceptor = await browser.LogInAsync("sl01", script: false);
        await OpenCaseAsync(acceptor, number, null, drawer: false);
        await acceptor.Locator("button.act.main").ClickAsync();
        await Expect(acceptor.Locator(".crumbs")).ToContainTextAsync("待立案");
    }

    /// <summary>What pages look like that say no, found nothing or answer a question; as they are opened, <see cref="EveryPageTests"/> looks at all of them.</summary>
    [Fact]
    public async Task Pages_that_refuse_find_nothing_or_answer_hold_on_desk_and_phone()
    {
        foreach (var phone in new[] { false, true })
        {
            var page = await browser.LogInAsync("sl01", phone);
            foreach (var path in new[]
            {
                "/cases?stage=Closed&q=000", "/tools/due?Start=2026-09-30T17:00&Amount=4&Unit=WorkHour", "/tools/due?Start=x&Amount=-1&Unit=WorkHour",
                "/maintenance/standards?Class=2013-C0104", "/refused", $"/cases/{Guid.CreateVersion7()}",
            })
            {
                await page.GotoAsync(path);
                await LookAsync(page, ofAccess: !phone);
            }
        }

        foreach (var phone in new[] { false, true })
        {
            var page = await browser.LogInAsync("gl01", phone);
            await page.GotoAsync("/maintenance/matrix");
            await LookAsync(page, ofAccess: !phone);
            await page.Locator("textarea").FillAsync("id,area_prefix,class_prefix,ownership,unit,source\nA1,,2013-E,,ORG-U042,自定\nA2,,2013-E,,ORG-U099,自定\n");
            await page.Locator("main button.btn.main").ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("同样具体、单位不同的规则");
            await LookAsync(page, ofAccess: !phone);
        }

        var nobody = await browser.OpenAsync(phone: true);
        foreach (var path in new[] { "/login", "/public/thanks", "/nowhere" })
        {
            await nobody.GotoAsync(path);
            await LookAsync(nobody);
        }

        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    [Fact]
    public void The_look_for_faults_of_access_has_its_tool() =>
        Assert.SkipUnless(Browser.HasAxe, "axe-core is not there: npm ci in tests/Dizhu.EndToEnd.Tests/axe.");

    /// <summary>Reports as a citizen does. The look for faults of access is a script: it never ends where script is switched off.</summary>
    private async Task ReportAsync(IPage page, Dizhu.Core.Places.Place place, bool ofAccess = true)
    {
        await page.GotoAsync("/public/report");
        await page.GetByLabel("是什么问题？").FillAsync("路边垃圾堆了两天");
        await page.GetByRole(AriaRole.Radio, new() { Name = "市容环境" }).CheckAsync();
        await LookAsync(page, ofAccess);
        await Browser.PictureAsync(page, "public-report-what");
        await NextAsync(page);
        await page.GetByLabel("查找地点或部件").FillAsync(place.Name);
        await page.GetByRole(AriaRole.Button, new() { Name = "查找" }).ClickAsync();
        var choice = page.Locator($"button[value='place:{place.Id}']");
        if (await choice.CountAsync() > 0)
        {
            await choice.ClickAsync();
        }

        await Expect(page.Locator(".facts.filled")).ToContainTextAsync(browser.Host.City.Places.NameOf(place.CommunityCode!));
        await Browser.PictureAsync(page, "public-report");
        for (var question = 0; question < 3; question++)
        {
            await NextAsync(page);
            await LookAsync(page, ofAccess);
        }

        await Expect(page.Locator(".facts")).ToContainTextAsync("【市容环境】路边垃圾堆了两天");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("已收到");
    }

    private static Task NextAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();

    private static async Task OpenCaseAsync(IPage page, string number, string? picture, bool drawer = true)
    {
        await page.GotoAsync("/cases?stage=AwaitingAcceptance");
        if (picture is not null)
        {
            await Browser.PictureAsync(page, picture);
        }

        await page.Locator("a.no", new() { HasText = number }).ClickAsync();
        if (drawer)
        {
            await page.Locator(".drawer").GetByRole(AriaRole.Link, new() { Name = "打开案卷" }).ClickAsync();
        }

        await Expect(page.Locator(".crumbs")).ToContainTextAsync(number);
    }

    private async Task VerifyOnSiteAsync(string path)
    {
        browser.Host.Clock.Advance(TimeSpan.FromMinutes(12));
        var collector = await browser.LogInAsync("cj01", phone: true);
        await Expect(collector.Locator(".list-head")).ToBeVisibleAsync();
        await collector.GotoAsync(path);
        await collector.Locator("a.act.main").ClickAsync();
        await collector.GetByLabel("属实", new() { Exact = true }).CheckAsync();
        await collector.GetByLabel("现场情况").FillAsync("属实，约两立方");
        await collector.GetByLabel("现场照片").SetInputFilesAsync(Photo("before"));
        await LookAsync(collector);
        await Browser.PictureAsync(collector, "collector-phone");
        await SubmitAsync(collector);
        await LeaveAsync(collector);
    }

    private async Task FileAsync(IPage leader, string path)
    {
        await leader.GotoAsync(path);
        await leader.Locator("a.act.main", new() { HasText = "立案" }).ClickAsync();
        await leader.GetByLabel("类别").SelectOptionAsync(Class);
        await Expect(leader.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
        await SubmitAsync(leader);
        await Expect(leader.Locator(".errors")).ToBeVisibleAsync();
        await LookAsync(leader);
        await leader.Locator("input[name=StandardId]").First.CheckAsync();
        await SubmitAsync(leader);
        await Expect(leader.Locator(".crumbs b")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^261123[0-9]{5}$"));
    }

    private async Task DispatchAsync(string path)
    {
        browser.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        var dispatcher = await browser.LogInAsync("pq01", _onPhones);
        await dispatcher.GotoAsync("/cases");
        await Browser.PictureAsync(dispatcher, _onPhones ? "work-list-phone" : "work-list");
        await dispatcher.GotoAsync(path);
        await dispatcher.Locator("a.act.main", new() { HasText = "派遣" }).ClickAsync();
        var suggested = dispatcher.Locator(".unit", new() { HasText = "建议" }).First;
        await Expect(suggested).ToContainTextAsync("湖滨区");
        await Expect(suggested.Locator(".reasons a").First).ToContainTextAsync("三政办〔2017〕26号");
        await Expect(dispatcher.Locator(".act.main")).ToContainTextAsync(DueNow() + " 到期");
        await LookAsync(dispatcher);
        await Browser.PictureAsync(dispatcher, _onPhones ? "dispatch-phone" : "dispatch");
        await SubmitAsync(dispatcher);
        await Expect(dispatcher.Locator(".case-head")).ToContainTextAsync("湖滨区");
        await LeaveAsync(dispatcher);
    }

    private async Task HandleAsync(string path, string result, bool isFirst)
    {
        browser.Host.Clock.Advance(TimeSpan.FromMinutes(25));
        var unit = await browser.LogInAsync("ej01", phone: true);
        await unit.GotoAsync(path);
        if (isFirst)
        {
            await ActAsync(unit, "签收");
        }

        await unit.Locator("a.act.main", new() { HasText = "处置" }).ClickAsync();
        await unit.GetByLabel("处置结果").FillAsync(result);
        await unit.GetByLabel("处置后照片").SetInputFilesAsync(Photo("after"));
        await LookAsync(unit);
        await Browser.PictureAsync(unit, "unit-phone");
        await SubmitAsync(unit);
        await ActAsync(unit, "反馈");
        await LeaveAsync(unit);
        var overseer = await browser.LogInAsync("dc01", _onPhones);
        await overseer.GotoAsync(path);
        await ActAsync(overseer, "批转");
        await LeaveAsync(overseer);
    }

    private async Task CheckAsync(IPage leader, string path, bool passes)
    {
        await leader.GotoAsync(path);
        await leader.Locator("a.act.main", new() { HasText = "发核查" }).ClickAsync();
        await leader.GetByLabel("采集员").SelectOptionAsync(new SelectOptionValue { Label = "采集员 01" });
        await SubmitAsync(leader);
        var collector = await browser.LogInAsync("cj01", phone: true);
        await collector.GotoAsync(path);
        await collector.Locator("a.act", new() { HasText = passes ? "核查通过" : "返工" }).ClickAsync();
        await collector.Locator("textarea[name=Result]").FillAsync(passes ? "已清净" : "墙根还有残留");
        await SubmitAsync(collector);
        await LeaveAsync(collector);
    }

    /// <summary>Presses an act that needs nothing said.</summary>
    private static async Task ActAsync(IPage page, string act)
    {
        await page.Locator("button.act.main", new() { HasText = act }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("已" + act);
    }

    private static Task SubmitAsync(IPage page) => page.Locator("button.act.main[form=act]").ClickAsync();

    /// <summary>Somebody goes once their act is in: a window left open would be read anew with every act that follows.</summary>
    private static async Task LeaveAsync(IPage page)
    {
        await Expect(page.Locator(".toast")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private string DueNow()
    {
        var (city, now) = (browser.Host.City, browser.Host.Clock.Now);
        var limit = city.Catalogue.LimitFor(city.Catalogue.StandardsOf(Class, CityClock.DayOf(now))[0], 1).Value!.Value;
        return CityClock.ToLocal(city.Calendar.Due(now, limit).DueUtc).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A place of the sample city in an area and in first-level grounds, whose name finds few others.</summary>
    private Dizhu.Core.Places.Place PlaceOf(string area)
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        var book = browser.Host.City.Places;
        return book.Places.First(p => p.GridCode is { } grid && book.LocationOfGrid(grid) is { AreaLevel: 1 or 2 or 3 } at && at.ManagementAreaCode == area
            && (area != "ORG-U099" || at.AreaLevel == 1) && book.Places.Count(o => o.Name.Contains(p.Name, StringComparison.Ordinal)) == 1);
    }

    private static FilePayload Photo(string name) => new()
    {
        Name = name + ".png",
        MimeType = "image/png",
        Buffer = Dizhu.Web.Cli.DemoPhotos.Of(isComponent: false, after: name == "after"),
    };

    /// <summary>Notes what is wrong with a page: wider than its window, or (once a page, it takes its time) hard to reach for some.</summary>
    private async Task LookAsync(IPage page, bool ofAccess = true)
    {
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (width > 0)
        {
            _faults.Add($"{page.Url} is {width} px too wide.");
        }

        if (ofAccess)
        {
            _faults.AddRange(await Browser.FaultsAsync(page));
        }
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
