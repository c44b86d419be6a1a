using System.Collections.Concurrent;
using System.Threading.Channels;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.BaseData.Formats;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.BaseData;

/// <summary>An import that waits: its record, what is asked, and where its file lies.</summary>
internal sealed record ImportJob(Guid Id, ActContext Context, ImportRequest Request, string Path, string? Encoding, string? Table);

/// <summary>
/// Does imports one after the other beside answering. The file waits in the data folder and is removed when its import has ended, however it ended.
/// </summary>
internal sealed class ImportJobs(
    DizhuHostOptions options, IReads reads, IActTransactions transactions, ImportDoor door, CityBooksHolder city, CityClock clock, AuditLog audit, ILogger<ImportJobs> log)
    : BackgroundService
{
    private readonly Channel<ImportJob> _waiting = Channel.CreateBounded<ImportJob>(new BoundedChannelOptions(32) { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, ImportProgress> _progress = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _ends = new();

    /// <summary>Where uploads wait.</summary>
    public string Folder { get; } = Path.Combine(options.DataFolder, "imports");

    /// <summary>How far a running import is; null when it does not run here.</summary>
    public ImportProgress? ProgressOf(Guid id) => _progress.GetValueOrDefault(id);

    /// <summary>Ends when an import of this node has ended; at once for one that does not wait or run here.</summary>
    public Task EndOf(Guid id) => _ends.TryGetValue(id, out var end) ? end.Task : Task.CompletedTask;

    /// <summary>Takes an uploaded file in; the import is known from now on and runs in its turn.</summary>
    public async Task<Outcome<ImportRecord>> AskAsync(ImportJob job, CancellationToken cancellationToken)
    {
        var record = new ImportRecord
        {
            Id = job.Id,
            LayerId = job.Request.LayerId,
            FileName = job.Request.FileName,
            Mode = job.Request.Mode,
            DryRun = job.Request.DryRun,
            ById = job.Context.Who.Id,
            By = job.Context.Who.Label,
            AskedAt = job.Context.At,
            State = ImportState.Waiting,
        };
        await transactions.RunAsync(
            (db, _) =>
            {
                db.Add(record);
                return Task.FromResult(true);
            },
            cancellationToken);
        _ends[job.Id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_waiting.Writer.TryWrite(job))
        {
            return record;
        }

        await EndAsync(job, r => (r.State, r.Code, r.Message) = (ImportState.Broken, "import.busy", "等待的导入太多，没有排上。请稍后重试。"));
        return new Refusal("import.busy", "等待的导入太多。请等前面的导入完成后重试。", RefusalKind.TooMany);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await BreakLeftoversAsync(stoppingToken);
        try
        {
            await foreach (var job in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                await DoAsync(job, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Imports end with the host.");
        }
    }

    private async Task DoAsync(ImportJob job, CancellationToken cancellationToken)
    {
        _progress[job.Id] = new ImportProgress("读取文件", 0);
        try
        {
            await ChangeAsync(job.Id, r => r.State = ImportState.Running);
            var outcome = await RunAsync(job, cancellationToken);
            if (outcome is { Moved: true, Value.IsPublished: true })
            {
                city.Swap(await CityLoader.LoadAsync(reads, cancellationToken));
            }

            await audit.WriteAsync("config", job.Context.Who.Label, $"导入基础数据 {job.Request.LayerId}（{job.Request.FileName}）：{(outcome.Moved ? outcome.Value.IsPublished ? "已发布" : "未发布" : outcome.Refusal.Code)}", null);
            await EndAsync(job, r => Fill(r, outcome));
        }
        catch (Exception problem)
        {
            // Whatever breaks one import, a geometry no library can cut or a full disk, breaks no other and not the host.
            log.LogError(problem, "Import {Id} broke off; nothing of it was kept.", job.Id);
            await EndAsync(job, r => (r.State, r.Code, r.Message) = (ImportState.Broken, "import.broken", "导入中断，没有写入任何内容。请检查磁盘和数据库后重新导入。"));
        }
        finally
        {
            _progress.TryRemove(job.Id, out _);
        }
    }

    private async Task<Outcome<ImportReport>> RunAsync(ImportJob job, CancellationToken cancellationToken)
    {
        var opened = await Task.Run(() => FeatureFiles.Open(job.Path, job.Request.FileName, FileLimits.Default, job.Encoding, job.Table), cancellationToken);
        if (!opened.Moved)
        {
            return Outcome<ImportReport>.Refused(opened.Refusals);
        }

        using var source = opened.Value;
        return await door.RunAsync(job.Context, job.Request, source, new Teller(progress => _progress[job.Id] = progress), cancellationToken);
    }

    private static void Fill(ImportRecord record, Outcome<ImportReport> outcome)
    {
        if (!outcome.Moved)
        {
            (record.State, record.Code, record.Message) = (ImportState.Refused, outcome.Refusal.Code, outcome.Refusal.Message);
            return;
        }

        var report = outcome.Value;
        var faults = report.Faults.Count(f => !f.IsWarning);
        record.State = report.IsPublished ? ImportState.Published : faults > 0 ? ImportState.Refused : ImportState.Checked;
        (record.Added, record.Changed, record.Ended, record.Unchanged) = (report.Added, report.Changed, report.Ended, report.Unchanged);
        (record.RefusedCount, record.FaultCount, record.WarningCount) = (report.RefusedCount, faults, report.Faults.Count - faults);
        record.ReadAs = $"{report.Format}，{report.Encoding}，{report.Datum}";
        record.Report = ImportRecord.Pack(report);
    }

    private async Task EndAsync(ImportJob job, Action<ImportRecord> fill)
    {
        await ChangeAsync(job.Id, record =>
        {
            fill(record);
            record.EndedAt = clock.Now;
        });
        File.Delete(job.Path);
        if (_ends.TryRemove(job.Id, out var end))
        {
            end.SetResult();
        }
    }

    private Task<bool> ChangeAsync(Guid id, Action<ImportRecord> change) => transactions.RunAsync(
        async (db, ct) =>
        {
            change(await db.Set<ImportRecord>().FirstAsync(r => r.Id == id, ct));
            db.ChangeTracker.DetectChanges();
            return true;
        },
        CancellationToken.None);

    /// <summary>What waited or ran when this node stopped will not go on by itself: its file is gone or half read.</summary>
    private async Task BreakLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
        {
            if (Guid.TryParse(Path.GetFileName(file), out var id))
            {
                await transactions.RunAsync(
                    (db, ct) => db.Set<ImportRecord>().Where(r => r.Id == id && (r.State == ImportState.Waiting || r.State == ImportState.Running))
                        .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ImportState.Broken).SetProperty(r => r.Message, "系统重启，导入中断，没有写入任何内容。请重新导入。"), ct),
                    cancellationToken);
            }

            File.Delete(file);
        }
    }

    /// <summary>Tells at once, on the thread that works.</summary>
    private sealed class Teller(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
