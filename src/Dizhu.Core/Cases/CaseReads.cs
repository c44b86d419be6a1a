using System.Text.Json;
using Dizhu.Core.Access;
using Dizhu.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>One row of a work list.</summary>
public sealed record CaseListItem(
    Guid Id, string? Number, string ReportNumber, Stage Stage, int Version, string? ClassKey, string? StandardId, string? CommunityCode, string? StreetCode,
    string? PlaceText, string? UnitId, DateTime ReportedAt, DateTime? StageDueAt, DateTime? HandlingDueAt, int ReworkCount, ReportSource Source)
{
    /// <summary>The clock of the post whose turn it is, as it last turned; null when none ran.</summary>
    public CaseClock? Clock { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows, in list order.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Total">Rows in all, counted up to <see cref="CaseReads.MostCounted"/>, and where many have the words asked for as far as they are shown.</param>
/// <param name="IsCounted">False when there are more than were counted.</param>
public sealed record CasePage(IReadOnlyList<CaseListItem> Items, ListCursor? Next, int Total, bool IsCounted);

/// <summary>One entry of a case file: who did what, when, why, and the body that was recorded.</summary>
public sealed record CaseFileEntry(JournalEntry Entry, CaseAct Act, ActBody Body);

/// <summary>A case that may be the same matter as another.</summary>
/// <param name="Metres">How far apart they lie.</param>
public sealed record SimilarCase(Guid Id, string? Number, Stage Stage, DateTime ReportedAt, double Metres);

/// <summary>Everything about one case that a reader may see.</summary>
public sealed record CaseFile(
    CaseState State,
    IReadOnlyList<Report> Reports,
    IReadOnlyList<CaseFileEntry> Entries,
    IReadOnlyList<Attachment> Attachments,
    bool ChainIsWhole)
{
    /// <summary>The acts to offer to this reader: open to their post and not out of the question as the case stands.</summary>
    public required IReadOnlyList<Move> OpenMoves { get; init; }

    /// <summary>The label of the person whose turn it is; null while it is that of a unit as a whole or of a post.</summary>
    public string? Holder { get; init; }
}

/// <summary>Reads cases for lists and files, within the reader's reach.</summary>
public sealed class CaseReads(IReads reads, CityBooksHolder city, Calendar.CityClock clock)
{
    /// <summary>Counting stops here: the reader of a longer list narrows it, and a count of a million rows would cost more than the page.</summary>
    public const int MostCounted = 1000;

    private const int MostRows = 200;

    /// <summary>A page of a list, what will be late first; see <see cref="ListOrder"/>.</summary>
    public async Task<CasePage> ListAsync(Principal who, CaseListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        var wanted = Math.Clamp(query.Take, 1, MostRows);
        var (places, most) = await ReadAsync(query, query.After is null ? MostCounted + 1 : wanted + 1);
        var (all, counted) = query.After is null ? (places, most) : await ReadAsync(query with { After = null }, MostCounted + 1);
        var shown = places.Take(wanted).ToList();
        return new CasePage(
            await ItemsAsync(db, [.. shown.Select(p => p.Id)], cancellationToken),
            places.Count > wanted ? new ListCursor(shown[^1].At, shown[^1].Id) : null,
            Math.Min(all.Count, MostCounted),
            all.Count < counted);

        async Task<(List<ListPlace> Places, int Most)> ReadAsync(CaseListQuery asked, int least)
        {
            var list = await PlacesAsync(db, who, asked, least, cancellationToken);
            return (await list.Places.ToListAsync(cancellationToken), list.Most);
        }
    }

    /// <summary>A context whose connection stays open for several queries, in place of one for each.</summary>
    private async Task<DizhuDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = reads.Open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db;
    }

    /// <summary>The query behind a list; only what it needs to know beforehand is read.</summary>
    public Task<Listing> PlacesAsync(DizhuDb db, Principal who, CaseListQuery query, int most, CancellationToken cancellationToken) =>
        new CaseListing(reads, db, who, city.Current.Organisations).PlacesAsync(query, most, Math.Clamp(query.Take, 1, MostRows) + 1, cancellationToken);

    /// <summary>The case a report of this number began or was taken into, within the reader's reach; null for none.</summary>
    public async Task<CaseListItem?> ReportedAsAsync(Principal who, string reportNumber, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (await db.Set<Report>().AsNoTracking().Where(r => r.Number == reportNumber).Select(r => (Guid?)r.CaseId).FirstOrDefaultAsync(cancellationToken) is not { } begun)
        {
            return null;
        }

        var id = (await WorkedUnderAsync(db, begun, cancellationToken)).Id;
        return await db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, city.Current.Organisations)).AnyAsync(c => c.Id == id, cancellationToken)
            ? (await ItemsAsync(db, [id], cancellationToken))[0]
            : null;
    }

    /// <summary>Rows of lists by id, in that order; who may see them has been asked before.</summary>
    internal async Task<IReadOnlyList<CaseListItem>> ItemsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await ItemsAsync(db, ids, cancellationToken);
    }

    /// <summary>The rows of a page, in the order of the ids.</summary>
    private static async Task<IReadOnlyList<CaseListItem>> ItemsAsync(DizhuDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var clocks = await ClocksAsync(db, ids, cancellationToken);
        var rows = await db.Set<Case>().AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id))
            .Join(db.Set<Report>(), c => c.FirstReportId, r => r.Id, (c, r) => new CaseListItem(
                c.Id, c.Number, r.Number, c.Stage, c.Version, c.ClassKey, c.StandardId, c.CommunityCode, c.StreetCode,
                r.PlaceText, c.UnitId, c.ReportedAt, c.StageDueAt, c.HandlingDueAt, c.ReworkCount, c.Source))
            .ToDictionaryAsync(i => i.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id] with { Clock = clocks[id].LastOrDefault(k => k.Kind == rows[id].Stage.OwnClock()) })];
    }

    private static async Task<ILookup<Guid, CaseClock>> ClocksAsync(DizhuDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var turns = await db.Set<CaseClock>().AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.CaseId)).OrderBy(c => c.No).ToListAsync(cancellationToken);
        return turns.ToLookup(c => c.CaseId);
    }

    /// <summary>How many open cases stand in each stage, within the reader's reach; finished ones are not counted, there are too many.</summary>
    public async Task<IReadOnlyDictionary<Stage, int>> CountsAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await CaseScope.Open(who, db, city.Current.Organisations).GroupBy(c => c.Stage).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>A case with all that is recorded of it; null when there is none the reader may see.</summary>
    public async Task<CaseFile?> FileAsync(Principal who, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (await CaseDoor.ReadAsync(db, caseId, cancellationToken) is not var (state, fact) || !CaseScope.Sees(who, state, city.Current.Organisations))
        {
            return null;
        }

        var queries = CaseQueries.Of(db);
        var journal = await queries.Journal(db, caseId).ToListAsync(cancellationToken);
        var reports = state.Case.TakenInCount == 0
            ? await queries.Reports(db, caseId, state.Case.FirstReportId).ToListAsync(cancellationToken)
            : await AllReportsAsync(db, state.Case, cancellationToken);
        var attachments = await queries.Attachments(db, caseId).ToListAsync(cancellationToken);
        var closed = state.Case.Stage == Stage.Closed ? fact?.ClosedAt : null;
        return new CaseFile(
            state,
            [.. reports.Select(PersonalData.Masked)],
            [.. journal.Select(j => new CaseFileEntry(j, Enum.Parse<CaseAct>(j.Act), JsonSerializer.Deserialize(j.Body, CaseJson.Canonical.ActBody)!))],
            attachments,
            IsWhole(journal, state.Case))
        {
            OpenMoves = CaseDecision.Offered(state, new ActContext(who, clock.Now, ""), city.Current, closed),
            Holder = (state.OpenTask?.PersonId ?? state.OpenTask?.AssigneeId) is { } holder
                ? await db.Set<Organisations.Person>().AsNoTracking().Where(p => p.Id == holder).Select(p => p.Label).FirstOrDefaultAsync(cancellationToken)
                : null,
        };
    }

    /// <summary>The reports of a case: the one it was born with, and those of all cases merged into it.</summary>
    private static async Task<List<Report>> AllReportsAsync(DizhuDb db, Case @case, CancellationToken cancellationToken)
    {
        var (ids, last) = (new List<Guid> { @case.Id }, new List<Guid> { @case.Id });
        while (last.Count > 0)
        {
            var above = last;
            last = await db.Set<Case>().AsNoTracking().Where(c => c.MergedIntoId != null && above.Contains(c.MergedIntoId.Value)).Select(c => c.Id).ToListAsync(cancellationToken);
            ids.AddRange(last);
        }

        var first = @case.FirstReportId;
        return await db.Set<Report>().AsNoTracking().Where(r => ids.Contains(r.CaseId) || r.Id == first)
            .OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Cases that may be the same matter: same class, near in place and time by the city's settings, nearest first. For a case that
    /// has no class yet there are none.
    /// </summary>
    public async Task<IReadOnlyList<SimilarCase>> SimilarAsync(Principal who, Guid caseId, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var state = await CaseDoor.LoadAsync(db, caseId, cancellationToken);
        if (state is not { Case: { ClassKey: { } key } c } || !CaseScope.Sees(who, state, city.Current.Organisations))
        {
            return [];
        }

        return await SimilarAsync(db, who, key, new(c.Lon, c.Lat), c.ReportedAt, now, caseId, cancellationToken);
    }

    /// <summary>The same for a matter that is only being told: nearest first.</summary>
    public async Task<IReadOnlyList<SimilarCase>> SimilarToAsync(Principal who, string classKey, Kernel.Geography.Cgcs2000 at, DateTime now, Guid? but, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await SimilarAsync(db, who, classKey, at, now, now, but, cancellationToken);
    }

    private async Task<IReadOnlyList<SimilarCase>> SimilarAsync(
        DizhuDb db, Principal who, string classKey, Kernel.Geography.Cgcs2000 at, DateTime told, DateTime now, Guid? but, CancellationToken cancellationToken)
    {
        var settings = city.Current.Settings.CaseSettings(now);
        var window = TimeSpan.FromHours((double)settings.DuplicateWindowHours);
        var (from, until) = (told - window, told + window);
        var near = await db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, city.Current.Organisations))
            .Where(o => o.ClassKey == classKey && o.ReportedAt >= from && o.ReportedAt <= until && o.Id != but && o.MergedIntoId == null)
            .Select(o => new { o.Id, o.Number, o.Stage, o.ReportedAt, o.Lon, o.Lat }).ToListAsync(cancellationToken);
        return
        [
            .. near.Select(o => new SimilarCase(o.Id, o.Number, o.Stage, o.ReportedAt, city.Current.Places.Plane.Distance(at, new(o.Lon, o.Lat))))
                .Where(o => o.Metres <= (double)settings.DuplicateRadiusMetres).OrderBy(o => o.Metres).ThenBy(o => o.Id).Take(20),
        ];
    }

    /// <summary>How many requests wait for the reader's post.</summary>
    public async Task<int> AwaitingConsentCountAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await AwaitingConsent(db, who).CountAsync(cancellationToken);
    }

    /// <summary>The requests that wait for the reader's post, oldest first, within the reader's reach.</summary>
    public async Task<IReadOnlyList<(CaseRequest Request, Case Case)>> AwaitingConsentAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var rows = await AwaitingConsent(db, who)
            .Join(db.Set<Case>(), r => r.CaseId, c => c.Id, (r, c) => new { Request = r, Case = c })
            .OrderBy(x => x.Request.AskedAt).ThenBy(x => x.Request.Id).Take(MostRows).ToListAsync(cancellationToken);
        return [.. rows.Select(x => (x.Request, x.Case))];
    }

    private IQueryable<CaseRequest> AwaitingConsent(DizhuDb db, Principal who)
    {
        var post = who.Post;
        var mine = db.Set<Case>().Where(CaseScope.Filter(who, db, city.Current.Organisations));
        return db.Set<CaseRequest>().AsNoTracking().Where(r => r.State == RequestState.Open && r.WaitsFor == post && mine.Any(c => c.Id == r.CaseId));
    }

    /// <summary>The case a citizen follows by code, or null: wrong and absent look the same.</summary>
    public async Task<(Report Report, Case Case)?> FollowAsync(string code, CancellationToken cancellationToken)
    {
        var hash = Reporting.HashFollowCode(code.Trim().ToUpperInvariant());
        await using var db = reads.Open();
        var report = await db.Set<Report>().AsNoTracking().FirstOrDefaultAsync(r => r.FollowHash == hash, cancellationToken);
        if (report is null)
        {
            return null;
        }

        return (report, await WorkedUnderAsync(db, report.CaseId, cancellationToken));
    }

    /// <summary>
    /// The case a citizen follows by report number and the last four digits of the telephone given with it, or null. A wrong number, wrong
    /// digits and a report without a telephone look the same and cost the same: one read by number, and one comparison.
    /// </summary>
    public async Task<(Report Report, Case Case)?> FollowAsync(string number, string lastFour, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var wanted = number.Trim().ToUpperInvariant();
        var report = await db.Set<Report>().AsNoTracking().FirstOrDefaultAsync(r => r.Number == wanted, cancellationToken);
        return IsTail(report?.ReporterPhone, lastFour) && report is not null
            ? (report, await WorkedUnderAsync(db, report.CaseId, cancellationToken))
            : null;
    }

    /// <summary>Compared in fixed time; a report without a telephone is compared with what nobody can give.</summary>
    private static bool IsTail(string? phone, string given) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.ASCII.GetBytes(CallerHistory.TailOf(phone) ?? new string('-', CallerHistory.TailLength)),
        System.Text.Encoding.ASCII.GetBytes(CallerHistory.IsTail(given) ? given : new string('+', CallerHistory.TailLength)));

    /// <summary>The case a matter is worked on under: the one it began, or the one that took that in.</summary>
    internal static async Task<Case> WorkedUnderAsync(DizhuDb db, Guid caseId, CancellationToken cancellationToken)
    {
        var @case = await db.Set<Case>().AsNoTracking().FirstAsync(c => c.Id == caseId, cancellationToken);
        while (@case.MergedIntoId is { } into)
        {
            @case = await db.Set<Case>().AsNoTracking().FirstAsync(c => c.Id == into, cancellationToken);
        }

        return @case;
    }

    private static bool IsWhole(List<JournalEntry> journal, Case @case)
    {
        var previous = Kernel.Outcomes.HashChain.Start;
        foreach (var entry in journal)
        {
            if (!entry.IsLinkedTo(previous))
            {
                return false;
            }

            previous = entry.Hash;
        }

        return previous.AsSpan().SequenceEqual(@case.ChainHead) && journal.Count == @case.ChainLength;
    }
}

/// <summary>Hides personal data unless somebody has a right to them.</summary>
public static class PersonalData
{
    /// <summary>A report as anybody who may see the case sees it.</summary>
    public static Report Masked(Report report) => report with
    {
        ReporterName = MaskName(report.ReporterName),
        ReporterPhone = MaskPhone(report.ReporterPhone),
        PhoneTail = null,
    };

    /// <summary>The first three and the last four digits stay, where there are enough.</summary>
    public static string? MaskPhone(string? phone) => phone switch
    {
        null => null,
        { Length: >= 11 } => $"{phone[..3]}{new string('*', phone.Length - 7)}{phone[^4..]}",
        { Length: > 4 } => new string('*', phone.Length - 4) + phone[^4..],
        _ => new string('*', phone.Length),
    };

    /// <summary>The first character stays.</summary>
    public static string? MaskName(string? name) =>
        string.IsNullOrEmpty(name) ? name : name[..1] + new string('*', Math.Min(2, name.Length - 1));
}
