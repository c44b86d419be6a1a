using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests;

/// <summary>A whole host on the sample city, reached over HTTP, with a clock of its own.</summary>
public sealed class TestHost : IAsyncDisposable
{
    public const string Password = "test-password-1";
    private readonly WebApplication _app;

    private TestHost(TestStore database, WebApplication app, TestClock clock)
    {
        Database = database;
        _app = app;
        Clock = clock;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public TestStore Database { get; }

    public TestClock Clock { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public CityBooks City => Services.GetRequiredService<CityBooksHolder>().Current;

    public static async Task<TestHost> StartAsync(DatabaseKind kind, Func<DizhuHostOptions, DizhuHostOptions>? change = null)
    {
        var clock = TestClock.Monday();
        var database = await SampleAsync(kind);
        var options = new DizhuHostOptions
        {
            Store = database.Store,
            DataFolder = database.Folder,
            Time = clock,
            PublicReportsPerMinute = 100_000,
            SignInsPerMinute = 100_000,
        };
        var app = await DizhuHost.BuildAsync(change?.Invoke(options) ?? options, CancellationToken.None);
        await app.StartAsync();
        return new TestHost(database, app, clock);
    }

    /// <summary>A database with the sample city and an account of every post.</summary>
    public static Task<TestStore> SampleAsync(DatabaseKind kind) => TestStore.CreateAsync(kind, "sample", async store =>
    {
        var at = TestClock.Monday().Now;
        await CitySetup.FillAsync(store, sampleCity: true, progress: null, CancellationToken.None);
        await Demo.AddAccountsAsync(store, Password, at, CancellationToken.None);
    });

    /// <summary>A client nobody is logged in with.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };

    /// <summary>A client logged in as one of the accounts of the sample city.</summary>
    public async Task<Desk> LogInAsync(string login) => await Desk.LogInAsync(Anonymous(), login, Password);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }
}
