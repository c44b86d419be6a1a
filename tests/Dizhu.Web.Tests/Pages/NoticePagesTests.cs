using System.Net;
using Dizhu.Core.Ledgers;
using Dizhu.Tests.Kit;
using Dizhu.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Pages;

/// <summary>Notices at the desk of those who publish, and as the public reads them.</summary>
public class NoticePagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private const string Clause = "三政办〔2017〕29号 四";
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    private static (string, string)[] Form(string content, Guid id) =>
        [("Id", id.ToString()), ("Kind", "PublicDisplay"), ("Medium", "市政府网站"), ("NoticeText", content), ("Clause", Clause), ("UnitId", "ORG-U048")];

    [Fact]
    [Requirement("PLT-016")]
    public async Task A_notice_is_published_once_read_by_everybody_and_withdrawn_with_both_times_kept()
    {
        var (leader, public_, id) = (await AsAsync("zb01"), new Reader(_host.Anonymous()), Guid.CreateVersion7());
        for (var i = 0; i < 2; i++)
        {
            var (status, html, to) = await leader.SendToAsync("/notices", "/notices?handler=Publish", Form("拟表彰名单<b>公示</b>\n七天", id));
            Assert.True((status, to) == (HttpStatusCode.Redirect, "/notices"), html);
        }

        Assert.Contains(PageText.Of("notices.published"), (await leader.GetAsync("/notices")).Html, StringComparison.Ordinal);
        var published = _host.Clock.Now;
        var (seen, page) = await public_.GetAsync("/public/notices");
        Assert.Equal(HttpStatusCode.OK, seen);
        Assert.Contains("拟表彰名单&lt;b&gt;公示&lt;/b&gt;&#xA;七天", page, StringComparison.Ordinal);
        Assert.Contains("市政府网站", page, StringComparison.Ordinal);
        Assert.DoesNotContain("值班长", page, StringComparison.Ordinal);

        _host.Clock.Advance(TimeSpan.FromDays(2));
        var again = await AsAsync("zb01");
        var (refused, kept, _) = await again.SendToAsync("/notices", "/notices?handler=Withdraw", ("recordId", id.ToString()), ("actId", Guid.CreateVersion7().ToString()), ("version", "1"), ("reason", " "));
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("id=\"f-why-error\"", kept, StringComparison.Ordinal);
        var act = Guid.CreateVersion7().ToString();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await again.SendToAsync("/notices", "/notices?handler=Withdraw", ("recordId", id.ToString()), ("actId", act), ("version", "1"), ("reason", "名单有误"))).Status);
        }

        var (_, after) = await public_.GetAsync("/public/notices");
        Assert.Contains(PageText.Of("notices.bothTimes", CaseViews.Moment(published), CaseViews.Moment(_host.Clock.Now)), after, StringComparison.Ordinal);
        Assert.DoesNotContain("拟表彰名单", after, StringComparison.Ordinal);
        Assert.DoesNotContain("名单有误", after, StringComparison.Ordinal);
        var (_, desk) = await again.GetAsync("/notices");
        Assert.Contains("名单有误", desk, StringComparison.Ordinal);
        Assert.Contains("拟表彰名单", desk, StringComparison.Ordinal);
        await using var db = _host.Database.Store.Open();
        Assert.Equal(2, (await db.Set<PublicNotice>().SingleAsync(n => n.Id == id)).Version);
    }

    [Fact]
    public async Task What_is_missing_is_named_beside_its_field_and_what_was_typed_stays()
    {
        var (status, html, _) = await (await AsAsync("gl01")).SendToAsync(
            "/notices", "/notices?handler=Publish", ("Medium", "社区公告栏"), ("NoticeText", new string('长', 4001)), ("Clause", ""), ("UnitId", "ORG-NONE"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("value=\"社区公告栏\"", html, StringComparison.Ordinal);
        foreach (var field in new[] { "Kind", "NoticeText", "Clause" })
        {
            Assert.Contains($"id=\"f-{field}-error\"", html, StringComparison.Ordinal);
        }

        var (unknown, text, _) = await (await AsAsync("gl01")).SendToAsync("/notices", "/notices?handler=Publish", [.. Form("内容", Guid.CreateVersion7())[..5], ("UnitId", "ORG-NONE")]);
        Assert.Equal(HttpStatusCode.BadRequest, unknown);
        Assert.Contains("id=\"f-UnitId-error\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_publish_have_the_page_and_everybody_finds_the_public_one()
    {
        Assert.Contains("href=\"/notices\"", (await (await AsAsync("dc01")).GetAsync("/cases")).Html, StringComparison.Ordinal);
        var dispatcher = await AsAsync("pq01");
        Assert.DoesNotContain("href=\"/notices\"", (await dispatcher.GetAsync("/cases")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await dispatcher.GetAsync("/notices")).Status);
        Assert.Contains("href=\"/public/notices\"", (await new Reader(_host.Anonymous()).GetAsync("/public/figures")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await new Reader(_host.Anonymous()).GetAsync("/public/notices?At=99")).Status);
    }
}
