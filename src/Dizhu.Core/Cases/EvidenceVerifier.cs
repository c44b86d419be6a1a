using System.Security.Cryptography;
using System.Text.Json;
using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>What checking an evidence file found.</summary>
/// <param name="Entries">Journal entries in it.</param>
/// <param name="Sealed">How many of them a seal covers.</param>
/// <param name="Notes">Chinese: what could not be shown, without being a fault.</param>
public sealed record EvidenceCheck(Guid CaseId, int Entries, int Sealed, int Attachments, IReadOnlyList<string> Notes, IReadOnlyList<Fault> Faults);

/// <summary>
/// Checks an evidence file by itself: every byte against the others, the journal against its chain, case, reports and attachments
/// against the journal, the chain against the seal – and the seal against the city's seals, where somebody has kept them.
/// </summary>
public sealed class EvidenceVerifier
{
    private readonly List<Fault> _faults = [];
    private readonly List<string> _notes = [];

    /// <summary>Checks a file.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="sealLines">The lines of the city's seal file; null when they are not at hand.</param>
    public EvidenceCheck Run(byte[] archive, IReadOnlyList<string>? sealLines)
    {
        if (EvidenceArchive.Unpack(archive) is not { } parts)
        {
            return Broken("file", "文件被改动或不完整：不是导出时的字节");
        }

        try
        {
            return Check(parts, sealLines);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            return Broken("file", $"内容读不出来，被改动过：{problem.Message}");
        }
    }

    private EvidenceCheck Broken(string where, string what) => new(Guid.Empty, 0, 0, 0, _notes, [.. _faults, new Fault("evidence", where, what)]);

    private EvidenceCheck Check(IReadOnlyList<EvidencePart> parts, IReadOnlyList<string>? sealLines)
    {
        var named = parts.ToDictionary(p => p.Name, p => p.Content, StringComparer.Ordinal);
        if (!named[Evidence.SumsName].AsSpan().SequenceEqual(Evidence.Sums(parts.Where(p => p.Name != Evidence.SumsName)).Content))
        {
            Found(Evidence.SumsName, "内容与校验清单不符：文件被改动");
        }

        var (id, bodies, heads) = ReadJournal(named[Evidence.JournalName]);
        if (!named[Evidence.CaseName].AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(EvidenceCase.From(bodies), EvidenceJson.Canonical.EvidenceCase)))
        {
            Found(Evidence.CaseName, "案件与记录不符");
        }

        var reports = JsonSerializer.Deserialize(named[Evidence.ReportsName], EvidenceJson.Canonical.ListReport)!;
        CheckReports([.. bodies.SelectMany(b => b.Reports)], reports);

        // What no hash covers follows from the journal, and nothing may stand beside it.
        if (reports.Exists(r => r.CaseId != id || r.FollowHash is not null || r.ReceivedAt != bodies[0].Case.ReportedAt)
            || !named[Evidence.ReportsName].AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(reports, EvidenceJson.Canonical.ListReport)))
        {
            Found(Evidence.ReportsName, "上报与记录不符");
        }

        var attachments = CheckAttachments([.. bodies.SelectMany(b => b.Attachments)], named);
        var covered = CheckSeal(id, heads, named.GetValueOrDefault(Evidence.SealName), sealLines);
        return new EvidenceCheck(id, heads.Count, covered, attachments, _notes, _faults);
    }

    /// <summary>Follows the chain from its start: the hashes are made anew from the bytes, none is taken on trust.</summary>
    private (Guid Id, List<ActBody> Bodies, List<byte[]> Heads) ReadJournal(byte[] journal)
    {
        var (id, bodies, heads, from) = (Guid.Empty, new List<ActBody>(), new List<byte[]>(), 0);
        while (from < journal.Length)
        {
            var line = journal.AsMemory(from, journal.AsSpan(from).IndexOf((byte)'\n'));
            using var json = JsonDocument.Parse(line);
            id = heads.Count == 0 ? json.RootElement[0].GetGuid() : id;
            if (json.RootElement[0].GetGuid() != id || json.RootElement[1].GetInt32() != heads.Count + 1)
            {
                Found($"{Evidence.JournalName}:{heads.Count + 1}", "记录不相接，或不属于本案件");
            }

            bodies.Add(JsonSerializer.Deserialize(json.RootElement[9].GetString()!, CaseJson.Canonical.ActBody)!);
            heads.Add(HashChain.Next(heads.Count == 0 ? HashChain.Start : heads[^1], line.Span));
            from += line.Length + 1;
        }

        return (id, bodies, heads);
    }

    private void CheckReports(List<ReportMark> marks, List<Report> reports)
    {
        foreach (var mark in marks)
        {
            var report = reports.Find(r => r.Id == mark.Id);
            if (report is null || report.Number != mark.Number || Convert.ToHexStringLower(report.ContentHash) != mark.Hash)
            {
                Found($"{Evidence.ReportsName}/{mark.Id}", "上报与记录不符，或不见了");
            }
            else if (report.Salt.Length == 0)
            {
                _notes.Add($"上报 {report.Number} 的个人信息没有导出或已清除，校验值保留，文字不能单独核对。");
            }
            else if (!ReportContent.Hash(report, report.Salt).AsSpan().SequenceEqual(report.ContentHash))
            {
                Found($"{Evidence.ReportsName}/{mark.Id}", "上报内容与记录的校验值不符");
            }
        }

        if (reports.Count != marks.Count)
        {
            Found(Evidence.ReportsName, "上报数与记录不符");
        }
    }

    private int CheckAttachments(List<AttachmentMark> marks, Dictionary<string, byte[]> named)
    {
        foreach (var mark in marks)
        {
            if (!named.TryGetValue(Evidence.AttachmentFolder + mark.Id, out var content) || Convert.ToHexStringLower(SHA256.HashData(content)) != mark.Hash)
            {
                Found(Evidence.AttachmentFolder + mark.Id, "附件与记录不符，或不见了");
            }
        }

        if (named.Keys.Count(n => n.StartsWith(Evidence.AttachmentFolder, StringComparison.Ordinal)) != marks.Count)
        {
            Found(Evidence.AttachmentFolder, "附件数与记录不符");
        }

        return marks.Count;
    }

    /// <summary>How many entries a seal covers.</summary>
    private int CheckSeal(Guid id, List<byte[]> heads, byte[]? content, IReadOnlyList<string>? sealLines)
    {
        if (content is null)
        {
            _notes.Add("案件尚未封存：只能核对文件自身相符，不能证明记录未被整体重做。");
            return 0;
        }

        var evidence = JsonSerializer.Deserialize(content, EvidenceJson.Canonical.EvidenceSeal)!;
        var seal = evidence.Seal;
        var head = new SealedHead { CaseId = id, Seq = evidence.Seq, Hash = evidence.Seq >= 1 && evidence.Seq <= heads.Count ? heads[evidence.Seq - 1] : [] };
        if (!content.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(evidence, EvidenceJson.Canonical.EvidenceSeal))
            || !seal.IsLinkedTo(seal.PreviousHash)
            || !MerkleTree.Includes(seal.Root, head.Leaf(), evidence.Place, seal.Heads, [.. evidence.Path.Select(Convert.FromHexString)]))
        {
            Found(Evidence.SealName, $"记录与第 {seal.No} 次封存不符：封存后被改写");
        }
        else if (sealLines is null)
        {
            _notes.Add("没有指明封存值文件（--seals）：封存值本身未与本市公布的封存值核对。");
        }
        else if (seal.No < 1 || seal.No > sealLines.Count || sealLines[seal.No - 1] != seal.ToLine())
        {
            Found(Evidence.SealName, $"第 {seal.No} 次封存与封存值文件不符");
        }

        if (evidence.Seq < heads.Count)
        {
            _notes.Add($"第 {evidence.Seq + 1} 条起的记录在最近一次封存之后，尚未封存。");
        }

        return evidence.Seq;
    }

    private void Found(string where, string what) => _faults.Add(new Fault("evidence", where, what));
}
