using System.Net;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.Api;

/// <summary>What a reporter gave of themselves: masked, shown with a reason, erased without breaking the chain.</summary>
[Collection("api")]
public class ReporterDataTests(ApiFixture fixture)
{
    private const string Phone = "13800000000";
    private const string Why = "回访核实处置结果";

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("PLT-017")]
    public async Task Who_has_not_the_role_sees_a_masked_number_and_asking_for_it_is_logged(DatabaseKind kind)
    {
        var (host, @case, report) = await ReportedAsync(kind);
        var auditor = await fixture.DeskAsync("sj01", kind);
        var file = await auditor.GetAsync($"/api/v1/cases/{@case}");
        Assert.DoesNotContain(Phone, file.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("****", (string)file["reports"]![0]!["reporterPhone"]!, StringComparison.Ordinal);

        var (status, answer) = await auditor.PostAsync(Path(@case, report, "reveal"), new { reason = Why });

        Assert.Equal((HttpStatusCode.OK, false, "138" + "****0000"), (status, (bool)answer["revealed"]!, (string?)answer["phone"]));
        var logged = Assert.Single(await AuditAsync(host, report), a => a.Kind is "erase" or "reveal" or "reveal-refused");
        Assert.Equal(("reveal-refused", "Auditor 审计员 01", host.Clock.Now), (logged.Kind, logged.Who, logged.At));
        Assert.Contains(Why, logged.What, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_has_the_role_sees_it_with_a_reason_and_every_look_is_logged(DatabaseKind kind)
    {
        var (host, @case, report) = await ReportedAsync(kind);
        var acceptor = await fixture.DeskAsync("sl01", kind);
        foreach (var body in (object[])[new { }, new { reason = "  " }, new { reason = new string('长', 301) }])
        {
            var (refused, problem) = await acceptor.PostAsync(Path(@case, report, "reveal"), body);
            Assert.Equal((HttpStatusCode.BadRequest, "input.missing"), (refused, (string?)problem["code"]));
        }

        Assert.Empty(await AuditAsync(host, report));
        for (var look = 1; look <= 2; look++)
        {
            var (status, json) = await acceptor.PostAsync(Path(@case, report, "reveal"), new { reason = Why });
            Assert.Equal((HttpStatusCode.OK, Phone), (status, (string?)json["phone"]));
            var log = await AuditAsync(host, report);
            Assert.Equal(look, log.Count);
            Assert.All(log, l => Assert.Equal(("reveal", "Acceptor 受理员 01"), (l.Kind, l.Who)));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await acceptor.PostAsync(Path(@case, Guid.NewGuid(), "reveal"), new { reason = Why })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await acceptor.PostAsync(Path(Guid.NewGuid(), report, "reveal"), new { reason = Why })).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Erasing_takes_name_and_number_keeps_the_hash_and_leaves_everything_verifying(DatabaseKind kind)
    {
        var (host, @case, report) = await ReportedAsync(kind);
        var before = await RowAsync(host, report);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await fixture.DeskAsync("zb01", kind)).PostAsync(Path(@case, report, "erase"), new { reason = "本人要求" })).Status);
        var administrator = await fixture.DeskAsync("gl01", kind);
        Assert.Equal(HttpStatusCode.BadRequest, (await administrator.PostAsync(Path(@case, report, "erase"), new { })).Status);

        var (status, first) = await administrator.PostAsync(Path(@case, report, "erase"), new { reason = "本人要求" });
        var (_, again) = await administrator.PostAsync(Path(@case, report, "erase"), new { reason = "再来一次" });

        Assert.True(status == HttpStatusCode.OK, first.ToJsonString());
        Assert.Equal((false, true), ((bool)first["alreadyDone"]!, (bool)again["alreadyDone"]!));
        var after = await RowAsync(host, report);
        Assert.Equal((null, null, before.Description), (after.ReporterName, after.ReporterPhone, after.Description));
        Assert.Equal(before.ContentHash, after.ContentHash);
        Assert.NotEqual(before.Salt, after.Salt);
        var logged = Assert.Single(await AuditAsync(host, report), a => a.Kind is "erase" or "reveal" or "reveal-refused");
        Assert.Equal("erase", logged.Kind);
        Assert.Contains("本人要求", logged.What, StringComparison.Ordinal);
        Assert.DoesNotContain(await FaultsAsync(host), f => f.Where == report.ToString());
        Assert.True((bool)(await administrator.GetAsync($"/api/v1/cases/{@case}"))["chainIsWhole"]!);

        // What is left cannot be changed under cover of the erasing, nor the personal data put back.
        foreach (var change in (Func<Report, Report>[])[r => r with { Description = "路灯很亮" }, r => r with { ReporterPhone = Phone }])
        {
            await WriteAsync(host, change(after));
            Assert.Contains(await FaultsAsync(host), f => f.Kind == "report" && f.Where == report.ToString());
            await WriteAsync(host, after);
        }
    }

    [Fact]
    public async Task Evidence_is_exported_by_those_who_may_and_the_export_is_logged()
    {
        var (host, @case, _) = await ReportedAsync(DatabaseKind.Sqlite);
        using var refused = await (await fixture.DeskAsync("cj01")).Client.GetAsync($"/api/v1/cases/{@case}/evidence");
        await Say.ProblemAsync(refused, HttpStatusCode.Forbidden, "access.forbidden");
        var auditor = (await fixture.DeskAsync("sj01")).Client;
        using var none = await auditor.GetAsync($"/api/v1/cases/{Guid.NewGuid()}/evidence");
        await Say.ProblemAsync(none, HttpStatusCode.NotFound, "case.not-found");

        var file = await auditor.GetByteArrayAsync($"/api/v1/cases/{@case}/evidence");

        var check = new EvidenceVerifier().Run(file, null);
        Assert.Empty(check.Faults);
        Assert.Equal(@case, check.CaseId);
        await using var db = host.Database.Store.Open();
        var id = @case.ToString();
        Assert.Equal(1, await db.Set<AuditEntry>().CountAsync(a => a.Kind == "export" && a.What.Contains(id)));
    }

    private static string Path(Guid @case, Guid report, string act) => $"/api/v1/cases/{@case}/reports/{report}/{act}";

    private async Task<(TestHost Host, Guid Case, Guid Report)> ReportedAsync(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var @case = await Say.ReportedAsync(host, await fixture.DeskAsync("cj01", kind), r =>
        {
            r["reporterName"] = "来电人甲";
            r["reporterPhone"] = Phone;
        });
        await using var db = host.Database.Store.Open();
        return (host, @case, await db.Set<Report>().Where(r => r.CaseId == @case).Select(r => r.Id).SingleAsync());
    }

    private static async Task<Report> RowAsync(TestHost host, Guid report)
    {
        await using var db = host.Database.Store.Open();
        return await db.Set<Report>().AsNoTracking().SingleAsync(r => r.Id == report);
    }

    private static async Task WriteAsync(TestHost host, Report row)
    {
        await using var db = host.Database.Store.Open();
        db.Update(row);
        await db.SaveChangesAsync();
    }

    /// <summary>Looking is logged by the report's number, erasing by its id.</summary>
    private static async Task<List<AuditEntry>> AuditAsync(TestHost host, Guid report)
    {
        var (id, number) = (report.ToString(), (await RowAsync(host, report)).Number);
        await using var db = host.Database.Store.Open();
        return await db.Set<AuditEntry>().AsNoTracking().Where(a => a.What.Contains(id) || a.What.Contains(number)).ToListAsync();
    }

    private static async Task<IReadOnlyList<Core.Journal.Fault>> FaultsAsync(TestHost host)
    {
        await using var db = host.Database.Store.Open();
        return (await new CaseVerifier(db, host.Services.GetRequiredService<IAttachmentFiles>()).RunAsync(null, CancellationToken.None)).Faults;
    }
}
