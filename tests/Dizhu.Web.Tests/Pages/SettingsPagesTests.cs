using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Dizhu.Core.Maintenance;
using Dizhu.Web.Pages;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The pages on which administrators maintain settings.</summary>
public partial class SettingsPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task Every_kind_has_a_page_with_its_rows_its_columns_and_a_table_to_take_away()
    {
        var admin = await AsAsync("gl01");
        var (_, list) = await admin.GetAsync("/maintenance/settings");
        foreach (var kind in SettingKinds.All)
        {
            Assert.Contains($"href=\"/maintenance/settings/{kind.Name}\"", list, StringComparison.Ordinal);
            var (status, html) = await admin.GetAsync($"/maintenance/settings/{kind.Name}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.All(kind.Columns, c => Assert.Contains($"name=\"Cells[{c.Name}]\"", html, StringComparison.Ordinal));
            var (_, csv) = await admin.GetAsync($"/maintenance/settings/{kind.Name}?handler=Csv");
            Assert.StartsWith(string.Join(',', kind.Columns.Select(c => c.Name)) + "\r\n", csv, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/maintenance/settings/no-such")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/maintenance/settings/phrases?key=none")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await (await AsAsync("zb01")).GetAsync("/maintenance/settings/phrases")).Status);
    }

    [Fact]
    public async Task A_row_is_looked_at_first_stored_after_and_its_versions_stay()
    {
        var admin = await AsAsync("gl01");
        const string Page = "/maintenance/settings/case-settings";
        (string, string)[] typed = [("Cells[name]", "max-extensions"), ("Cells[value]", "3"), ("Cells[source]", "市里自定")];

        var (status, preview, _) = await admin.SendAsync(Page, typed);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<del>2</del>", preview, StringComparison.Ordinal);
        Assert.Contains("<b>3</b>", preview, StringComparison.Ordinal);
        Assert.Equal(2, _host.City.Settings.CaseSettings(_host.Clock.Now).MaxExtensions);

        var (saved, _, to) = await admin.SendAsync(Page + "?handler=Save", typed);
        Assert.Equal((HttpStatusCode.Redirect, Page + "?Done=saved"), (saved, to));
        Assert.Equal(3, _host.City.Settings.CaseSettings(_host.Clock.Now).MaxExtensions);
        var (_, versions) = await admin.GetAsync(Page + "?key=max-extensions");
        Assert.Contains(PageText.Of("settings.shipped"), versions, StringComparison.Ordinal);
        Assert.Contains("value=\"3\"", versions, StringComparison.Ordinal);
        Assert.Contains(PageText.Of("settings.nothingToDo"), (await admin.SendAsync(Page, typed)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_beside_the_field_and_stays_typed()
    {
        var admin = await AsAsync("gl01");
        var (status, html, _) = await admin.SendAsync("/maintenance/settings/case-settings?handler=Save", ("Cells[name]", "reopen-days"), ("Cells[value]", "很久"), ("Cells[source]", "市里自定的"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("“数值”是“很久”", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-Cells-value-\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"市里自定的\"", html, StringComparison.Ordinal);
        Assert.Contains("已经过去", (await admin.SendAsync("/maintenance/settings/case-settings", ("Cells[name]", "reopen-days"), ("Cells[value]", "8"), ("Cells[source]", "x"), ("From", "2026-01-01T08:00"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_entered_for_later_is_listed_and_taken_back_with_a_reason()
    {
        var admin = await AsAsync("gl01");
        const string Page = "/maintenance/settings/phrases";
        await admin.SendAsync(Page + "?handler=Save", ("Cells[id]", "P-77"), ("Cells[text]", "请尽快处置"), ("From", "2026-12-24T08:00"));
        var (_, later) = await admin.GetAsync(Page);
        Assert.Contains("2026-12-24 08:00 起新增", later, StringComparison.Ordinal);
        Assert.Empty(_host.City.Settings.At(SettingKinds.Phrases, _host.Clock.Now));

        Assert.Contains("须写明原因", (await admin.SendAsync(Page + "?handler=Withdraw")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await admin.SendAsync(Page + "?handler=Withdraw", ("reason", "填错了"))).Status);
        Assert.DoesNotContain("请尽快处置", (await admin.GetAsync(Page)).Html, StringComparison.Ordinal);
        var (_, log) = await admin.GetAsync("/maintenance/log?Kind=phrases");
        Assert.Contains("撤回 P-77 原定 2026-12-24 08:00 生效的内容；原因：填错了", log, StringComparison.Ordinal);
        Assert.Contains("没有要撤回的内容", (await admin.SendAsync(Page + "?handler=Withdraw", ("reason", "再来"), ("key", "P-77"), ("instant", "2026-12-24T00:00:00Z"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_looked_at_with_its_refused_lines_and_then_imported()
    {
        var desk = await _host.LogInAsync("gl01");
        const string Page = "/maintenance/settings/holidays";
        var (_, html) = await new Reader(desk.Client).GetAsync(Page);
        var preview = await UploadAsync(desk.Client, Page, html, "date,name,off,source\n2026-12-28,测试假日,是,市里自定\n去年,坏行,是,市里自定\n");
        Assert.Contains("测试假日", preview, StringComparison.Ordinal);
        Assert.Contains("“date”是“去年”", preview, StringComparison.Ordinal);
        Assert.Contains("name=\"Table\"", preview, StringComparison.Ordinal);

        var (status, _, _) = await new Reader(desk.Client).SendAsync(Page + "?handler=Import", ("Table", "date,name,off,source\n2026-12-28,测试假日,是,市里自定\n"));
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Contains("没有选择文件", await UploadAsync(desk.Client, Page, html, ""), StringComparison.Ordinal);
        Assert.Contains("列名", await UploadAsync(desk.Client, Page, html, "date\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standard_says_how_many_open_cases_it_touches()
    {
        var admin = await AsAsync("gl01");
        var (_, html, _) = await admin.SendAsync(
            "/maintenance/settings/standards", ("Cells[id]", "2013-C0101-1"), ("Cells[class_key]", "2013-C0101"), ("Cells[filing_condition]", "缺失"), ("Cells[closing_condition]", "恢复"),
            ("Cells[level1]", "3"), ("Cells[unit]", "工作时"), ("Cells[mark]", "Ours"), ("Cells[source]", "市里自定"));
        Assert.Contains(PageText.Of("settings.reach.standards", 0, 0), html, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(HttpClient client, string page, string html, string table)
    {
        using var form = new MultipartFormDataContent { { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" } };
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(table));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        form.Add(file, "Upload", "a.csv");
        using var answer = await client.PostAsync(page + "?handler=Table", form);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
