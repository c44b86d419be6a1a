using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Photos of components: uploaded like those of cases, named by base data instead of an act.</summary>
public static class PartPhotos
{
    /// <summary>
    /// Marks uploads as named, so that they are kept; gives those that may be named: what the asker uploaded and no case has, or what base data named before.
    /// A photo of a case is seen by who may see the case, so it never becomes one of a component.
    /// </summary>
    public static async Task<IReadOnlyCollection<Guid>> NameAsync(DizhuDb db, ActContext context, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(context);
        var by = context.Who.Id;
        var files = await db.Set<Attachment>().Where(a => ids.Contains(a.Id) && a.CaseId == null && (a.UploadedBy == by || a.Phase != null)).ToListAsync(cancellationToken);
        foreach (var file in files.Where(f => f.Phase is null))
        {
            db.Entry(file).CurrentValues.SetValues(file with { Phase = AttachmentPhase.Before });
        }

        return [.. files.Select(f => f.Id)];
    }
}
