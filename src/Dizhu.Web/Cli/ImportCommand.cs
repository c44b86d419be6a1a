using Dizhu.Core.Administration;
using System.CommandLine;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Cli;

/// <summary>
/// <c>dizhu import LAYER FILE | places FILE | place-names FILE | place-types FILE | component-aliases FILE | people FILE | sample-city | KIND FILE</c>, KIND being one of <see cref="SettingKinds"/>. Rows that cannot be taken are listed with line
/// and reason and the rest is kept; the exit code says that there were some.
/// </summary>
internal static class ImportCommand
{
    private static readonly Principal CommandLine = new(Guid.Empty, "命令行", Post.Administrator, null, Scope.Everything);

    public static Command Create()
    {
        var storage = new StorageOptions();
        var kind = new Argument<string>("kind") { Description = $"图层（grids 单元网格、components 部件、management-areas 管理区域或已登记的图层）、places 地点、place-names 地名沿革、place-types 地点类型、component-aliases 部件别号、people 人员、sample-city 示例城市，或 {string.Join("、", SettingKinds.All.Select(k => $"{k.Name} {k.Title}"))}" };
        var file = new Argument<string?>("file") { Description = "CSV 文件；图层还可以是 GeoJSON、Shapefile（.shp 或 zip）、GeoPackage", DefaultValueFactory = _ => null };
        var dryRun = new Option<bool>("--dry-run") { Description = "只列出会新增、修改、停用什么，不写入（地点和示例城市除外）" };
        var command = new Command("import", "导入数据：不能导入的行列出行号和原因，其余照常导入") { kind, file, dryRun };
        storage.AddTo(command);
        var layers = new LayerImport();
        layers.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: true);
            if (!await opened.Store.IsReadyAsync(cancellationToken))
            {
                throw new CliException(ExitCodes.Unavailable, "数据库还没有建立或不是本版本的结构。请先运行 dizhu init 或 dizhu migrate。");
            }

            var (now, dry) = (new CityClock(TimeProvider.System).Now, parsed.GetValue(dryRun));
            return (parsed.GetRequiredValue(kind), parsed.GetValue(file)) switch
            {
                ("sample-city" or "places" or "place-names" or "place-types" or "component-aliases", _) when dry => throw new CliException(ExitCodes.Usage, "地点和示例城市的导入没有 --dry-run。请去掉它，或先在副本上试。"),
                ("sample-city", _) => await SampleCityAsync(opened.Store, cancellationToken),
                ("places" or "place-names" or "place-types" or "component-aliases", { } path) =>
                    await PlaceImports.RunAsync(opened.Store, parsed.GetRequiredValue(kind), path, CityClock.DayOf(now), cancellationToken),
                ("people", { } path) => await PeopleAsync(opened.Store, path, now, dry, cancellationToken),
                var (name, path) when path is not null && SettingKinds.Find(name) is { } setting =>
                    await SettingsAsync(opened.Store, setting, path, now, dry, cancellationToken),
                (var layer, { } path) => await layers.RunAsync(parsed, opened.Store, CommandLine, layer, path, now, dry, cancellationToken),
                _ => throw new CliException(ExitCodes.Usage, $"请写明导入什么：图层 文件、people 文件、sample-city，或 {string.Join("、", SettingKinds.All.Select(k => k.Name))} 之一加文件。"),
            };
        }));
        return command;
    }

    private static async Task<int> SampleCityAsync(IStore store, CancellationToken cancellationToken)
    {
        await using (var db = store.Open())
        {
            if (await db.Set<BaseDataVersion>().AnyAsync(cancellationToken))
            {
                throw new CliException(ExitCodes.Usage, "已有基础数据，没有载入示例城市。");
            }
        }

        await Progress.RunAsync("正在载入示例城市（合成数据）", async progress =>
        {
            await using var db = store.Open();
            var known = (await db.Set<CaseStandard>().Select(x => x.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            var seed = CatalogueSeed.Read(sampleCity: true);
            db.AddRange(seed.Standards.Where(x => !known.Contains(x.Id)));
            db.AddRange(seed.StageLimits);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            await SampleCity.WriteAsync(db, store.Bulk, progress, cancellationToken);
        });
        return ExitCodes.Ok;
    }

    private static async Task<int> PeopleAsync(IStore store, string path, DateTime at, bool dryRun, CancellationToken cancellationToken)
    {
        using var text = OpenFile(path);
        await using var db = store.Open();
        var units = await OrganisationBook.LoadAsync(db, cancellationToken);
        var logins = (await db.Set<Account>().Select(a => a.Login).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var (added, refused, line) = (0, 0, 1);
        var sent = CityTable.ReadSent(text);
        foreach (var row in sent.Moved ? sent.Value : throw new CliException(ExitCodes.Usage, sent.Refusal.Message))
        {
            line++;
            var person = PersonTable.Read(row, units, logins);
            if (!person.Moved)
            {
                refused++;
                Console.WriteLine($"第 {line} 行\t{string.Join(" ", person.Refusals.Select(r => r.Message))}");
                continue;
            }

            var password = FirstPassword.New();
            People.Add(db, person.Value, FirstPassword.Stored(password), isDemo: false, at);
            added++;
            if (person.Value.Login is { } login)
            {
                logins.Add(login);
                Console.WriteLine(dryRun ? $"第 {line} 行\t会新增\t{login}" : $"{login}\t{password}");
            }
        }

        if (dryRun)
        {
            Console.WriteLine($"会导入 {added} 人，{refused} 行不能导入；没有写入。");
        }
        else
        {
            await db.SaveChangesAsync(cancellationToken);
            Console.WriteLine($"导入 {added} 人，{refused} 行没有导入。密码只显示这一次，首次登录须改成自己的。");
        }

        return refused == 0 ? ExitCodes.Ok : ExitCodes.Faults;
    }

    private static async Task<int> SettingsAsync(IStore store, SettingKind kind, string path, DateTime now, bool dryRun, CancellationToken cancellationToken)
    {
        using var text = OpenFile(path);
        var rows = SettingImport.Read(kind, text);
        var door = new SettingsDoor(store.Transactions, store);
        var context = new ActContext(CommandLine, now, Ids.New(now).ToString());
        var plan = !rows.Moved ? Outcome<SettingPlan>.Refused(rows.Refusals)
            : dryRun ? await door.DryRunAsync(kind, rows.Value, context, cancellationToken)
            : await door.ImportAsync(kind, rows.Value, allOrNothing: false, context, cancellationToken);
        if (!plan.Moved)
        {
            throw new CliException(ExitCodes.Usage, string.Join(Environment.NewLine, plan.Refusals.Select(r => r.Message)));
        }

        foreach (var line in SettingPlanText.Lines(plan.Value, dryRun))
        {
            Console.WriteLine(line);
        }

        return plan.Value.Refused.Count == 0 ? ExitCodes.Ok : ExitCodes.Faults;
    }

    internal static StreamReader OpenFile(string path) =>
        File.Exists(path) ? new StreamReader(path) : throw new CliException(ExitCodes.Usage, $"没有文件 {path}。");
}
