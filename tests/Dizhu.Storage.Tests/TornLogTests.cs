using Dizhu.Core.Cases;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>A power cut may leave the end of the write-ahead log cut off or full of rubbish; what was acknowledged before it holds.</summary>
public class TornLogTests
{
    private const int Acts = 24;
    private const int Cuts = 40;

    [Fact]
    public async Task SQLite_starts_from_a_torn_log_with_every_act_before_the_tear_whole()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        var path = ((SqliteStore)city.Store).Path;
        var acknowledged = new List<(Guid Case, int Version, long Log)>();
        while (acknowledged.Count < Acts)
        {
            var id = await city.ReportAsync();
            acknowledged.Add((id, 1, new FileInfo(path + "-wal").Length));
            Assert.True((await city.AcceptAsync(id)).Moved);
            acknowledged.Add((id, 2, new FileInfo(path + "-wal").Length));
        }

        var copy = Path.Combine(city.Database.Folder, "copy.db");
        var (database, log) = (await ReadAsync(path), await ReadAsync(path + "-wal"));
        var random = new Random(20261123);
        var seen = new HashSet<int>();
        for (var cut = 0; cut < Cuts; cut++)
        {
            var at = random.Next(32, log.Length);
            await File.WriteAllBytesAsync(copy, database);
            await File.WriteAllBytesAsync(copy + "-wal", Torn(log, at, garbled: cut % 2 == 1, random));
            File.Delete(copy + "-shm");

            seen.Add(await CheckAsync(city, copy, acknowledged, at));
        }

        Assert.True(seen.Count > 5, "the tears fell in different acts");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PostgreSQL_starts_from_a_copy_with_a_torn_log_with_every_acknowledged_act_whole(bool garbled)
    {
        using var cluster = await PrivateCluster.CreateAsync();
        Assert.SkipWhen(cluster is null, "No PostgreSQL server programs under /usr/lib/postgresql.");
        await cluster.StartAsync(cluster.Data);
        var acknowledged = new List<Guid>();
        string segment;
        int offset;
        await using (var store = new PostgresStore(cluster.Connection))
        {
            await store.MigrateAsync(CancellationToken.None);
            await SmallCity.FillAsync(store);
            var books = await SmallCity.BooksAsync(store);
            var door = new CaseDoor(store.Transactions, books, new NumberBlocks(store.Transactions, books));
            while (acknowledged.Count < Acts)
            {
                var done = await door.ReportAsync(SmallCity.Context(), SmallCity.NewReport(), CancellationToken.None);
                acknowledged.Add(done.Value.CaseId);
            }

            await using var ask = store.Source.CreateCommand(
                "SELECT pg_walfile_name(f), (pg_walfile_name_offset(f)).file_offset FROM pg_current_wal_flush_lsn() AS f");
            await using var row = await ask.ExecuteReaderAsync();
            Assert.True(await row.ReadAsync());
            (segment, offset) = (row.GetString(0), row.GetInt32(1));
        }

        await cluster.CrashAsync();
        var copy = await cluster.CopyAsync("copy");
        await using (var log = new FileStream(Path.Combine(copy, "pg_wal", segment), FileMode.Open))
        {
            var tail = new byte[(int)Math.Min(100_000, log.Length - offset)];
            if (garbled)
            {
                new Random(20261123).NextBytes(tail);
            }

            log.Position = offset;
            await log.WriteAsync(tail);
        }

        await cluster.StartAsync(copy);
        await using var again = new PostgresStore(cluster.Connection);
        await using var db = again.Open();
        Assert.Empty((await new CaseVerifier(db, new FolderAttachmentFiles(copy)).RunAsync(null, CancellationToken.None)).Faults);
        Assert.Equal(acknowledged.Order(), (await db.Set<Case>().Select(c => c.Id).ToListAsync()).Order());
    }

    /// <summary>Opens a copy; gives how many acts it holds.</summary>
    private static async Task<int> CheckAsync(SmallCity city, string copy, List<(Guid Case, int Version, long Log)> acknowledged, int at)
    {
        await using var store = new SqliteStore(copy);
        Assert.Empty(await store.CheckFileAsync(CancellationToken.None));
        await using var db = store.Open();
        var result = await new CaseVerifier(db, city.Files).RunAsync(null, CancellationToken.None);
        Assert.Empty(result.Faults);
        var versions = await db.Set<Case>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Version);
        Assert.All(
            acknowledged.Where(a => a.Log <= at),
            a => Assert.True(versions.GetValueOrDefault(a.Case) >= a.Version, $"torn at {at}: an act acknowledged at {a.Log} is gone"));

        // It also goes on from there.
        Assert.True((await city.NewDoor(store).ReportAsync(SmallCity.Context(), SmallCity.NewReport(), CancellationToken.None)).Moved);
        return result.Entries;
    }

    private static byte[] Torn(byte[] log, int at, bool garbled, Random random)
    {
        if (!garbled)
        {
            return log[..at];
        }

        var torn = (byte[])log.Clone();
        random.NextBytes(torn.AsSpan(at));
        return torn;
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
