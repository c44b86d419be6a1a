using System.Collections.Concurrent;
using System.Threading.Channels;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Hosting;

/// <summary>
/// Reads the outbox once a second for all listeners of this node, whichever node wrote it. It looks back a little each time and
/// leaves out what it has seen, so that a row of a slower transaction is not missed.
/// </summary>
internal sealed class EventTail(IReads reads, CityClock clock, TimeProvider time, ILogger<EventTail> log) : Repeating(Pace, time, log)
{
    private const int Waiting = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, Listener> _listeners = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The rows that were there at the last look; null while nobody listens and nobody looks.</summary>
    private HashSet<Guid>? _seen;

    /// <summary>Begins to listen, until the answer is disposed of; what is done from now on will be in it.</summary>
    public async Task<Listener> ListenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Who comes first looks at what is there already, so that the next turn knows what is new.
            _seen ??= [.. (await RowsAsync(cancellationToken)).Select(m => m.Id)];
            var listener = new Listener(this);
            _listeners[listener.Id] = listener;
            return listener;
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
                listener.Tell(message);
            }
        }
    }

    private async Task<List<OutboxMessage>> RowsAsync(CancellationToken cancellationToken)
    {
        var floor = Ids.Floor(clock.Now - LookBack);
        await using var db = reads.Open();
        return await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Id > floor).OrderBy(m => m.Id).ToListAsync(cancellationToken);
    }

    /// <summary>One who listens: the messages not yet read. One too slow loses the oldest.</summary>
    public sealed class Listener(EventTail tail) : IDisposable
    {
        private readonly Channel<OutboxMessage> _messages = Channel.CreateBounded<OutboxMessage>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

        internal Guid Id { get; } = Guid.NewGuid();

        public ChannelReader<OutboxMessage> Messages => _messages.Reader;

        public void Dispose() => tail._listeners.TryRemove(Id, out _);

        internal void Tell(OutboxMessage message) => _messages.Writer.TryWrite(message);
    }
}
