using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>
/// Checks that nothing was rewritten: follows every chain, replays the acts of each case from its journal,
/// compares case, task, clock, fact, report and attachment rows with what the journal says, and files with
/// their hashes.
/// </summary>
public sealed class CaseVerifier(DizhuDb db, IAttachmentFiles files)
{
    private const int PageSize = 200;
    private readonly List<Fault> _faults = [];
    private HashSet<string> _erased = [];
    private int _cases;
    private int _entries;
    private int _attachments;

    /// <summary>Checks the whole database.</summary>
    public async Task<VerificationResult> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var last = Guid.Empty;
        _erased = await ReporterData.ErasedAsync(db, cancellationToken);
        while (true)
        {
            var ids = await db.Set<JournalEntry>().AsNoTracking()
                .Where(j => j.Seq == 1 && j.CaseId > last).OrderBy(j => j.CaseId).Select(j => j.CaseId)
                .Take(PageSize).ToListAsync(cancellationToken);
            if (ids.Count == 0)
            {
                break;
            }

            await CheckPageAsync(ids, cancellationToken);
            last = ids[^1];
            progress?.Report(_cases);
        }

        await CheckOrphansAsync(cancellationToken);
        return new VerificationResult(_cases, _entries, _attachments, _faults);
    }

    private async Task CheckPageAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var journal = await Rows<JournalEntry>(ids, j => j.CaseId, cancellationToken);
        var cases = await Rows<Case>(ids, c => c.Id, cancellationToken);
        var tasks = await Rows<CaseTask>(ids, t => t.CaseId, cancellationToken);
        var clocks = await Rows<CaseClock>(ids, c => c.CaseId, cancellationToken);
        var requests = await Rows<CaseRequest>(ids, r => r.CaseId, cancellationToken);
        var reach = await Rows<CaseReach>(ids, r => r.CaseId, cancellationToken);
        var facts = await Rows<CaseFact>(ids, f => f.CaseId, cancellationToken);
        var reports = await Rows<Report>(ids, r => r.CaseId, cancellationToken);
        var attachments = await db.Set<Attachment>().AsNoTracking().Where(a => a.CaseId != null && ids.Contains(a.CaseId.Value)).ToListAsync(cancellationToken);
        var attachmentsOf = attachments.ToLookup(a => a.CaseId!.Value);
        foreach (var id in ids)
        {
            _cases++;
            var replay = Replay(id, [.. journal[id].OrderBy(j => j.Seq)]);
            if (replay is null)
            {
                continue;
            }

            CompareCase(replay, cases[id].SingleOrDefault(), facts[id].SingleOrDefault());
            CompareRows(id, "task", replay.Tasks, tasks[id].ToDictionary(t => t.Id.ToString(), t => (object)t));
            CompareRows(id, "request", replay.Requests, requests[id].ToDictionary(r => r.Id.ToString(), r => (object)r));
            CompareRows(id, "clock", replay.Clocks, clocks[id].ToDictionary(c => $"{c.CaseId}/{c.No}", c => (object)c));
            CompareRows(id, "reach", replay.Reach(), reach[id].ToDictionary(r => r.Key, r => (object)r, StringComparer.Ordinal));
            CompareReports(replay, [.. reports[id]]);
            await CompareAttachmentsAsync(replay, [.. attachmentsOf[id]], cancellationToken);
        }
    }

    private async Task<ILookup<Guid, T>> Rows<T>(List<Guid> ids, System.Linq.Expressions.Expression<Func<T, Guid>> key, CancellationToken cancellationToken)
        where T : class
    {
        var contains = System.Linq.Expressions.Expression.Lambda<Func<T, bool>>(
            System.Linq.Expressions.Expression.Call(
                System.Linq.Expressions.Expression.Constant(ids), typeof(List<Guid>).GetMethod(nameof(List<Guid>.Contains))!, key.Body),
            key.Parameters);
        var rows = await db.Set<T>().AsNoTracking().Where(contains).ToListAsync(cancellationToken);
        return rows.ToLookup(key.Compile());
    }

    private Replayed? Replay(Guid caseId, List<JournalEntry> entries)
    {
        var replay = new Replayed(caseId);
        var previous = HashChain.Start;
        foreach (var entry in entries)
        {
            _entries++;
            if (entry.Seq != replay.Length + 1)
            {
                Found("journal", $"{caseId}/{replay.Length + 1}", "缺少这一条记录");
                return null;
            }

            if (!entry.IsLinkedTo(previous))
            {
                Found("journal", $"{caseId}/{entry.Seq}", "记录与校验值不符，或与上一条不相接：内容被改动过");
                return null;
            }

            if (!replay.Add(entry))
            {
                Found("journal", $"{caseId}/{entry.Seq}", "记录的办理不在流程表内");
                return null;
            }

            previous = entry.Hash;
        }

        return replay;
    }

    private void CompareCase(Replayed replay, Case? row, CaseFact? fact)
    {
        if (row is null)
        {
            Found("case", replay.CaseId.ToString(), "案件行不见了");
            return;
        }

        Compare("case", replay.CaseId.ToString(), JsonSerializer.Serialize(replay.Case, CaseJson.Canonical.Case), JsonSerializer.Serialize(row, CaseJson.Canonical.Case));
        if (row.ChainLength != replay.Length || !row.ChainHead.AsSpan().SequenceEqual(replay.Head))
        {
            Found("case", replay.CaseId.ToString(), "案件行的记录数或末条校验值与记录不符");
        }

        if (fact is null)
        {
            Found("fact", replay.CaseId.ToString(), "统计行不见了");
        }
        else
        {
            Compare("fact", replay.CaseId.ToString(), JsonSerializer.Serialize(replay.Fact, CaseJson.Canonical.CaseFact), JsonSerializer.Serialize(fact, CaseJson.Canonical.CaseFact));
        }
    }

    private void CompareRows(Guid caseId, string kind, Dictionary<string, object> expected, Dictionary<string, object> rows)
    {
        foreach (var (key, image) in expected)
        {
            if (rows.Remove(key, out var row))
            {
                Compare(kind, key, JsonSerializer.Serialize(image, image.GetType(), CaseJson.Canonical), JsonSerializer.Serialize(row, row.GetType(), CaseJson.Canonical));
            }
            else
            {
                Found(kind, key, "记录中有，表中没有");
            }
        }

        foreach (var extra in rows.Keys)
        {
            Found(kind, extra, $"表中有，案件 {caseId} 的记录中没有");
        }
    }

    /// <summary>Names the first column that differs; a column newer than the entry may only hold its default.</summary>
    private void Compare(string kind, string where, string expected, string actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
        {
            return;
        }

        var left = JsonNode.Parse(expected)!.AsObject();
        var right = JsonNode.Parse(actual)!.AsObject();
        var columns = left.Select(p => p.Key).Union(right.Select(p => p.Key)).Where(k => !JsonNode.DeepEquals(left[k], right[k])).ToList();
        if (columns.Count > 0)
        {
            Found(kind, where, $"与记录不符：{string.Join("、", columns.Select(c => $"{c} 应为 {Show(left[c])}，现为 {Show(right[c])}"))}");
        }
    }

    private void CompareReports(Replayed replay, List<Report> rows)
    {
        foreach (var mark in replay.Reports)
        {
            var row = rows.Find(r => r.Id == mark.Id);
            if (row is null)
            {
                Found("report", mark.Id.ToString(), "记录中有，表中没有");
            }
            else if (!string.Equals(row.Number, mark.Number, StringComparison.Ordinal)
                || !string.Equals(Convert.ToHexStringLower(row.ContentHash), mark.Hash, StringComparison.Ordinal)
                || (!ReportContent.Hash(row, row.Salt).AsSpan().SequenceEqual(row.ContentHash) && !ReporterData.IsErased(_erased, row)))
            {
                Found("report", mark.Id.ToString(), "上报内容与记录的校验值不符");
            }
        }

        foreach (var extra in rows.Where(r => !replay.Reports.Exists(m => m.Id == r.Id)))
        {
            Found("report", extra.Id.ToString(), "表中有，记录中没有");
        }
    }

    private async Task CompareAttachmentsAsync(Replayed replay, List<Attachment> rows, CancellationToken cancellationToken)
    {
        foreach (var (mark, seq) in replay.Attachments)
        {
            _attachments++;
            var row = rows.Find(r => r.Id == mark.Id);
            if (row is null || row.EntrySeq != seq || row.Phase != mark.Phase
                || !string.Equals(Convert.ToHexStringLower(row.Sha256), mark.Hash, StringComparison.Ordinal))
            {
                Found("attachment", mark.Id.ToString(), "附件行与记录不符，或不见了");
                continue;
            }

            await using var content = await files.OpenAsync(row.Id, cancellationToken);
            if (content is null)
            {
                Found("file", mark.Id.ToString(), "文件不见了");
            }
            else if (!(await SHA256.HashDataAsync(content, cancellationToken)).AsSpan().SequenceEqual(row.Sha256))
            {
                Found("file", mark.Id.ToString(), "文件内容与校验值不符：文件被改动或损坏");
            }
        }

        foreach (var extra in rows.Where(r => !replay.Attachments.Exists(m => m.Mark.Id == r.Id)))
        {
            Found("attachment", extra.Id.ToString(), "表中有，记录中没有");
        }
    }

    private async Task CheckOrphansAsync(CancellationToken cancellationToken)
    {
        var orphans = await db.Set<Case>().AsNoTracking()
            .Where(c => !db.Set<JournalEntry>().Any(j => j.CaseId == c.Id && j.Seq == 1)).Select(c => c.Id).Take(100).ToListAsync(cancellationToken);
        foreach (var id in orphans)
        {
            Found("case", id.ToString(), "案件行没有记录");
        }
    }

    private void Found(string kind, string where, string what) => _faults.Add(new Fault(kind, where, what));

    private static string Show(JsonNode? node) => node is null ? "空" : node.ToJsonString();

    /// <summary>A case rebuilt from its journal.</summary>
    private sealed class Replayed(Guid caseId)
    {
        public Guid CaseId { get; } = caseId;

        public int Length { get; private set; }

        public byte[] Head { get; private set; } = HashChain.Start;

        public Case? Case { get; private set; }

        public CaseFact? Fact { get; private set; }

        public Dictionary<string, object> Tasks { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, object> Requests { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, object> Clocks { get; } = new(StringComparer.Ordinal);

        public List<ReportMark> Reports { get; } = [];

        public List<(AttachmentMark Mark, int Seq)> Attachments { get; } = [];

        public Dictionary<string, object> Reach() =>
            CaseReach.Of(Case!, Tasks.Values.Cast<CaseTask>()).ToDictionary(r => r.Key, r => (object)r, StringComparer.Ordinal);

        /// <summary>Takes one entry; false when the table of moves does not have it.</summary>
        public bool Add(JournalEntry entry)
        {
            var body = JsonSerializer.Deserialize(entry.Body, CaseJson.Canonical.ActBody)!;
            if (!Enum.TryParse<CaseAct>(entry.Act, out var act) || CaseFlow.Find(Case?.Stage, act) is not { } move
                || body.From != Case?.Stage || body.To != move.To || body.Case.Version != (Case?.Version ?? 0) + (move.Beside ? 0 : 1))
            {
                return false;
            }

            Fact = CaseFacts.After(Fact, entry, body);
            Case = body.Case;
            foreach (var task in body.Tasks)
            {
                Tasks[task.Id.ToString()] = task;
            }

            foreach (var request in body.Requests ?? [])
            {
                Requests[request.Id.ToString()] = request;
            }

            foreach (var clock in body.Clocks)
            {
                Clocks[$"{clock.CaseId}/{clock.No}"] = clock;
            }

            Reports.AddRange(body.Reports);
            Attachments.AddRange(body.Attachments.Select(a => (a, entry.Seq)));
            Length = entry.Seq;
            Head = entry.Hash;
            return true;
        }
    }
}
