using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>
/// The sample city: real division codes and names, everything else made up from the recipe in <c>data/sample-city</c>.
/// The same recipe gives the same city on every machine.
/// </summary>
public static class SampleCity
{
    /// <summary>Generates all base data in memory; takes about a second.</summary>
    public static BaseData Generate() => new SampleCityGenerator(SampleCityRecipe.Read()).Run();

    /// <summary>Generates the sample city and writes it into empty tables in one transaction.</summary>
    /// <param name="db">The database; its base-data tables are empty.</param>
    /// <param name="bulk">How its database takes many rows.</param>
    /// <param name="progress">Told what is being written, how many rows are done and how many there are.</param>
    /// <param name="cancellation">Stops between tables and within long ones; nothing is kept then.</param>
    public static async Task<BaseData> WriteAsync(
        DizhuDb db, IBulkWriter bulk, IProgress<(string Step, int Done, int Total)>? progress, CancellationToken cancellation)
    {
        var data = Generate();
        var running = db.Database.CurrentTransaction;
        var own = running is null ? await db.Database.BeginTransactionAsync(cancellation) : null;
        await using (own)
        {
            await WriteTablesAsync(new Step(db, bulk, progress, cancellation), data);
            if (own is not null)
            {
                await own.CommitAsync(cancellation);
            }
        }

        return data;
    }

    private static async Task WriteTablesAsync(Step step, BaseData data)
    {
        await step.WriteAsync("区", data.Districts);
        await step.WriteAsync("街道", data.Streets);
        await step.WriteAsync("社区", data.Communities);
        await step.WriteAsync("单元网格", data.Grids);
        await step.WriteAsync("责任网格", data.DutyGrids);
        await step.WriteAsync("管理区域", data.ManagementAreas);
        await step.WriteAsync("部件", data.Components);
        await step.WriteAsync("地点", data.Places);
        await step.WriteAsync("图层", SampleLayers.Of(data));
        await step.WriteAsync("地名", data.PlaceNames);
        await step.WriteAsync("部件别号", data.ComponentAliases);
        await step.WriteAsync("版本", [data.Version!]);
    }

    private sealed record Step(DizhuDb Db, IBulkWriter Bulk, IProgress<(string Step, int Done, int Total)>? Progress, CancellationToken Cancellation)
    {
        public async Task WriteAsync<T>(string name, IReadOnlyList<T> rows)
            where T : class
        {
            Progress?.Report((name, 0, rows.Count));
            await Bulk.WriteAsync(Db, rows, Cancellation);
            Progress?.Report((name, rows.Count, rows.Count));
        }
    }
}
