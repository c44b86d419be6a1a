namespace Dizhu.Core;

/// <summary>
/// Runs load–decide–save as one transaction: what the delegate changed in the context is saved after it,
/// and the answer is given only once that is durable. The delegate runs again when another act came between,
/// also when a row it adds is there already; it must take everything it needs from the context it is given.
/// </summary>
public interface IActTransactions
{
    /// <summary>Runs one act. Throws <see cref="StoreUnavailableException"/> when it cannot be stored; then nothing was done.</summary>
    Task<T> RunAsync<T>(Func<DizhuDb, CancellationToken, Task<T>> act, CancellationToken cancellationToken);
}

/// <summary>The act could not be stored (disk full, database away); nothing of it was.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Opens contexts for reading. Reads never block acts.</summary>
public interface IReads
{
    DizhuDb Open();

    /// <summary>Finds cases by words.</summary>
    ITextIndex TextIndex { get; }
}
