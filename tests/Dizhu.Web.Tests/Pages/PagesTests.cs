using System.Net;
using Dizhu.Core.Cases;
using Dizhu.Web.Api;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The pages as their readers get them: the words, what is kept, what is hidden.</summary>
public class PagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private const string Phone = "13800005678";
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    private Reader Citizen() => new(_host.Anonymous());

    private async Task<Guid> ReportedAsync(string words)
    {
        var grid = _host.City.Places.Grids.First(g => g.ManagementAreaCode == "ORG-U099");
        var spot = TestPlaces.Inside(_host.City, grid.Code);
        var (status, born) = await Desk.PostAsync(_host.Anonymous(), "/api/v1/public/reports", new
        {
            id = Guid.CreateVersion7(), source = "Citizen", description = words, placeText = "<b>北口</b>",
            lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000", reporterPhone = Phone,
        });
        Assert.Equal(HttpStatusCode.Created, status);
        return Guid.Parse((string)born["caseId"]!);
    }

    [Fact]
    public async Task Every_page_says_that_the_data_are_samples()
    {
        var id = await ReportedAsync("路灯不亮");
        var acceptor = await AsAsync("sl01");
        foreach (var path in new[]
        {
            "/cases", "/cases?all=1", "/cases?stage=AwaitingAcceptance", $"/cases/{id}", $"/cases/{id}/decline", "/intake", "/tools/due",
            "/maintenance/standards", "/maintenance/classes", "/geocode", "/geocode/places", "/geocode/batches", "/maintenance/units", "/maintenance/subsystems", "/sources", "/sources/" + Uri.EscapeDataString("三政办〔2017〕26号"), "/refused",
        })
        {
            var (status, html) = await acceptor.GetAsync(path);
            Assert.True(status == HttpStatusCode.OK && html.Contains("示例数据", StringComparison.Ordinal), $"{path}: {status}");
        }

        foreach (var path in new[] { "/login", "/public/report", "/public/follow", "/public/thanks" })
        {
            Assert.Contains("示例数据", (await Citizen().GetAsync(path)).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Words_with_markup_are_shown_as_text_and_the_telephone_is_masked()
    {
        var id = await ReportedAsync("<script>alert('x')</script>井盖响");
        foreach (var login in new[] { "sl01", "zb01", "pq01", "ld01", "sj01" })
        {
            var reader = await AsAsync(login);
            foreach (var path in new[] { $"/cases/{id}", "/cases" })
            {
                var (_, html) = await reader.GetAsync(path);
                Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
                Assert.DoesNotContain("<b>北口", html, StringComparison.Ordinal);
                Assert.DoesNotContain(Phone, html, StringComparison.Ordinal);
            }
        }

        var (_, file) = await (await AsAsync("sl01")).GetAsync($"/cases/{id}");
        Assert.Contains("&lt;script&gt;alert", file, StringComparison.Ordinal);
        Assert.Contains("138" + "****" + "5678", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_export_a_case_is_offered_it_as_evidence()
    {
        var id = await ReportedAsync("路灯不亮");
        var link = $"href=\"/api/v1/cases/{id}/evidence\"";
        Assert.Contains(link, (await (await AsAsync("zb01")).GetAsync($"/cases/{id}")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(link, (await (await AsAsync("sl01")).GetAsync($"/cases/{id}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_is_found_by_the_name_of_a_place_and_by_the_number_of_a_component()
    {
        var component = _host.City.Places.Components[7];
        var (status, html, _) = await (await AsAsync("sl01")).SendAsync("/intake", ("Find", component.Id), ("Look", "1"), ("Description", "松动"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(component.GridCode, html, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"value=\"{component.Lon:0.000000}\""), html, StringComparison.Ordinal);
        Assert.Contains("松动", html, StringComparison.Ordinal);

        var place = _host.City.Places.Places[5];
        var citizen = Citizen();
        await citizen.SendAsync("/public/report", ("Description", "松动"));
        Assert.Contains(place.Name, (await citizen.SendAsync("/public/report?step=where", ("Find", place.Name), ("Look", "1"))).Html, StringComparison.Ordinal);
        Assert.Contains("没有找到“不存在的地方”", (await citizen.SendAsync("/public/report?step=where", ("Find", "不存在的地方"), ("Look", "1"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_not_open_is_told_in_words()
    {
        var id = await ReportedAsync("垃圾");
        var acceptor = await AsAsync("sl01");
        var (unknown, words) = await acceptor.GetAsync($"/cases/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, unknown);
        Assert.Contains("没有这件案件", words, StringComparison.Ordinal);
        Assert.Contains("没有这个地址", (await acceptor.GetAsync("/nowhere")).Html, StringComparison.Ordinal);
        Assert.Contains("不能结案", (await acceptor.GetAsync($"/cases/{id}/close")).Html, StringComparison.Ordinal);

        var (status, html, _) = await acceptor.SendAsync($"/cases/{id}/decline", ("Opinion", " "));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("没有这个查询码", (await Citizen().SendAsync("/public/follow", ("Code", "AAAAA-BBBBB-CCCCC-DDDDD"))).Html, StringComparison.Ordinal);
        Assert.Contains("请填写账号。", (await Citizen().SendAsync("/login", ("Login", ""), ("Password", ""))).Html, StringComparison.Ordinal);
        Assert.Contains("2001 到 2090", (await acceptor.GetAsync("/tools/due?Start=x&Amount=-1&Unit=WorkHour")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_is_shown_in_groups_and_read_with_or_without_hyphens()
    {
        var client = _host.Anonymous();
        var reader = new Reader(client);
        var component = _host.City.Places.Components[3];
        await reader.SendAsync("/public/report", ("Description", "箅子堵了"));
        await reader.SendAsync(
            "/public/report?step=where",
            ("Lon", component.Lon.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Lat", component.Lat.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Datum", "CGCS2000"));
        var (status, _, location) = await reader.SendAsync("/public/report?step=check");
        Assert.Equal((HttpStatusCode.Redirect, "/public/thanks"), (status, location));
        var (_, thanks) = await reader.GetAsync("/public/thanks");
        var code = System.Text.RegularExpressions.Regex.Match(thanks, "[A-Z2-9]{5}(-[A-Z2-9]{5}){3}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Assert.Equal(23, code.Length);
        foreach (var typed in new[] { code, code.Replace("-", "", StringComparison.Ordinal), code.ToLowerInvariant() })
        {
            Assert.Contains("待受理", (await reader.SendAsync("/public/follow", ("Code", typed))).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_demonstration_plays_cases_in_every_stage_through_the_one_door()
    {
        await using var host = await TestHost.StartAsync(Dizhu.Tests.Kit.DatabaseKind.Sqlite);
        var services = host.Services;
        var demo = new DemoCases(host.Database.Store, services.GetRequiredService<CaseDoor>(), services.GetRequiredService<PhotoStore>(), services.GetRequiredService<CityBooksHolder>());
        Assert.InRange(await demo.PlayAsync(host.Clock.Now, CancellationToken.None), 50, 60);
        Assert.Equal(0, await demo.PlayAsync(host.Clock.Now, CancellationToken.None));

        await using var db = host.Database.Store.Open();
        var cases = await db.Set<Case>().AsNoTracking().ToListAsync();
        Assert.Empty(Enum.GetValues<Stage>().Except(cases.Select(c => c.Stage)));
        Assert.All(cases, c => Assert.InRange(c.LastActAt, host.Clock.Now.AddDays(-20), host.Clock.Now));
        Assert.Contains(cases, c => c.ReworkCount > 0);
        Assert.Contains(cases, c => c.ReturnCount > 0);
        Assert.Contains(cases, c => c.DeferredUntil is not null);
        Assert.Contains(cases, c => c.HolderUnitId != c.UnitId && c.HolderUnitId is not null);
        Assert.Empty((await new CaseVerifier(db, new FolderAttachmentFiles(Path.Combine(host.Database.Folder, "files"))).RunAsync(null, CancellationToken.None)).Faults);
        Assert.Contains("在办案件", (await new Reader((await host.LogInAsync("pq01")).Client).GetAsync("/cases")).Html, StringComparison.Ordinal);
    }
}
