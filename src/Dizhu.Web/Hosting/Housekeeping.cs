using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Hosting;

/// <summary>
/// What every node does beside answering: follows the version of the base data, so that an import elsewhere is
/// seen here within a quarter of a minute; and once an hour sweeps uploads nobody used and answers nobody can
/// ask for again.
/// </summary>
internal sealed class Housekeeping(
    IReads reads, IActTransactions transactions, CityBooksHolder city, IAttachmentFiles files, CityClock clock, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    private const int SweepEvery = 240;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepUploads = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepAnswers = TimeSpan.FromDays(7);

    /// <summary>Loads the city's data anew when a newer version of the base data is there.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var number = await db.Set<BaseDataVersion>().AsNoTracking().Select(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        if (number != city.Current.Places.Version)
        {
            city.Swap(await CityLoader.LoadAsync(reads, cancellationToken));
        }
    }

    /// <summary>Removes uploads no act named within a day, file first, and answers older than a week.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var (uploads, answers) = (clock.Now - KeepUploads, clock.Now - KeepAnswers);
        await using var db = reads.Open();
        var orphans = await db.Set<Attachment>().AsNoTracking()
            .Where(a => a.CaseId == null && a.UploadedAt < uploads).Select(a => a.Id).Take(1000).ToListAsync(cancellationToken);
        foreach (var id in orphans)
        {
            var free = await transactions.RunAsync(
                async (act, ct) => await act.Set<Attachment>().Where(a => a.Id == id && a.CaseId == null).ExecuteDeleteAsync(ct) > 0, cancellationToken);
            if (free)
            {
                await files.RemoveAsync(id, cancellationToken);
            }
        }

        await transactions.RunAsync(
            (act, ct) => act.Set<IdempotencyRecord>().Where(r => r.At < answers).ExecuteDeleteAsync(ct), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        for (var turn = 1; await NextAsync(timer, stoppingToken); turn++)
        {
            try
            {
                await FollowAsync(stoppingToken);
                if (turn % SweepEvery == 0)
                {
                    await SweepAsync(stoppingToken);
                }
            }
            catch (Exception problem) when (problem is StoreUnavailableException or System.Data.Common.DbException or IOException)
            {
                log.LogWarning(problem, "Housekeeping is put off to its next turn.");
            }
        }
    }

    /// <summary>Waits for the next turn; false when the host stops.</summary>
    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
