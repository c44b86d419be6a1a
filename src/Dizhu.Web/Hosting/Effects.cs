using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Exchange;
using Dizhu.Core.Inbox;

namespace Dizhu.Web.Hosting;

/// <summary>
/// What follows from acts, after them, on every node: messages are taken from the outbox and sent, and warnings written
/// when their moment has come.
/// </summary>
internal sealed class Effects(Fan fan, Relay relay, Inboxes inboxes, CityClock clock, TimeProvider time, ILogger<Effects> log) : Repeating(Pace, time, log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>One turn.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await fan.RunAsync(clock.Now, cancellationToken);
        await inboxes.WarnAsync(clock.Now, cancellationToken);
        await relay.RunAsync(cancellationToken);
    }

    protected override Task TurnAsync(int turn, CancellationToken cancellationToken) => RunOnceAsync(cancellationToken);
}
