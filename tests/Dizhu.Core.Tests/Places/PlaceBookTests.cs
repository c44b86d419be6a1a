using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Storage.Sqlite;
using Dizhu.Tests.Kit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Tests.Places;

/// <summary>A database in memory that lives as long as its connection.</summary>
internal sealed class MemoryDb : IAsyncDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public static async Task<MemoryDb> OpenAsync()
    {
        var memory = new MemoryDb();
        await memory._connection.OpenAsync();
        await using var db = memory.Context();
        await db.Database.EnsureCreatedAsync();
        return memory;
    }

    public DizhuDb Context() => new(new DbContextOptionsBuilder().UseSqlite(_connection).Options);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

public class PlaceBookTests(SampleCityFixture city) : IClassFixture<SampleCityFixture>
{
    [Fact]
    public void A_point_is_found_with_everything_above_it()
    {
        var component = city.Data.Components[30_000];
        var grid = city.Data.Grids.Single(g => g.Code == component.GridCode);
        var found = city.Book.Locate(new(component.Lon, component.Lat));

        Assert.True(found.IsKnown);
        Assert.Equal(
            new Location(grid.Code, grid.DutyGridCode, grid.Code[..12], grid.Code[..9], "411202", grid.ManagementAreaCode, grid.AreaLevel, 1), found);
        Assert.Equal("湖滨区", city.Book.NameOf("411202"));
        Assert.Equal("湖滨街道", city.Book.NameOf("411202001"));
        Assert.Equal("市场社区居民委员会", city.Book.NameOf("411202001001"));
        Assert.Equal("开发区", city.Book.NameOf("ORG-U100"));
        Assert.Equal("999", city.Book.NameOf("999"));
    }

    [Fact]
    public void A_point_outside_all_grids_is_unknown_and_never_a_default()
    {
        foreach (var point in new[] { new Cgcs2000(0, 0), new(116.4, 39.9), new(city.Data.Version!.West - 1e-6, 34.767), new(111.29, 34.75) })
        {
            var found = city.Book.Locate(point);
            Assert.False(found.IsKnown);
            Assert.Equal(new Location(null, null, null, null, null, null, null, 1), found);
        }
    }

    [Fact]
    public void On_the_corner_of_four_grids_the_lowest_code_wins()
    {
        foreach (var grid in city.Data.Grids.Take(200))
        {
            var corner = Wkb.Read(grid.Ring).Rings[0][0];
            var lowest = city.Data.Grids.Where(g => Wkb.Read(g.Ring).Contains(corner)).Min(g => g.Code);
            Assert.Equal(lowest, city.Book.Locate(corner).GridCode);
        }
    }

    [Fact]
    public void A_retired_grid_is_not_found()
    {
        var grid = city.Data.Grids[0];
        var retired = new BasicGrid { Code = grid.Code, CommunityCode = grid.CommunityCode, AreaM2 = 1, Ring = grid.Ring, From = grid.From, Until = grid.From };
        var book = new PlaceBook(city.Data with { Grids = [retired, .. city.Data.Grids.Skip(1)] });
        var inside = city.Data.Components.First(c => c.GridCode == grid.Code);

        Assert.False(book.Locate(new(inside.Lon, inside.Lat)).IsKnown);
        Assert.Null(book.FindGrid(grid.Code));
    }

    [Fact]
    public void The_nearest_component_is_found_also_of_one_class()
    {
        var hydrant = city.Data.Components.First(c => c.ClassKey == "2013-C0113");
        var point = new Cgcs2000(hydrant.Lon, hydrant.Lat);

        Assert.Equal((hydrant, 0.0), city.Book.NearestComponent(point, 5, "2013-C0113"));
        Assert.Null(city.Book.NearestComponent(new(111.29, 34.75), 50));
        Assert.Contains(city.Book.ComponentsWithin(point, 100), c => c.Component == hydrant);
        Assert.Same(hydrant, city.Book.FindComponent(hydrant.Id));
        Assert.Null(city.Book.FindComponent("4112020113999999"));
        Assert.NotNull(city.Book.NearestPlace(point, 500));
    }

    [Fact]
    [Requirement("DCM-069")]
    public void A_component_has_competent_department_owner_and_maintainer_apart()
    {
        var cover = city.Data.Components.First(c => c.ClassKey == "2013-C0111");

        Assert.Equal(("ORG-U042", "ORG-U110", "ORG-U110"), (cover.CompetentDepartmentId, cover.OwnerId, cover.MaintainerId));
    }

    [Fact]
    public void A_book_without_data_knows_nothing()
    {
        var book = new PlaceBook(new([], [], [], [], [], [], [], [], null));

        Assert.False(book.Locate(new(111.2, 34.7)).IsKnown);
        Assert.Null(book.NearestComponent(new(111.2, 34.7), 100));
        Assert.Equal(0, book.Version);
    }

    [Fact]
    public async Task What_is_written_is_loaded_again_the_same()
    {
        await using var memory = await MemoryDb.OpenAsync();
        var steps = new List<(string Step, int Done, int Total)>();
        await using (var db = memory.Context())
        {
            await SampleCity.WriteAsync(db, new SqliteBulkWriter(), new Recorder(steps), TestContext.Current.CancellationToken);
        }

        Assert.Equal(("部件", 60_000, 60_000), steps.Last(s => s.Step == "部件"));
        await using var again = memory.Context();
        var book = await PlaceBook.LoadAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(60_000, book.Components.Count);
        Assert.Equal(2_000, book.Places.Count);
        Assert.Equal(1, book.Version);
        foreach (var component in city.Data.Components.Where((_, i) => i % 97 == 0))
        {
            Assert.Equivalent(component, book.FindComponent(component.Id), strict: true);
            Assert.Equal(city.Book.Locate(new(component.Lon, component.Lat)), book.Locate(new(component.Lon, component.Lat)));
        }
    }

    [Fact]
    public async Task A_loading_that_is_stopped_leaves_nothing()
    {
        await using var memory = await MemoryDb.OpenAsync();
        using var stop = new CancellationTokenSource();
        await using (var db = memory.Context())
        {
            var progress = new Recorder([], step => { if (step == "部件") { stop.Cancel(); } });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SampleCity.WriteAsync(db, new SqliteBulkWriter(), progress, stop.Token));
        }

        await using var again = memory.Context();
        Assert.Equal(0, await again.Set<BasicGrid>().CountAsync());
    }

    private sealed class Recorder(List<(string Step, int Done, int Total)> steps, Action<string>? seen = null) : IProgress<(string Step, int Done, int Total)>
    {
        public void Report((string Step, int Done, int Total) value)
        {
            steps.Add(value);
            seen?.Invoke(value.Step);
        }
    }
}
