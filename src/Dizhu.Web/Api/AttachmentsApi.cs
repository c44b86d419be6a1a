using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>What a stored photo is.</summary>
public sealed record AttachmentAnswer(Guid Id, string ContentType, long Length, int Width, int Height, string Sha256, bool AlreadyDone);

/// <summary>Photos: put first, named by an act afterwards, read by case and id with rights.</summary>
internal static class AttachmentsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/attachments/{id:guid}", PutAsync).WithTags("附件").WithSummary("上传一张照片；id 由客户端生成")
            .Accepts<byte[]>("image/jpeg", "image/png", "image/webp").Produces<AttachmentAnswer>(StatusCodes.Status201Created).Produces<AttachmentAnswer>().Problems();
        api.MapGet("/cases/{caseId:guid}/attachments/{id:guid}", GetAsync).WithTags("附件").WithSummary("取案件的照片")
            .Produces(StatusCodes.Status200OK, contentType: PhotoIntake.StoredType).Problems();
    }

    private static async Task PutAsync(HttpContext http, Guid id, PhotoStore store, CityClock clock)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var outcome = await store.PutAsync(id, buffer.ToArray(), http.Who()!, clock.Now, http.RequestAborted);
        await Bodies.AnswerAsync(http, outcome, outcome is { Moved: true, Value.AlreadyDone: false } ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task GetAsync(HttpContext http, Guid caseId, Guid id, CaseReads reads, IAttachmentFiles files)
    {
        var file = await reads.FileAsync(http.Who()!, caseId, http.RequestAborted);
        var row = file?.Attachments.FirstOrDefault(a => a.Id == id);
        await SendAsync(http, row, files);
    }

    /// <summary>Sends a stored photo, or says that there is none. It is shown as a picture and nothing else.</summary>
    internal static async Task SendAsync(HttpContext http, Attachment? row, IAttachmentFiles files)
    {
        await using var content = row is null ? null : await files.OpenAsync(row.Id, http.RequestAborted);
        if (row is null || content is null)
        {
            await Problems.WriteAsync(http, new Refusal("attachment.not-found", "没有这个附件，或它不在您的范围内。", RefusalKind.NotFound));
            return;
        }

        http.Response.ContentType = row.ContentType;
        http.Response.ContentLength = row.Length;
        http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}

/// <summary>Takes a photo in: checked, re-encoded, flushed to the store, then known to the database.</summary>
public sealed class PhotoStore(IActTransactions transactions, IAttachmentFiles files)
{
    public async Task<Outcome<AttachmentAnswer>> PutAsync(
        Guid id, byte[] sent, Core.Access.Principal who, DateTime at, CancellationToken cancellationToken)
    {
        if (id == Guid.Empty)
        {
            return new Refusal("input.missing", "缺少附件编号 id（UUID）。", RefusalKind.Invalid, Field: "id");
        }

        var sentHash = System.Security.Cryptography.SHA256.HashData(sent);
        var photo = PhotoIntake.Take(sent);
        if (!photo.Moved)
        {
            return Outcome<AttachmentAnswer>.Refused(photo.Refusals);
        }

        var row = photo.Value.ToRow(id, who.Id, at, sentHash);
        return await transactions.RunAsync<Outcome<AttachmentAnswer>>(
            async (db, ct) =>
            {
                if (await db.Set<Attachment>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is { } existing)
                {
                    return existing.SentSha256.AsSpan().SequenceEqual(sentHash) && existing.UploadedBy == who.Id
                        ? Answer(existing) with { AlreadyDone = true }
                        : new Refusal("input.id-reused", "这个编号已用于另一个附件。请换一个新的编号再上传。", RefusalKind.Conflict, Field: "id");
                }

                await files.PutAsync(id, photo.Value.Bytes, ct);
                db.Add(row);
                return Answer(row);
            },
            cancellationToken);
    }

    /// <summary>Takes in the photos of a form; their new ids, or the refusal of the first that is none.</summary>
    public async Task<Outcome<IReadOnlyList<Guid>>> PutAllAsync(
        IEnumerable<IFormFile> sent, Core.Access.Principal who, DateTime at, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        foreach (var file in sent.Where(f => f.Length > 0))
        {
            using var buffer = new MemoryStream();
            await file.CopyToAsync(buffer, cancellationToken);
            var id = Ids.New(at);
            var stored = await PutAsync(id, buffer.ToArray(), who, at, cancellationToken);
            if (!stored.Moved)
            {
                return Outcome<IReadOnlyList<Guid>>.Refused(stored.Refusals);
            }

            ids.Add(id);
        }

        return ids;
    }

    private static AttachmentAnswer Answer(Attachment row) =>
        new(row.Id, row.ContentType, row.Length, row.Width, row.Height, Convert.ToHexStringLower(row.Sha256), AlreadyDone: false);
}
