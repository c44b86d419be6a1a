using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dizhu.Storage.Postgres;

/// <summary>
/// Acts on PostgreSQL: what an act read is guarded by the version of the case row, so reading needs no lock
/// and saving is one transaction in one round trip. An act that lost a race is run again on what is there now.
/// </summary>
public sealed class PostgresActTransactions(PostgresStore store) : IActTransactions
{
    // Many hands may add notes to one case at once; each round lets one of them through, so there are more rounds than hands.
    private const int Attempts = 32;
    private const int SoonAgain = 3;
    private const int LongestWaitMillis = 20;
    private const int LargestBatch = 100;

    public async Task<T> RunAsync<T>(Func<DizhuDb, CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        var attemptsLeft = Attempts;
        while (true)
        {
            try
            {
                await using var db = store.Open();

                // Acts replace rows by new images through the change tracker; there is nothing to look for beside what it was told.
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                var answer = await act(db, cancellationToken);

                // Statements sent together are one transaction by themselves: all rows or none, without a trip for BEGIN and COMMIT.
                db.Database.AutoTransactionBehavior = GoesTogether(db) ? AutoTransactionBehavior.Never : AutoTransactionBehavior.WhenNeeded;
                await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, CancellationToken.None);
                return answer;
            }
            catch (DbUpdateException problem) when (LostRace(problem) && attemptsLeft > 1)
            {
                // Somebody else was first; decide anew on what is there now. Who lost often steps aside for a moment.
                attemptsLeft--;
                if (Attempts - attemptsLeft > SoonAgain)
                {
                    await Task.Delay(Random.Shared.Next(1, LongestWaitMillis), cancellationToken);
                }
            }
            catch (Exception problem) when (IsUnavailable(problem))
            {
                throw new StoreUnavailableException("The database could not store the act.", problem);
            }
        }
    }

    /// <summary>
    /// True when the changes fit one batch and an error undoes it whenever it must not stand. An insert that cannot be made
    /// is an error. An update that finds no row is none; but who updates a case adds the next entry of its journal, and
    /// whoever lost the race finds that entry there. Other updates keep BEGIN and COMMIT.
    /// </summary>
    private static bool GoesTogether(DizhuDb db)
    {
        var (rows, updates, guarded) = (0, false, false);
        foreach (var entry in db.ChangeTracker.Entries())
        {
            switch (entry.State)
            {
                case EntityState.Unchanged:
                    continue;
                case EntityState.Added:
                    guarded |= entry.Entity is JournalEntry;
                    break;
                case EntityState.Modified or EntityState.Deleted when entry.Entity is Case or CaseTask or CaseFact or CaseReach:
                    updates = true;
                    break;
                default:
                    return false;
            }

            rows++;
        }

        return rows <= LargestBatch && (!updates || guarded);
    }

    private static bool LostRace(Exception problem) =>
        problem is DbUpdateConcurrencyException || SqlStateOf(problem) is PostgresErrorCodes.UniqueViolation || IsBusy(problem);

    private static bool IsBusy(Exception problem) =>
        SqlStateOf(problem) is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable;

    private static bool IsUnavailable(Exception problem) =>
        problem is DbUpdateConcurrencyException
        || IsBusy(problem)
        || CauseOf(problem) is not (null or PostgresException)
        || SqlStateOf(problem) is PostgresErrorCodes.DiskFull or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.IoError;

    private static string? SqlStateOf(Exception problem) => (CauseOf(problem) as PostgresException)?.SqlState;

    /// <summary>What the server or the connection said; EF wraps it once or twice.</summary>
    private static NpgsqlException? CauseOf(Exception problem)
    {
        for (Exception? cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException found)
            {
                return found;
            }
        }

        return null;
    }
}
