using System.Threading.RateLimiting;

namespace Dizhu.Web.Public;

/// <summary>
/// How often reports may be looked up by number and the last digits of a telephone, which could be guessed: a few times an hour for each
/// number, whether it exists or not, and some more for each address.
/// </summary>
public sealed class NumberLookups : IDisposable
{
    /// <summary>Tries an hour for one report number.</summary>
    public const int PerNumber = 5;

    /// <summary>Tries an hour from one address.</summary>
    public const int PerAddress = 30;

    private readonly PartitionedRateLimiter<string> _numbers = Of(PerNumber);
    private readonly PartitionedRateLimiter<string> _addresses = Of(PerAddress);

    /// <summary>False when there were too many tries for this number or from this address within the hour.</summary>
    public bool MayTry(string number, string address)
    {
        using var byAddress = _addresses.AttemptAcquire(address);
        using var byNumber = _numbers.AttemptAcquire(number.Trim().ToUpperInvariant());
        return byAddress.IsAcquired && byNumber.IsAcquired;
    }

    public void Dispose()
    {
        _numbers.Dispose();
        _addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> Of(int tries) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = tries, Window = TimeSpan.FromHours(1) }));
}
