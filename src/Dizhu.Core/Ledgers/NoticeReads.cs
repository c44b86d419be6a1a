using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Ledgers;

/// <summary>A notice as anybody may read it: of one withdrawn both times and nothing of what it said; of none who wrote it.</summary>
public sealed record NoticeTold(Guid Id, NoticeKind Kind, string UnitId, string? Content, string? Medium, string? Clause, DateTime PublishedAt, DateTime? WithdrawnAt);

/// <summary>Reads notices for the public: all there ever were, those withdrawn as withdrawn (PLT-016).</summary>
public sealed class NoticeReads(IReads reads)
{
    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<PublicNotice>().CountAsync(cancellationToken);
    }

    /// <summary>One page, the newest first.</summary>
    public async Task<IReadOnlyList<NoticeTold>> PageAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<PublicNotice>().AsNoTracking().OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Skip(skip).Take(take)
            .Select(n => new NoticeTold(
                n.Id, n.Kind, n.UnitId, n.WithdrawnAt == null ? n.Content : null, n.WithdrawnAt == null ? n.Medium : null, n.WithdrawnAt == null ? n.Clause : null, n.PublishedAt, n.WithdrawnAt))
            .ToListAsync(cancellationToken);
    }
}
