using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;

namespace Dizhu.Web.Hosting;

/// <summary>Writes the audit log: log-ins, refusals, exports, configuration.</summary>
public sealed class AuditLog(IActTransactions transactions, CityClock clock)
{
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

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
