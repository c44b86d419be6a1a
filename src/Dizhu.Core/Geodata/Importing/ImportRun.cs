using Dizhu.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>What an import works with inside its transaction.</summary>
internal sealed class ImportRun(
    DizhuDb db, IBulkWriter bulk, ImportRequest request, ActContext context, SourceShapes shapes, BasePublication publication, IProgress<ImportProgress>? progress)
{
    public DizhuDb Db => db;

    public IBulkWriter Bulk => bulk;

    public ImportRequest Request => request;

    public ActContext Context => context;

    public SourceShapes Shapes => shapes;

    public void Report(string step, int done) => progress?.Report(new ImportProgress(step, done));

    /// <summary>See <see cref="BasePublication.CountPastAsync"/>.</summary>
    public Task CountPastAsync(string layerId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => publication.CountPastAsync(layerId, keys, cancellationToken);

    /// <summary>Keeps the state an object has before it is changed; see <see cref="BasePublication.Keep"/>.</summary>
    public void Keep(string layerId, string key, object row, DateOnly from, DateOnly until, string reason) => publication.Keep(layerId, key, row, from, until, reason);

    /// <summary>Lets go of rows that are saved, so that memory does not grow with the file.</summary>
    public void Forget<T>()
        where T : class
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.Entity is T or PastState).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }
}
