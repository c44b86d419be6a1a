using System.CommandLine;
using System.Diagnostics;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu serve</c>: the whole system in one process; with <c>--demo</c> on the sample city.</summary>
internal static class ServeCommand
{
    /// <summary>When the program began, for the time shown at start.</summary>
    public static long Started { get; set; }

    public static Command Create()
    {
        var storage = new StorageOptions();
        var port = new Option<int>("--port") { Description = "端口", DefaultValueFactory = _ => 8080 };
        var host = new Option<string>("--host") { Description = "监听地址", DefaultValueFactory = _ => "127.0.0.1" };
        var demo = new Option<bool>("--demo") { Description = "示例城市和演示账号：只用于空的内嵌数据库，只在本机" };
        var gis = new Option<string?>("--gis") { Description = "基础数据跟随的地理信息平台（OGC API – Features）：https://地址/ogc[,grids=集合名,components=集合名]；不写则以本系统导入的为准" };
        var command = new Command("serve", "启动系统") { port, host, demo, storage.Seals, gis };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: true);
            var url = $"http://{parsed.GetValue(host)}:{parsed.GetValue(port)}";
            var options = new DizhuHostOptions { Store = opened.Store, DataFolder = opened.Folder, SealFolder = storage.SealFolder(parsed, opened), Url = url, Gis = GisOf(parsed.GetValue(gis)) };
            return await RunAsync(opened, options, parsed.GetValue(demo), cancellationToken);
        }));
        return command;
    }

    private static BaseData.GisProvider? GisOf(string? text) => text is null ? null
        : BaseData.GisProvider.Read(text) is { Moved: true } read ? read.Value : throw new CliException(ExitCodes.Usage, BaseData.GisProvider.Read(text).Refusal.Message);

    private static async Task<int> RunAsync(OpenedStore opened, DizhuHostOptions options, bool demo, CancellationToken cancellationToken)
    {
        var clock = new CityClock(TimeProvider.System);
        if (demo)
        {
            Demo.RequireLoopback(options.Url);
            await Demo.PrepareAsync(opened, clock, cancellationToken);
        }
        else
        {
            await RequireReadyAsync(opened.Store, cancellationToken);
        }

        await using var app = await DizhuHost.BuildAsync(options, cancellationToken);
        if (demo)
        {
            var services = app.Services;
            var cases = new DemoCases(
                opened.Store, services.GetRequiredService<CaseDoor>(), services.GetRequiredService<Api.PhotoStore>(), services.GetRequiredService<CityBooksHolder>());
            await cases.PlayAsync(clock.Now, cancellationToken);
        }

        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException problem)
        {
            throw new CliException(ExitCodes.Unavailable, $"不能监听 {options.Url}：{problem.Message} 请换一个端口：--port 8081。");
        }

        Announce(app, opened, demo);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Ok;
    }

    private static async Task RequireReadyAsync(IStore store, CancellationToken cancellationToken)
    {
        if (!await store.IsReadyAsync(cancellationToken))
        {
            throw new CliException(
                ExitCodes.Unavailable,
                "数据库还没有建立或不是本版本的结构。新装请先运行 dizhu init，升级请先运行 dizhu migrate；只想看看，请用 dizhu serve --demo。");
        }

        await using var db = store.Open();
        if (await db.Set<Account>().AnyAsync(a => a.IsDemo && a.Active, cancellationToken))
        {
            throw new CliException(
                ExitCodes.Unavailable,
                "这个数据库里有演示账号，不能正式启动。演示请加 --demo；正式使用请用 dizhu init 新建数据库。");
        }
    }

    private static void Announce(WebApplication app, OpenedStore opened, bool demo)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var seconds = Stopwatch.GetElapsedTime(Started).TotalSeconds;
        Console.WriteLine();
        Console.WriteLine($"砥柱已启动：{address}（{seconds:0.0} 秒，{opened.Store.Description}）");
        if (demo && File.Exists(Demo.AccountsFile(opened.Folder)))
        {
            Console.WriteLine(File.ReadAllText(Demo.AccountsFile(opened.Folder)));
        }

        Console.WriteLine("停止请按 Ctrl+C。");
    }
}
