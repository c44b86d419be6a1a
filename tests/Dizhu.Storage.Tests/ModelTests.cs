using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Places;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dizhu.Storage.Tests;

/// <summary>One model on both databases.</summary>
public class ModelTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_change_of_the_model_waits_for_a_migration(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await using var db = city.Store.Open();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.True(await city.Store.IsReadyAsync(CancellationToken.None));
        Assert.Empty(await city.Store.CheckFileAsync(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_city_of_the_version_before_keeps_the_types_and_other_names_of_its_places(DatabaseKind kind)
    {
        await using var before = await TestStore.EmptyAsync(kind);
        await using (var db = before.Store.Open())
        {
            await db.GetService<IMigrator>().MigrateAsync("CoordinatedWork");
            await db.Database.ExecuteSqlRawAsync(
                "INSERT INTO place (id, type, name, address, lon, lat, aliases, is_synthetic) VALUES ('P1', 'DoorPlate', '崤山路47号', '崤山路47号', 111.2, 34.77, '老门牌', false)");
        }

        await before.Store.MigrateAsync(CancellationToken.None);

        await using var after = before.Store.Open();
        Assert.Equal("plate", (await after.Set<Place>().SingleAsync()).TypeCode);
        var name = await after.Set<PlaceName>().SingleAsync();
        Assert.Equal(("P1", "老门牌", PlaceNameKind.Alias), (name.PlaceId, name.Name, name.Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Tables_and_columns_have_snake_case_names(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await using var db = city.Store.Open();
        var names = db.Model.GetEntityTypes().SelectMany(e => e.GetTableMappings())
            .SelectMany(m => m.ColumnMappings.Select(c => c.Column.Name).Prepend(m.Table.Name));

        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", name));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_instant_comes_back_as_it_went_and_as_UTC(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var at = new DateTime(2026, 11, 23, 1, 2, 3, DateTimeKind.Utc).AddMicroseconds(456_789);
        var message = new OutboxMessage { Id = Guid.NewGuid(), CaseId = Guid.NewGuid(), Seq = 1, Topic = "test", At = at };
        await using (var db = city.Store.Open())
        {
            db.Add(message);
            await db.SaveChangesAsync();
        }

        await using var again = city.Store.Open();
        var read = await again.Set<OutboxMessage>().AsNoTracking().SingleAsync(m => m.Id == message.Id);
        Assert.Equal((at, DateTimeKind.Utc, null), (read.At, read.At.Kind, read.SentAt));
        again.Add(message with { Id = Guid.NewGuid(), Seq = 2, At = DateTime.SpecifyKind(at, DateTimeKind.Local) });
        await Assert.ThrowsAnyAsync<Exception>(() => again.SaveChangesAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_report_seen_between_two_microseconds_is_still_what_the_journal_says(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var report = SmallCity.NewReport() with { ObservedAt = TestClock.Monday().Now.AddTicks(-12_345_677) };
        await city.ReportAsync(report);

        Assert.Empty((await city.VerifyAsync()).Faults);
        var again = await city.Door.ReportAsync(SmallCity.Context(), report, CancellationToken.None);
        Assert.True(again.Moved && again.Value.AlreadyDone);
    }
}
