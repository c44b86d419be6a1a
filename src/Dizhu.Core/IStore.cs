namespace Dizhu.Core;

/// <summary>The database chosen at start. Only the host knows which one it is.</summary>
public interface IStore : IReads, IAsyncDisposable
{
    /// <summary>True for the embedded database, which belongs to one process.</summary>
    bool IsEmbedded { get; }

    /// <summary>What it is and where, for people, without secrets.</summary>
    string Description { get; }

    /// <summary>Runs acts; one per process.</summary>
    IActTransactions Transactions { get; }

    /// <summary>Writes many new rows at once.</summary>
    IBulkWriter Bulk { get; }

    /// <summary>True when the database is there and has every migration of this build.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);

    /// <summary>Brings the database to this build's migrations.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that a commit is on disk when it returns; throws where it is not.</summary>
    Task AssertDurableAsync(CancellationToken cancellationToken);

    /// <summary>What the people who run the database should change, in a sentence; null when nothing.</summary>
    Task<string?> AdviceAsync(CancellationToken cancellationToken);

    /// <summary>Looks for damage below the rows; one sentence each, none when sound.</summary>
    Task<IReadOnlyList<string>> CheckFileAsync(CancellationToken cancellationToken);

    /// <summary>Writes a whole copy, as of one moment, into an empty folder, while acts go on.</summary>
    Task BackUpAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Makes the database from such a copy.</summary>
    /// <exception cref="InvalidOperationException">There is a database already, or the copy is of another structure; Chinese.</exception>
    Task RestoreAsync(string folder, CancellationToken cancellationToken);
}
