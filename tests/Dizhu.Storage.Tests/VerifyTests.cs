using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>Whatever somebody with a prompt or a broken disk changes, <c>dizhu verify</c> names it.</summary>
public class VerifyTests
{
    private const int PageSize = 4096;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    /// <summary>Stands in every body of the journal and nowhere else.</summary>
    private static ReadOnlySpan<byte> Words => "ecause\":["u8;

    /// <summary>What is changed, and the kind of the fault that names it. {case}, {photo} stand for ids.</summary>
    private static readonly (string What, string Statement, string Kind, string Where)[] Edits =
    [
        ("words of a journal entry", "UPDATE journal SET body = replace(body, '受理', '不理') || ' ' WHERE seq = 2", "journal", "{case}/2"),
        ("who did it", "UPDATE journal SET person_label = '受理员 09' WHERE seq = 1", "journal", "{case}/1"),
        ("a column of a case", "UPDATE cases SET return_count = 7", "case", "{case}"),
        ("the head of a chain", "UPDATE cases SET chain_length = 1", "case", "{case}"),
        ("the due moment of a clock", "UPDATE case_clocks SET due_at = started_at WHERE no = (SELECT min(no) FROM case_clocks)", "clock", "{case}/"),
        ("a clock added", "INSERT INTO case_clocks SELECT * FROM case_clocks_extra", "clock", "{case}/99"),
        ("the result of a task", "UPDATE case_tasks SET result = '改过'", "task", ""),
        ("a task removed", "DELETE FROM case_tasks", "task", ""),
        ("a counted fact", "UPDATE case_facts SET rework_count = 3", "fact", "{case}"),
        ("a fact removed", "DELETE FROM case_facts", "fact", "{case}"),
        ("a way to the case added", "INSERT INTO case_reach SELECT case_id, 'u:ORG-U001', at FROM case_reach LIMIT 1", "reach", "u:ORG-U001"),
        ("a way to the case removed", "DELETE FROM case_reach", "reach", ""),
        ("words of a report", "UPDATE reports SET description = '路灯很亮'", "report", "{case}"),
        ("the number of a report", "UPDATE reports SET number = 'SB26112399999'", "report", "{case}"),
        ("the hash of an attachment", "UPDATE attachments SET sha256 = salt FROM reports", "attachment", "{photo}"),
        ("an attachment removed", "DELETE FROM attachments", "attachment", "{photo}"),
        ("the last journal entry removed", "DELETE FROM journal WHERE seq = 3", "case", "{case}"),
        ("the first journal entry removed", "DELETE FROM journal WHERE seq = 1", "case", "{case}"),
        ("a case removed", "DELETE FROM cases", "case", "{case}"),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_edit_of_a_row_is_named_with_kind_and_id(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (id, photo) = await WorkAsync(city);
        Assert.Empty((await city.VerifyAsync()).Faults);

        foreach (var (what, statement, faultKind, where) in Edits)
        {
            await using var db = city.Store.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync("CREATE TEMPORARY TABLE case_clocks_extra AS SELECT * FROM case_clocks LIMIT 1");
            await db.Database.ExecuteSqlRawAsync("UPDATE case_clocks_extra SET no = 99");
            Assert.True(await db.Database.ExecuteSqlRawAsync(statement) > 0, $"{what}: nothing changed");

            var result = await new CaseVerifier(db, city.Files).RunAsync(null, CancellationToken.None);

            var expected = where.Replace("{case}", id.ToString()).Replace("{photo}", photo.ToString());
            Assert.True(
                result.Faults.Any(f => f.Kind == faultKind && f.Where.StartsWith(expected, StringComparison.Ordinal)),
                $"{what}: {string.Join("; ", result.Faults)}");
            await transaction.RollbackAsync();
        }

        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_entry_rewritten_with_fitting_hashes_still_does_not_fit_its_case(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (id, _) = await WorkAsync(city);
        await using (var db = city.Store.Open())
        {
            var entries = await db.Set<JournalEntry>().AsNoTracking().OrderBy(j => j.Seq).ToListAsync();
            var forged = (entries[^1] with { PersonLabel = "受理员 09" }).LinkedTo(entries[^1].PreviousHash);
            db.Update(forged);
            await db.SaveChangesAsync();
        }

        Assert.Contains((await city.VerifyAsync()).Faults, f => f.Kind == "case" && f.Where == id.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_command_says_clean_then_names_each_fault_and_ends_with_one(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (id, photo) = await WorkAsync(city);
        var (clean, said) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.True(clean == 0, said);

        var file = Directory.GetFiles(city.Database.Folder, photo.ToString("N"), SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "another picture");
        await city.SqlAsync("UPDATE cases SET rework_count = 4");
        var (changed, faults) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.Equal(1, changed);
        Assert.Contains($"case\t{id}\t", faults);
        Assert.Contains($"file\t{photo}\t", faults);

        File.Delete(file);
        var (missing, noFile) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.Equal(1, missing);
        Assert.Contains($"file\t{photo}\t文件不见了", noFile);

        // A body that is not even JSON is a fault with a name, not the end of the check.
        await city.SqlAsync("UPDATE journal SET body = 'x' WHERE seq = 1");
        var (broken, named) = await DizhuProcess.RunAsync(city.Database, "verify");
        Assert.Equal(1, broken);
        Assert.Contains($"journal\t{id}/1\t", named);
    }

    [Fact]
    public async Task The_command_ends_with_one_when_the_file_itself_is_damaged()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        await WorkAsync(city);
        var path = ((Storage.Sqlite.SqliteStore)city.Store).Path;
        var words = await JournalWordsAsync(city, path);
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = words[0] / PageSize * PageSize;
            await file.WriteAsync(Enumerable.Range(0, PageSize).Select(i => (byte)(i * 7)).ToArray());
        }

        var (exitCode, output) = await DizhuProcess.RunAsync(city.Database, "verify");

        Assert.Equal(1, exitCode);
        Assert.Contains("file\t", output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task A_single_flipped_byte_of_the_journal_in_the_file_is_named()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        var (id, _) = await WorkAsync(city);
        var path = ((Storage.Sqlite.SqliteStore)city.Store).Path;
        var words = await JournalWordsAsync(city, path);
        List<int> named = [];
        foreach (var at in words)
        {
            var whole = await File.ReadAllBytesAsync(path);
            var damaged = whole.ToArray();
            damaged[at] ^= 0x01;
            await File.WriteAllBytesAsync(path, damaged);

            var (exitCode, output) = await DizhuProcess.RunAsync(city.Database, "verify");

            if (exitCode == 1 && output.Contains($"journal\t{id}/", StringComparison.Ordinal))
            {
                named.Add(at);
            }
            else
            {
                // The free part of a page may hold an old copy; what belongs to no row can be no one's damage.
                Assert.True(exitCode == 0, $"byte {at}: {exitCode} {output}");
            }

            await File.WriteAllBytesAsync(path, whole);
        }

        Assert.Equal(3, named.Count);
    }

    /// <summary>A case with a photo that was reported, accepted and sent to be verified; gives case and photo.</summary>
    private static async Task<(Guid Case, Guid Photo)> WorkAsync(SmallCity city)
    {
        var photo = await city.PutPhotoAsync([1, 2, 3, 4]);
        var id = await city.ReportAsync(SmallCity.NewReport() with { AttachmentIds = [photo] });
        Assert.True((await city.AcceptAsync(id)).Moved);
        var sent = await city.Door.ActAsync(
            SmallCity.Context(), id, new SendVerifyCommand { Version = 2, CollectorId = SmallCity.CollectorId }, null, CancellationToken.None);
        Assert.True(sent.Moved, sent.Moved ? "" : sent.Refusals[0].Message);
        return (id, photo);
    }

    /// <summary>The offsets of words of the journal in the file, written anew so that no old copy of them is left beside.</summary>
    private static async Task<List<int>> JournalWordsAsync(SmallCity city, string path)
    {
        await using (var db = city.Store.Open())
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM");
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        await city.Store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(path);
        List<int> found = [];
        for (var at = bytes.AsSpan().IndexOf(Words); at >= 0;)
        {
            found.Add(at);
            var next = bytes.AsSpan(at + 1).IndexOf(Words);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return found;
    }
}
