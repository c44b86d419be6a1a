using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Journal;
using Dizhu.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>How much is simulated. The same plan on the same city gives the same journals, byte for byte, on every database.</summary>
/// <param name="From">The first legal day.</param>
/// <param name="Days">How many days reports come in; what is open after the last stays open.</param>
/// <param name="CasesPerDay">Reports a day, at most 30,000.</param>
/// <param name="Seed">Another seed, another city life.</param>
public sealed record SimulationPlan(DateOnly From, int Days, int CasesPerDay, ulong Seed)
{
    /// <summary>All reports.</summary>
    public int Cases => Days * CasesPerDay;
}

/// <summary>What a simulation wrote.</summary>
public sealed record SimulationResult(int Cases, long Acts);

/// <summary>
/// Plays the posts of a city with a moving clock through the same decisions as behind the door, and writes the rows in
/// bulk: cases that look like a year's work in minutes. Nothing in it happened, and its messages count as sent.
/// </summary>
public sealed class Simulator
{
    private const int CasesAtATime = 1_000;
    private readonly CityBooks _city;
    private readonly SimulatedStaff _staff;
    private readonly SimulationPlan _plan;
    private readonly SimulatedPlaces _places;
    private readonly DateTime _until;

    public Simulator(CityBooks city, SimulatedStaff staff, SimulationPlan plan)
    {
        (_city, _staff, _plan) = (city, staff, plan);
        _places = new SimulatedPlaces(city, CityClock.StartOf(plan.From));
        _until = CityClock.StartOf(plan.From.AddDays(plan.Days));
    }

    /// <summary>Plays one case alone; the others do not matter to it.</summary>
    /// <param name="index">From 0 to below <see cref="SimulationPlan.Cases"/>, in the order of the reports.</param>
    public SimulatedCase Play(int index)
    {
        var (day, inDay) = Math.DivRem(index, _plan.CasesPerDay);
        var date = _plan.From.AddDays(day);
        var chance = new SplitMix((_plan.Seed * 0x9E3779B97F4A7C15) ^ new SplitMix((ulong)index).Next());

        // Reports come between 07:00 and 21:00, evenly with a little disorder.
        var second = (7 * 3600) + ((long)inDay * 14 * 3600 / _plan.CasesPerDay) + chance.Below(60);
        var numbers = new SimulatedNumbers(date, inDay + 1, _plan.CasesPerDay);
        return new CasePlayer(_city, _staff, _places, _until, chance, numbers).Play(CityClock.StartOf(date).AddSeconds(second));
    }

    /// <summary>Plays all cases and writes them, with the people who did it; whole batches of cases, each in one transaction.</summary>
    public async Task<SimulationResult> RunAsync(IStore store, IProgress<(string Step, int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        await WritePeopleAsync(store, cancellationToken);
        var acts = 0L;
        var next = PlayBatch(0, cancellationToken);
        for (var from = 0; from < _plan.Cases; from += CasesAtATime)
        {
            var batch = await next;
            next = PlayBatch(from + CasesAtATime, cancellationToken);
            await WriteAsync(store, batch, cancellationToken);
            acts += batch.Sum(c => (long)c.Rows.Journal.Count);
            progress?.Report(("案件", from + batch.Length, _plan.Cases));
        }

        return new SimulationResult(_plan.Cases, acts);
    }

    private Task<SimulatedCase[]> PlayBatch(int from, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var batch = new SimulatedCase[Math.Clamp(_plan.Cases - from, 0, CasesAtATime)];
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => batch[i] = Play(from + i));
            return batch;
        },
        cancellationToken);

    private async Task WritePeopleAsync(IStore store, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var known = await db.Set<Organisations.Person>().Select(p => p.Id).ToHashSetAsync(cancellationToken);
        db.AddRange(_staff.Persons().Where(p => !known.Contains(p.Id)));
        db.AddRange(_staff.Posts(_plan.From).Where(p => !known.Contains(p.PersonId)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task WriteAsync(IStore store, SimulatedCase[] batch, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = batch.Select(c => c.Rows).ToList();
        await WriteAsync(rows.Select(r => r.State.Case));
        await WriteAsync(rows.Select(r => r.Report));
        await WriteAsync(rows.Select(r => CaseWords.Of(r.State.Case.Id, r.Report.Description, r.Report.PlaceText)));
        await WriteAsync(rows.SelectMany(r => CaseReach.Of(r.State.Case, r.State.Tasks)));
        await WriteAsync(rows.SelectMany(r => r.State.Tasks));
        await WriteAsync(rows.SelectMany(r => r.State.Clocks));
        await WriteAsync(rows.SelectMany(r => r.State.Requests));
        await WriteAsync(rows.Select(r => r.Fact));
        await WriteAsync(rows.SelectMany(r => r.Journal));
        await WriteAsync(rows.SelectMany(r => r.Journal).Select(Sent));
        await KeepNumbersAsync(db, batch, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        Task WriteAsync<T>(IEnumerable<T> all)
            where T : class => store.Bulk.WriteAsync(db, [.. all], cancellationToken);
    }

    /// <summary>Nobody is told of what never happened: the message stands, marked as sent.</summary>
    private static OutboxMessage Sent(JournalEntry entry) => new()
    {
        Id = SimulatedIds.At(entry.At, BitConverter.ToUInt64(entry.Hash), BitConverter.ToUInt64(entry.Hash, 8)),
        CaseId = entry.CaseId,
        Seq = entry.Seq,
        Topic = "case." + entry.Act.ToLowerInvariant(),
        At = entry.At,
        SentAt = entry.At,
    };

    /// <summary>The series of each day go on behind the numbers used, for whoever works on in this database.</summary>
    private static async Task KeepNumbersAsync(DizhuDb db, SimulatedCase[] batch, CancellationToken cancellationToken)
    {
        var used = batch.Select(c => c.Rows.Report.Number).Concat(batch.Select(c => c.Rows.State.Case.Number).OfType<string>())
            .Select(n => (Name: SeriesOf(n), Number: int.Parse(n.StartsWith("SB", StringComparison.Ordinal) ? n[8..] : n[6..], CultureInfo.InvariantCulture)))
            .GroupBy(n => n.Name, n => n.Number, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max() + 1, StringComparer.Ordinal);
        var names = used.Keys.ToList();
        var series = await db.Set<NumberSeries>().Where(s => names.Contains(s.Name)).ToDictionaryAsync(s => s.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var (name, next) in used)
        {
            if (!series.TryGetValue(name, out var old))
            {
                db.Add(new NumberSeries { Name = name, Next = next });
            }
            else if (old.Next < next)
            {
                db.Entry(old).CurrentValues[nameof(NumberSeries.Next)] = next;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static string SeriesOf(string number) =>
        number.StartsWith("SB", StringComparison.Ordinal) ? $"report-20{number[2..8]}" : $"case-20{number[..6]}";
}
