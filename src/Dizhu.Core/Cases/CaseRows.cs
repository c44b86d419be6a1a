namespace Dizhu.Core.Cases;

/// <summary>Brings the rows of a case to their new images; only the columns that differ are written.</summary>
internal static class CaseRows
{
    public static void Put(DizhuDb db, CaseState? before, Case after)
    {
        if (before is null)
        {
            db.Add(after);
        }
        else
        {
            db.Entry(before.Case).CurrentValues.SetValues(after);
        }
    }

    public static void PutTasks(DizhuDb db, CaseState? before, IReadOnlyList<CaseTask> changed)
    {
        foreach (var task in changed)
        {
            if (before?.Tasks.FirstOrDefault(t => t.Id == task.Id) is { } old)
            {
                db.Entry(old).CurrentValues.SetValues(task);
            }
            else
            {
                db.Add(task);
            }
        }
    }

    public static void PutRequests(DizhuDb db, CaseState? before, IReadOnlyList<CaseRequest> changed)
    {
        foreach (var request in changed)
        {
            if (before?.Requests.FirstOrDefault(r => r.Id == request.Id) is { } old)
            {
                db.Entry(old).CurrentValues.SetValues(request);
            }
            else
            {
                db.Add(request);
            }
        }
    }

    public static void PutFact(DizhuDb db, CaseFact? before, CaseFact after)
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
