using System.Runtime.CompilerServices;
using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dizhu.Core.Cases;

/// <summary>
/// The queries every act begins with, translated once a database and not looked up anew each time. One set a model: that of
/// the other database is another.
/// </summary>
internal sealed class CaseQueries
{
    private static readonly ConditionalWeakTable<IModel, CaseQueries> Known = [];

    private CaseQueries()
    {
    }

    /// <summary>A case with its fact row and the turns of its clocks, none of them tracked; null when there is none.</summary>
    public Func<DizhuDb, Guid, CancellationToken, Task<CaseStand?>> Stand { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid id, CancellationToken cancellationToken) => db.Set<Case>().AsNoTracking().Where(c => c.Id == id)
            .LeftJoin(db.Set<CaseFact>(), c => c.Id, f => f.CaseId, (c, f) => new CaseStand
            {
                Case = c,
                Fact = f,
                Clocks = db.Set<CaseClock>().Where(k => k.CaseId == c.Id).OrderBy(k => k.No).ToList(),
            })
            .AsSingleQuery()
            .FirstOrDefault());

    /// <summary>The tasks of a case, oldest first.</summary>
    public Func<DizhuDb, Guid, IAsyncEnumerable<CaseTask>> Tasks { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid id) => db.Set<CaseTask>().Where(t => t.CaseId == id).OrderBy(t => t.Id).AsTracking());

    /// <summary>The requests of a case, oldest first, not tracked.</summary>
    public Func<DizhuDb, Guid, IAsyncEnumerable<CaseRequest>> Requests { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid id) => db.Set<CaseRequest>().Where(r => r.CaseId == id).OrderBy(r => r.Id).AsNoTracking());

    /// <summary>The journal of a case from its first entry, not tracked.</summary>
    public Func<DizhuDb, Guid, IAsyncEnumerable<JournalEntry>> Journal { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid id) => db.Set<JournalEntry>().Where(j => j.CaseId == id).OrderBy(j => j.Seq).AsNoTracking());

    /// <summary>The reports a case began with, not tracked; those of cases it took in are not among them.</summary>
    public Func<DizhuDb, Guid, Guid, IAsyncEnumerable<Report>> Reports { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid id, Guid first) => db.Set<Report>().Where(r => r.CaseId == id || r.Id == first).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).AsNoTracking());

    /// <summary>The files bound to a case, in the order of their entries, not tracked.</summary>
    public Func<DizhuDb, Guid, IAsyncEnumerable<Attachment>> Attachments { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid id) => db.Set<Attachment>().Where(a => a.CaseId == id).OrderBy(a => a.EntrySeq).ThenBy(a => a.Id).AsNoTracking());

    /// <summary>What a client's key stands for; null when it is new.</summary>
    public Func<DizhuDb, Guid, string, CancellationToken, Task<IdempotencyRecord?>> Record { get; } = EF.CompileAsyncQuery(
        (DizhuDb db, Guid who, string key, CancellationToken cancellationToken) =>
            db.Set<IdempotencyRecord>().AsNoTracking().FirstOrDefault(r => r.PrincipalId == who && r.Key == key));

    public static CaseQueries Of(DizhuDb db) => Known.GetValue(db.Model, _ => new CaseQueries());
}

/// <summary>A case as an act finds it.</summary>
internal sealed class CaseStand
{
    public required Case Case { get; init; }

    public CaseFact? Fact { get; init; }

    public required List<CaseClock> Clocks { get; init; }
}
