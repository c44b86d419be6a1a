namespace Dizhu.Core.Cases;

/// <summary>Brings the rows of a case to their new images; only the columns that differ are written.</summary>
internal static class CaseRows
{
    public static void PutCase(DizhuDb db, CaseState? before, Case after, IReadOnlyList<CaseTask> changed)
    {
        if (before is null)
        {
            db.AddRange(CaseReach.Of(after, changed));
        }
        else
        {
            PutReach(db, before, after, changed);
        }

        Put(db, before?.Case, after);
        foreach (var task in changed)
        {
            Put(db, before?.Tasks.FirstOrDefault(t => t.Id == task.Id), task);
        }
    }

    /// <summary>What is reached by changes seldom: a unit or collector is given a task, the class or place is corrected, the case ends.</summary>
    private static void PutReach(DizhuDb db, CaseState before, Case after, IReadOnlyList<CaseTask> changed)
    {
        var (had, has) = (CaseReach.KeysOf(before.Case, before.Tasks), CaseReach.KeysOf(after, [.. before.Tasks.Where(t => changed.All(c => c.Id != t.Id)), .. changed]));
        var (was, at) = (CaseReach.AtOf(before.Case), CaseReach.AtOf(after));
        db.AddRange(has.Except(had).Select(k => new CaseReach { CaseId = after.Id, Key = k, At = at }));
        db.RemoveRange(had.Except(has).Select(k => new CaseReach { CaseId = after.Id, Key = k, At = was }));
        if (was != at)
        {
            foreach (var key in had.Intersect(has))
            {
                var row = db.Attach(new CaseReach { CaseId = after.Id, Key = key, At = was });
                row.Property(r => r.At).CurrentValue = at;
            }
        }
    }

    public static void PutRequests(DizhuDb db, CaseState? before, IReadOnlyList<CaseRequest> changed)
    {
        foreach (var request in changed)
        {
            Put(db, before?.Requests.FirstOrDefault(r => r.Id == request.Id), request);
        }
    }

    public static void Put<T>(DizhuDb db, T? before, T after)
        where T : class
    {
        if (before is null)
        {
            db.Add(after);
        }
        else
        {
            db.Entry(before).CurrentValues.SetValues(after);
        }
    }
}
