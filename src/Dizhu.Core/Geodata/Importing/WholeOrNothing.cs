using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>
/// A transaction that writes before it knows whether it may stay. On PostgreSQL it is opened here, because an act there is otherwise one batch at the
/// end; the embedded writer has one open already. What may not stay is undone by an exception, the only way both know.
/// </summary>
internal static class WholeOrNothing
{
    /// <summary>Runs the work and keeps it when it was done and <paramref name="mayStay"/> says so; gives its outcome either way.</summary>
    public static async Task<Outcome<T>> RunAsync<T>(
        IActTransactions transactions, Func<DizhuDb, CancellationToken, Task<Outcome<T>>> work, Func<T, bool> mayStay, CancellationToken cancellationToken)
    {
        try
        {
            return await transactions.RunAsync((db, ct) => InsideAsync(db, work, mayStay, ct), cancellationToken);
        }
        catch (UndoneException<T> undone)
        {
            return undone.Outcome;
        }
        catch (FeatureFileException broken)
        {
            return broken.Refusal;
        }
    }

    private static async Task<Outcome<T>> InsideAsync<T>(
        DizhuDb db, Func<DizhuDb, CancellationToken, Task<Outcome<T>>> work, Func<T, bool> mayStay, CancellationToken cancellationToken)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        await using (own)
        {
            var outcome = await work(db, cancellationToken);
            if (!outcome.Moved || !mayStay(outcome.Value))
            {
                throw new UndoneException<T>(outcome);
            }

            if (own is not null)
            {
                await db.SaveChangesAsync(cancellationToken);
                await own.CommitAsync(cancellationToken);
            }

            return outcome;
        }
    }

    private sealed class UndoneException<T>(Outcome<T> outcome) : Exception("Nothing of this is kept.")
    {
        public Outcome<T> Outcome { get; } = outcome;
    }
}
