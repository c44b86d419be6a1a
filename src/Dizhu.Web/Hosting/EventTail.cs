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
    private HashSet<Guid>? _seen;

    /// <summary>Begins to listen; what happens from the next turn on is in the channel until <see cref="Leave"/>.</summary>
    public (Guid Id, ChannelReader<OutboxMessage> Messages) Listen()
    {
        var (id, channel) = (Guid.NewGuid(), Channel.CreateBounded<OutboxMessage>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest }));
        _listeners[id] = channel;
        return (id, channel.Reader);
    }

    /// <summary>Ends listening.</summary>
    public void Leave(Guid id) => _listeners.TryRemove(id, out _);

    protected override async Task TurnAsync(int turn, CancellationToken cancellationToken)
    {
        if (_listeners.IsEmpty)
        {
            _seen = null;
            return;
        }

        var floor = Ids.Floor(clock.Now - LookBack);
        await using var db = reads.Open();
        var rows = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Id > floor).OrderBy(m => m.Id).ToListAsync(cancellationToken);

        // The first turn only learns what is there already.
        var before = _seen;
        foreach (var message in rows.Where(m => before is not null && !before.Contains(m.Id)))
        {
            foreach (var listener in _listeners.Values)
            {
                listener.Writer.TryWrite(message);
            }
        }

        _seen = [.. rows.Select(m => m.Id)];
    }
}
