using Dizhu.Core.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>Cases that one unit had and another would have had.</summary>
/// <param name="Samples">Numbers of some of them, the smallest.</param>
public sealed record MatrixShift(string FromUnitId, string ToUnitId, int Cases, IReadOnlyList<string> Samples);

/// <summary>With these rules <paramref name="Elsewhere"/> of <paramref name="Cases"/> would have gone elsewhere.</summary>
/// <param name="Cases">Past cases that were dispatched.</param>
/// <param name="WithoutRule">Of these, how many no rule decides; they stay where they were.</param>
/// <param name="ByOwner">Of these, how many stay with the registered owner, who goes before the rule that would decide.</param>
public sealed record MatrixReplayResult(int Cases, int Elsewhere, int WithoutRule, int ByOwner, IReadOnlyList<MatrixShift> Shifts);

/// <summary>
/// Asks proposed rules about past cases. Cases are streamed and only counted, so that memory does not grow with them; nothing is
/// changed. Ownership is that of the component today: the register keeps no earlier one.
/// </summary>
public static class MatrixReplay
{
    private const int MostSamples = 5;

    /// <param name="since">The first instant of reporting, UTC; null for the beginning.</param>
    /// <param name="until">The first instant no longer meant, UTC; null for no end.</param>
    public static async Task<MatrixReplayResult> RunAsync(
        DizhuDb db, MatrixBook proposed, CityBooks city, DateTime? since, DateTime? until, CancellationToken cancellationToken)
    {
        var dispatched =
            from fact in db.Set<CaseFact>().AsNoTracking()
            join c in db.Set<Case>().AsNoTracking() on fact.CaseId equals c.Id
            where fact.UnitId != null && fact.DispatchedAt != null && (since == null || fact.ReportedAt >= since) && (until == null || fact.ReportedAt < until)
            select new PastCase(fact.Number, fact.ClassKey, fact.GridCode, c.ComponentId, fact.UnitId!, c.Source);
        var count = new Tally();
        await foreach (var past in dispatched.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            count.Add(past, proposed, city);
        }

        return count.Result();
    }

    private sealed record PastCase(string? Number, string? ClassKey, string? GridCode, string? ComponentId, string UnitId, ReportSource Source);

    private sealed class Tally
    {
        private readonly Dictionary<(string From, string To), (int Cases, SortedSet<string> Samples)> _shifts = [];
        private int _cases;
        private int _elsewhere;
        private int _withoutRule;
        private int _byOwner;

        public void Add(PastCase past, MatrixBook proposed, CityBooks city)
        {
            _cases++;
            var owner = past.ComponentId is { } id ? city.Places.FindComponent(id)?.OwnerId : null;

            // Petitions go to the petition office whatever the matrix says.
            var route = past.Source == ReportSource.Petition ? null : MatrixRoute.Of(proposed, past.GridCode, past.ClassKey, owner, city.Organisations);
            if (route is null || city.Organisations.Find(route.Rule.UnitId) is null)
            {
                _withoutRule++;
            }
            else if (route.YieldsToOwner)
            {
                _byOwner++;
            }
            else if (!string.Equals(route.Rule.UnitId, past.UnitId, StringComparison.Ordinal))
            {
                _elsewhere++;
                Shift(past, route.Rule.UnitId);
            }
        }

        public MatrixReplayResult Result() => new(
            _cases, _elsewhere, _withoutRule, _byOwner,
            [
                .. _shifts.Select(s => new MatrixShift(s.Key.From, s.Key.To, s.Value.Cases, [.. s.Value.Samples]))
                    .OrderByDescending(s => s.Cases).ThenBy(s => s.FromUnitId, StringComparer.Ordinal).ThenBy(s => s.ToUnitId, StringComparer.Ordinal),
            ]);

        private void Shift(PastCase past, string to)
        {
            var (cases, samples) = _shifts.GetValueOrDefault((past.UnitId, to), (0, new SortedSet<string>(StringComparer.Ordinal)));
            if (past.Number is { } number)
            {
                samples.Add(number);
                if (samples.Count > MostSamples)
                {
                    samples.Remove(samples.Max!);
                }
            }

            _shifts[(past.UnitId, to)] = (cases + 1, samples);
        }
    }
}
