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

/// <summary>What a work list asks for.</summary>
public sealed record CaseListQuery
{
    /// <summary>The stages wanted; empty for all.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>A number, or the start of one.</summary>
    public string? Number { get; init; }

    /// <summary>Rows to pass over; lists are short since they show work to do.</summary>
    public int Skip { get; init; }

    /// <summary>Rows wanted, 1–200.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>One entry of a case file: who did what, when, why, and the body that was recorded.</summary>
public sealed record CaseFileEntry(JournalEntry Entry, CaseAct Act, ActBody Body);

/// <summary>Everything about one case that a reader may see.</summary>
public sealed record CaseFile(
    CaseState State,
    IReadOnlyList<Report> Reports,
    IReadOnlyList<CaseFileEntry> Entries,
    IReadOnlyList<Attachment> Attachments,
    bool ChainIsWhole)
{
    /// <summary>The moves open now to this reader's post, whether or not their guards hold yet.</summary>
    public required IReadOnlyList<Move> OpenMoves { get; init; }
}

/// <summary>Reads cases for lists and files, within the reader's reach.</summary>
public sealed class CaseReads(IReads reads, CityBooksHolder city)
{
    private const int MostRows = 200;

    /// <summary>A work list, what will be late first; cases without a limit come last, oldest first.</summary>
    public async Task<(IReadOnlyList<CaseListItem> Items, int Total)> ListAsync(Principal who, CaseListQuery query, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var rows = Narrow(db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, city.Current.Organisations)), query);
        var total = await rows.CountAsync(cancellationToken);
        var items = await rows
            .OrderBy(c => (c.StageDueAt ?? c.HandlingDueAt) == null).ThenBy(c => c.StageDueAt ?? c.HandlingDueAt).ThenBy(c => c.ReportedAt).ThenBy(c => c.Id)
            .Skip(Math.Max(0, query.Skip)).Take(Math.Clamp(query.Take, 1, MostRows))
            .Join(db.Set<Report>(), c => c.FirstReportId, r => r.Id, (c, r) => new CaseListItem(
                c.Id, c.Number, r.Number, c.Stage, c.Version, c.ClassKey, c.StandardId, c.CommunityCode, c.StreetCode,
                r.PlaceText, c.UnitId, c.ReportedAt, c.StageDueAt, c.HandlingDueAt, c.ReworkCount, c.Source))
            .ToListAsync(cancellationToken);
        var order = items.OrderBy(c => c.StageDueAt ?? c.HandlingDueAt ?? DateTime.MaxValue).ThenBy(c => c.ReportedAt).ThenBy(c => c.Id);
        var clocks = await ClocksAsync(db, [.. items.Select(i => i.Id)], cancellationToken);
        return ([.. order.Select(i => i with { Clock = clocks[i.Id].LastOrDefault(c => c.Kind == i.Stage.OwnClock()) })], total);
    }

    private static async Task<ILookup<Guid, CaseClock>> ClocksAsync(DizhuDb db, List<Guid> ids, CancellationToken cancellationToken)
    {
        var turns = await db.Set<CaseClock>().AsNoTracking().Where(c => ids.Contains(c.CaseId)).OrderBy(c => c.No).ToListAsync(cancellationToken);
        return turns.ToLookup(c => c.CaseId);
    }

    /// <summary>How many cases stand in each stage, within the reader's reach.</summary>
    public async Task<IReadOnlyDictionary<Stage, int>> CountsAsync(Principal who, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, city.Current.Organisations))
            .GroupBy(c => c.Stage).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>A case with all that is recorded of it; null when there is none the reader may see.</summary>
    public async Task<CaseFile?> FileAsync(Principal who, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        var state = await CaseDoor.LoadAsync(db, caseId, cancellationToken);
        if (state is null || !CaseScope.Sees(who, state, city.Current.Organisations))
        {
            return null;
        }

        var journal = await db.Set<JournalEntry>().AsNoTracking().Where(j => j.CaseId == caseId).OrderBy(j => j.Seq).ToListAsync(cancellationToken);
        var reports = await db.Set<Report>().AsNoTracking().Where(r => r.CaseId == caseId).OrderBy(r => r.ReceivedAt).ToListAsync(cancellationToken);
        var attachments = await db.Set<Attachment>().AsNoTracking().Where(a => a.CaseId == caseId).OrderBy(a => a.EntrySeq).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        return new CaseFile(
            state,
            [.. reports.Select(PersonalData.Masked)],
            [.. journal.Select(j => new CaseFileEntry(j, Enum.Parse<CaseAct>(j.Act), JsonSerializer.Deserialize(j.Body, CaseJson.Canonical.ActBody)!))],
            attachments,
            IsWhole(journal, state.Case))
        {
            OpenMoves = [.. CaseFlow.OpenIn(state.Case.Stage).Where(m => m.Posts.Contains(who.Post))],
        };
    }

    /// <summary>The case a citizen follows by code, or null: wrong and absent look the same.</summary>
    public async Task<(Report Report, Case Case)?> FollowAsync(string code, CancellationToken cancellationToken)
    {
        var hash = Reporting.HashFollowCode(code.Trim().ToUpperInvariant());
        await using var db = reads.Open();
        var report = await db.Set<Report>().AsNoTracking().FirstOrDefaultAsync(r => r.FollowHash == hash, cancellationToken);
        return report is null
            ? null
            : (report, await db.Set<Case>().AsNoTracking().FirstAsync(c => c.Id == report.CaseId, cancellationToken));
    }

    private static IQueryable<Case> Narrow(IQueryable<Case> rows, CaseListQuery query)
    {
        if (query.Stages.Count > 0)
        {
            var stages = query.Stages.ToList();
            rows = rows.Where(c => stages.Contains(c.Stage));
        }

        if (!string.IsNullOrWhiteSpace(query.Number))
        {
            var start = query.Number.Trim();
            rows = rows.Where(c => c.Number != null && c.Number.StartsWith(start));
        }

        return rows;
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
