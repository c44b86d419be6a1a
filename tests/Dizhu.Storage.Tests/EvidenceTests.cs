using System.IO.Compression;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>One case as a file that verifies by itself, and what becomes of its reporter's personal data.</summary>
public class EvidenceTests
{
    private const string Phone = "13800000000";

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_exported_case_verifies_by_itself_and_any_changed_byte_is_found(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var photo = await city.PutPhotoAsync([1, 2, 3, 4, 5, 6, 7, 8]);
        var id = await city.ReportAsync(SmallCity.NewReport() with { AttachmentIds = [photo] });
        await city.ReportAsync();
        await city.AcceptAsync(id);
        var seals = new SealFile(Path.Combine(city.Database.Folder, "seals"));
        await new JournalSealer(city.Store, city.Store.Transactions, seals).SealAsync(TestClock.Monday().Now, CancellationToken.None);
        var lines = await seals.ReadAsync(CancellationToken.None);
        var file = (await EvidenceOf(city).OfAsync(SmallCity.Acceptor, id, CancellationToken.None))!;

        var check = new EvidenceVerifier().Run(file, lines);
        Assert.Empty(check.Faults);
        Assert.Empty(check.Notes);
        Assert.Equal((id, 2, 2, 1), (check.CaseId, check.Entries, check.Sealed, check.Attachments));
        using (var zip = new ZipArchive(new MemoryStream(file)))
        {
            Assert.Equal(["case.json", "reports.json", "journal.jsonl", "seal.json", $"attachments/{photo}", "sums.txt"], zip.Entries.Select(e => e.FullName));
        }

        for (var at = 0; at < file.Length; at++)
        {
            var changed = file.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.True(new EvidenceVerifier().Run(changed, lines).Faults.Count > 0, $"byte {at}");
        }

        Assert.NotEmpty(new EvidenceVerifier().Run(file[..^1], lines).Faults);
        Assert.NotEmpty(new EvidenceVerifier().Run([.. file, 0], lines).Faults);
        Assert.NotEmpty(new EvidenceVerifier().Run([], lines).Faults);
    }

    [Fact]
    public async Task Parts_changed_and_packed_anew_with_fitting_sums_do_not_fit_journal_and_seal()
    {
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        var id = await city.ReportAsync(SmallCity.NewReport() with { AttachmentIds = [await city.PutPhotoAsync([1, 2, 3])] });
        var seals = new SealFile(Path.Combine(city.Database.Folder, "seals"));
        await new JournalSealer(city.Store, city.Store.Transactions, seals).SealAsync(TestClock.Monday().Now, CancellationToken.None);
        var parts = EvidenceArchive.Unpack((await EvidenceOf(city).OfAsync(SmallCity.Acceptor, id, CancellationToken.None))!)!;
        var random = new Random(7);
        foreach (var part in parts.Where(p => p.Name != "sums.txt"))
        {
            for (var round = 0; round < 40; round++)
            {
                var changed = part.Content.ToArray();
                changed[random.Next(changed.Length)] ^= 1;
                List<EvidencePart> forged = [.. parts.Where(p => p.Name != "sums.txt").Select(p => p == part ? p with { Content = changed } : p)];
                var sums = string.Concat(forged.Select(p => $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(p.Content))}  {p.Name}\n"));
                forged.Add(new EvidencePart("sums.txt", System.Text.Encoding.UTF8.GetBytes(sums)));

                var check = new EvidenceVerifier().Run(EvidenceArchive.Pack(forged), await seals.ReadAsync(CancellationToken.None));

                Assert.True(check.Faults.Count > 0, $"{part.Name} {round}: {System.Text.Encoding.UTF8.GetString(changed)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-017")]
    public async Task Who_has_not_the_post_gets_a_masked_phone_and_both_are_logged_with_reason(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var report = SmallCity.NewReport() with { ReporterPhone = Phone };
        var id = await city.ReportAsync(report);
        var data = new ReporterData(city.Store.Transactions, city.Books);

        var shown = await data.RevealAsync(SmallCity.Context(), id, report.Id, "回访", CancellationToken.None);
        var masked = await data.RevealAsync(As(Post.Dispatcher), id, report.Id, "好奇", CancellationToken.None);

        Assert.Equal((Phone, true), (shown.Value.Phone, shown.Value.Revealed));
        Assert.Equal(("138" + "****0000", false), (masked.Value.Phone, masked.Value.Revealed));
        Assert.Equal("input.missing", (await data.RevealAsync(SmallCity.Context(), id, report.Id, " ", CancellationToken.None)).Refusals[0].Code);
        Assert.Equal("case.not-found", (await data.RevealAsync(SmallCity.Context(), id, Guid.NewGuid(), "回访", CancellationToken.None)).Refusals[0].Code);
        await using var db = city.Store.Open();
        var log = await db.Set<AuditEntry>().AsNoTracking().OrderBy(a => a.Kind).ToListAsync();
        Assert.Equal(["reveal", "reveal-refused"], log.Select(a => a.Kind));
        Assert.True(log.TrueForAll(a => !a.What.Contains(Phone, StringComparison.Ordinal)));
        Assert.EndsWith("回访", log[0].What, StringComparison.Ordinal);
        Assert.EndsWith("受理员 01", log[0].Who, StringComparison.Ordinal);
        Assert.Equal(TestClock.Monday().Now, log[0].At);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Erasing_a_reporter_leaves_the_chain_whole_and_only_in_a_logged_act(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var report = SmallCity.NewReport() with { ReporterPhone = Phone };
        var id = await city.ReportAsync(report);
        var data = new ReporterData(city.Store.Transactions, city.Books);
        Assert.Equal("report.erase-not-yours", (await data.EraseAsync(SmallCity.Context(), id, report.Id, "本人要求", CancellationToken.None)).Refusals[0].Code);

        Assert.False((await data.EraseAsync(As(Post.Administrator), id, report.Id, "本人要求", CancellationToken.None)).Value.AlreadyDone);
        Assert.True((await data.EraseAsync(As(Post.Administrator), id, report.Id, "本人要求", CancellationToken.None)).Value.AlreadyDone);

        Assert.Empty((await city.VerifyAsync()).Faults);
        await using (var db = city.Store.Open())
        {
            Assert.Null((await db.Set<Report>().AsNoTracking().SingleAsync()).ReporterPhone);
            Assert.EndsWith("本人要求", (await db.Set<AuditEntry>().AsNoTracking().SingleAsync(a => a.Kind == "erase")).What, StringComparison.Ordinal);
        }

        var check = new EvidenceVerifier().Run((await EvidenceOf(city).OfAsync(SmallCity.Acceptor, id, CancellationToken.None))!, null);
        Assert.Empty(check.Faults);
        Assert.Contains(check.Notes, n => n.Contains("已清除", StringComparison.Ordinal));
        await city.SqlAsync("UPDATE reports SET description = '路灯很亮'");
        Assert.Equal("report", Assert.Single((await city.VerifyAsync()).Faults).Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_phone_wiped_with_a_prompt_is_found(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await city.ReportAsync(SmallCity.NewReport() with { ReporterPhone = Phone });
        await city.SqlAsync("UPDATE reports SET reporter_phone = NULL");
        Assert.Equal("report", Assert.Single((await city.VerifyAsync()).Faults).Kind);
    }

    private static Evidence EvidenceOf(SmallCity city) => new(city.Store, city.Books, city.Files);

    private static ActContext As(Post post) => SmallCity.Context() with { Who = SmallCity.Acceptor with { Post = post } };
}
