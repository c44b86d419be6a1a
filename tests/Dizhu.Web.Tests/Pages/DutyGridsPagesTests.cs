using System.Net;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The duty grids with who is on duty: gaps first, and the way to the roster.</summary>
public class DutyGridsPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private const string Page = "/maintenance/duty-grids";
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task A_shift_entered_from_the_grid_staffs_it()
    {
        var admin = await AsAsync("gl01");
        var grids = _host.City.Places.DutyGrids;
        var code = grids[3].Code;
        var (_, before) = await admin.GetAsync(Page);
        Assert.All(grids, g => Assert.Contains($"data-duty-grid=\"{g.Code}\"", before, StringComparison.Ordinal));
        Assert.Contains("有人在岗 0", before, StringComparison.Ordinal);

        // The grid leads to the roster's form with grid and day already in it.
        var (_, chosen) = await admin.GetAsync($"{Page}?grid={code}");
        Assert.Contains("值班表里没有这个网格", chosen, StringComparison.Ordinal);
        var form = $"/maintenance/settings/shifts?Cells[duty_grid]={code}&Cells[day]=2026-11-23";
        Assert.Contains(WebUtility.HtmlEncode(form) + "#enter", chosen, StringComparison.Ordinal);
        var (_, empty) = await admin.GetAsync(form);
        Assert.Contains($"value=\"{code}\"", empty, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-11-23\"", empty, StringComparison.Ordinal);

        var (saved, said, _) = await admin.SendAsync("/maintenance/settings/shifts?handler=Save",
            ("Cells[collector]", "采集员 01"), ("Cells[duty_grid]", code), ("Cells[day]", "2026-11-23"), ("Cells[starts]", "08:30"), ("Cells[ends]", "17:30"));
        Assert.True(saved == HttpStatusCode.Redirect, said);
        var (_, after) = await admin.GetAsync($"{Page}?grid={code}");
        Assert.Contains("有人在岗 1", after, StringComparison.Ordinal);
        Assert.Contains("采集员 01 08:30–17:30", after, StringComparison.Ordinal);
        Assert.Contains("2026-11-23 08:30–17:30 采集员 01", after, StringComparison.Ordinal);
        var key = Assert.Single(_host.City.Settings.ShiftsOf(code, _host.Clock.Now)).Row.Key;
        Assert.Contains($"/maintenance/settings/shifts?key={Uri.EscapeDataString(key)}#versions", after, StringComparison.Ordinal);

        // Gaps stand before it.
        var row = after.IndexOf($"data-duty-grid=\"{code}\"", StringComparison.Ordinal);
        Assert.True(row > after.LastIndexOf("data-light=\"soon\"", StringComparison.Ordinal) && row > after.LastIndexOf("data-light=\"late\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leads_sees_it_without_the_form_and_others_do_not_see_it()
    {
        var code = _host.City.Places.DutyGrids[0].Code;
        var (status, html) = await (await AsAsync("zb01")).GetAsync($"{Page}?grid={code}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("/maintenance/settings/shifts", html, StringComparison.Ordinal);
        Assert.Contains("layers=\"duty-grids\"", html, StringComparison.Ordinal);
        Assert.Contains("roster=\"duty\"", html, StringComparison.Ordinal);
        foreach (var login in new[] { "zy08", "cz01", "cj01" })
        {
            Assert.Equal(HttpStatusCode.Redirect, (await (await AsAsync(login)).GetAsync(Page)).Status);
        }
    }

    [Theory]
    [InlineData("ZR-none")]
    [InlineData("<b>")]
    public async Task A_grid_that_is_not_there_is_told(string code) =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await AsAsync("gl01")).GetAsync($"{Page}?grid={Uri.EscapeDataString(code)}")).Status);
}
