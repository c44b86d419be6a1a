using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;

namespace Dizhu.Web.Hosting;

/// <summary>Reads the city's data into the snapshots decisions look at.</summary>
public static class CityLoader
{
    public static async Task<CityBooks> LoadAsync(IReads reads, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return new CityBooks(
            WorkCalendarLoader.Load(),
            await CatalogueBook.LoadAsync(db, cancellationToken),
            await OrganisationBook.LoadAsync(db, cancellationToken),
            await PlaceBook.LoadAsync(db, cancellationToken),
            await DispatchBook.LoadAsync(db, cancellationToken));
    }
}
