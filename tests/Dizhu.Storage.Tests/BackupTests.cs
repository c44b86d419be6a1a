using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>The drill: a copy taken while people work, put back elsewhere, is whole.</summary>
public class BackupTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_backup_taken_under_load_restores_elsewhere_whole_with_every_act_acknowledged_before_it(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await city.ReportAsync(SmallCity.NewReport() with { AttachmentIds = [await city.PutPhotoAsync([1, 2, 3])] });
        Directory.CreateDirectory(Path.Combine(city.Database.Folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(city.Database.Folder, "keys", "key.xml"), "<key/>");
        await new JournalSealer(city.Store, city.Store.Transactions, new SealFile(Path.Combine(city.Database.Folder, "seals"))).SealAsync(TestClock.Monday().Now, CancellationToken.None);
        var backup = Path.Combine(city.Database.Folder, "backup");
        using var enough = new CancellationTokenSource();
        var before = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            before.Add(await city.ReportAsync());
        }

        var load = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await city.AcceptAsync(await city.ReportAsync());
            }
        });
        var (made, said) = await DizhuProcess.RunAsync(city.Database, "backup", "--to", backup);
        await enough.CancelAsync();
        await load;
        Assert.True(made == 0, said);
        Assert.Equal(2, (await DizhuProcess.RunAsync(city.Database, "backup", "--to", backup)).ExitCode);

        // Where something is, nothing is restored.
        var (refused, why) = await DizhuProcess.RunAsync(city.Database, "restore", "--from", backup);
        Assert.True(refused == 2, why);

        await using var elsewhere = await TestStore.EmptyAsync(kind);
        var (restored, told) = await DizhuProcess.RunAsync(elsewhere, "restore", "--from", backup);
        Assert.True(restored == 0, told);
        var (verified, found) = await DizhuProcess.RunAsync(elsewhere, "verify");
        Assert.True(verified == 0, found);
        Assert.True(File.Exists(Path.Combine(elsewhere.Folder, "keys", "key.xml")));
        await using var db = elsewhere.Store.Open();
        Assert.Equal(before.Count, await db.Set<Case>().CountAsync(c => before.Contains(c.Id)));
    }

    [Fact]
    public async Task A_damaged_or_unfinished_backup_is_not_restored()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        var backup = Path.Combine(city.Database.Folder, "backup");
        Assert.Equal(0, (await DizhuProcess.RunAsync(city.Database, "backup", "--to", backup)).ExitCode);
        await using var elsewhere = await TestStore.EmptyAsync(DatabaseKind.Sqlite);
        var copy = Path.Combine(backup, "database", "dizhu.db");
        var bytes = await File.ReadAllBytesAsync(copy);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(copy, bytes);

        var (exitCode, said) = await DizhuProcess.RunAsync(elsewhere, "restore", "--from", backup);
        Assert.True(exitCode == 1 && said.Contains("备份已损坏", StringComparison.Ordinal), said);
        File.Delete(Path.Combine(backup, "sums.txt"));
        Assert.Equal(2, (await DizhuProcess.RunAsync(elsewhere, "restore", "--from", backup)).ExitCode);
        Assert.False(File.Exists(Path.Combine(elsewhere.Folder, "dizhu.db")));
    }
}
