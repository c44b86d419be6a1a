using System.Text.Json;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>What the bulk writer writes is what EF would have written.</summary>
public class BulkTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rows_written_in_bulk_are_the_rows_EF_writes(DatabaseKind kind)
    {
        await using var bulk = await EmptyAsync(kind);
        await using var plain = await EmptyAsync(kind);
        var data = SampleCity.Generate();

        await SameAsync(bulk.Store, plain.Store, data.Grids.Take(200).ToList(), g => g.Code);
        await SameAsync(bulk.Store, plain.Store, data.ManagementAreas, a => a.Code);
        await SameAsync(bulk.Store, plain.Store, data.Components.Where((_, i) => i % 101 == 0).ToList(), c => c.Id);
        await SameAsync(bulk.Store, plain.Store, data.Places.Take(200).ToList(), p => p.Id);
        await SameAsync(bulk.Store, plain.Store, [data.Version!], v => v.Label);
        await SameAsync(bulk.Store, plain.Store, Attachments(), a => a.Id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bulk_with_a_bad_row_leaves_nothing(DatabaseKind kind)
    {
        await using var store = await EmptyAsync(kind);
        await using var db = store.Store.Open();
        DutyGrid[] rows = [new() { Code = "ZR001", Name = "一" }, new() { Code = "ZR002", Name = "二" }, new() { Code = "ZR001", Name = "又一" }];

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Store.Bulk.WriteAsync(db, rows, CancellationToken.None));
        Assert.Equal(0, await db.Set<DutyGrid>().CountAsync());

        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await store.Store.Bulk.WriteAsync(db, rows[..2], CancellationToken.None);
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await db.Set<DutyGrid>().CountAsync());
        await store.Store.Bulk.WriteAsync(db, rows[..2], CancellationToken.None);
        Assert.Equal(2, await db.Set<DutyGrid>().CountAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_type_outside_the_model_is_refused(DatabaseKind kind)
    {
        await using var store = await EmptyAsync(kind);
        await using var db = store.Store.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Store.Bulk.WriteAsync(db, ["text"], CancellationToken.None));
    }

    /// <summary>Guids, instants, bytes, enums and every kind of null.</summary>
    private static List<Attachment> Attachments() =>
    [
        .. Enumerable.Range(1, 5).Select(i => new Attachment
        {
            Id = Ids.New(TestClock.Monday().Now),
            CaseId = i % 2 == 0 ? Guid.NewGuid() : null,
            EntrySeq = i % 2 == 0 ? i : null,
            Phase = i % 2 == 0 ? AttachmentPhase.After : null,
            UploadedAt = TestClock.Monday().Now.AddMicroseconds(i),
            ContentType = "image/jpeg",
            Length = i * 1_000_000_000L,
            Sha256 = [(byte)i, 0, 255],
            TakenAt = i % 2 == 0 ? TestClock.Monday().Now : null,
        }),
    ];

    private static async Task SameAsync<T>(IStore bulk, IStore plain, IReadOnlyList<T> rows, Func<T, object> key)
        where T : class
    {
        await using (var db = bulk.Open())
        {
            await bulk.Bulk.WriteAsync(db, rows, CancellationToken.None);
        }

        await using (var db = plain.Open())
        {
            db.AddRange(rows);
            await db.SaveChangesAsync();
        }

        Assert.Equal(await TextsAsync(plain, key), await TextsAsync(bulk, key));
    }

    private static async Task<List<string>> TextsAsync<T>(IStore store, Func<T, object> key)
        where T : class
    {
        await using var db = store.Open();
        var rows = await db.Set<T>().AsNoTracking().ToListAsync();
        return [.. rows.OrderBy(key).Select(r => JsonSerializer.Serialize(r))];
    }

    private static Task<TestStore> EmptyAsync(DatabaseKind kind) => TestStore.CreateAsync(kind, "empty", _ => Task.CompletedTask);
}
