using System.Collections.Concurrent;
using System.Threading.Channels;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Hosting;

/// <summary>
/// Reads the outbox once a second for all listeners of this node, whichever node wrote it. It looks back a little each time and
/// leaves out what it has seen, so that a row of a slower transaction is not missed. A listener too slow to follow loses the oldest.
/// </summary>
internal sealed class EventTail(IReads reads, CityClock clock, TimeProvider time, ILogger<EventTail> log) : Repeating(Pace, time, log)
{
    private const int Waiting = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, Channel<OutboxMessage>> _listeners = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The rows that were there at the last look; null while nobody listens and nobody looks.</summary>
    private HashSet<Guid>? _seen;

    /// <summary>Begins to listen, until <see cref="Leave"/>; what is done after <see cref="ReadyAsync"/> will be in the channel.</summary>
    public (Guid Id, ChannelReader<OutboxMessage> Messages) Listen()
    {
        var (id, channel) = (Guid.NewGuid(), Channel.CreateBounded<OutboxMessage>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest }));
        _listeners[id] = channel;
        return (id, channel.Reader);
    }

    /// <summary>Ends listening.</summary>
    public void Leave(Guid id) => _listeners.TryRemove(id, out _);

    /// <summary>Looks at what is there already, if nobody has, so that the next turn knows what is new.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _seen ??= [.. (await RowsAsync(cancellationToken)).Select(m => m.Id)];
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task TurnAsync(int turn, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_listeners.IsEmpty)
            {
                _seen = null;
            }
            else if (_seen is { } before)
            {
                var rows = await RowsAsync(cancellationToken);
                Tell(rows.Where(m => !before.Contains(m.Id)));
                _seen = [.. rows.Select(m => m.Id)];
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Tell(IEnumerable<OutboxMessage> news)
    {
        foreach (var message in news)
        {
            foreach (var listener in _listeners.Values)
            {
                listener.Writer.TryWrite(message);
            }
        }
    }

    private async Task<List<OutboxMessage>> RowsAsync(CancellationToken cancellationToken)
    {
        var floor = Ids.Floor(clock.Now - LookBack);
        await using var db = reads.Open();
        return await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Id > floor).OrderBy(m => m.Id).ToListAsync(cancellationToken);
    }
}
