using System.Linq.Expressions;
using Dizhu.Core.Access;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Geography;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases.Serving;

/// <summary>Cases by where they lie: ranges of one index, then exactly.</summary>
public static class CasePoints
{
    private const int CasesAtOnce = 2_000;

    /// <summary>The cases of a box, within the reader's reach.</summary>
    internal static IQueryable<Case> Of(DizhuDb db, Principal who, OrganisationBook organisations, GeoBox? box)
    {
        var rows = db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, organisations));
        if (box is not { } inside)
        {
            return rows;
        }

        var (west, south, east, north) = inside;
        return rows.Where(InRanges(inside)).Where(c => c.Lon >= west && c.Lon <= east && c.Lat >= south && c.Lat <= north);
    }

    /// <summary>
    /// What changes with every act. The newest message alone would not do: one made a little earlier may be committed a little later.
    /// </summary>
    internal static async Task<string> VersionAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        var last = await db.Set<OutboxMessage>().OrderByDescending(m => m.Id).Select(m => new { m.Id, m.At }).FirstOrDefaultAsync(cancellationToken);
        if (last is null)
        {
            return "0";
        }

        var floor = Ids.Floor(last.At.AddMinutes(-1));
        return FormattableString.Invariant($"{last.Id:N}.{await db.Set<OutboxMessage>().CountAsync(m => m.Id >= floor, cancellationToken)}");
    }

    /// <summary>Gives the cases that were there before the column their keys; does nothing where all have them.</summary>
    public static async Task FillAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        for (var last = Guid.Empty; ;)
        {
            // Those outside the grid of numbers have none and keep none; there are few.
            var cases = await db.Set<Case>().Where(c => c.MortonKey == null && c.Id > last).OrderBy(c => c.Id).Take(CasesAtOnce)
                .Select(c => new { c.Id, c.Lon, c.Lat }).ToListAsync(cancellationToken);
            if (cases.Count == 0)
            {
                return;
            }

            foreach (var found in cases)
            {
                if (MortonGrid.KeyOf(new(found.Lon, found.Lat)) is { } key)
                {
                    await db.Set<Case>().Where(c => c.Id == found.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.MortonKey, key), cancellationToken);
                }
            }

            last = cases[^1].Id;
        }
    }

    private static Expression<Func<Case, bool>> InRanges(GeoBox box)
    {
        static Cgcs2000 Corner(double lon, double lat) => new(Math.Clamp(lon, -180, 180), Math.Clamp(lat, -90, 90));
        var ranges = box.IsEmpty ? [] : MortonGrid.RangesOf(Corner(box.West, box.South), Corner(box.East, box.North));
        if (ranges.Count == 0)
        {
            return _ => false;
        }

        var @case = Expression.Parameter(typeof(Case), "c");
        return Expression.Lambda<Func<Case, bool>>(
            ranges.Select(r => Between(r.From, r.To)).Select(b => new Put(b.Parameters[0], @case).Visit(b.Body)).Aggregate(Expression.OrElse), @case);
    }

    private static Expression<Func<Case, bool>> Between(long from, long to) => c => c.MortonKey >= from && c.MortonKey <= to;

    private sealed class Put(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
