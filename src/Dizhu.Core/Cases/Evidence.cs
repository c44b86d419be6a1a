using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dizhu.Core.Access;
using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>The case as its journal leaves it.</summary>
public sealed record EvidenceCase(Case Case, IReadOnlyList<CaseTask> Tasks, IReadOnlyList<CaseClock> Clocks, IReadOnlyList<CaseRequest> Requests)
{
    /// <summary>The last image of every row in a row of act bodies.</summary>
    internal static EvidenceCase From(IReadOnlyList<ActBody> bodies) => new(
        bodies[^1].Case,
        [.. bodies.SelectMany(b => b.Tasks).GroupBy(t => t.Id).Select(g => g.Last())],
        [.. bodies.SelectMany(b => b.Clocks).GroupBy(c => c.No).Select(g => g.Last())],
        [.. bodies.SelectMany(b => b.Requests ?? []).GroupBy(r => r.Id).Select(g => g.Last())]);
}

/// <summary>That the head of the chain lies under a seal of the city.</summary>
/// <param name="Seq">The journal entry that was the last when it was sealed.</param>
/// <param name="Place">The head's place in the seal, from 0.</param>
/// <param name="Path">The neighbours on the way to the seal's root, hex, lowest first.</param>
public sealed record EvidenceSeal(int Seq, int Place, JournalSeal Seal, IReadOnlyList<string> Path);

/// <summary>
/// One case as evidence: a file that can be checked without the server. It holds the case, its journal in the bytes that were hashed,
/// its reports with personal data withheld, its attachments, and the way from its chain to a seal of the city.
/// </summary>
public sealed class Evidence(IReads reads, CityBooksHolder city, IAttachmentFiles files)
{
    internal const string CaseName = "case.json";
    internal const string ReportsName = "reports.json";
    internal const string JournalName = "journal.jsonl";
    internal const string SealName = "seal.json";
    internal const string SumsName = "sums.txt";
    internal const string AttachmentFolder = "attachments/";

    /// <summary>The file; null when there is no case the reader may see.</summary>
    /// <exception cref="StoreUnavailableException">An attachment is missing.</exception>
    public async Task<byte[]?> OfAsync(Principal who, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        if (await CaseDoor.LoadAsync(db, caseId, cancellationToken) is not { } state || !CaseScope.Sees(who, state, city.Current.Organisations))
        {
            return null;
        }

        var journal = await db.Set<JournalEntry>().AsNoTracking().Where(j => j.CaseId == caseId).OrderBy(j => j.Seq).ToListAsync(cancellationToken);
        var bodies = journal.ConvertAll(j => JsonSerializer.Deserialize(j.Body, CaseJson.Canonical.ActBody)!);
        var reports = await db.Set<Report>().AsNoTracking().Where(r => r.CaseId == caseId).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        List<EvidencePart> parts =
        [
            new(CaseName, JsonSerializer.SerializeToUtf8Bytes(EvidenceCase.From(bodies), EvidenceJson.Canonical.EvidenceCase)),
            new(ReportsName, JsonSerializer.SerializeToUtf8Bytes(reports.ConvertAll(Withheld), EvidenceJson.Canonical.ListReport)),
            new(JournalName, [.. journal.SelectMany(j => j.CanonicalBytes().Append((byte)'\n'))]),
        ];
        if (await SealAsync(db, caseId, journal[^1].Seq, cancellationToken) is { } seal)
        {
            parts.Add(new(SealName, JsonSerializer.SerializeToUtf8Bytes(seal, EvidenceJson.Canonical.EvidenceSeal)));
        }

        foreach (var mark in bodies.SelectMany(b => b.Attachments))
        {
            parts.Add(new(AttachmentFolder + mark.Id, await ReadAsync(mark.Id, cancellationToken)));
        }

        return EvidenceArchive.Pack([.. parts, Sums(parts)]);
    }

    /// <summary>The hashes of the other parts, in the form <c>sha256sum -c</c> reads.</summary>
    internal static EvidencePart Sums(IEnumerable<EvidencePart> parts) => new(
        SumsName, Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"{Convert.ToHexStringLower(SHA256.HashData(p.Content))}  {p.Name}\n"))));

    /// <summary>A report without personal data. Where something is withheld or erased so is the salt, or the hash would let it be guessed.</summary>
    private static Report Withheld(Report report) => PersonalData.Masked(report) with
    {
        FollowHash = null,
        Salt = report.ReporterName is null && report.ReporterPhone is null && ReportContent.Hash(report, report.Salt).AsSpan().SequenceEqual(report.ContentHash)
            ? report.Salt
            : [],
    };

    private async Task<byte[]> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var content = await files.OpenAsync(id, cancellationToken) ?? throw new StoreUnavailableException($"The file of attachment {id} is missing.");
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>The last seal over the case's chain, with the way to its root; null when it was never sealed.</summary>
    private static async Task<EvidenceSeal?> SealAsync(DizhuDb db, Guid caseId, int length, CancellationToken cancellationToken)
    {
        var head = await db.Set<SealedHead>().AsNoTracking().Where(h => h.CaseId == caseId && h.Seq <= length).OrderByDescending(h => h.Seq).FirstOrDefaultAsync(cancellationToken);
        if (head is null)
        {
            return null;
        }

        var leaves = await db.Set<SealedHead>().AsNoTracking().Where(h => h.SealNo == head.SealNo).OrderBy(h => h.Place).ToListAsync(cancellationToken);
        var index = leaves.FindIndex(h => h.CaseId == caseId && h.Seq == head.Seq);
        return new EvidenceSeal(
            head.Seq,
            index,
            await db.Set<JournalSeal>().AsNoTracking().SingleAsync(s => s.No == head.SealNo, cancellationToken),
            [.. MerkleTree.Path([.. leaves.Select(h => h.Leaf())], index).Select(Convert.ToHexStringLower)]);
    }
}

/// <summary>The JSON of an evidence export, in the canonical form of the journal.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EvidenceCase))]
[JsonSerializable(typeof(EvidenceSeal))]
[JsonSerializable(typeof(List<Report>))]
internal sealed partial class EvidenceJson : JsonSerializerContext
{
    /// <summary>The one writer of it.</summary>
    public static EvidenceJson Canonical => Writer.Instance;

    private static class Writer
    {
        public static readonly EvidenceJson Instance = new(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new PlainDecimal() },
        });
    }
}
