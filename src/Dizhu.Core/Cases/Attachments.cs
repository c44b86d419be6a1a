using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Binds uploaded files to the act that names them.</summary>
internal static class Attachments
{
    private const int Most = 9;

    /// <summary>The files named, if each is there, belongs to the asker and is free.</summary>
    public static async Task<Outcome<IReadOnlyList<Attachment>>> BindableAsync(
        DizhuDb db, ActContext context, IReadOnlyList<Guid>? ids, CancellationToken cancellationToken)
    {
        if (ids is null || ids.Count == 0)
        {
            return Array.Empty<Attachment>();
        }

        if (ids.Count > Most || ids.Distinct().Count() != ids.Count)
        {
            return Refusals.Invalid("attachment.too-many", "attachmentIds", $"一次最多附 {Most} 个不同的文件。请减少后再提交。");
        }

        var wanted = ids.ToList();
        var files = await db.Set<Attachment>().Where(a => wanted.Contains(a.Id)).ToListAsync(cancellationToken);
        var missing = wanted.FirstOrDefault(id => !files.Exists(f => f.Id == id && f.UploadedBy == context.Who.Id));
        if (missing != Guid.Empty)
        {
            return Refusals.Invalid("attachment.not-found", "attachmentIds", $"附件 {missing} 没有上传，或不是您上传的。请重新上传后再提交。");
        }

        return files.Exists(f => f.CaseId is not null || f.Phase is not null)
            ? Refusals.Invalid("attachment.already-used", "attachmentIds", "有附件已用于另一次办理。请重新上传后再提交。")
            : files;
    }

    public static IReadOnlyList<AttachmentMark> Marks(IReadOnlyList<Attachment> files, CaseAct act) =>
        [.. files.Select(f => new AttachmentMark(f.Id, PhaseOf(act), Convert.ToHexStringLower(f.Sha256)))];

    public static void Bind(DizhuDb db, IReadOnlyList<Attachment> files, ActBody body, int seq)
    {
        foreach (var file in files)
        {
            db.Entry(file).CurrentValues.SetValues(file with
            {
                CaseId = body.Case.Id,
                EntrySeq = seq,
                Phase = body.Attachments.First(m => m.Id == file.Id).Phase,
            });
        }
    }

    private static AttachmentPhase PhaseOf(CaseAct act) => act switch
    {
        CaseAct.Handle or CaseAct.FeedBack => AttachmentPhase.After,
        CaseAct.PassCheck or CaseAct.Rework => AttachmentPhase.Check,
        _ => AttachmentPhase.Before,
    };
}
