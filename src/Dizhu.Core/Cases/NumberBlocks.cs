using System.Collections.Concurrent;
using System.Globalization;
using Dizhu.Core.Calendar;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>How far a daily series of numbers has been given out.</summary>
public sealed record NumberSeries
{
    /// <summary>Kind and day, for example <c>case-20261123</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The first number not given out.</summary>
    public int Next { get; init; }
}

/// <summary>
/// Gives report and case numbers by the city's pattern: the legal day and a running number of the day. A node takes a block at a
/// time, so numbers may have gaps; none is ever used twice.
/// </summary>
public sealed class NumberBlocks(IActTransactions transactions, CityBooksHolder city)
{
    private const int BlockSize = 100;
    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    /// <summary>The next case number at an instant, UTC.</summary>
    public Task<string> NextCaseAsync(DateTime at, CancellationToken cancellationToken) => NextAsync("case", at, cancellationToken);

    /// <summary>The next report number at an instant, UTC.</summary>
    public Task<string> NextReportAsync(DateTime at, CancellationToken cancellationToken) => NextAsync("report", at, cancellationToken);

    private async Task<string> NextAsync(string series, DateTime at, CancellationToken cancellationToken)
    {
        var day = CityClock.DayOf(at);
        var name = string.Create(CultureInfo.InvariantCulture, $"{series}-{day:yyyyMMdd}");
        var block = _blocks.GetOrAdd(name, _ => new Block());
        var number = await block.TakeAsync(() => ReserveAsync(name), cancellationToken);
        return city.Current.Settings.NumberPattern(series, at).Write(day, number);
    }

    // A block serves many, so the one who happens to fetch it cannot call it off.
    private Task<int> ReserveAsync(string name) => transactions.RunAsync(
        async (db, ct) =>
        {
            var series = await db.Set<NumberSeries>().FirstOrDefaultAsync(s => s.Name == name, ct);
            if (series is null)
            {
                db.Add(new NumberSeries { Name = name, Next = BlockSize + 1 });
                return 1;
            }

            db.Entry(series).CurrentValues[nameof(NumberSeries.Next)] = series.Next + BlockSize;
            return db.Entry(series).OriginalValues.GetValue<int>(nameof(NumberSeries.Next));
        },
        CancellationToken.None);

    /// <summary>The block in use and the one after it, which is fetched while the first is given out, so that nobody waits for it.</summary>
    private sealed class Block
    {
        private readonly SemaphoreSlim _gate = new(1);
        private Task<int>? _following;
        private int _next;
        private int _end;

        public async Task<int> TakeAsync(Func<Task<int>> reserve, CancellationToken cancellationToken)
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                if (_next == _end)
                {
                    // What failed ahead of time is tried again by the one who needs it.
                    _next = _following is { IsFaulted: false } following ? await following : await reserve();
                    _end = _next + BlockSize;
                    _following = null;
                }

                if (_end - _next == BlockSize / 2)
                {
                    _following = reserve();
                }

                return _next++;
            }
            finally
            {
                _gate.Release();
            }
        }
    }
}
