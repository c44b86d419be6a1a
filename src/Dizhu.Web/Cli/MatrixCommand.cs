using System.CommandLine;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu matrix check | replay [FILE]</c>: the responsibility matrix in force, or the one proposed in a file.</summary>
internal static class MatrixCommand
{
    private const int MostShown = 50;

    public static Command Create() => new("matrix", "责任矩阵：检查缺口和重叠，用以往案件试算")
    {
        Sub("check", "列出没有单位的情形、重叠和用不到的规则", (_, book, city, _) =>
        {
            var report = MatrixWork.Check(book, city);
            Console.Write(Words(report));
            return Task.FromResult(report.IsSound ? ExitCodes.Ok : ExitCodes.Faults);
        }),
        Sub("replay", "按这些规则，以往案件有多少会派给别的单位", async (opened, book, city, cancellationToken) =>
        {
            await using var db = opened.Store.Open();
            Console.Write(Words(await MatrixReplay.RunAsync(db, book, city, null, null, cancellationToken)));
            return ExitCodes.Ok;
        }),
    };

    private static Command Sub(string name, string description, Func<OpenedStore, MatrixBook, CityBooks, CancellationToken, Task<int>> run)
    {
        var storage = new StorageOptions();
        var file = new Argument<string?>("file") { Description = "规则 CSV（UTF-8）；不写则用现行规则", DefaultValueFactory = _ => null };
        var command = new Command(name, description) { file };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: false);
            if (!await opened.Store.IsReadyAsync(cancellationToken))
            {
                throw new CliException(ExitCodes.Unavailable, "数据库还没有建立或不是本版本的结构。请先运行 dizhu init 或 dizhu migrate。");
            }

            var city = await CityLoader.LoadAsync(opened.Store, cancellationToken);
            var book = parsed.GetValue(file) is { } path ? Read(path) : MatrixBook.At(city.Settings, new CityClock(TimeProvider.System).Now);
            return await run(opened, book, city, cancellationToken);
        }));
        return command;
    }

    private static MatrixBook Read(string path)
    {
        using var text = File.Exists(path) ? new StreamReader(path) : throw new CliException(ExitCodes.Usage, $"没有文件 {path}。");
        var rules = MatrixRule.Read(text);
        return rules.Moved ? new MatrixBook(rules.Value) : throw new CliException(ExitCodes.Usage, string.Join(Environment.NewLine, rules.Refusals.Select(r => r.Message)));
    }

    /// <summary>The report in lines, one finding each.</summary>
    internal static string Words(MatrixReport report)
    {
        var lines = new List<string> { $"{report.Rules} 条规则，{report.Combinations} 种情形（网格×类别×权属），{report.Missing} 种没有单位。" };
        lines.AddRange(report.Gaps.Take(MostShown).Select(g =>
            $"缺口\t网格 {g.SampleGrid} 等 {g.Grids} 个\t类别 {g.SampleClass} 等 {g.Classes} 个\t{MatrixRoute.NameOf(g.Ownership)}"));
        lines.AddRange(report.Overlaps.Take(MostShown).Select(o => $"重叠\t{string.Join("、", o.Rules.Select(r => $"{r.Id}→{r.UnitId}"))}"));
        lines.AddRange(report.Unreached.Take(MostShown).Select(u => $"用不到\t{u.Rule.Id}\t{u.Why}"));
        lines.AddRange(report.UnknownUnits.Take(MostShown).Select(r => $"单位不存在\t{r.Id}\t{r.UnitId}"));
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    /// <summary>The replay in lines, one pair of units each.</summary>
    internal static string Words(MatrixReplayResult result)
    {
        var lines = new List<string>
        {
            $"按这些规则，{result.Cases} 件中有 {result.Elsewhere} 件会派给别的单位；{result.WithoutRule} 件没有规则，{result.ByOwner} 件仍归登记的权属单位。",
        };
        lines.AddRange(result.Shifts.Take(MostShown).Select(s => $"{s.FromUnitId} → {s.ToUnitId}\t{s.Cases} 件\t{string.Join("、", s.Samples)}"));
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }
}
