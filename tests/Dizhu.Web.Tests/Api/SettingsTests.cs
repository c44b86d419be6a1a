using Dizhu.Core.Administration;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Dizhu.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.Api;

/// <summary>What an administrator maintains as tables, through the interface, on both databases.</summary>
public class SettingsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_import_is_told_first_done_then_logged_and_sent_again_changes_nothing(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var desk = await fixture.DeskAsync("gl01", kind);
        const string Table = "name,value,source\nmax-extensions,3,市里自定\nwarn-share,9,市里自定\n";

        var dry = await ImportAsync(desk, "case-settings", Table, "?dryRun=true");
        Assert.Equal((1, 1, 3), ((int)dry["changed"]!, dry["refused"]!.AsArray().Count, (int)dry["refused"]![0]!["line"]!));
        Assert.Equal(2, host.City.Settings.CaseSettings(host.Clock.Now).MaxExtensions);
        Assert.Empty(await ChangesAsync(desk));

        var done = await ImportAsync(desk, "case-settings", Table);
        Assert.Equal("2", (string?)done["changes"]![0]!["old"]!["value"]);
        Assert.Equal(3, host.City.Settings.CaseSettings(host.Clock.Now).MaxExtensions);
        Assert.Equal(2, host.City.Settings.CaseSettings(host.Clock.Now.AddTicks(-10)).MaxExtensions);

        Assert.Equal(1, (int)(await ImportAsync(desk, "case-settings", Table))["unchanged"]!);
        var log = Assert.Single(await ChangesAsync(desk))!;
        Assert.Equal(("2", "3", "Changed"), ((string?)log["old"]!["value"], (string?)log["new"]!["value"], (string?)log["sort"]));
        Assert.NotEmpty((string)log["who"]!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_manual_changes_from_its_day_and_a_case_filed_before_keeps_its_version(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var desk = await fixture.DeskAsync("gl01", kind);
        var (today, then) = (CityClock.DayOf(host.Clock.Now), new DateOnly(2027, 1, 1));
        var before = host.City.Dispatch.ManualRowOf("2013-C0101", today)!;
        const string Table = "class_key,duty_ids,source,from\n2013-C0101,UD-051,市里自定,2027-01-01\n";

        Assert.Equal(1, (int)(await ImportAsync(desk, "manual", Table))["changed"]!);

        var book = host.City.Dispatch;
        Assert.Equal(before.DutyIds, book.ManualRowOf("2013-C0101", then.AddDays(-1))!.DutyIds);
        Assert.Equal(["UD-051"], book.ManualRowOf("2013-C0101", then)!.DutyIds);
        Assert.Equal(1, (int)(await ImportAsync(desk, "manual", Table))["unchanged"]!);
        Assert.Equal("maintenance.past", await RefusedAsync(desk, "manual", Table.Replace("2027-01-01", "2026-11-23", StringComparison.Ordinal)));
        Assert.Equal("maintenance.later-version", await RefusedAsync(desk, "manual", Table.Replace("2027-01-01", "2026-12-23", StringComparison.Ordinal)));
        Assert.Equal("maintenance.cell-unfit", await RefusedAsync(desk, "manual", Table.Replace("UD-051", "UD-999", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Standards_and_units_get_new_versions_by_day_and_ended_standards_stay_readable(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var desk = await fixture.DeskAsync("gl01", kind);
        var (today, tomorrow) = (CityClock.DayOf(host.Clock.Now), CityClock.DayOf(host.Clock.Now).AddDays(1));
        const string Header = "id,class_key,filing_condition,closing_condition,level1,unit,mark,source,end\n";

        await ImportAsync(desk, "standards", Header + "2013-C0101-1,2013-C0101,缺失,恢复原状,3,工作时,Ours,市里自定,\n2013-C0101-2,,,,,,,,是\n");
        await ImportAsync(desk, "units", "id,name,parent_id,group,source\nORG-U048,市体育中心,,Municipal,市里自定\nORG-U900,市体育场馆所,ORG-U048,SubUnit,市里自定\n");

        var (catalogue, units) = (host.City.Catalogue, host.City.Organisations);
        Assert.Contains(catalogue.StandardsOf("2013-C0101", today), s => s.Id == "2013-C0101-1");
        Assert.Equal(3, catalogue.StandardsOf("2013-C0101", tomorrow).Single(s => s.Id == "2013-C0101-1-v2").Level1);
        Assert.DoesNotContain(catalogue.StandardsOf("2013-C0101", tomorrow), s => s.Id is "2013-C0101-1" or "2013-C0101-2");
        Assert.NotNull(catalogue.FindStandard("2013-C0101-2"));
        Assert.Equal(("市体育局", "市体育中心"), (units.NameOf("ORG-U048", today), units.NameOf("ORG-U048", tomorrow)));
        Assert.True(units.IsInSubtree("ORG-U900", "ORG-U048"));
        Assert.Equal("maintenance.cells-do-not-fit", await RefusedAsync(desk, "units", "id,name,parent_id,group,source\nORG-U901,另一中心,ORG-U048,Centre,市里自定\n"));
        Assert.Equal("maintenance.fixed", await RefusedAsync(desk, "units", "id,name,parent_id,group,source\nORG-U048,市体育局,ORG-U035,Municipal,市里自定\n"));
        Assert.Equal("maintenance.cannot-end", await RefusedAsync(desk, "units", "id,end\nORG-U048,是\n"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Shifts_name_collectors_by_label_and_a_node_that_did_not_import_follows(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var collector = await host.LogInAsync("cj01");
        await using var db = host.Database.Store.Open();
        var label = db.Set<Person>().Single(p => p.Id == collector.Id).Label;
        var grid = db.Set<Dizhu.Core.Places.DutyGrid>().Select(g => g.Code).Order().First();
        var shifts = SettingKinds.Find(SettingKinds.Shifts)!;
        using var table = new StringReader($"collector,duty_grid,day,starts,ends\n{label},{grid},周一,08:00,18:00\n");
        var store = host.Database.Store;
        var context = new Dizhu.Core.ActContext(Admin(Post.Administrator), host.Clock.Now, "r");
        var rows = SettingImport.Read(shifts, table).Value;

        var refused = await new SettingsDoor(store.Transactions, store).ImportAsync(shifts, rows, false, context with { Who = Admin(Post.Leader) }, CancellationToken.None);
        Assert.Equal("maintenance.wrong-post", refused.Refusal.Code);
        var plan = await new SettingsDoor(store.Transactions, store).ImportAsync(shifts, rows, false, context, CancellationToken.None);

        Assert.Empty(plan.Value.Refused);
        Assert.Empty(host.City.Settings.OnDuty(grid, host.Clock.Now));
        await host.Services.GetRequiredService<Housekeeping>().FollowAsync(CancellationToken.None);
        Assert.Equal([collector.Id], host.City.Settings.OnDuty(grid, host.Clock.Now));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rows_entered_together_are_all_taken_or_none_and_only_by_an_administrator(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var desk = await fixture.DeskAsync("gl01", kind);
        object Rows(params string[] values) => new { rows = values.Select(v => new { cells = new { name = "reopen-days", value = v, source = "市里自定" } }) };

        var (status, problem) = await desk.PostAsync("/api/v1/settings/case-settings", Rows("9", "999"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "maintenance.cells-do-not-fit"), (status, (string?)problem["code"]));
        Assert.Contains("第 2 行", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(7, host.City.Settings.CaseSettings(host.Clock.Now).ReopenDays);

        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/api/v1/settings/case-settings", Rows("9"))).Status);
        Assert.Equal(9, host.City.Settings.CaseSettings(host.Clock.Now).ReopenDays);
        var versions = JsonNode.Parse(await desk.Client.GetStringAsync("/api/v1/settings/case-settings/versions?key=reopen-days"))!.AsArray();
        Assert.Equal(["9", "7"], versions.Select(v => (string?)v!["cells"]!["value"]));
        var then = JsonNode.Parse(await desk.Client.GetStringAsync("/api/v1/settings/case-settings?at=2026-11-01T00:00:00Z"))!.AsArray();
        Assert.Equal("7", (string?)then.Single(r => (string?)r!["key"] == "reopen-days")!["cells"]!["value"]);

        Assert.Equal(HttpStatusCode.NotFound, (await desk.PostAsync("/api/v1/settings/no-such", Rows("9"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.LogInAsync("zb01")).PostAsync("/api/v1/settings/case-settings", Rows("8"))).Status);
    }

    private static Dizhu.Core.Access.Principal Admin(Post post) => new(Guid.Empty, "测试", post, null, Scope.Everything);

    private static async Task<JsonObject> ImportAsync(Desk desk, string kind, string table, string query = "")
    {
        using var content = new StringContent(table, Encoding.UTF8, "text/csv");
        using var answer = await desk.Client.PostAsync($"/api/v1/settings/{kind}/import{query}", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private static async Task<string> RefusedAsync(Desk desk, string kind, string table)
    {
        var answer = await ImportAsync(desk, kind, table);
        Assert.Empty(answer["changes"]!.AsArray());
        return (string)Assert.Single(answer["refused"]!.AsArray())!["reasons"]![0]!["code"]!;
    }

    private static async Task<List<JsonNode?>> ChangesAsync(Desk desk) => JsonNode.Parse(await desk.Client.GetStringAsync("/api/v1/settings/changes?kind=case-settings"))!.AsArray()
        .Where(c => (string?)c!["key"] == "max-extensions").ToList();
}
