using System.Linq.Expressions;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Where a case stands in a list: enough to order, count and page it.</summary>
public sealed record ListPlace
{
    public DateTime At { get; init; }

    public Guid Id { get; init; }
}

/// <summary>A list as a query, not yet read.</summary>
/// <param name="Places">Its places from the cursor on, in order.</param>
/// <param name="Most">How many there are at most: so many mean that there may be more.</param>
public sealed record Listing(IQueryable<ListPlace> Places, int Most);

/// <summary>
/// Turns what a reader asks for into a query that reads about as many rows as it shows, however many cases there are. Words
/// or a number that few cases have are answered from those cases; a reach, unit or grid from the rows of its keys
/// (<see cref="CaseReach"/>), one ordered branch a key; everything else along an index in list order.
/// </summary>
internal sealed class CaseListing(IReads reads, DizhuDb db, Principal who, OrganisationBook organisations)
{
    /// <summary>Up to so many hits are looked at one by one; where there are more, the next of the list is never far.</summary>
    private const int FewHits = 3000;

    /// <summary>The places of a list from its cursor on, in order, at most so many.</summary>
    /// <param name="enough">How many are taken where each case has to be looked at for its words: what is shown and one more.</param>
    public async Task<Listing> PlacesAsync(CaseListQuery query, int most, int enough, CancellationToken cancellationToken)
    {
        var rows = Narrowed(query);
        var pairs = Bigrams.Of(query.Text ?? "");
        if (query.Text is not null && pairs.Count == 0)
        {
            return Found(rows.Where(_ => false));
        }

        if (query.ClosedOn is { } day)
        {
            // A day closes few cases: they are found by their day and not met along the list.
            var (from, until) = CityClock.BoundsOf(day);
            var closed = await db.Set<CaseFact>().Where(f => f.ClosedAt >= from && f.ClosedAt < until).OrderBy(f => f.ClosedAt).Select(f => f.CaseId).Take(FewHits).ToListAsync(cancellationToken);
            return Found(Holding(rows.Where(c => EF.Parameter(closed).Contains(c.Id)), pairs));
        }

        if (query.Number?.Trim() is { Length: > 0 } start)
        {
            var numbered = CaseSearch.Numbered(db.Set<Case>(), start).Select(c => c.Number).Take(FewHits + 1);
            if (await numbered.CountAsync(cancellationToken) <= FewHits)
            {
                return Found(Holding(CaseSearch.Numbered(rows, start), pairs));
            }

            rows = rows.Where(c => c.Number!.StartsWith(start));
        }

        if (pairs.Count > 0)
        {
            var few = Bigrams.Spanning(pairs);
            if (await reads.TextIndex.FindAsync(db, few, FewHits, cancellationToken) is { } hits)
            {
                return Found(Holding(rows.Where(c => EF.Parameter(hits).Contains(c.Id)), few.Count < pairs.Count ? pairs : []));
            }

            rows = Holding(rows, pairs);
            most = Math.Min(most, enough);
        }

        var places = await KeyOfAsync(query, cancellationToken) is { } key ? Branch(key, rows.Where(Seen), query, most)
            : CaseScope.Keys(who, organisations) is { } keys ? Together(keys, rows, query, most)
            : InOrder(rows, query, most);
        return new Listing(places, most);

        Listing Found(IQueryable<Case> some) => new(InOrder(some.Where(Seen), query, most), most);
    }

    private IQueryable<Case> Narrowed(CaseListQuery query)
    {
        var rows = CaseSearch.Narrow(db.Set<Case>().AsNoTracking(), query);
        if (!query.OpenLoop)
        {
            return rows;
        }

        var loops = db.Set<CaseFact>().Where(CaseFact.OpenLoop).Select(f => f.CaseId);
        return rows.Where(c => c.Stage == Stage.Closed && loops.Contains(c.Id));
    }

    private Expression<Func<Case, bool>> Seen => CaseScope.Filter(who, db, organisations);

    /// <summary>
    /// The words as a condition on the case at hand. A value that is looked up and not a join: a planner that thinks few cases fit would
    /// look through all words, where here nearly any case fits.
    /// </summary>
    private IQueryable<Case> Holding(IQueryable<Case> rows, IReadOnlyList<string> pairs)
    {
        if (pairs.Count == 0)
        {
            return rows;
        }

        var word = Expression.Parameter(typeof(CaseWords), "w");
        var all = pairs.Select(p => Holds($" {p} ")).Select(h => new Put(h.Parameters[0], word).Visit(h.Body)).Aggregate(Expression.AndAlso);
        var holds = Expression.Lambda<Func<CaseWords, bool>>(all, word);
        return rows.Where(c => db.Set<CaseWords>().Where(w => w.CaseId == c.Id).Select(holds).FirstOrDefault());
    }

    private static Expression<Func<CaseWords, bool>> Holds(string word) => w => (" " + w.Words + " ").Contains(word);

    /// <summary>Puts one parameter for another, so that conditions written apart can stand in one lambda.</summary>
    private sealed class Put(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    /// <summary>The one key that holds all rows of the unit or place asked for; null where none does.</summary>
    private async Task<string?> KeyOfAsync(CaseListQuery query, CancellationToken cancellationToken)
    {
        if (query.UnitId is { } unit)
        {
            return CaseReach.OfUnit(unit);
        }

        if (query.Place is not { } place)
        {
            return null;
        }

        foreach (var key in (string[])[CaseReach.OfBasicGrid(place), CaseReach.OfDutyGrid(place), CaseReach.OfArea(place)])
        {
            if (await db.Set<CaseReach>().AnyAsync(r => r.Key == key, cancellationToken))
            {
                return key;
            }
        }

        // A community or street holds enough cases to meet them along the list.
        return null;
    }

    private IQueryable<ListPlace> Together(IReadOnlyList<string> keys, IQueryable<Case> rows, CaseListQuery query, int most) => keys switch
    {
        [] => InOrder(rows.Where(_ => false), query, most),
        [var only] => Branch(only, rows, query, most),
        _ => keys.Select(k => Branch(k, rows, query, most)).Aggregate((a, b) => a.Union(b)).OrderBy(p => p.At).ThenBy(p => p.Id).Take(most),
    };

    /// <summary>The rows of one key: the open ones, few, are sorted; the finished ones stand in order.</summary>
    private IQueryable<ListPlace> Branch(string key, IQueryable<Case> rows, CaseListQuery query, int most)
    {
        var reach = db.Set<CaseReach>().Where(r => r.Key == key);
        if (query.IsOfOpen)
        {
            reach = reach.Where(r => r.At < ListOrder.Finished);
        }
        else if (query.IsOfFinished)
        {
            reach = reach.Where(r => r.At >= ListOrder.Finished);
        }

        if (query.After is { } after && after.At >= ListOrder.Finished)
        {
            reach = reach.Where(r => r.At >= after.At);
        }

        return reach.Join(CaseSearch.Behind(rows, query.After), r => r.CaseId, c => c.Id, (r, c) => new { r.At, c.ListAt, c.Id })
            .OrderBy(p => p.At).ThenBy(p => p.ListAt).ThenBy(p => p.Id)
            .Take(most)
            .Select(p => new ListPlace { At = p.ListAt, Id = p.Id });
    }

    private static IQueryable<ListPlace> InOrder(IQueryable<Case> rows, CaseListQuery query, int most) =>
        CaseSearch.Behind(rows, query.After).OrderBy(c => c.ListAt).ThenBy(c => c.Id).Take(most).Select(c => new ListPlace { At = c.ListAt, Id = c.Id });
}
