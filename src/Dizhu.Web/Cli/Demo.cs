using System.Security.Cryptography;
using System.Text;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Cli;

/// <summary>
/// The demonstration: the sample city and an account for every post, with one random password per install.
/// Only on an empty embedded database and only on loopback.
/// </summary>
public static class Demo
{
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Where the accounts of this install are written down, readable by its owner alone.</summary>
    public static string AccountsFile(string folder) => Path.Combine(folder, "demo-accounts.txt");

    internal static void RequireLoopback(string url)
    {
        if (!new Uri(url).IsLoopback)
        {
            throw new CliException(ExitCodes.Usage, "演示账号只允许在本机使用：--demo 不能和其它监听地址一起用。");
        }
    }

    internal static async Task PrepareAsync(OpenedStore opened, CityClock clock, CancellationToken cancellationToken)
    {
        if (!opened.Store.IsEmbedded)
        {
            throw new CliException(ExitCodes.Usage, "演示账号只允许建在内嵌数据库里。用 PostgreSQL 请先 dizhu init，再 dizhu import sample-city。");
        }

        if (!await opened.Store.IsReadyAsync(cancellationToken))
        {
            await opened.Store.MigrateAsync(cancellationToken);
        }

        await using (var db = opened.Store.Open())
        {
            if (await db.Set<Account>().AnyAsync(cancellationToken))
            {
                if (!await db.Set<Account>().AnyAsync(a => a.IsDemo, cancellationToken))
                {
                    throw new CliException(ExitCodes.Usage, "这个数据目录里是正式数据，不能加演示账号。请去掉 --demo，或另选 --data。");
                }

                return;
            }
        }

        await Progress.RunAsync("正在建立示例城市（合成数据）", progress => CitySetup.FillAsync(opened.Store, sampleCity: true, progress, cancellationToken));
        var password = RandomNumberGenerator.GetString(PasswordLetters, 10);
        var accounts = await AddAccountsAsync(opened.Store, password, clock.Now, cancellationToken);
        WriteAccounts(opened.Folder, password, accounts);
    }

    /// <summary>Adds the people, posts and accounts of the sample city.</summary>
    public static async Task<IReadOnlyList<DemoAccount>> AddAccountsAsync(IStore store, string password, DateTime at, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        var accounts = DemoPeople.All(await db.Set<Core.Places.DutyGrid>().AsNoTracking().Select(g => g.Code).OrderBy(c => c).ToListAsync(cancellationToken));
        var hash = SignIn.Hash(password);
        foreach (var account in accounts)
        {
            People.Add(db, new PersonRow(account.Login, account.Label, account.Post, account.UnitId, account.Scope), hash, isDemo: true, at);
        }

        await db.SaveChangesAsync(cancellationToken);
        return accounts;
    }

    private static void WriteAccounts(string folder, string password, IReadOnlyList<DemoAccount> accounts)
    {
        var text = new StringBuilder();
        text.AppendLine($"演示账号（示例数据，本次安装的密码都是 {password} ）：");
        foreach (var account in accounts.Where(a => a.IsShown))
        {
            text.AppendLine($"  {account.Login,-6} {account.Post.Name()}  {account.Label}");
        }

        text.AppendLine($"  其余账号：{string.Join("，", accounts.Where(a => a is { IsShown: false, Login: not null }).Select(a => $"{a.Login} {a.Label}"))}");
        text.AppendLine("市民上报和查询不需要账号：/public/report");
        var path = AccountsFile(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
