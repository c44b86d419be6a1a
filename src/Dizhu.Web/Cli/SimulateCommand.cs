using System.CommandLine;
using System.Diagnostics;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu simulate</c>: cases of many days, played through the same decisions and written in bulk.</summary>
public static class SimulateCommand
{
    private const int MostADay = 30_000;

    internal static Command Create()
    {
        var storage = new StorageOptions();
        var days = new Option<int>("--days") { Description = "天数", DefaultValueFactory = _ => 30 };
        var perDay = new Option<int>("--cases-per-day") { Description = $"每天上报数，最多 {MostADay}", DefaultValueFactory = _ => 300 };
        var seed = new Option<ulong>("--seed") { Description = "随机种子：同一种子得到同样的记录", DefaultValueFactory = _ => 1 };
        var from = new Option<DateOnly>("--from") { Description = "第一天", DefaultValueFactory = _ => new DateOnly(2025, 7, 1) };
        var add = new Option<bool>("--add") { Description = "允许写入已有案件的数据库" };
        var command = new Command("simulate", "模拟：按天生成合成案件，走同样的办理规则，批量写入（只用于测试和演示）") { days, perDay, seed, from, add };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            var plan = new SimulationPlan(parsed.GetValue(from), parsed.GetValue(days), parsed.GetValue(perDay), parsed.GetValue(seed));
            RequireSensible(plan);
            await using var opened = storage.Open(parsed, exclusive: true);
            return await RunAsync(opened.Store, plan, parsed.GetValue(add), cancellationToken);
        }));
        return command;
    }

    /// <summary>The simulator of a city, with the people of the sample city in its posts.</summary>
    public static Simulator Of(CityBooks city, SimulationPlan plan)
    {
        var grids = city.Places.DutyGrids.Select(g => g.Code).Order(StringComparer.Ordinal).ToList();
        var people = DemoPeople.All(grids).Select(p => (p.Label, p.Post, p.UnitId, p.Scope));
        return new Simulator(city, new SimulatedStaff(people, Identity.Citizen), plan);
    }

    private static void RequireSensible(SimulationPlan plan)
    {
        if (plan.Days is < 1 or > 3660 || plan.CasesPerDay is < 1 or > MostADay)
        {
            throw new CliException(ExitCodes.Usage, $"--days 须在 1–3660 之间，--cases-per-day 须在 1–{MostADay} 之间。");
        }
    }

    private static async Task<int> RunAsync(IStore store, SimulationPlan plan, bool add, CancellationToken cancellationToken)
    {
        await PrepareAsync(store, add, cancellationToken);
        var simulator = Of(await CityLoader.LoadAsync(store, cancellationToken), plan);
        await using (var db = store.Open())
        {
            var first = simulator.Play(0).Report.Id;
            if (await db.Set<Case>().AnyAsync(c => c.Id == first, cancellationToken))
            {
                throw new CliException(ExitCodes.Usage, "这个种子和日期的模拟案件已在库里，没有写入。请换 --seed 或 --from。");
            }
        }

        var started = Stopwatch.GetTimestamp();
        SimulationResult? result = null;
        await Progress.RunAsync("正在模拟（合成数据）", async progress => result = await simulator.RunAsync(store, progress, cancellationToken));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"已写入 {result!.Cases} 件案件，{result.Acts} 次办理，{seconds:0.0} 秒，每秒 {result.Acts / seconds:0} 次：{store.Description}");
        return ExitCodes.Ok;
    }

    /// <summary>A new database gets the sample city; one with cases is left alone unless that was asked for.</summary>
    private static async Task PrepareAsync(IStore store, bool add, CancellationToken cancellationToken)
    {
        await store.MigrateAsync(cancellationToken);
        await using var db = store.Open();
        if (!add && await db.Set<Case>().AnyAsync(cancellationToken))
        {
            throw new CliException(ExitCodes.Usage, $"{store.Description} 里已有案件，没有写入。模拟案件会与真实案件混在一起；确要加入请加 --add。");
        }

        if (!await db.Set<Unit>().AnyAsync(cancellationToken))
        {
            await Progress.RunAsync("正在建立示例城市（合成数据）", progress => CitySetup.FillAsync(store, sampleCity: true, progress, cancellationToken));
        }
        else if (!await db.Set<Place>().AnyAsync(cancellationToken))
        {
            throw new CliException(ExitCodes.Usage, "这个数据库没有网格和部件，不能模拟。请先 dizhu import sample-city，或另选一个空目录。");
        }
    }
}
