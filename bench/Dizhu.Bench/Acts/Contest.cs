using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dizhu.Bench.Acts;

/// <summary>The product and the reference side by side on one database, with the same requests for both.</summary>
internal sealed class Contest : IAsyncDisposable
{
    private readonly RawEndpoint _endpoint;
    private readonly NpgsqlDataSource _source;
    private readonly Load _collector;
    private readonly Load _acceptor;
    private readonly Load _raw;
    private readonly byte[] _template;
    private readonly ConcurrentQueue<Guid> _open = new();

    private Contest(RawEndpoint endpoint, NpgsqlDataSource source, Load collector, Load acceptor, Load raw, byte[] template)
    {
        (_endpoint, _source, _collector, _acceptor, _raw, _template) = (endpoint, source, collector, acceptor, raw, template);
    }

    /// <summary>Lets the product do each act once, so that the reference can write the same rows.</summary>
    public static async Task<Contest> PrepareAsync(WebApplication app, string connection, int clients)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var (collector, acceptor) = (await KeyAsync(app, Post.Collector, Scope.OwnOnly), await KeyAsync(app, Post.Acceptor, Scope.Everything));
        var source = NpgsqlDataSource.Create(connection);
        var id = Guid.CreateVersion7();
        var template = BodyOf(app, id);
        var reportAnswer = await SendAsync(address, "/api/v1/reports", collector, template);
        var before = await CaseImage.ReadAsync(source, id);
        var acceptAnswer = await SendAsync(address, $"/api/v1/cases/{id}/accept", acceptor, "{\"version\":1}"u8.ToArray());
        var accepted = new AcceptImage(before, await CaseImage.ReadAsync(source, id));
        var endpoint = await RawEndpoint.StartAsync(connection, before, accepted, reportAnswer, acceptAnswer);
        return new Contest(
            endpoint, source, new Load(address, collector, clients), new Load(address, acceptor, clients), new Load(endpoint.Address, collector, clients), template);
    }

    /// <summary>New reports, each with an id of its own.</summary>
    public Shot Report()
    {
        var id = Guid.CreateVersion7();
        var body = _template.AsSpan().ToArray();
        Encoding.ASCII.GetBytes(id.ToString(), body.AsSpan(7));
        return new Shot("/api/v1/reports", body);
    }

    /// <summary>Cases waiting for acceptance, each used once by one of the two; null when they are used up.</summary>
    public Shot? Accept() =>
        _open.TryDequeue(out var id) ? new Shot($"/api/v1/cases/{id}/accept", "{\"version\":1}"u8.ToArray()) : null;

    /// <summary>Lays up cases for the acceptance series.</summary>
    public async Task StockAsync(TimeSpan duration)
    {
        _ = await _raw.RunAsync(() =>
        {
            var shot = Report();
            _open.Enqueue(Guid.Parse(Encoding.ASCII.GetString(shot.Body.AsSpan(7, 36))));
            return shot;
        }, HttpStatusCode.Created, duration);
    }

    /// <summary>One stretch of load on one of the two, and what it wrote.</summary>
    public async Task<(Stretch Stretch, Written Written)> RunAsync(bool raw, Func<Shot?> next, HttpStatusCode expected, TimeSpan duration)
    {
        var before = await Meter.ReadAsync(_source);
        var load = raw ? _raw : expected == HttpStatusCode.Created ? _collector : _acceptor;
        var stretch = await load.RunAsync(next, expected, duration);
        return (stretch, await Meter.ReadAsync(_source) - before);
    }

    public async ValueTask DisposeAsync()
    {
        _collector.Dispose();
        _acceptor.Dispose();
        _raw.Dispose();
        await _endpoint.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static byte[] BodyOf(WebApplication app, Guid id)
    {
        var city = app.Services.GetRequiredService<CityBooksHolder>().Current;
        return JsonSerializer.SerializeToUtf8Bytes(SampleReport.Of(id, city.Places.Components.First(), TimeProvider.System.GetUtcNow().UtcDateTime));
    }

    private static async Task<string> KeyAsync(WebApplication app, Post post, Scope scope)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var keys = app.Services.GetRequiredService<ApiKeys>();
        return (await keys.CreateAsync($"bench {post}", post, "ORG-U081-S", scope, now, now.AddDays(1), CancellationToken.None)).Secret;
    }

    private static async Task<byte[]> SendAsync(Uri address, string path, string key, byte[] body)
    {
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "X-Api-Key", key } } };
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await http.PostAsync(path, content);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? bytes : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
    }
}
