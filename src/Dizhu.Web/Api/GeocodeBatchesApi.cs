using System.Text;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geocoding;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>A batch and how far it has come.</summary>
public sealed record GeocodeBatchAnswer(
    Guid Id, string Name, string Encoding, DateTime CreatedAt, string CreatedBy, int Threshold, DateOnly? At, long BaseVersion, int Rows,
    int Accepted, int ToReview, int Confirmed, int Corrected, int NoMatch)
{
    internal static GeocodeBatchAnswer Of(GeocodeBatchSummary s) => new(
        s.Batch.Id, s.Batch.Name, s.Batch.Encoding, s.Batch.CreatedAt, s.Batch.CreatedBy, s.Batch.Threshold, s.Batch.At, s.Batch.BaseVersion, s.Batch.RowCount,
        s.Count(GeocodeRowState.Accepted), s.Count(GeocodeRowState.ToReview), s.Count(GeocodeRowState.Confirmed), s.Count(GeocodeRowState.Corrected), s.Count(GeocodeRowState.NoMatch));
}

/// <summary>One address of a batch.</summary>
public sealed record GeocodeBatchRowAnswer(
    int Line, string? Reference, string Address, string? CorrectedAddress, GeocodeRowState State, int Score, string? PlaceId, string? PlaceName, double? Lon, double? Lat,
    string? GridCode, bool IsEstimated, IReadOnlyList<GeocodeCandidate> Candidates, string? DecidedBy, DateTime? DecidedAt, string? Note, int Version)
{
    internal static GeocodeBatchRowAnswer Of(GeocodeBatchRow r) => new(
        r.Line, r.Reference, r.Address, r.CorrectedAddress, r.State, r.Score, r.PlaceId, r.PlaceName, r.Lon, r.Lat, r.GridCode, r.IsEstimated,
        GeocodeMatching.CandidatesOf(r), r.DecidedBy, r.DecidedAt, r.Note, r.Version);
}

/// <summary>Files of addresses: matched, reviewed row by row, and given back.</summary>
internal static class GeocodeBatchesApi
{
    private const int PageRows = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var batches = api.MapGroup("/geocode/batches").RequireAuthorization("geocoders").WithTags("地理编码");
        batches.MapGet("", async (GeocodeBatches door, HttpContext http) => (await door.ListAsync(http.RequestAborted)).Select(GeocodeBatchAnswer.Of))
            .WithSummary($"最近 {GeocodeBatches.MostBatches} 个批次").Produces<IReadOnlyList<GeocodeBatchAnswer>>().Problems();
        batches.MapPost("/import", ImportAsync).WithSummary("上传地址文件（CSV，UTF-8 或 GBK，含地址列）批量匹配；id 由客户端生成，同一文件重发不重复登记")
            .Accepts<string>("text/csv").Produces<GeocodeBatchAnswer>().Problems();
        batches.MapGet("/{id:guid}", FindAsync).WithSummary("一个批次").Produces<GeocodeBatchAnswer>().Problems();
        batches.MapGet("/{id:guid}/rows", RowsAsync).WithSummary($"批次的行，每次最多 {PageRows} 行；after 为上一页最后一行的行号").Produces<IReadOnlyList<GeocodeBatchRowAnswer>>().Problems();
        batches.MapPost("/{id:guid}/rows/{line:int}/decide", DecideAsync).WithSummary("复核一行：选候选、标无匹配，或更正地址重新匹配")
            .Accepts<GeocodeDecision>("application/json").Produces<GeocodeBatchRowAnswer>().Problems();
        batches.MapGet("/{id:guid}/result", ResultAsync).WithSummary("批次结果，CSV").Produces<string>(contentType: "text/csv").Problems();
    }

    /// <summary>What a batch is matched with now.</summary>
    internal static GeocodeTerms Terms(CityBooks city, DateTime now) => new(city.Places, city.Settings.CaseSettings(now).GeocodeAcceptScore);

    /// <summary>At most as much as a file may hold, and one byte, by which it is known that there was more.</summary>
    internal static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        while (buffer.Length <= AddressFile.MostBytes && await body.ReadAsync(chunk, cancellationToken) is var read and > 0)
        {
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static async Task ImportAsync(HttpContext http, GeocodeBatches door, CityBooksHolder city, CityClock clock, Guid? id, string? name, DateOnly? at)
    {
        var content = await ReadAsync(http.Request.Body, http.RequestAborted);
        var added = await door.AddAsync(http.Act(http.Who()!), id ?? Guid.Empty, name ?? "", content, at, Terms(city.Current, clock.Now), http.RequestAborted);
        await AnswerAsync(http, added);
    }

    private static async Task FindAsync(HttpContext http, GeocodeBatches door, Guid id) => await AnswerAsync(http, await door.FindAsync(id, http.RequestAborted));

    private static async Task RowsAsync(HttpContext http, GeocodeBatches door, Guid id, GeocodeRowState? state, int? after)
    {
        var batch = await door.FindAsync(id, http.RequestAborted);
        await Bodies.AnswerAsync(http, batch.Moved
            ? (await door.RowsAsync(id, state, after ?? 0, PageRows, http.RequestAborted)).Select(GeocodeBatchRowAnswer.Of).ToList()
            : Outcome<List<GeocodeBatchRowAnswer>>.Refused(batch.Refusals));
    }

    private static async Task DecideAsync(HttpContext http, GeocodeBatches door, CityBooksHolder city, Guid id, int line)
    {
        var body = await Bodies.ReadAsync<GeocodeDecision>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var decided = await door.DecideAsync(http.Act(http.Who()!), id, line, body.Value.Value, city.Current.Places, http.RequestAborted);
        await Bodies.AnswerAsync(http, decided, GeocodeBatchRowAnswer.Of);
    }

    private static async Task ResultAsync(HttpContext http, GeocodeBatches door, AuditLog audit, Guid id)
    {
        var batch = await door.FindAsync(id, http.RequestAborted);
        if (!batch.Moved)
        {
            await Problems.WriteAsync(http, batch.Refusals);
            return;
        }

        await audit.WriteAsync("export", http.Who()!.Label, $"地理编码批次 {id} 的结果", http);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"geocode-{id}.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(GeocodeResultCsv.Header, Encoding.UTF8, http.RequestAborted);

        // Page by page, so that no more than one page is in memory.
        for (var after = 0; await door.RowsAsync(id, null, after, PageRows, http.RequestAborted) is { Count: > 0 } rows; after = rows[^1].Line)
        {
            await http.Response.WriteAsync(string.Concat(rows.Select(GeocodeResultCsv.Line)), Encoding.UTF8, http.RequestAborted);
        }
    }

    private static Task AnswerAsync(HttpContext http, Outcome<GeocodeBatchSummary> outcome) =>
        Bodies.AnswerAsync(http, outcome, GeocodeBatchAnswer.Of);
}
