using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;
using Dizhu.Tests.Kit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dizhu.Storage.Tests;

/// <summary>The settings that make a commit durable hold, or the store refuses to work.</summary>
public class DurabilityTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_durable_store_starts(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);

        await city.Store.AssertDurableAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("synchronous_commit", "off")]
    [InlineData("synchronous_commit", "local")]
    public async Task PostgreSQL_that_answers_before_it_syncs_is_refused(string setting, string value)
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Postgres);
        await using var careless = new PostgresStore(new NpgsqlConnectionStringBuilder(city.Database.Connection) { Options = $"-c {setting}={value}" }.ToString());

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => careless.AssertDurableAsync(CancellationToken.None));
        Assert.Contains(setting, problem.Message);
    }

    [Fact]
    public async Task SQLite_writes_ahead_and_syncs_fully()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        var (mode, synchronous) = await city.Store.Transactions.RunAsync(
            async (db, ct) => (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync(ct),
                await db.Database.SqlQueryRaw<int>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync(ct)),
            CancellationToken.None);

        Assert.Equal(("wal", 2), (mode, synchronous));
    }

    [Fact]
    public async Task SQLite_that_cannot_write_ahead_is_refused()
    {
        await using var store = new SqliteStore(":memory:");

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => store.AssertDurableAsync(CancellationToken.None));
        Assert.Contains("journal_mode", problem.Message);
    }

    [Fact]
    public async Task SQLite_without_room_refuses_acts_and_works_again_when_there_is_room()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        await city.ReportAsync();
        var pages = await PragmaAsync(city, "page_count");
        await PragmaAsync(city, $"max_page_count={pages + 1}");

        var (stored, refused) = (1, 0);
        for (var i = 0; i < 60; i++)
        {
            try
            {
                await city.ReportAsync();
                stored++;
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }
        }

        Assert.True(refused > 20, $"{refused} refused");
        Assert.Equal((stored, stored), (await city.CountAsync<Report>(), await city.CountAsync<Case>()));
        await PragmaAsync(city, "max_page_count=1000000");
        await city.ReportAsync();
        Assert.Equal(stored + 1, await city.CountAsync<Report>());
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task SQLite_whose_transaction_breaks_under_a_group_goes_on_with_the_next()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);

        // What a full disk may do: the engine itself rolls the whole transaction back.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => city.Store.Transactions.RunAsync(
            async (db, _) => await db.Database.ExecuteSqlRawAsync("ROLLBACK"), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));

        await city.ReportAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task PostgreSQL_that_drops_the_connection_refuses_and_the_next_act_works()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Postgres);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => city.Store.Transactions.RunAsync(
            async (db, ct) =>
            {
                await db.Database.OpenConnectionAsync(ct);
                await db.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pg_backend_pid())", ct);
                return 1;
            },
            CancellationToken.None));

        await city.ReportAsync();
    }

    [Fact]
    public async Task PostgreSQL_syncs_its_log_before_an_act_is_answered()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Postgres);
        await city.ReportAsync();
        var before = await FlushedAsync(city);
        await city.ReportAsync();
        var (flushed, inserted) = await FlushedAsync(city);

        Assert.True(flushed > before.Flushed, $"{before.Flushed} → {flushed} of {inserted}");
    }

    /// <summary>Runs a pragma on the writer's own connection.</summary>
    private static Task<long> PragmaAsync(SmallCity city, string pragma) => city.Store.Transactions.RunAsync(
        async (db, _) =>
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
            return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        },
        CancellationToken.None);

    private static async Task<(long Flushed, long Inserted)> FlushedAsync(SmallCity city)
    {
        await using var db = city.Store.Open();
        var flushed = await db.Database.SqlQueryRaw<decimal>("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn AS \"Value\"").SingleAsync();
        var inserted = await db.Database.SqlQueryRaw<decimal>("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS \"Value\"").SingleAsync();
        return ((long)flushed, (long)inserted);
    }
}
