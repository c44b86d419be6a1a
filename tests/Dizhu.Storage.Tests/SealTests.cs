using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>Seals find what the chains alone cannot: a chain made anew as a whole.</summary>
public class SealTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_entry_rewritten_with_its_whole_chain_and_case_is_found_by_the_seal(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        await city.AcceptAsync(id);
        Assert.Equal(1, await SealAsync(city));
        Assert.Empty((await CheckAsync(city)).Faults);

        await ForgeAsync(city, id);

        // The chain, the case and everything the chain alone can tell fit.
        Assert.Empty((await city.VerifyAsync()).Faults);
        var fault = Assert.Single((await CheckAsync(city)).Faults);
        Assert.Equal(("seal", $"{id}/2"), (fault.Kind, fault.Where));
        var (exitCode, said) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.Equal(1, exitCode);
        Assert.Contains($"seal\t{id}/2\t", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Seals_made_anew_to_fit_a_forged_journal_do_not_fit_the_file_outside(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        await city.AcceptAsync(id);
        await SealAsync(city);
        await ForgeAsync(city, id);
        await city.SqlAsync("DELETE FROM sealed_heads");
        await city.SqlAsync("DELETE FROM journal_seals");
        Assert.Contains((await CheckAsync(city)).Faults, f => f.Where == "1" && f.What.Contains("被删除", StringComparison.Ordinal));

        await SealAsync(city);

        var fault = Assert.Single((await CheckAsync(city)).Faults);
        Assert.Equal("1", fault.Where);
        Assert.Contains("被改写", fault.What, StringComparison.Ordinal);

        File.Delete(FileOf(city).Path);
        var unseen = await CheckAsync(city);
        Assert.True(unseen.NotExported);
        var (exitCode, said) = await DizhuProcess.RunAsync(city.Database, "verify", "--seals", Path.GetDirectoryName(FileOf(city).Path)!);
        Assert.True(exitCode == 1 && said.Contains("封存值文件不见了", StringComparison.Ordinal), said);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_edit_of_a_seal_or_its_list_is_named(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        await SealAsync(city);
        await city.AcceptAsync(id);
        await city.ReportAsync();
        await SealAsync(city);
        foreach (var statement in (string[])
            [
                "UPDATE journal_seals SET heads = 7 WHERE no = 1", "DELETE FROM journal_seals WHERE no = 1", "DELETE FROM journal_seals WHERE no = 2",
                "UPDATE journal_seals SET root = previous_hash WHERE no = 2", "DELETE FROM sealed_heads WHERE seal_no = 2 AND place = 1",
                "UPDATE sealed_heads SET place = place + 5 WHERE seq = 2", "UPDATE sealed_heads SET hash = (SELECT root FROM journal_seals ORDER BY root LIMIT 1)",
                "DELETE FROM journal WHERE seq = 2",
            ])
        {
            await using var db = city.Store.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.True(await db.Database.ExecuteSqlRawAsync(statement) > 0, statement);
            var found = await new SealVerifier(db, FileOf(city)).RunAsync(CancellationToken.None);
            var moved = statement.Contains("place + 5", StringComparison.Ordinal);
            Assert.True(found.Faults.Count > 0 || (moved && await SameOrderAsync(db)), statement);
            await transaction.RollbackAsync();
        }

        Assert.Empty((await CheckAsync(city)).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_growth_is_sealed_once_and_the_file_grows_by_a_line_a_seal(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        Assert.Equal(0, await SealAsync(city));
        var id = await city.ReportAsync();
        Assert.Equal(1, await SealAsync(city));
        Assert.Equal(0, await SealAsync(city));
        await city.AcceptAsync(id);
        Assert.Equal(1, await SealAsync(city));

        await using var db = city.Store.Open();
        Assert.Equal([1, 2], await db.Set<SealedHead>().OrderBy(h => h.SealNo).Select(h => h.Seq).ToListAsync());
        var seals = await db.Set<JournalSeal>().AsNoTracking().OrderBy(s => s.No).ToListAsync();
        Assert.Equal(seals.Select(s => s.ToLine()), await FileOf(city).ReadAsync(CancellationToken.None));

        // A line torn by a power cut is written anew.
        await File.WriteAllTextAsync(FileOf(city).Path, seals[0].ToLine() + "\n" + seals[1].ToLine()[..30]);
        await SealAsync(city);
        Assert.Equal(seals.Select(s => s.ToLine()), await FileOf(city).ReadAsync(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sealers_and_acts_at_the_same_time_leave_whole_seals_over_everything(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var acts = Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 6; i++)
            {
                await city.AcceptAsync(await city.ReportAsync());
            }
        });
        var sealers = Enumerable.Range(0, 2).Select(async n =>
        {
            var sealer = new JournalSealer(city.Store, city.Store.Transactions, new SealFile(Path.Combine(city.Database.Folder, $"node-{n}")));
            for (var i = 0; i < 4; i++)
            {
                await sealer.SealAsync(TestClock.Monday().Now, CancellationToken.None);
            }
        });
        await Task.WhenAll(acts.Concat(sealers));
        await SealAsync(city);

        Assert.Empty((await CheckAsync(city)).Faults);
        await using var db = city.Store.Open();
        Assert.Equal(24, await db.Set<Case>().CountAsync());
        Assert.Equal(24, await db.Set<SealedHead>().CountAsync(h => h.Seq == 2));
    }

    [Fact]
    public async Task An_act_in_flight_while_others_are_sealed_is_in_the_next_seal()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Postgres);
        var (late, early) = (await city.ReportAsync(), await city.ReportAsync());
        await SealAsync(city);
        await using (var db = city.Store.Open())
        {
            // An older instant, a transaction that began first and commits last.
            await using var transaction = await db.Database.BeginTransactionAsync();
            var first = await db.Set<JournalEntry>().AsNoTracking().SingleAsync(j => j.CaseId == late);
            var next = (first with { Seq = 2 }).LinkedTo(first.Hash);
            db.Add(next);
            await db.Set<Case>().Where(c => c.Id == late).ExecuteUpdateAsync(c => c.SetProperty(x => x.ChainLength, 2).SetProperty(x => x.ChainHead, next.Hash));
            await db.SaveChangesAsync();
            await city.AcceptAsync(early);
            Assert.Equal(1, await SealAsync(city));
            await transaction.CommitAsync();
        }

        Assert.Equal(1, await SealAsync(city));
        await using var after = city.Store.Open();
        Assert.Equal(3, (await after.Set<SealedHead>().SingleAsync(h => h.CaseId == late && h.Seq == 2)).SealNo);
        Assert.Empty((await CheckAsync(city)).Faults);
    }

    private static SealFile FileOf(SmallCity city) => new(Path.Combine(city.Database.Folder, "seals"));

    private static Task<int> SealAsync(SmallCity city) =>
        new JournalSealer(city.Store, city.Store.Transactions, FileOf(city)).SealAsync(TestClock.Monday().Now, CancellationToken.None);

    private static async Task<SealCheck> CheckAsync(SmallCity city)
    {
        await using var db = city.Store.Open();
        return await new SealVerifier(db, FileOf(city)).RunAsync(CancellationToken.None);
    }

    /// <summary>Moving the last head of a seal further back changes no order, and so nothing that is sealed.</summary>
    private static async Task<bool> SameOrderAsync(DizhuDb db) =>
        await db.Set<SealedHead>().Where(h => h.SealNo == 2).OrderBy(h => h.Place).Select(h => h.Seq).LastAsync() == 2;

    /// <summary>Somebody who owns the database: another person in the second entry, its hash made anew, and the case's head with it.</summary>
    private static async Task ForgeAsync(SmallCity city, Guid id)
    {
        await using var db = city.Store.Open();
        var entry = await db.Set<JournalEntry>().AsNoTracking().SingleAsync(j => j.CaseId == id && j.Seq == 2);
        var forged = (entry with { PersonLabel = "受理员 09" }).LinkedTo(entry.PreviousHash);
        db.Update(forged);
        await db.SaveChangesAsync();
        await db.Set<Case>().Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.ChainHead, forged.Hash));
    }
}
