using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Inbox;

/// <summary>The one door through which people write to each other inside the system; the same note sent twice goes out once.</summary>
public sealed class Notes(IActTransactions transactions, IReads reads, CityBooksHolder city)
{
    private const int MostShown = 20;

    /// <summary>Sends a note.</summary>
    public Task<Outcome<InboxNote>> SendAsync(ActContext context, NoteRequest sent, CancellationToken cancellationToken) => transactions.RunAsync<Outcome<InboxNote>>(
        async (db, ct) =>
        {
            var holders = await PostHolder.OnAsync(db, CityClock.DayOf(context.At), [.. PostFit.OfPeople], ct);
            var decided = NoteRules.Decide(context, sent, city.Current.Organisations, holders);
            if (!decided.Moved)
            {
                return Outcome<InboxNote>.Refused(decided.Refusals);
            }

            var (note, messages) = decided.Value;
            if (await db.Set<InboxNote>().AsNoTracking().FirstOrDefaultAsync(n => n.Id == note.Id, ct) is { } before)
            {
                return before == note with { At = before.At, Reached = before.Reached, RequestId = before.RequestId } ? before : IdReused.Refusal;
            }

            db.Add(note);
            db.AddRange(messages);
            return note;
        },
        cancellationToken);

    /// <summary>The notes somebody sent last, newest first.</summary>
    public async Task<IReadOnlyList<InboxNote>> SentAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var me = who.Id;
        return await db.Set<InboxNote>().AsNoTracking().Where(n => n.ById == me).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(MostShown).ToListAsync(cancellationToken);
    }
}
