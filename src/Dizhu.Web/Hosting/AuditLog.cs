using System.Collections.Concurrent;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;

namespace Dizhu.Web.Hosting;

/// <summary>Writes the audit log: log-ins, refusals, exports, configuration.</summary>
public sealed class AuditLog(IActTransactions transactions, CityClock clock)
{
    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<string, long> _failures = new(StringComparer.Ordinal);

    /// <summary>Adds one line.</summary>
    public Task WriteAsync(string kind, string who, string what, HttpContext? http)
    {
        var entry = new AuditEntry
        {
            Id = Ids.New(clock.Now),
            At = clock.Now,
            Kind = kind,
            Who = Cut(who, 100),
            What = Cut(what, 500),
            Address = http?.Connection.RemoteIpAddress?.ToString(),
        };
        return transactions.RunAsync(
            (db, _) =>
            {
                db.Add(entry);
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }

    /// <summary>
    /// Adds a failed log-in of somebody unknown: one line an address and minute, so that whoever tries without end fills neither log nor disk.
    /// </summary>
    public Task WriteFailureAsync(string who, string what, HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        var minute = clock.Now.Ticks / TimeSpan.TicksPerMinute;
        if (_failures.Count > MostAddresses)
        {
            _failures.Clear();
        }

        var before = _failures.TryGetValue(address, out var last) ? last : -1;
        _failures[address] = minute;
        return before == minute ? Task.CompletedTask : WriteAsync("login-failed", who, what, http);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
