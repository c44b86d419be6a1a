using System.CommandLine;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu init</c>: a new, empty city with its one administrator.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var storage = new StorageOptions();
        var command = new Command("init", "新装：建库，载入单位、类别和指挥手册，建立唯一的系统管理员");
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: true);
            return await RunAsync(opened, new CityClock(TimeProvider.System), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(OpenedStore opened, CityClock clock, CancellationToken cancellationToken)
    {
        await opened.Store.MigrateAsync(cancellationToken);
        await using (var db = opened.Store.Open())
        {
            if (await db.Set<Unit>().AnyAsync(cancellationToken) || await db.Set<Account>().AnyAsync(cancellationToken))
            {
                throw new CliException(ExitCodes.Usage, $"{opened.Store.Description} 里已有数据，没有改动。升级请用 dizhu migrate。");
            }
        }

        await CitySetup.FillAsync(opened.Store, sampleCity: false, progress: null, cancellationToken);
        var password = FirstPassword.New();
        await AddAdministratorAsync(opened.Store, password, clock.Now, cancellationToken);
        Console.WriteLine($"已建立：{opened.Store.Description}");
        Console.WriteLine($"系统管理员账号 admin，密码 {password}（只显示这一次，首次登录须改成自己的）");
        Console.WriteLine("接下来：dizhu import people 人员表.csv，dizhu import components 部件表.csv，然后 dizhu serve。");
        return ExitCodes.Ok;
    }

    private static async Task AddAdministratorAsync(IStore store, string password, DateTime at, CancellationToken cancellationToken)
    {
        var row = new PersonRow("admin", "系统管理员", Post.Administrator, null, Scope.Everything);
        await using var db = store.Open();
        People.Add(db, row, FirstPassword.Stored(password), isDemo: false, at);
        await db.SaveChangesAsync(cancellationToken);
    }
}
