using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Photos of components: uploaded like those of cases, named by base data instead of an act.</summary>
public static class PartPhotos
{
    /// <summary>Marks uploads as named, so that they are kept; gives those there are.</summary>
    public static async Task<IReadOnlyCollection<Guid>> NameAsync(DizhuDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var files = await db.Set<Attachment>().Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken);
        foreach (var file in files.Where(f => f.Phase is null))
        {
            db.Entry(file).CurrentValues.SetValues(file with { Phase = AttachmentPhase.Before });
        }

        return [.. files.Select(f => f.Id)];
    }
}
