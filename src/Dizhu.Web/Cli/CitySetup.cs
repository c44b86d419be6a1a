using Dizhu.Core;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;

namespace Dizhu.Web.Cli;

/// <summary>
/// Fills a new database with what every city of the order starts from: units, duties, classes, the command
/// manual. Limits, grids and components come only with the sample city; a real install imports its own.
/// </summary>
public static class CitySetup
{
    /// <summary>Writes the seeds in one transaction.</summary>
    public static async Task FillAsync(
        IStore store, bool sampleCity, IProgress<(string Step, int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        OrganisationSeed.Read(sampleCity).AddTo(db);
        CatalogueSeed.Read(sampleCity).AddTo(db);
        DispatchSeed.Read().AddTo(db);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        if (sampleCity)
        {
            await SampleCity.WriteAsync(db, store.Bulk, progress, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
