using System.Text.Json;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Dizhu.Web.Tests;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dizhu.EndToEnd.Tests;

/// <summary>Every page there is, found by its route: no fault of access, nothing the keyboard cannot reach, nothing wider than a phone.</summary>
public class EveryPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Logins = ["gl01", "sl01", "zb01", "pq01", "cj01", "zy08", "ej01"];

    /// <summary>Pages that only answer a form, are pieces of others, or are told to nobody in particular.</summary>
    private static readonly string[] NotPages = ["logout", "look", "error", "refused", "cases/{id:guid}/brief", "map/card"];

    [Fact]
    public async Task No_page_has_a_fault_of_access_or_something_the_keyboard_cannot_reach()
    {
        Assert.SkipWhen(browser.Host is null, $"No browser: {Browser.Variable} does not name a Chromium.");
        var samples = await SamplesAsync();
        List<string> faults = [], unknown = [];
        var opened = new Dictionary<string, IPage>(StringComparer.Ordinal);
        foreach (var route in Routes())
        {
            if (AddressOf(route, samples) is not { } address)
            {
                unknown.Add(route);
                continue;
            }

            faults.AddRange(await LookAsync(address, opened));
        }

        Assert.True(unknown.Count == 0, "No sample for: " + string.Join(", ", unknown));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(opened.Count > 0);
    }

    private IEnumerable<string> Routes() => browser.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => e.RoutePattern.RawText!.TrimStart('/')).Where(r => !NotPages.Contains(r)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What stands for the parts of addresses that vary.</summary>
    private async Task<Dictionary<string, string>> SamplesAsync()
    {
        var host = browser.Host;
        var spot = TestPlaces.Inside(host.City, host.City.Places.Grids[0].Code);
        var (_, born) = await (await host.LogInAsync("cj01")).PostAsync("/api/v1/reports", new
        {
            id = Guid.CreateVersion7(), source = "Collector", observedAt = host.Clock.Now, description = "路边垃圾", classKey = "2013-E0110", lon = spot.Lon, lat = spot.Lat, datum = "CGCS2000",
        });
        var id = (string)born["caseId"]!;
        await using var db = host.Database.Store.Open();
        var person = (await db.Set<Person>().SingleAsync(p => p.Label == "派遣员 01")).Id;
        return new(StringComparer.Ordinal)
        {
            ["maintenance/people/{id:guid}"] = $"/maintenance/people/{person}",
            ["maintenance/people/{id:guid}/{act}"] = $"/maintenance/people/{person}/give-post?Post=Collector",
            ["cases/{id:guid}"] = $"/cases/{id}",
            ["cases/{id:guid}/{act}"] = $"/cases/{id}/decline",
            ["geocode/places/{id?}"] = $"/geocode/places/{host.City.Places.Places[0].Id}",
            ["geocode/batches/{id:guid}"] = $"/geocode/batches/{Guid.CreateVersion7()}",
            ["base/import/{id?}"] = "/base/import",
            ["sources/{code?}"] = "/sources/" + Uri.EscapeDataString("三政办〔2017〕26号"),
            ["maintenance/settings/{kind}"] = "/maintenance/settings/phrases",
            ["base/edit"] = $"/base/edit?layer=components&key={host.City.Places.Components[0].Id}",
        };
    }

    private static string? AddressOf(string route, Dictionary<string, string> samples) =>
        samples.GetValueOrDefault(route) ?? (route.Contains('{', StringComparison.Ordinal) ? null : "/" + route);

    private async Task<IReadOnlyList<string>> LookAsync(string address, Dictionary<string, IPage> opened)
    {
        foreach (var login in Logins)
        {
            if (!opened.TryGetValue(login, out var page))
            {
                opened[login] = page = await browser.LogInAsync(login);
            }

            await page.SetViewportSizeAsync(1366, 768);
            var answer = await page.GotoAsync(address);
            if (answer is null or { Status: 403 } || page.Url.Contains("/refused", StringComparison.Ordinal) || page.Url.Contains("/login", StringComparison.Ordinal))
            {
                continue;
            }

            List<string> faults = [.. await Browser.FaultsAsync(page), .. (await UnreachedAsync(page)).Select(e => $"{address}: the keyboard does not reach {e}")];
            await page.SetViewportSizeAsync(390, 844);
            var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            return wide > 0 ? [.. faults, $"{address} is {wide} px too wide for a phone"] : faults;
        }

        return [$"{address}: no post may open it"];
    }

    /// <summary>What can be pressed or filled in by a pointer but not by the keyboard: in no order of the tab key, or held out of it.</summary>
    private static async Task<IReadOnlyList<string>> UnreachedAsync(IPage page)
    {
        var found = await page.EvaluateAsync<JsonElement>("""
            () => {
              const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
              const acts = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [data-href], [role=button]")].filter(seen);
              return acts.filter((e) => {
                if (e.matches("[data-href]")) { return e.querySelector("a[href]") === null; }
                if (e.disabled || e.closest("[inert]")) { return false; }
                return e.tabIndex < 0;
              }).map((e) => e.outerHTML.slice(0, 120));
            }
            """);
        return [.. found.EnumerateArray().Select(e => e.GetString()!)];
    }
}
