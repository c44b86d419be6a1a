using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>What hangs on a person and the posts they would give up.</summary>
/// <param name="Tasks">Open tasks the person holds by name: verifications, checks, and what was assigned to them.</param>
/// <param name="Alone">Posts after which open cases would be left with nobody in that post who reaches them, and how many.</param>
/// <param name="Lent">Delegations given or received that reach beyond.</param>
/// <param name="Shifts">Shifts the person is entered for.</param>
/// <param name="Contacts">Receiving platforms of units whose dedicated person (专人) they are.</param>
public sealed record PostLoad(int Tasks, IReadOnlyList<(Post Post, int Cases)> Alone, int Lent, int Shifts, int Contacts)
{
    /// <summary>What hangs on posts of a person from a legal day on, when they are not held any more.</summary>
    public static async Task<PostLoad> OfAsync(
        DizhuDb db, Guid personId, IReadOnlyList<PostAssignment> ending, DateOnly over, CityBooks city, CancellationToken cancellationToken)
    {
        var (ids, start) = (ending.Select(p => p.Id).ToArray(), CityClock.StartOf(over));
        var alone = new List<(Post, int)>();
        foreach (var post in ending.Where(p => Powers.Of(p.Post) is not Power.None))
        {
            if (await AloneAsync(db, post, ids, over, city.Organisations, cancellationToken) is > 0 and var cases)
            {
                alone.Add((post.Post, cases));
            }
        }

        return new PostLoad(
            await db.Set<CaseTask>().CountAsync(
                t => (t.PersonId == personId || t.AssigneeId == personId) && (t.State == TaskState.Open || t.State == TaskState.Signed || t.State == TaskState.Handled), cancellationToken),
            alone,
            await db.Set<Delegation>().CountAsync(
                d => d.WithdrawnAt == null && d.Until > start && (ids.Contains(d.AssignmentId) || d.DelegateId == personId), cancellationToken),
            ending.Any(p => p.Post == Post.Collector) ? city.Settings.At(SettingKinds.Shifts, start).Count(s => Shift.Of(s).CollectorId == personId) : 0,
            ending.Any(p => p.Post == Post.UnitClerk) ? city.Settings.At(SettingKinds.ReceivingUnits, start).Count(r => city.Settings.ContactOf(r.Key, start) == personId) : 0);
    }

    /// <summary>Open cases a post reaches.</summary>
    public static Task<int> SeenAsync(DizhuDb db, PostAssignment post, OrganisationBook units, CancellationToken cancellationToken) =>
        CountAsync(db, PlacesOf(post, units), cancellationToken);

    private static async Task<int> AloneAsync(
        DizhuDb db, PostAssignment post, Guid[] ending, DateOnly over, OrganisationBook units, CancellationToken cancellationToken)
    {
        var others = (await PostHolder.OnAsync(db, over, [post.Post], cancellationToken)).Where(h => !ending.Contains(h.Post.Id)).Select(h => PlacesOf(h.Post, units)).ToList();
        if (others.Exists(o => o is null))
        {
            return 0;
        }

        var covered = others.SelectMany(o => o!).ToHashSet(StringComparer.Ordinal);
        return await CountAsync(db, PlacesOf(post, units)?.Where(k => !covered.Contains(k)).ToList(), cancellationToken);
    }

    /// <summary>The places and units by which the post reaches cases, without those of the person; null for the whole city.</summary>
    private static IReadOnlyList<string>? PlacesOf(PostAssignment post, OrganisationBook units) =>
        CaseScope.Keys(new Principal(post.PersonId, "", post.Post, post.UnitId, new Scope(post.ScopeKind, post.ScopeKeys)), units)?
            .Where(k => k != CaseReach.OfPerson(post.PersonId)).ToList();

    private static async Task<int> CountAsync(DizhuDb db, IReadOnlyList<string>? keys, CancellationToken cancellationToken) => keys switch
    {
        null => await db.Set<Case>().CountAsync(c => c.ListAt < ListOrder.Finished, cancellationToken),
        [] => 0,
        _ => await db.Set<CaseReach>().Where(r => r.At == CaseReach.Open && keys.Contains(r.Key)).Select(r => r.CaseId).Distinct().CountAsync(cancellationToken),
    };
}
