using System.Diagnostics;
using System.Net;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Storage.Sqlite;
using Dizhu.Web.Cli;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Bench.Geography;

/// <summary>A host on the sample city, with a key.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SqliteStore _store;
    private readonly string _folder;
    private readonly Uri _address;

    private SampleHost(WebApplication app, SqliteStore store, string folder, string key)
    {
        (_app, _store, _folder, Key) = (app, store, folder, key);
        _address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public string Key { get; }

    public PlaceBook Places => _app.Services.GetRequiredService<CityBooksHolder>().Current.Places;

    public static async Task<SampleHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-bench-map-").FullName;
        var store = new SqliteStore(Path.Combine(folder, "dizhu.db"));
        await store.MigrateAsync(CancellationToken.None);
        await CitySetup.FillAsync(store, sampleCity: true, progress: null, CancellationToken.None);
        var app = await DizhuHost.BuildAsync(new DizhuHostOptions { Store = store, DataFolder = folder }, CancellationToken.None);
        await app.StartAsync();
        var now = app.Services.GetRequiredService<Core.Calendar.CityClock>().Now;
        var (_, key) = await app.Services.GetRequiredService<ApiKeys>().CreateAsync("bench", Post.MachineClient, null, Scope.Everything, now, now.AddDays(1), CancellationToken.None);
        return new(app, store, folder, key);
    }

    public HttpClient Client() => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = _address, DefaultRequestHeaders = { { "X-Api-Key", Key } } };

    /// <summary>Gets the paths in turns on so many connections; gives how many were answered with 200, and their bytes. Any other answer ends it.</summary>
    public async Task<(long Count, long Bytes)> LoadAsync(IReadOnlyList<string> paths, int connections, TimeSpan time)
    {
        using var client = Client();
        async Task<(long, long)> GetAsync(int first, TimeSpan until)
        {
            var (start, count, bytes) = (Stopwatch.GetTimestamp(), 0L, 0L);
            for (var i = first; Stopwatch.GetElapsedTime(start) < until; i += connections)
            {
                using var answer = await client.GetAsync(paths[i % paths.Count]);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    throw new InvalidOperationException($"{paths[i % paths.Count]}: {answer.StatusCode}");
                }

                (count, bytes) = (count + 1, bytes + (await answer.Content.ReadAsByteArrayAsync()).Length);
            }

            return (count, bytes);
        }

        await Task.WhenAll(Enumerable.Range(0, connections).Select(c => GetAsync(c, TimeSpan.FromSeconds(5))));
        var found = await Task.WhenAll(Enumerable.Range(0, connections).Select(c => GetAsync(c, time)));
        return (found.Sum(f => f.Item1), found.Sum(f => f.Item2));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
