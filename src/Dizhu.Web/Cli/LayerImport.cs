using System.CommandLine;
using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.BaseData.Formats;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu import LAYER FILE</c>: a supply of base data, with what its supplier says of it.</summary>
internal sealed class LayerImport
{
    private const int Shown = 50;

    private readonly Option<ImportMode> _mode = new("--mode") { Description = "add 只新增（默认）、update 新增和变更、replace 文件即整个图层", DefaultValueFactory = _ => ImportMode.Add };
    private readonly Option<DateOnly?> _from = new("--from") { Description = "生效日期，默认今天", CustomParser = r => DateOnly.TryParse(r.Tokens[0].Value, CultureInfo.InvariantCulture, out var day) ? day : null };
    private readonly Option<string?> _datum = new("--datum") { Description = "坐标系：CGCS2000、WGS84、GCJ02 或 EPSG 代码；不写则以文件所写为准" };
    private readonly Option<bool> _confirm = new("--confirm-datum") { Description = "坐标系已核对（系统怀疑有偏移时）" };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "UTF-8 或 GBK；不写则自动识别" };
    private readonly Option<string?> _table = new("--table") { Description = "GeoPackage 中的表" };
    private readonly Option<string?> _mapping = new("--mapping") { Description = "字段、类别和单位对照（JSON 文件）" };
    private readonly Option<string?> _report = new("--report") { Description = "把没有导入的行写成 CSV 文件" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _from, _datum, _confirm, _encoding, _table, _mapping, _report })
        {
            command.Add(option);
        }
    }

    public async Task<int> RunAsync(ParseResult parsed, IStore store, Principal who, string layer, string path, DateTime now, bool dryRun, CancellationToken cancellationToken)
    {
        var mapping = ImportMapping.Read(parsed.GetValue(_mapping) is { } file ? await File.ReadAllTextAsync(file, cancellationToken) : null);
        var opened = FeatureFiles.Open(path, Path.GetFileName(path), FileLimits.Default with { MostBytes = long.MaxValue }, parsed.GetValue(_encoding), parsed.GetValue(_table));
        if (!mapping.Moved || !opened.Moved)
        {
            throw new CliException(ExitCodes.Usage, (mapping.Moved ? opened.Refusal : mapping.Refusal).Message);
        }

        var request = new ImportRequest
        {
            LayerId = layer,
            Mode = parsed.GetValue(_mode),
            From = parsed.GetValue(_from) ?? CityClock.DayOf(now),
            Datum = parsed.GetValue(_datum),
            DatumConfirmed = parsed.GetValue(_confirm),
            Mapping = mapping.Value,
            FileName = Path.GetFileName(path),
            DryRun = dryRun,
        };
        using var source = opened.Value;
        var done = Outcome<ImportReport>.Refused([new Refusal("import.not-run", "没有运行。", RefusalKind.Unavailable)]);
        await Progress.RunAsync($"正在导入 {layer}", async progress =>
        {
            var door = new ImportDoor(store.Transactions, store.Bulk);
            done = await door.RunAsync(new ActContext(who, now, Ids.New(now).ToString()), request, source, new Teller(progress), cancellationToken);
        });
        if (!done.Moved)
        {
            throw new CliException(ExitCodes.Usage, string.Join(Environment.NewLine, done.Refusals.Select(r => r.Message)));
        }

        return await TellAsync(done.Value, dryRun, parsed.GetValue(_report), cancellationToken);
    }

    private static async Task<int> TellAsync(ImportReport report, bool dryRun, string? file, CancellationToken cancellationToken)
    {
        var lines = ReportLine.Of(report);
        foreach (var line in lines.Take(Shown))
        {
            Console.WriteLine($"{(line.IsWarning ? "提示" : "错误")}\t第 {line.Line} 行\t{line.Key}\t{line.Message}");
        }

        if (lines.Count > Shown)
        {
            Console.WriteLine($"……共 {lines.Count} 条，--report 文件.csv 可写出全部。");
        }

        if (file is not null)
        {
            await File.WriteAllTextAsync(file, ReportLine.Csv(lines), cancellationToken);
        }

        var faults = report.Faults.Count(f => !f.IsWarning);
        Console.WriteLine($"{report.Format}，{report.Encoding}，{report.Datum}：新增 {report.Added}，变更 {report.Changed}，停用 {report.Ended}，未变 {report.Unchanged}，没有导入 {report.RefusedCount} 行。");
        Console.WriteLine(dryRun ? "只检查，没有写入。" : report.IsPublished ? $"已发布，基础数据第 {report.BaseVersion} 版。" : faults > 0 ? "有错误，没有发布。" : "没有变化，没有发布。");
        return report.RefusedCount + faults == 0 ? ExitCodes.Ok : ExitCodes.Faults;
    }

    private sealed class Teller(IProgress<(string Step, int Done, int Total)> progress) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => progress.Report((value.Step, value.Done, 0));
    }
}
