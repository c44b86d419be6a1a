using Dizhu.Kernel.Geography;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>
/// The sample city: real division codes and names, everything else made up from the recipe in <c>data/sample-city</c>.
/// The same recipe gives the same city on every machine.
/// </summary>
public static class SampleCity
{
    private const int BatchSize = 5_000;

    /// <summary>Generates all base data in memory; takes about a second.</summary>
    public static BaseData Generate() => new SampleCityGenerator(SampleCityRecipe.Read()).Run();

    /// <summary>Generates the sample city and writes it into empty tables in one transaction.</summary>
    /// <param name="db">The database; its base-data tables are empty.</param>
    /// <param name="progress">Told what is being written, how many rows are done and how many there are.</param>
    /// <param name="cancellation">Stops between batches; nothing is kept then.</param>
    public static async Task<BaseData> WriteAsync(DizhuDb db, IProgress<(string Step, int Done, int Total)>? progress, CancellationToken cancellation)
    {
        var data = Generate();
        var detect = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var running = db.Database.CurrentTransaction;
            var own = running is null ? await db.Database.BeginTransactionAsync(cancellation) : null;
            await using (own)
            {
                foreach (var (step, rows) in Steps(data))
                {
                    await WriteStepAsync(db, step, rows, progress, cancellation);
                }

                if (own is not null)
                {
                    await own.CommitAsync(cancellation);
                }
            }
        }
        finally
        {
            db.ChangeTracker.Clear();
            db.ChangeTracker.AutoDetectChangesEnabled = detect;
        }

        return data;
    }

    private static (string Step, IReadOnlyList<object> Rows)[] Steps(BaseData data) =>
    [
        ("区划", [.. data.Districts, .. data.Streets, .. data.Communities]),
        ("单元网格", [.. data.Grids, .. data.DutyGrids, .. data.ManagementAreas]),
        ("部件", [.. data.Components]),
        ("地点", [.. data.Places]),
        ("版本", [data.Version!]),
    ];

    private static async Task WriteStepAsync(
        DizhuDb db, string step, IReadOnlyList<object> rows, IProgress<(string Step, int Done, int Total)>? progress, CancellationToken cancellation)
    {
        progress?.Report((step, 0, rows.Count));
        var done = 0;
        foreach (var batch in rows.Chunk(BatchSize))
        {
            db.AddRange(batch);
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
            done += batch.Length;
            progress?.Report((step, done, rows.Count));
        }
    }
}
