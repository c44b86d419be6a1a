using System.Text.Json;
using Dizhu.Tests.Kit;
using Dizhu.Web.Tests;
using Microsoft.Playwright;

namespace Dizhu.EndToEnd.Tests;

/// <summary>One host and one browser for the tests of a class; the map is drawn by the processor. Without a browser the tests are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Variable = "DIZHU_TEST_CHROMIUM";
    private static readonly string Axe = Path.Combine(Repository.Root, "tests/Dizhu.EndToEnd.Tests/axe/node_modules/axe-core/axe.min.js");
    /// <summary>A look for faults that never ends fails its test, not the whole run.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private IPlaywright? _playwright;
    private readonly System.Collections.Concurrent.ConcurrentBag<string> _violations = [];
    private readonly List<(string? Test, IBrowserContext Context)> _open = [];
    private IBrowser? _browser;

    public TestHost Host { get; private set; } = null!;

    /// <summary>Whether axe-core was brought by <c>npm ci</c> in <c>axe/</c>.</summary>
    public static bool HasAxe => File.Exists(Axe);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path || !File.Exists(path))
        {
            return;
        }

        Host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        _playwright = await Playwright.CreateAsync();

        // A graphics card in software draws the map; the pages around it are put together five times cheaper without it.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-compositing"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright!.Dispose();
            await Host.DisposeAsync();
        }
    }

    /// <summary>What the pages' own policy had to stop; nothing of ours should need that.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>A window of its own: nobody is logged in. Nothing fades in it: a page looked at half-way through would have faults of contrast that last no longer than the look.</summary>
    public async Task<IPage> OpenAsync(bool phone = false, bool script = true)
    {
        Assert.SkipWhen(_browser is null, $"No browser: {Variable} does not name a Chromium.");
        await CloseEarlierAsync();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Host.Address.ToString(),
            Locale = "zh-CN",
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1366, Height = 768 },
            HasTouch = phone,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        _open.Add((TestContext.Current.Test?.UniqueID, context));
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _violations.Add($"{page.Url}: {message.Text}");
            }
        };
        return page;
    }

    /// <summary>Windows of earlier tests would go on reading lists and drawing maps, on the processor the next test needs.</summary>
    private async Task CloseEarlierAsync()
    {
        var now = TestContext.Current.Test?.UniqueID;
        foreach (var earlier in _open.Where(o => o.Test != now).ToList())
        {
            _open.Remove(earlier);
            await earlier.Context.CloseAsync();
        }
    }

    /// <summary>A window of somebody at work.</summary>
    public async Task<IPage> LogInAsync(string login, bool phone = false, bool script = true)
    {
        var page = await OpenAsync(phone, script);
        await page.GotoAsync("/login");
        await page.GetByLabel("账号").FillAsync(login);
        await page.GetByLabel("密码").FillAsync(TestHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        return page;
    }

    /// <summary>Keeps a picture of the page where <c>DIZHU_PICTURES</c> names a folder.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DIZHU_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    /// <summary>What axe-core finds wrong on a page: rule and first element, a line each. Nothing when it was not brought.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        if (!HasAxe)
        {
            return [];
        }

        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] })).violations.map(v => v.id + ': ' + v.nodes[0].html)").WaitAsync(Longest);
        return [.. found.EnumerateArray().Select(v => $"{page.Url} {v.GetString()}")];
    }
}
