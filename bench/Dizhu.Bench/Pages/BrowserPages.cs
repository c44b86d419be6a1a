using System.Text.Json;
using Microsoft.Playwright;

namespace Dizhu.Bench.Pages;

/// <summary>Pages in a browser with an empty cache: when they are ready, and what was transferred. Needs the Chromium that <c>DIZHU_TEST_CHROMIUM</c> names.</summary>
internal static class BrowserPages
{
    private const double MostReady = 1000;
    private const double MostBytes = 300 * 1024;
    private const double MostWithMap = 900 * 1024;
    private const int Rounds = 5;

    public static async Task MeasureAsync(Uri address, string password, IReadOnlyList<(string Login, string Path)> pages)
    {
        if (Environment.GetEnvironmentVariable("DIZHU_TEST_CHROMIUM") is not { Length: > 0 } chromium || !File.Exists(chromium))
        {
            Console.WriteLine("No browser: DIZHU_TEST_CHROMIUM does not name a Chromium.");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
        Console.WriteLine($"in the browser, cache empty, {Rounds} rounds\n                                            ready ms      kB   with map");
        var sessions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (login, path) in pages)
        {
            List<double> ready = [];
            var (bytes, map) = (0d, false);
            for (var i = 0; i < Rounds; i++)
            {
                await using var context = await browser.NewContextAsync(new()
                {
                    BaseURL = address.ToString(),
                    Locale = "zh-CN",
                    ViewportSize = new() { Width = 1366, Height = 768 },
                    StorageState = sessions.GetValueOrDefault(login),
                });
                if (!sessions.ContainsKey(login))
                {
                    await context.APIRequest.PostAsync("/api/v1/session", new() { DataObject = new { login, password } });
                    sessions[login] = await context.StorageStateAsync();
                }

                var page = await context.NewPageAsync();
                await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
                map = await page.Locator("dizhu-map").CountAsync() > 0;
                if (map)
                {
                    await page.WaitForFunctionAsync("() => document.querySelector('dizhu-map').dataset.state === 'ready'", null, new() { Timeout = 60_000 });
                }

                var told = await page.EvaluateAsync<JsonElement>("""
                    () => {
                      const [nav] = performance.getEntriesByType("navigation");
                      const all = [nav, ...performance.getEntriesByType("resource")];
                      return { ready: nav.domContentLoadedEventEnd, bytes: all.reduce((sum, e) => sum + e.transferSize, 0) };
                    }
                    """);
                ready.Add(told.GetProperty("ready").GetDouble());
                bytes = told.GetProperty("bytes").GetDouble();
            }

            var median = ready.Order().ElementAt(Rounds / 2);
            Console.WriteLine($"  {login} {path,-38} {median,8:0} {bytes / 1024,7:0} {(map ? "yes" : ""),6}  {(median <= MostReady && bytes <= (map ? MostWithMap : MostBytes) ? "met" : "missed")}");
        }
    }
}
