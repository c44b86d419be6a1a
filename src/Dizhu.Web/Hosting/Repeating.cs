using System.Data.Common;
using Dizhu.Core;

namespace Dizhu.Web.Hosting;

/// <summary>Work done again and again beside answering. A turn that fails because the store or a disk is away is put off to the next.</summary>
internal abstract class Repeating(TimeSpan pace, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>One turn; the first is number 1.</summary>
    protected abstract Task TurnAsync(int turn, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace, time);
        try
        {
            for (var turn = 1; await timer.WaitForNextTickAsync(stoppingToken); turn++)
            {
                try
                {
                    await TurnAsync(turn, stoppingToken);
                }
                catch (Exception problem) when (problem is StoreUnavailableException or DbException or IOException)
                {
                    log.LogWarning(problem, "{Work} is put off to its next turn.", GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("{Work} ends with the host.", GetType().Name);
        }
    }
}
