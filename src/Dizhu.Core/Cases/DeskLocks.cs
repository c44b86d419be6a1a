using Dizhu.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Who has a case open on their desk. Advice only: it keeps nobody from acting (K10).</summary>
public sealed record DeskLock
{
    public Guid CaseId { get; init; }

    public Guid PersonId { get; init; }

    public string Label { get; init; } = "";

    public DateTime Since { get; init; }

    /// <summary>The last sign of life.</summary>
    public DateTime BeatAt { get; init; }
}

/// <summary>Takes, keeps, hands over and gives back desks.</summary>
public sealed class DeskLocks(IActTransactions transactions, IReads reads, CityBooksHolder city)
{
    /// <summary>
    /// Takes the desk, or keeps it with a sign of life. Somebody else's stands while it shows life within the time set, unless it is taken over.
    /// </summary>
    /// <returns>Who has the desk now: the asker, or the one who had it.</returns>
    public Task<DeskLock> TakeAsync(ActContext context, Guid caseId, bool takeOver, CancellationToken cancellationToken)
    {
        var life = TimeSpan.FromSeconds(city.Current.Settings.CaseSettings(context.At).DeskLockSeconds);
        return transactions.RunAsync(
            async (db, ct) =>
            {
                var held = await db.Set<DeskLock>().FirstOrDefaultAsync(l => l.CaseId == caseId, ct);
                if (held is not null && held.PersonId != context.Who.Id && !takeOver && held.BeatAt + life > context.At)
                {
                    return held;
                }

                var mine = new DeskLock
                {
                    CaseId = caseId,
                    PersonId = context.Who.Id,
                    Label = context.Who.Label,
                    Since = held?.PersonId == context.Who.Id ? held.Since : context.At,
                    BeatAt = context.At,
                };
                if (held is null)
                {
                    db.Add(mine);
                }
                else
                {
                    db.Entry(held).CurrentValues.SetValues(mine);
                }

                return mine;
            },
            cancellationToken);
    }

    /// <summary>Gives the desk back; somebody else's is left alone.</summary>
    public async Task GiveBackAsync(ActContext context, Guid caseId, CancellationToken cancellationToken)
    {
        var me = context.Who.Id;
        await using (var db = reads.Open())
        {
            if (!await db.Set<DeskLock>().AnyAsync(l => l.CaseId == caseId && l.PersonId == me, cancellationToken))
            {
                return;
            }
        }

        await transactions.RunAsync((db, ct) => db.Set<DeskLock>().Where(l => l.CaseId == caseId && l.PersonId == me).ExecuteDeleteAsync(ct), cancellationToken);
    }

    /// <summary>Who else has the case open and shows life, or null.</summary>
    public async Task<DeskLock?> OtherAsync(Principal who, Guid caseId, DateTime now, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromSeconds(city.Current.Settings.CaseSettings(now).DeskLockSeconds);
        var me = who.Id;
        await using var db = reads.Open();
        return await db.Set<DeskLock>().AsNoTracking().FirstOrDefaultAsync(l => l.CaseId == caseId && l.PersonId != me && l.BeatAt > since, cancellationToken);
    }
}
