using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Tests;

/// <summary>What is seeded is what is read back: the books from the database equal the books from the files.</summary>
public class RoundTripTests
{
    [Fact]
    public async Task The_books_read_from_a_database_equal_the_seeds()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var options = new DbContextOptionsBuilder<DizhuDb>().UseSqlite(connection).UseSnakeCaseNamingConvention().Options;
        var (organisations, catalogue, dispatch) = (OrganisationSeed.Read(sampleCity: true), CatalogueSeed.Read(sampleCity: true), DispatchSeed.Read());
        await using (var db = new DizhuDb(options))
        {
            await db.Database.EnsureCreatedAsync();
            organisations.AddTo(db);
            catalogue.AddTo(db);
            dispatch.AddTo(db);
            await db.SaveChangesAsync();
        }

        await using var reader = new DizhuDb(options);

        Assert.Equal(organisations.ToBook().Version, (await OrganisationBook.LoadAsync(reader)).Version);
        Assert.Equal(catalogue.ToBook().Version, (await CatalogueBook.LoadAsync(reader)).Version);
        Assert.Equal(dispatch.ToBook().Version, (await DispatchBook.LoadAsync(reader)).Version);
    }
}
