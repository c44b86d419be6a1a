using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Administration;

/// <summary>The one door by which administrators change people, posts and accounts: loads, decides, and – unless it is a preview – saves rows and log together.</summary>
public sealed class StaffDoor(IActTransactions transactions, IReads reads)
{
    /// <summary>What the act would do; nothing is stored.</summary>
    public async Task<Outcome<StaffPlan>> PreviewAsync(StaffAct act, ActContext context, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return StaffRules.Decide(act, await ReadAsync(db, act.PersonId, cancellationToken), await BooksAsync(db, act, context, cancellationToken), context);
    }

    /// <summary>Does the act. Sent again under the same id it changes nothing more.</summary>
    public Task<Outcome<StaffDone>> DoAsync(StaffAct act, ActContext context, CancellationToken cancellationToken)
    {
        // Hashing takes long and is the same for every try of the transaction.
        var password = act is OpenAccount or ResetPassword ? FirstPassword.New() : null;
        var (stored, stamp) = (password is null ? "" : FirstPassword.Stored(password), Guid.NewGuid());
        return transactions.RunAsync<Outcome<StaffDone>>(
            async (db, ct) =>
            {
                // The number is read first: whoever changes staff or settings meanwhile takes it, and this act is tried again on what they left.
                var no = await SettingsBook.LastChangeAsync(db, ct);
                var books = await BooksAsync(db, act, context, ct) with { FirstPassword = stored, Stamp = stamp };
                var state = await ReadAsync(db, act.PersonId, ct);

                // The repeat is looked for last, so that what the first of two has done is not taken for somebody else's.
                var request = StaffLog.RequestOf(act);
                if (await RepeatAsync(db, act, request, ct) is { } repeat)
                {
                    return repeat;
                }

                var plan = StaffRules.Decide(act, state, books, context);
                if (!plan.Moved)
                {
                    return Outcome<StaffDone>.Refused(plan.Refusals);
                }

                Store(db, plan.Value, no, request, context);
                return new StaffDone(plan.Value, password);
            },
            cancellationToken);
    }

    /// <summary>A person with everything kept about them; <see cref="StaffState.None"/> when there is nobody of this id.</summary>
    public static async Task<StaffState> ReadAsync(DizhuDb db, Guid personId, CancellationToken cancellationToken)
    {
        if (await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId, cancellationToken) is not { } person)
        {
            return StaffState.None;
        }

        var (kinds, key) = (StaffLog.Names.ToArray(), StaffLog.KeyOf(personId));
        return new StaffState(
            person,
            await db.Set<PostAssignment>().AsNoTracking().Where(p => p.PersonId == personId).OrderBy(p => p.From).ThenBy(p => p.Id).ToListAsync(cancellationToken),
            await db.Set<Account>().AsNoTracking().Where(a => a.PersonId == personId).OrderBy(a => a.Login).ToListAsync(cancellationToken),
            await db.Set<SettingChange>().AsNoTracking().Where(c => kinds.Contains(c.Kind) && c.Key.StartsWith(key)).OrderBy(c => c.No).ToListAsync(cancellationToken));
    }

    /// <summary>
    /// Marks those whose last day has passed as gone and switches their accounts off. Their posts have ended by date already, so nothing waits for
    /// this; it keeps the lists of people true.
    /// </summary>
    /// <returns>How many have gone.</returns>
    public Task<int> SettleAsync(DateTime now, CancellationToken cancellationToken) => transactions.RunAsync(
        async (db, ct) =>
        {
            var left = await db.Set<SettingChange>().AsNoTracking()
                .Where(c => c.Kind == StaffLog.People && c.Sort == ChangeSort.Ended && c.From <= now).ToListAsync(ct);
            var ids = left.Select(StaffLog.PersonOf).OfType<Guid>().Distinct().ToList();
            var people = await db.Set<Person>().Where(p => p.Active && ids.Contains(p.Id)).ToListAsync(ct);
            var gone = 0;
            foreach (var person in people)
            {
                // A leaving taken back is followed by a line of its own.
                var state = await ReadAsync(db, person.Id, ct);
                if (!state.Works(now))
                {
                    person.Active = false;
                    db.Update(person);
                    db.UpdateRange(state.Accounts.Where(a => a is { Active: true, IsDemo: false }).Select(a => a with { Active = false, Stamp = Guid.NewGuid() }));
                    gone++;
                }
            }

            return gone;
        },
        cancellationToken);

    private static async Task<Outcome<StaffDone>?> RepeatAsync(DizhuDb db, StaffAct act, string request, CancellationToken cancellationToken)
    {
        var (kinds, id) = (StaffLog.Names.ToArray(), $"{act.Id:D} ");
        var before = await db.Set<SettingChange>().AsNoTracking()
            .Where(c => kinds.Contains(c.Kind) && c.RequestId.StartsWith(id)).Select(c => c.RequestId).FirstOrDefaultAsync(cancellationToken);
        return before is null ? null : before == request ? new StaffDone(null, null) : IdReused.Refusal;
    }

    private static async Task<StaffBooks> BooksAsync(DizhuDb db, StaffAct act, ActContext context, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case TakeOn { Label: var label }:
                return new StaffBooks { LabelTaken = await LabelTakenAsync(db, act.PersonId, label, cancellationToken) };
            case Rename { Label: var label }:
                return new StaffBooks { LabelTaken = await LabelTakenAsync(db, act.PersonId, label, cancellationToken) };
            case GivePost given:
                return await PlacesAsync(db, given, CityClock.DayOf(context.At), cancellationToken);
            case OpenAccount opened:
                var login = opened.Login.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
                return new StaffBooks
                {
                    LoginTaken = await db.Set<Account>().AnyAsync(a => a.Login == login, cancellationToken),
                    IdTaken = await db.Set<Account>().AnyAsync(a => a.Id == act.Id, cancellationToken),
                };
            case EndPost or Leave or SwitchAccount:
                return new StaffBooks { Administrators = await AdministratorsAsync(db, cancellationToken) };
            default:
                return new StaffBooks();
        }
    }

    private static Task<bool> LabelTakenAsync(DizhuDb db, Guid personId, string label, CancellationToken cancellationToken)
    {
        var typed = label.Replace("\0", "", StringComparison.Ordinal).Trim();
        return db.Set<Person>().AnyAsync(p => p.Active && p.Id != personId && p.Label == typed, cancellationToken);
    }

    private static async Task<StaffBooks> PlacesAsync(DizhuDb db, GivePost act, DateOnly today, CancellationToken cancellationToken)
    {
        var keys = act.Keys.Where(k => !k.Contains('\0', StringComparison.Ordinal)).ToArray();
        var areas = await db.Set<ManagementArea>().AsNoTracking().Where(a => a.Until == null || a.Until >= today)
            .Select(a => new { a.Code, a.UnitId }).ToListAsync(cancellationToken);
        return new StaffBooks
        {
            Units = await OrganisationBook.LoadAsync(db, cancellationToken),
            Areas = areas.DistinctBy(a => a.Code).ToDictionary(a => a.Code, a => a.UnitId, StringComparer.Ordinal),
            DutyGrids = act.Post == Post.Collector
                ? (await db.Set<DutyGrid>().Where(g => keys.Contains(g.Code)).Select(g => g.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal)
                : new HashSet<string>(StringComparer.Ordinal),
            IdTaken = await db.Set<PostAssignment>().AnyAsync(p => p.Id == act.Id, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<(Account, PostAssignment)>> AdministratorsAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        var rows = await (
            from account in db.Set<Account>().AsNoTracking()
            join post in db.Set<PostAssignment>().AsNoTracking() on account.AssignmentId equals post.Id
            join person in db.Set<Person>().AsNoTracking() on account.PersonId equals person.Id
            where account.Active && person.Active && post.Post == Post.Administrator && post.Until == null
            select new { account, post }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.account, r.post))];
    }

    private static void Store(DizhuDb db, StaffPlan plan, long no, string request, ActContext context)
    {
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case { Old: null, New: { } added }:
                    db.Add(added);
                    break;
                case { Old: { } gone, New: null }:
                    db.Remove(gone);
                    break;
                case { Old: { } old, New: { } changed }:
                    // Only what differs is written: the rest may be changing by its owner's hand, as a password does.
                    db.Attach(old).CurrentValues.SetValues(changed);
                    break;
            }

            db.Add(new SettingChange
            {
                No = ++no,
                At = context.At,
                WhoId = context.Who.Id,
                Who = context.Who.Label,
                RequestId = request,
                Kind = step.Kind,
                Key = step.Key,
                Sort = step.Sort,
                From = step.From,
                Old = step.OldCells is { } was ? SettingRow.Write(was) : null,
                New = step.NewCells is { } now ? SettingRow.Write(now) : null,
                Reason = plan.Act.Reason.Trim(),
            });
        }
    }
}
