using System.Security.Cryptography;
using System.Text.Json;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.BaseData.Formats;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.BaseData;

/// <summary>
/// The city's own GIS as the source of base data, chosen by configuration: any platform that offers OGC API – Features. Without one, base data are what is
/// imported here.
/// </summary>
/// <param name="Address">The landing page, for example <c>https://gis.example.org/ogc</c>.</param>
/// <param name="Layers">Our layer → the platform's collection.</param>
/// <param name="Every">How often it is asked.</param>
public sealed record GisProvider(Uri Address, IReadOnlyDictionary<string, string> Layers, TimeSpan Every)
{
    /// <summary>Reads <c>ADDRESS[,layer=collection…]</c>; without layers, grids and components under their own names.</summary>
    public static Outcome<GisProvider> Read(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var layers = parts.Skip(1).Select(p => p.Split('=', 2)).ToList();
        return parts.Length > 0 && Uri.TryCreate(parts[0], UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && layers.TrueForAll(l => l.Length == 2)
            ? new GisProvider(
                address,
                layers.Count == 0
                    ? new Dictionary<string, string>(StringComparer.Ordinal) { [BaseLayers.Grids] = BaseLayers.Grids, [BaseLayers.Components] = BaseLayers.Components }
                    : layers.ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal),
                TimeSpan.FromHours(1))
            : new Refusal("gis.address", "地理信息平台请写成 https://地址/ogc[,grids=集合名,components=集合名]。", RefusalKind.Invalid, Field: "gis");
    }
}

/// <summary>Follows the configured GIS: fetches its collections, and takes in what has changed by the very rules of an import.</summary>
internal sealed class GisFollower(
    DizhuHostOptions options, HttpClient client, IReads reads, ImportDoor door, CityBooksHolder city, CityClock clock, TimeProvider time, AuditLog audit, ILogger<GisFollower> log)
    : Repeating(Pace, time, log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);
    private const int PageLength = 1_000;
    private const int MostPages = 10_000;
    private static readonly Principal Platform = new(new Guid("00000000-0000-7000-8000-000000000002"), "地理信息平台", Post.Administrator, null, Scope.Everything);

    /// <summary>One round over all layers; a layer whose content is the one last taken is left alone.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (var (layer, collection) in options.Gis?.Layers ?? new Dictionary<string, string>())
        {
            var path = Path.Combine(Directory.CreateTempSubdirectory("dizhu-gis-").FullName, "layer.geojson");
            try
            {
                var hash = await FetchAsync(new Uri($"{options.Gis!.Address.ToString().TrimEnd('/')}/collections/{Uri.EscapeDataString(collection)}/items?limit={PageLength}&f=json"), path, cancellationToken);
                var last = await LastAsync(layer, cancellationToken);
                if (last is null || !hash.AsSpan().SequenceEqual(last))
                {
                    await TakeAsync(layer, collection, path, hash, cancellationToken);
                }
            }
            catch (Exception problem) when (IsTheirs(problem) && !cancellationToken.IsCancellationRequested)
            {
                log.LogWarning(problem, "The GIS gave no {Collection}; what is live stays.", collection);
            }
            finally
            {
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            }
        }
    }

    /// <summary>The first round a minute after the start, then at the pace that was set.</summary>
    protected override Task TurnAsync(int turn, CancellationToken cancellationToken) =>
        (turn - 1) % Math.Max(1, (int)(options.Gis!.Every / Pace)) == 0 ? FollowAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>The platform is away, or what it answers is no collection of features.</summary>
    private static bool IsTheirs(Exception problem) => problem is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or TaskCanceledException;

    private async Task TakeAsync(string layer, string collection, string path, byte[] hash, CancellationToken cancellationToken)
    {
        var opened = FeatureFiles.Open(path, $"{collection}.geojson", FileLimits.Default);
        if (!opened.Moved)
        {
            log.LogWarning("The GIS's {Collection} is refused: {Code}.", collection, opened.Refusal.Code);
            return;
        }

        using var source = opened.Value;
        var request = new ImportRequest { LayerId = layer, Mode = ImportMode.Update, From = clock.Today, FileName = $"{options.Gis!.Address.Host}/{collection}", FileHash = hash, Reason = "地理信息平台更新" };
        var done = await door.RunAsync(new ActContext(Platform, clock.Now, Ids.New(clock.Now).ToString()), request, source, null, cancellationToken);
        if (done is { Moved: true, Value.IsPublished: true })
        {
            city.Swap(await CityLoader.LoadAsync(reads, cancellationToken));
        }

        var told = done.Moved ? $"新增 {done.Value.Added}，变更 {done.Value.Changed}，没有导入 {done.Value.RefusedCount} 行，网格错误 {done.Value.Faults.Count(f => !f.IsWarning)} 处" : done.Refusal.Code;
        await audit.WriteAsync("config", Platform.Label, $"随地理信息平台更新 {layer}：{told}", null);
    }

    /// <summary>All pages as one collection; gives its hash.</summary>
    private async Task<byte[]> FetchAsync(Uri first, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        await using var writer = new Utf8JsonWriter(file);
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        var (next, pages) = ((Uri?)first, 0);
        while (next is not null && pages++ < MostPages)
        {
            using var answer = await client.GetAsync(next, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answer.EnsureSuccessStatusCode();
            using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            foreach (var feature in page.RootElement.GetProperty("features").EnumerateArray())
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(feature.GetRawText()));
                feature.WriteTo(writer);
            }

            await writer.FlushAsync(cancellationToken);
            next = NextOf(page.RootElement, next);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return hash.GetHashAndReset();
    }

    /// <summary>The next page; only one of the same host is followed.</summary>
    private static Uri? NextOf(JsonElement page, Uri current)
    {
        var links = page.TryGetProperty("links", out var found) && found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : default;
        foreach (var link in links)
        {
            if (link.TryGetProperty("rel", out var rel) && rel.ValueEquals("next"u8) && link.TryGetProperty("href", out var href) && Uri.TryCreate(current, href.GetString(), out var next))
            {
                return next.Authority == current.Authority ? next : null;
            }
        }

        return null;
    }

    private async Task<byte[]?> LastAsync(string layer, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<LayerVersion>().AsNoTracking().Where(v => v.LayerId == layer).OrderByDescending(v => v.Number).Select(v => v.FileHash).FirstOrDefaultAsync(cancellationToken);
    }
}
