using Dizhu.Core;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Hosting;

/// <summary>
/// What every node does beside answering: follows the version of the base data, so that an import elsewhere is
/// seen here within a quarter of a minute; lets deferred cases go on when their day has come; and once an hour seals the journal, marks those
/// who have left as gone, and sweeps uploads nobody used and answers nobody can ask for again.
/// </summary>
internal sealed class Housekeeping(
    IReads reads, IActTransactions transactions, CaseDoor door, StaffDoor staff, CityBooksHolder city, IAttachmentFiles files, JournalSealer sealer, CityClock clock, TimeProvider time,
    ILogger<Housekeeping> log)
    : Repeating(Pace, time, log)
{
    private const int SweepEvery = 240;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepUploads = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepAnswers = TimeSpan.FromDays(7);

    /// <summary>Loads the city's data anew when a newer version of the base data is there, and the settings when one was changed.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var number = await db.Set<BaseDataVersion>().AsNoTracking().Select(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        if (number != city.Current.Places.Version)
        {
            city.Swap(await CityLoader.LoadAsync(reads, cancellationToken));
        }
        else if (await SettingsBook.LastChangeAsync(db, cancellationToken) != city.Current.Settings.LastChange)
        {
            await CityLoader.ReloadSettingsAsync(reads, city, cancellationToken);
        }
    }

    /// <summary>Lets every deferred case whose day has come go on; another node may have been first, which is no fault.</summary>
    public async Task ResumeDeferredAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        await using var db = reads.Open();
        var due = await db.Set<Case>().AsNoTracking().Where(c => c.DeferredUntil != null && c.DeferredUntil <= today)
            .OrderBy(c => c.DeferredUntil).Select(c => c.Id).Take(1000).ToListAsync(cancellationToken);
        foreach (var id in due)
        {
            await door.ActAsync(
                new ActContext(Identity.Housekeeper, clock.Now, $"housekeeping-{today:yyyyMMdd}"), id, new ResumeCommand { Opinion = "挂账到期" }, key: null, cancellationToken);
        }
    }

    /// <summary>Removes uploads no act and no component named within a day, file first, and answers older than a week.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var (uploads, answers) = (clock.Now - KeepUploads, clock.Now - KeepAnswers);
        await using var db = reads.Open();
        var orphans = await db.Set<Attachment>().AsNoTracking()
            .Where(a => a.CaseId == null && a.Phase == null && a.UploadedAt < uploads).Select(a => a.Id).Take(1000).ToListAsync(cancellationToken);
        foreach (var id in orphans)
        {
            var free = await transactions.RunAsync(
                async (act, ct) => await act.Set<Attachment>().Where(a => a.Id == id && a.CaseId == null && a.Phase == null).ExecuteDeleteAsync(ct) > 0, cancellationToken);
            if (free)
            {
                await files.RemoveAsync(id, cancellationToken);
            }
        }

        await transactions.RunAsync(
            (act, ct) => act.Set<IdempotencyRecord>().Where(r => r.At < answers).ExecuteDeleteAsync(ct), cancellationToken);
    }

    protected override async Task TurnAsync(int turn, CancellationToken cancellationToken)
    {
        await FollowAsync(cancellationToken);
        await ResumeDeferredAsync(cancellationToken);
        if (turn % SweepEvery == 0)
        {
            await sealer.SealAsync(clock.Now, cancellationToken);
            await staff.SettleAsync(clock.Now, cancellationToken);
            await SweepAsync(cancellationToken);
        }
    }
}
