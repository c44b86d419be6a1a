using System.Globalization;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>
/// Takes in components (三政办〔2017〕26号 三(二), subsystem 8). Rows that cannot be stored are listed with line, reason and position; all others are
/// stored in the one transaction of the import. A million rows pass through without being held.
/// </summary>
internal sealed class ComponentImport(ImportRun run, ComponentRow rows, FieldMap map)
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
        var number = NumberOf(component.Id);
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
        await RefuseUnknownPhotosAsync(cancellationToken);
        var isStored = _waiting.ToLookup(w => _stored.Contains(NumberOf(w.Component.Id)));
        var (fresh, known) = (isStored[false].Select(w => w.Component).ToList(), isStored[true].ToList());
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
            await run.CountPastAsync(BaseLayers.Components, ids, cancellationToken);
            foreach (var (line, supplied) in slice)
            {
                Change(line, present[supplied.Id], supplied);
            }

            if (!run.Request.DryRun)
            {
                run.Db.ChangeTracker.DetectChanges();
                await run.Db.SaveChangesAsync(cancellationToken);
            }

            run.Forget<ManagedComponent>();
        }
    }

    /// <summary>A photo is uploaded before a row names it; naming it keeps it.</summary>
    private async Task RefuseUnknownPhotosAsync(CancellationToken cancellationToken)
    {
        var named = _waiting.Select(w => w.Component.PhotoId).OfType<Guid>().Distinct().ToList();
        if (named.Count == 0)
        {
            return;
        }

        var known = new HashSet<Guid>();
        foreach (var slice in named.Chunk(Slice))
        {
            known.UnionWith(await PartPhotos.NameAsync(run.Db, run.Context, slice, cancellationToken));
        }

        foreach (var (line, component) in _waiting.Where(w => w.Component.PhotoId is { } id && !known.Contains(id)).ToList())
        {
            _refused.Add(line, component.Id, Reason("component.photo", $"没有编号为 {component.PhotoId} 的照片，或它不是您为部件上传的；请先上传照片，或留空。"), new Cgcs2000(component.Lon, component.Lat));
            _waiting.RemoveAll(w => w.Component.Id == component.Id);
        }
    }

    private void Change(int line, ManagedComponent present, ManagedComponent supplied)
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
            run.Keep(BaseLayers.Components, present.Id, present, since, run.Request.From.AddDays(-1), run.Request.Reason);
            ComponentChanges.Apply(present, supplied, run.Request.From);
        }
    }

    /// <summary>What ends is marked as removed and stays with its history: what is named to end and, where the file is the whole layer, what it does not name.</summary>
    private async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        List<string> ending = [.. run.Request.Ends];
        foreach (var unknown in ending.Where(id => !ulong.TryParse(id, CultureInfo.InvariantCulture, out var number) || !_stored.Contains(number)).ToList())
        {
            ending.Remove(unknown);
            _refused.Add(0, unknown, Reason("component.unknown", $"没有部件 {unknown}，不能停用。请核对标识码。"));
        }

        if (run.Request.Mode == ImportMode.Replace)
        {
            ending = await run.Db.Set<ManagedComponent>().Where(c => c.State != ComponentState.Removed).Select(c => c.Id).ToListAsync(cancellationToken);
            ending.RemoveAll(id => _seen.Contains(NumberOf(id)));
        }

        foreach (var ids in run.Request.DryRun ? [] : ending.Chunk(Slice).Select(slice => slice.ToList()))
        {
            await run.CountPastAsync(BaseLayers.Components, ids, cancellationToken);
            foreach (var component in await run.Db.Set<ManagedComponent>().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken))
            {
                run.Keep(
                    BaseLayers.Components, component.Id, component, component.ChangeDate ?? component.InitialDate, run.Request.From.AddDays(-1),
                    run.Request.Mode == ImportMode.Replace ? "新版数据中没有" : run.Request.Reason);
                (component.State, component.ChangeDate) = (ComponentState.Removed, run.Request.From);
            }

            run.Db.ChangeTracker.DetectChanges();
            await run.Db.SaveChangesAsync(cancellationToken);
            run.Forget<ManagedComponent>();
        }

        return ending.Count;
    }

    private async Task<HashSet<ulong>> StoredAsync(CancellationToken cancellationToken)
    {
        HashSet<ulong> stored = [];
        await foreach (var id in run.Db.Set<ManagedComponent>().Select(c => c.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            stored.Add(NumberOf(id));
        }

        return stored;
    }

    private Cgcs2000? PositionOf(SourceFeature feature) => run.Shapes.Position(feature, map) is { Moved: true } found ? found.Value : null;

    /// <summary>Ids are digits only, and a million numbers take a quarter of what a million texts take.</summary>
    private static ulong NumberOf(string id) => ulong.Parse(id, CultureInfo.InvariantCulture);

    private static Refusal Reason(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "id");
}
