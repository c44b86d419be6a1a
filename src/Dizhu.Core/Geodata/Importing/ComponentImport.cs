using System.Globalization;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Takes in components (三政办〔2017〕26号 三(二), subsystem 8). Rows that cannot be stored are listed with line, reason and position; all others are
/// stored in the one transaction of the import. A million rows pass through without being held.
/// </summary>
internal sealed class ComponentImport(ImportRun run, ComponentRow rows, FieldMap map, PlaceBook book)
{
    private const int Batch = 5_000;
    private const int Slice = 500;

    private readonly RefusedRows _refused = new();
    private readonly HashSet<ulong> _seen = [];
    private readonly List<(int Line, ManagedComponent Component)> _waiting = new(Batch);
    private HashSet<ulong> _stored = [];
    private int _added;
    private int _changed;
    private int _unchanged;

    public async Task<ImportReport> RunAsync(IFeatureSource source, CancellationToken cancellationToken)
    {
        _stored = await StoredAsync(cancellationToken);
        var done = 0;
        foreach (var feature in source.Read(cancellationToken))
        {
            Take(feature);
            if (_waiting.Count == Batch)
            {
                await FlushAsync(cancellationToken);
            }

            if (++done % Batch == 0)
            {
                run.Report("检查并写入部件", done);
            }
        }

        await FlushAsync(cancellationToken);
        var ended = await EndAsync(cancellationToken);
        return new ImportReport
        {
            Added = _added,
            Changed = _changed,
            Unchanged = _unchanged,
            Ended = ended,
            RefusedCount = _refused.Count,
            Refused = [.. _refused.Listed.OrderBy(r => r.Line)],
        };
    }

    private void Take(SourceFeature feature)
    {
        var id = map.Cell(feature, "id");
        var row = rows.Read(feature);
        if (!row.Moved)
        {
            _refused.Add(feature.Line, id, row.Refusal, PositionOf(feature));
            return;
        }

        var component = row.Value;
        var number = ulong.Parse(component.Id, CultureInfo.InvariantCulture);
        var where = new Cgcs2000(component.Lon, component.Lat);
        if (!_seen.Add(number))
        {
            _refused.Add(feature.Line, id, Reason("component.duplicate", $"部件标识码 {component.Id} 在文件中不止一次；请核对顺序号。"), where);
        }
        else if (run.Request.Mode == ImportMode.Add && _stored.Contains(number))
        {
            _refused.Add(feature.Line, id, Reason("component.duplicate", $"部件标识码 {component.Id} 已在库中；如需变更请用“新增和变更”的方式导入，或改用新的顺序号。"), where);
        }
        else
        {
            _waiting.Add((feature.Line, component));
        }
    }

    /// <summary>New rows go in bulk; changed ones are compared with what is there, and the old state is kept.</summary>
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var fresh = _waiting.Where(w => !_stored.Contains(ulong.Parse(w.Component.Id, CultureInfo.InvariantCulture))).Select(w => w.Component).ToList();
        var known = _waiting.Where(w => _stored.Contains(ulong.Parse(w.Component.Id, CultureInfo.InvariantCulture))).ToList();
        _waiting.Clear();
        _added += fresh.Count;
        if (!run.Request.DryRun && fresh.Count > 0)
        {
            await run.Bulk.WriteAsync(run.Db, fresh, cancellationToken);
        }

        foreach (var slice in known.Chunk(Slice))
        {
            var ids = slice.Select(s => s.Component.Id).ToList();
            var present = await run.Db.Set<ManagedComponent>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, StringComparer.Ordinal, cancellationToken);
            foreach (var (line, supplied) in slice)
            {
                await ChangeAsync(line, present[supplied.Id], supplied, cancellationToken);
            }

            if (!run.Request.DryRun)
            {
                run.Db.ChangeTracker.DetectChanges();
                await run.Db.SaveChangesAsync(cancellationToken);
            }

            run.Forget<ManagedComponent>();
        }
    }

    private async Task ChangeAsync(int line, ManagedComponent present, ManagedComponent supplied, CancellationToken cancellationToken)
    {
        if (ComponentChanges.Same(present, supplied))
        {
            _unchanged++;
            return;
        }

        var since = present.ChangeDate ?? present.InitialDate;
        if (BasePublication.CheckFrom(run.Request.From, since, $"部件 {present.Id}") is { } wrong)
        {
            _refused.Add(line, present.Id, wrong, new Cgcs2000(supplied.Lon, supplied.Lat));
            return;
        }

        _changed++;
        if (!run.Request.DryRun)
        {
            await run.KeepAsync(BaseLayers.Components, present.Id, present, since, run.Request.From.AddDays(-1), run.Request.Reason, cancellationToken);
            ComponentChanges.Apply(present, supplied, run.Request.From);
        }
    }

    /// <summary>What ends is marked as removed and stays with its history: what is named to end and, where the file is the whole layer, what it does not name.</summary>
    private async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        var missing = run.Request.Ends.ToList();
        if (run.Request.Mode == ImportMode.Replace)
        {
            missing = await run.Db.Set<ManagedComponent>().Where(c => c.State != ComponentState.Removed).Select(c => c.Id).ToListAsync(cancellationToken);
            missing.RemoveAll(id => _seen.Contains(ulong.Parse(id, CultureInfo.InvariantCulture)));
        }

        foreach (var slice in run.Request.DryRun ? [] : missing.Chunk(Slice))
        {
            var ids = slice.ToList();
            foreach (var component in await run.Db.Set<ManagedComponent>().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken))
            {
                await run.KeepAsync(
                    BaseLayers.Components, component.Id, component, component.ChangeDate ?? component.InitialDate, run.Request.From.AddDays(-1), run.Request.Mode == ImportMode.Replace ? "新版数据中没有" : run.Request.Reason, cancellationToken);
                component.State = ComponentState.Removed;
                component.ChangeDate = run.Request.From;
            }

            run.Db.ChangeTracker.DetectChanges();
            await run.Db.SaveChangesAsync(cancellationToken);
            run.Forget<ManagedComponent>();
        }

        return missing.Count;
    }

    private async Task<HashSet<ulong>> StoredAsync(CancellationToken cancellationToken)
    {
        HashSet<ulong> stored = [];
        await foreach (var id in run.Db.Set<ManagedComponent>().Select(c => c.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            stored.Add(ulong.Parse(id, CultureInfo.InvariantCulture));
        }

        return stored;
    }

    private Cgcs2000? PositionOf(SourceFeature feature) => run.Shapes.Position(feature, map) is { Moved: true } found && book.Base is not null ? found.Value : null;

    private static Refusal Reason(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "id");
}
