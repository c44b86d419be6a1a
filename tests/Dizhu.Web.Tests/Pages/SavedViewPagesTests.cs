using System.Net;
using System.Text.Json.Nodes;
using Dizhu.Core.Views;
using Dizhu.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Pages;

/// <summary>Saved views as their owners see them: chips beside a list, a page of their own, and the interface.</summary>
public class SavedViewPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private const string List = "/cases?stage=AwaitingDispatch&class=2013-E0110&overdue=true";
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task A_list_is_saved_under_a_name_and_opened_by_its_chip_by_its_owner_alone()
    {
        var reader = await AsAsync("pq01");
        Assert.DoesNotContain("save-view", (await reader.GetAsync("/cases")).Html, StringComparison.Ordinal);
        var (status, _, location) = await reader.SendToAsync(List + "&cursor=&case=", "/views?handler=Save", ("Name", "超期垃圾"));

        // The conditions of the address come back in the order of the list's keys.
        Assert.Equal((HttpStatusCode.Redirect, List), (status, location));
        var (_, back) = await reader.GetAsync(location!);
        Assert.Contains(PageText.Of("views.saved", "超期垃圾"), back, StringComparison.Ordinal);
        Assert.Contains($"href=\"{List.Replace("&", "&amp;", StringComparison.Ordinal)}\" aria-current=\"true\">超期垃圾", back, StringComparison.Ordinal);
        Assert.DoesNotContain("save-view", back, StringComparison.Ordinal);
        Assert.Contains("超期垃圾", (await reader.GetAsync("/cases")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("超期垃圾", (await (await AsAsync("zb01")).GetAsync("/cases")).Html, StringComparison.Ordinal);

        var (_, own) = await reader.GetAsync("/views");
        Assert.Contains("阶段：待派遣", own, StringComparison.Ordinal);
        Assert.Contains("暴露垃圾", own, StringComparison.Ordinal);
        Assert.Contains("只看超期", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_name_keeps_the_conditions_and_the_name_and_stands_beside_the_field()
    {
        var reader = await AsAsync("dc01");
        await reader.SendToAsync("/cases?all=1", "/views?handler=Save", ("Name", "全部"));
        var (status, html, _) = await reader.SendToAsync("/cases?text=%E8%B7%AF%E7%81%AF", "/views?handler=Save", ("Name", "全部"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("name=\"Conditions[0].Value\" value=\"路灯\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-Name\" name=\"Name\" value=\"全部\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-Name-error\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.SendToAsync("/cases?text=%E8%B7%AF%E7%81%AF", "/views?handler=Save", ("Name", new string('长', 21)))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.SendToAsync("/cases?text=%E8%B7%AF%E7%81%AF", "/views?handler=Save", ("Name", "x"), ("List", "Elsewhere"))).Status);
    }

    [Fact]
    public async Task A_condition_that_is_gone_is_named_and_the_view_is_not_opened_without_it()
    {
        var desk = await _host.LogInAsync("sl01");
        var reader = new Reader(desk.Client);
        var (_, view) = await SaveAsync(desk, "旧类别", ("class", "2013-E9999"), ("stage", "AwaitingFiling"), ("unit", "ORG-NONE"));

        var (_, list) = await reader.GetAsync("/cases");
        Assert.Contains($"href=\"/views#v-{view["id"]}\"", list, StringComparison.Ordinal);
        Assert.Contains(PageText.Of("views.lostChip", "旧类别"), list, StringComparison.Ordinal);
        var (_, own) = await reader.GetAsync("/views");
        Assert.Contains(PageText.Of("views.lost", "类别：2013-E9999"), own, StringComparison.Ordinal);
        Assert.Contains(PageText.Of("views.lost", "责任单位：ORG-NONE"), own, StringComparison.Ordinal);
        Assert.Contains("href=\"/cases?stage=AwaitingFiling\"", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_are_renamed_moved_and_deleted_on_their_page_without_script()
    {
        var desk = await _host.LogInAsync("gl01");
        var reader = new Reader(desk.Client);
        var (_, first) = await SaveAsync(desk, "甲", ("Post", "Collector"), list: "People");
        var (_, second) = await SaveAsync(desk, "乙", ("Text", "zy"), list: "People");
        Assert.Contains("甲", (await reader.GetAsync("/maintenance/people?Post=Collector")).Html, StringComparison.Ordinal);

        await reader.SendToAsync("/views", "/views?handler=Move", ("id", (string)second["id"]!), ("position", "1"));
        await reader.SendToAsync("/views", "/views?handler=Rename", ("id", (string)first["id"]!), ("newName", "采集员们"));
        var (status, taken, _) = await reader.SendToAsync("/views", "/views?handler=Rename", ("id", (string)first["id"]!), ("newName", "乙"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("name=\"newName\" value=\"乙\"", taken, StringComparison.Ordinal);
        var names = (await ListAsync(desk, "People")).Select(v => (string)v!["name"]!);
        Assert.Equal(["乙", "采集员们"], names);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("/views", (await reader.SendToAsync("/views", "/views?handler=Delete", ("id", (string)second["id"]!))).Location);
        }

        Assert.Equal(["采集员们"], (await ListAsync(desk, "People")).Select(v => (string)v!["name"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.SendToAsync("/views", "/views?handler=Move", ("id", Guid.NewGuid().ToString()), ("position", "1"))).Status);
    }

    [Fact]
    public async Task The_interface_keeps_no_foreign_address_and_gives_the_own_one()
    {
        var desk = await _host.LogInAsync("zy08");
        var (status, view) = await SaveAsync(desk, "本单位", ("unit", "ORG-U048"), ("//example.org", "x"), ("returnUrl", "https://example.org"), ("text", "a&b=c#d"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("/cases?text=a%26b%3Dc%23d&unit=ORG-U048", (string)view["href"]!);
        Assert.Equal(("我单位", 1), (await ChangeAsync(desk, view, new { name = "我单位", position = 9 })) is var changed ? ((string)changed["name"]!, (int)changed["position"]!) : default);
        using var gone = await desk.Client.DeleteAsync($"/api/v1/views/{view["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await using var db = _host.Database.Store.Open();
        Assert.False(await db.Set<SavedView>().AnyAsync(v => v.Id == Guid.Parse((string)view["id"]!)));
    }

    private static Task<(HttpStatusCode Status, JsonObject Json)> SaveAsync(Desk desk, string name, (string Key, string Value) first, string list) => SaveAsync(desk, name, list, first);

    private static Task<(HttpStatusCode Status, JsonObject Json)> SaveAsync(Desk desk, string name, params (string Key, string Value)[] conditions) => SaveAsync(desk, name, "Cases", conditions);

    private static Task<(HttpStatusCode Status, JsonObject Json)> SaveAsync(Desk desk, string name, string list, params (string Key, string Value)[] conditions) =>
        desk.PostAsync("/api/v1/views", new { id = Guid.CreateVersion7(), list, name, conditions = conditions.Select(c => new { key = c.Key, value = c.Value }) });

    private static async Task<JsonArray> ListAsync(Desk desk, string list) => JsonNode.Parse(await desk.Client.GetStringAsync($"/api/v1/views?list={list}"))!.AsArray();

    private static async Task<JsonObject> ChangeAsync(Desk desk, JsonObject view, object change)
    {
        using var answer = await desk.Client.PutAsync($"/api/v1/views/{view["id"]}", System.Net.Http.Json.JsonContent.Create(change));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
