using System.Collections.Concurrent;
using System.Globalization;
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
/// Gives report and case numbers: date and a running number of the day (yyMMdd and five digits), reports
/// with the prefix SB (上报). A node takes a block at a time, so numbers may have gaps; none is ever used twice.
/// </summary>
public sealed class NumberBlocks(IActTransactions transactions)
{
    private const int BlockSize = 50;
    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    /// <summary>The next case number of a legal day.</summary>
    public Task<string> NextCaseAsync(DateOnly day, CancellationToken cancellationToken) => NextAsync("case", "", day, cancellationToken);

    /// <summary>The next report number of a legal day.</summary>
    public Task<string> NextReportAsync(DateOnly day, CancellationToken cancellationToken) => NextAsync("report", "SB", day, cancellationToken);

    private async Task<string> NextAsync(string kind, string prefix, DateOnly day, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{day:yyyyMMdd}");
        var block = _blocks.GetOrAdd(name, _ => new Block());
        var number = await block.TakeAsync(() => ReserveAsync(name, cancellationToken), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{day:yyMMdd}{number:00000}");
    }

    private Task<int> ReserveAsync(string name, CancellationToken cancellationToken) => transactions.RunAsync(
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
        cancellationToken);

    private sealed class Block
    {
        private readonly SemaphoreSlim _gate = new(1);
        private int _next;
        private int _end;

        public async Task<int> TakeAsync(Func<Task<int>> reserve, CancellationToken cancellationToken)
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                if (_next == _end)
                {
                    _next = await reserve();
                    _end = _next + BlockSize;
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
