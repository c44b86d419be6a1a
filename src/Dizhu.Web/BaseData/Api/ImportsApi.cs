using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.BaseData.Formats;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.BaseData.Api;

/// <summary>An import as the interface tells it.</summary>
public sealed record ImportAnswer(
    Guid Id, string Layer, string FileName, ImportMode Mode, bool DryRun, ImportState State, string By, DateTime AskedAt, DateTime? EndedAt,
    int Added, int Changed, int Ended, int Unchanged, int Refused, int Faults, int Warnings, string? ReadAs, string? Code, string? Message, string? Step, int? Done)
{
    internal static ImportAnswer Of(ImportRecord r, ImportProgress? progress) => new(
        r.Id, r.LayerId, r.FileName, r.Mode, r.DryRun, r.State, r.By, r.AskedAt, r.EndedAt, r.Added, r.Changed, r.Ended, r.Unchanged, r.RefusedCount, r.FaultCount, r.WarningCount,
        r.ReadAs.Length == 0 ? null : r.ReadAs, r.Code.Length == 0 ? null : r.Code, r.Message.Length == 0 ? null : r.Message, progress?.Step, progress?.Done);
}

/// <summary>How a supply is to be taken in; parameters of the address, because the body is the file itself.</summary>
public sealed record ImportParameters(
    string? Layer, string? FileName, ImportMode? Mode, DateOnly? From, string? Datum, bool? ConfirmDatum, string? Encoding, string? Table, string? Mapping, bool? DryRun)
{
    /// <summary>The request, or everything that is wrong with it.</summary>
    internal Outcome<ImportRequest> ToRequest(DateOnly today)
    {
        var mapping = ImportMapping.Read(Mapping);
        if (!mapping.Moved)
        {
            return mapping.Refusal;
        }

        return Layer is { Length: > 0 and <= 40 } && FileName is { Length: > 0 and <= 200 }
            ? new ImportRequest
            {
                LayerId = Layer,
                FileName = Path.GetFileName(FileName),
                Mode = Mode ?? ImportMode.Add,
                From = From ?? today,
                Datum = string.IsNullOrWhiteSpace(Datum) ? null : Datum,
                DatumConfirmed = ConfirmDatum ?? false,
                Mapping = mapping.Value,
                DryRun = DryRun ?? false,
            }
            : new Refusal("input.missing", "请在地址参数里写明图层 layer 和文件名 fileName。", RefusalKind.Invalid, Field: "layer");
    }
}

/// <summary>Imports of base data: asked for with the file as body, watched while they run, reported row by row.</summary>
internal static class ImportsApi
{
    private const int Latest = 100;

    public static void Map(RouteGroupBuilder data)
    {
        var imports = data.MapGroup("/imports").RequireAuthorization("administrators");
        data.MapPost("/import", AskAsync).RequireAuthorization("administrators").WithSummary("导入一个文件（请求体即文件）：GeoJSON、Shapefile 压缩包、GeoPackage 或 CSV；dryRun=true 只检查")
            .Accepts<byte[]>("application/octet-stream", "application/geo+json", "text/csv", "application/zip", "application/geopackage+sqlite3")
            .Produces<ImportAnswer>(StatusCodes.Status202Accepted).Problems();
        imports.MapGet("", ListAsync).WithSummary("最近的导入").Produces<IReadOnlyList<ImportAnswer>>().Problems();
        imports.MapGet("/{id:guid}", GetAsync).WithSummary("一次导入的进度和结果").Produces<ImportAnswer>().Problems();
        imports.MapGet("/{id:guid}/report.csv", CsvAsync).WithSummary("没有导入的行和网格问题：行号、原因、位置").Produces(StatusCodes.Status200OK, contentType: "text/csv").Problems();
        imports.MapGet("/{id:guid}/faults", FaultsAsync).WithSummary("问题的位置，GeoJSON").Produces(StatusCodes.Status200OK, contentType: "application/geo+json").Problems();
    }

    /// <summary>Stores what is sent as a file and puts the import in the queue.</summary>
    public static async Task<Outcome<ImportRecord>> TakeAsync(HttpContext http, ImportJobs jobs, ImportParameters asked, Stream body, DateOnly today)
    {
        var request = asked.ToRequest(today);
        if (!request.Moved)
        {
            return Outcome<ImportRecord>.Refused(request.Refusals);
        }

        var context = http.Act(http.Who()!);
        var id = Ids.New(context.At);
        Directory.CreateDirectory(jobs.Folder);
        var path = Path.Combine(jobs.Folder, id.ToString());
        var hash = await StoreAsync(body, path, http.RequestAborted);
        if (!hash.Moved)
        {
            File.Delete(path);
            return hash.Refusal;
        }

        return await jobs.AskAsync(new ImportJob(id, context, request.Value with { FileHash = hash.Value }, path, asked.Encoding, asked.Table), http.RequestAborted);
    }

    private static async Task AskAsync(HttpContext http, ImportJobs jobs, CityClock clock, [AsParameters] ImportParameters asked)
    {
        // A file is larger than an act; how much of it is taken is counted while it comes in.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = FileLimits.Default.MostBytes + 1;
        }

        var taken = await TakeAsync(http, jobs, asked, http.Request.Body, clock.Today);
        await Bodies.AnswerAsync(http, taken, v => ImportAnswer.Of(v, null), StatusCodes.Status202Accepted);
    }

    private static async Task<Outcome<byte[]>> StoreAsync(Stream body, string path, CancellationToken cancellationToken)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        var buffer = new byte[1 << 17];
        long written = 0;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            written += read;
            if (written > FileLimits.Default.MostBytes)
            {
                return new Refusal("import.too-large", $"文件超过 {FileLimits.Default.MostBytes >> 20} MB。请按街道或类别分成几个文件。", RefusalKind.TooLarge, Field: "file");
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return written == 0 ? new Refusal("import.empty", "没有收到文件。请选择要导入的文件。", RefusalKind.Invalid, Field: "file") : hash.GetHashAndReset();
    }

    private static async Task ListAsync(HttpContext http, IReads reads, ImportJobs jobs)
    {
        await using var db = reads.Open();
        var rows = await db.Set<ImportRecord>().AsNoTracking().OrderByDescending(r => r.AskedAt).Take(Latest).ToListAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(rows.Select(r => ImportAnswer.Of(r, jobs.ProgressOf(r.Id))), http.RequestAborted);
    }

    private static async Task GetAsync(HttpContext http, Guid id, IReads reads, ImportJobs jobs)
    {
        var found = await FindAsync(http, id, reads);
        await Bodies.AnswerAsync<ImportAnswer>(http, found is null ? Unknown : ImportAnswer.Of(found, jobs.ProgressOf(id)));
    }

    private static async Task CsvAsync(HttpContext http, Guid id, IReads reads)
    {
        if (await FindAsync(http, id, reads) is not { } found)
        {
            await Problems.WriteAsync(http, Unknown);
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"import-{id:N}.csv\"";
        await http.Response.WriteAsync(ReportLine.Csv(found.Lines()), http.RequestAborted);
    }

    private static async Task FaultsAsync(HttpContext http, Guid id, IReads reads)
    {
        if (await FindAsync(http, id, reads) is not { } found)
        {
            await Problems.WriteAsync(http, Unknown);
            return;
        }

        http.Response.ContentType = "application/geo+json; charset=utf-8";
        await http.Response.WriteAsync(MapOverlay.Write(found.Lines()), http.RequestAborted);
    }

    private static async Task<ImportRecord?> FindAsync(HttpContext http, Guid id, IReads reads)
    {
        await using var db = reads.Open();
        return await db.Set<ImportRecord>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, http.RequestAborted);
    }

    private static Refusal Unknown => new("import.unknown", "没有这次导入。请从列表中选择。", RefusalKind.NotFound);
}
