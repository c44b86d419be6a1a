using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;

namespace Dizhu.Web.Hosting;

/// <summary>Reads the city's data into the snapshots decisions look at.</summary>
public static class CityLoader
{
    public static async Task<CityBooks> LoadAsync(IReads reads, CancellationToken cancellationToken)
    {
        // The places are by far the most; the rest is read beside them.
        var places = Task.Run(() => ReadAsync(reads, PlaceBook.LoadAsync, cancellationToken), cancellationToken);
        var catalogue = await ReadAsync(reads, CatalogueBook.LoadAsync, cancellationToken);
        var organisations = await ReadAsync(reads, OrganisationBook.LoadAsync, cancellationToken);
        var dispatch = await ReadAsync(reads, DispatchBook.LoadAsync, cancellationToken);
        var settings = await ReadAsync(reads, SettingsBook.LoadAsync, cancellationToken);
        return new CityBooks(SettingCalendar.Of(settings, WorkCalendarLoader.Load()), catalogue, organisations, await places, dispatch) { Settings = settings };
    }

    /// <summary>Reads everything anew that administrators maintain as tables, and keeps the places.</summary>
    public static async Task ReloadSettingsAsync(IReads reads, CityBooksHolder city, CancellationToken cancellationToken)
    {
        var settings = await ReadAsync(reads, SettingsBook.LoadAsync, cancellationToken);
        var catalogue = await ReadAsync(reads, CatalogueBook.LoadAsync, cancellationToken);
        var organisations = await ReadAsync(reads, OrganisationBook.LoadAsync, cancellationToken);
        var dispatch = await ReadAsync(reads, DispatchBook.LoadAsync, cancellationToken);
        city.Swap(city.Current with
        {
            Settings = settings,
            Calendar = SettingCalendar.Of(settings, WorkCalendarLoader.Load()),
            Catalogue = catalogue,
            Organisations = organisations,
            Dispatch = dispatch,
        });
    }

    private static async Task<T> ReadAsync<T>(IReads reads, Func<DizhuDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await read(db, cancellationToken);
    }
}
