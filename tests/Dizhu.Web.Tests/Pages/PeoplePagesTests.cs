using System.Net;
using System.Text.RegularExpressions;
using Dizhu.Core.Access;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The pages on which an administrator takes people on, gives posts and accounts, and ends them.</summary>
public partial class PeoplePagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private const string Why = "任职通知〔测试〕1号";
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task Somebody_new_comes_to_work_by_pages_alone()
    {
        var admin = await AsAsync("gl01");
        var person = await TakeOnAsync(admin, "受理员 71");
        Assert.Contains(PageText.Of("people.noPosts"), (await admin.GetAsync(person)).Html, StringComparison.Ordinal);

        // The post is chosen first, then only what belongs to it is asked.
        var (_, choice) = await admin.GetAsync($"{person}/give-post");
        Assert.DoesNotContain("name=\"Input.UnitId\"", choice, StringComparison.Ordinal);
        var form = $"{person}/give-post?Post=Acceptor";
        var (_, empty) = await admin.GetAsync(form);
        Assert.Contains("ORG-U081-S", empty, StringComparison.Ordinal);
        Assert.DoesNotContain("ORG-U042", empty, StringComparison.Ordinal);
        (string, string)[] typed = [("Input.UnitId", "ORG-U081-S"), ("Input.From", "2026-11-23"), ("Input.Reason", Why)];
        var (status, preview, _) = await admin.SendAsync(form, typed);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(PageText.Of("people.preview"), preview, StringComparison.Ordinal);
        Assert.Contains("在办案件中现有", preview, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync<PostAssignment>(person));
        var (saved, _, to) = await admin.SendAsync(form + "&handler=Save", typed);
        Assert.Equal((HttpStatusCode.Redirect, person + "?Done=give-post"), (saved, to));

        var (_, page) = await admin.GetAsync(to!);
        Assert.Contains(PageText.Of("people.done", PageText.Of("people.act.give-post")), page, StringComparison.Ordinal);
        var open = OpenAccountLink().Match(page).Value;
        var (_, opened, _) = await admin.SendAsync(open + "&handler=Save", ("Input.Login", "SL71"), ("Input.Reason", Why));
        var password = PasswordShown().Match(opened).Groups[1].Value;
        Assert.Equal(16, password.Length);

        var (_, after) = await admin.GetAsync(person);
        Assert.Contains("sl71", after, StringComparison.Ordinal);
        Assert.Contains(PageText.Of("people.accountFirst"), after, StringComparison.Ordinal);
        Assert.DoesNotContain(password, after + (await admin.GetAsync("/maintenance/log")).Html, StringComparison.Ordinal);

        await FirstLogInAsync("sl71", password);
        Assert.Contains(PageText.Of("people.accountOn"), (await admin.GetAsync(person)).Html, StringComparison.Ordinal);
        Assert.Contains("受理员 71：授予岗位", WebUtility.HtmlDecode((await admin.GetAsync("/maintenance/log?Kind=posts")).Html), StringComparison.Ordinal);
        Assert.Contains("修改密码", (await admin.GetAsync("/maintenance/log?Of=audit&Kind=password")).Html, StringComparison.Ordinal);
    }

    /// <summary>Whoever comes with a first password gets nowhere before they set their own.</summary>
    private async Task FirstLogInAsync(string login, string password)
    {
        var client = _host.Anonymous();
        var reader = new Reader(client);
        var (status, _, to) = await reader.SendAsync("/login", ("Login", login), ("Password", password));
        Assert.Equal((HttpStatusCode.Redirect, "/password"), (status, to));
        foreach (var path in new[] { "/", "/cases", "/maintenance/units" })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal("/password", answer.Headers.Location?.OriginalString);
        }

        using var bare = await client.GetAsync("/api/v1/cases");
        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.Contains("access.first-password", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var (differs, html, _) = await reader.SendAsync("/password", ("Current", password), ("Next", "一句自己记得住的话 71"), ("Again", "另一句话"));
        Assert.Equal(HttpStatusCode.BadRequest, differs);
        Assert.Contains(PageText.Of("password.differs"), html, StringComparison.Ordinal);
        var (weak, said, _) = await reader.SendAsync("/password", ("Current", password), ("Next", "短"), ("Again", "短"));
        Assert.Equal(HttpStatusCode.BadRequest, weak);
        Assert.Contains("href=\"#f-Next\"", said, StringComparison.Ordinal);
        Assert.Contains("现在的密码不对", (await reader.SendAsync("/password", ("Current", "不是它不是它不是"), ("Next", "一句自己记得住的话 71"), ("Again", "一句自己记得住的话 71"))).Html, StringComparison.Ordinal);
        var (changed, _, home) = await reader.SendAsync("/password", ("Current", password), ("Next", "一句自己记得住的话 71"), ("Again", "一句自己记得住的话 71"));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (changed, home));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/cases")).Status);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_beside_its_field_and_what_was_typed_stays()
    {
        var admin = await AsAsync("gl01");
        var (bad, html, _) = await admin.SendAsync("/maintenance/people/new", ("Input.Label", "受理员 01"), ("Input.Reason", "很有道理"));
        Assert.Equal(HttpStatusCode.Conflict, bad);
        Assert.Contains("href=\"#f-Input-Label\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"很有道理\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-Input-Reason\"", (await admin.SendAsync("/maintenance/people/new", ("Input.Label", "受理员 72"))).Html, StringComparison.Ordinal);

        var person = await TakeOnAsync(admin, "采集员 72");
        var (grid, said, _) = await admin.SendAsync($"{person}/give-post?Post=Collector", ("Input.UnitId", "ORG-U081-S"), ("Input.Grids", "没有的网格"), ("Input.From", "2026-11-22"), ("Input.Reason", Why));
        Assert.Equal(HttpStatusCode.BadRequest, grid);
        Assert.Contains("href=\"#f-Input-Grids\"", said, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-Input-From\"", said, StringComparison.Ordinal);
        var (unit, apart, _) = await admin.SendAsync($"{person}/give-post?Post=Acceptor", ("Input.UnitId", "ORG-U042"), ("Input.From", "2026-11-23"), ("Input.Reason", Why));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unit);
        Assert.Contains("三(二)1", apart, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.SendAsync($"{person}/give-post?Post=Leader", ("Input.From", "下周"), ("Input.Reason", Why))).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/maintenance/people/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{person}/no-such-act")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{person}/end-post")).Status);
        Assert.Equal(0, await CountAsync<PostAssignment>(person));
    }

    [Fact]
    public async Task A_form_sent_twice_is_done_once_and_an_old_one_is_refused()
    {
        var admin = await AsAsync("gl01");
        var person = await TakeOnAsync(admin, "审计员 73");
        (string, string)[] post = [("Input.ActId", Guid.NewGuid().ToString()), ("Input.From", "2026-11-23"), ("Input.Reason", Why)];
        await admin.SendAsync($"{person}/give-post?Post=Auditor&handler=Save", post);
        var (again, _, to) = await admin.SendAsync($"{person}/give-post?Post=Auditor&handler=Save", post);
        Assert.Equal((HttpStatusCode.Redirect, person + "?Done=give-post"), (again, to));
        Assert.Equal(1, await CountAsync<PostAssignment>(person));

        var open = OpenAccountLink().Match((await admin.GetAsync(person)).Html).Value;
        (string, string)[] account = [("Input.ActId", Guid.NewGuid().ToString()), ("Input.Login", "sj73"), ("Input.Reason", Why)];
        var (first, shown, _) = await admin.SendAsync(open + "&handler=Save", account);
        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Matches(PasswordShown(), shown);
        var (second, nothing, _) = await admin.SendAsync(open + "&handler=Save", account);
        Assert.Equal(HttpStatusCode.Redirect, second);
        Assert.DoesNotMatch(PasswordShown(), nothing);
        Assert.Equal(1, await CountAsync<Account>(person));

        var (stale, html, _) = await admin.SendAsync($"{person}/rename?handler=Save", ("Input.Version", "0"), ("Input.Label", "审计员 74"), ("Input.Reason", Why));
        Assert.Equal(HttpStatusCode.Conflict, stale);
        Assert.Contains("已被改动", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_is_looked_at_with_the_cases_nobody_else_reaches_and_taken_back()
    {
        await Filed.CaseAsync(_host);
        var admin = await AsAsync("gl01");
        var (person, post) = await OfAsync("派遣员 01");
        var (_, preview, _) = await admin.SendAsync($"{person}/end-post?of={post}", ("Input.LastDay", "2026-11-30"), ("Input.Reason", Why));
        Assert.Matches("之后没有别的派遣员管到的在办案件有 [1-9]", preview);
        Assert.Contains("2026-12-01 起", preview, StringComparison.Ordinal);
        var (_, past, _) = await admin.SendAsync($"{person}/end-post?of={post}", ("Input.LastDay", "2026-11-20"), ("Input.Reason", Why));
        Assert.Contains("href=\"#f-Input-LastDay\"", past, StringComparison.Ordinal);

        await admin.SendAsync($"{person}/end-post?of={post}&handler=Save", ("Input.LastDay", "2026-11-30"), ("Input.Reason", Why));
        var (_, ends) = await admin.GetAsync(person);
        Assert.Contains(PageText.Of("people.postEnds", new DateOnly(2026, 11, 30)), ends, StringComparison.Ordinal);
        Assert.Contains($"/withdraw-end?of={post}", ends, StringComparison.Ordinal);
        await admin.SendAsync($"{person}/withdraw-end?of={post}&handler=Save", ("Input.Reason", "仍需派遣"));
        Assert.Contains($"/end-post?of={post}", (await admin.GetAsync(person)).Html, StringComparison.Ordinal);

        await admin.SendAsync($"{person}/leave?handler=Save", ("Input.LastDay", "2026-12-31"), ("Input.Reason", Why));
        Assert.Contains(PageText.Of("people.leaves", new DateOnly(2026, 12, 31)), (await admin.GetAsync(person)).Html, StringComparison.Ordinal);
        await admin.SendAsync($"{person}/withdraw-leave?handler=Save", ("Input.Reason", "留任"));
        Assert.DoesNotContain(PageText.Of("people.leaves", new DateOnly(2026, 12, 31)), (await admin.GetAsync(person)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_powers_of_one_person_are_shown_with_their_clause_before_they_are_given()
    {
        var admin = await AsAsync("gl01");
        var (person, _) = await OfAsync("受理员 01");
        var (status, html, _) = await admin.SendAsync($"{person}/give-post?Post=UnitClerk", ("Input.UnitId", "ORG-U042"), ("Input.From", "2026-12-01"), ("Input.Reason", Why));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(PageText.Of("people.warning"), html, StringComparison.Ordinal);
        Assert.Contains("/sources/", html[html.IndexOf(PageText.Of("people.warning"), StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_does_it_to_themselves_or_without_the_post_and_demonstration_accounts_stay()
    {
        var admin = await AsAsync("gl01");
        var (me, mine) = await OfAsync("系统管理员 01");
        var (_, own) = await admin.GetAsync(me);
        Assert.Contains(PageText.Of("people.isMe"), own, StringComparison.Ordinal);
        Assert.DoesNotContain("/give-post", own, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.SendAsync($"{me}/end-post?of={mine}&handler=Save", ("Input.LastDay", "2026-11-30"), ("Input.Reason", Why))).Status);

        var (acceptor, _) = await OfAsync("受理员 01");
        var (_, page) = await admin.GetAsync(acceptor);
        Assert.DoesNotContain("/reset-password", page, StringComparison.Ordinal);
        await using var db = _host.Database.Store.Open();
        var account = await db.Set<Account>().SingleAsync(a => a.Login == "sl01");
        var (demo, said, _) = await admin.SendAsync($"{acceptor}/reset-password?of={account.Id}&handler=Save", ("Input.Reason", Why));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, demo);
        Assert.Contains("演示账号", said, StringComparison.Ordinal);
        Assert.Contains("演示账号", (await (await AsAsync("sl01")).SendAsync("/password", ("Current", TestHost.Password), ("Next", "一句自己记得住的话"), ("Again", "一句自己记得住的话"))).Html, StringComparison.Ordinal);

        foreach (var login in new[] { "zb01", "sj01", "ld01" })
        {
            var other = await AsAsync(login);
            foreach (var path in new[] { acceptor, "/maintenance/people/new", $"{acceptor}/leave" })
            {
                Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync(path)).Status);
            }

            Assert.DoesNotContain("/maintenance/settings/units", (await other.GetAsync("/maintenance/units")).Html, StringComparison.Ordinal);
        }

        Assert.Contains("/maintenance/settings/units?key=ORG-U042#versions", (await admin.GetAsync("/maintenance/units")).Html, StringComparison.Ordinal);
    }

    private static async Task<string> TakeOnAsync(Reader admin, string label)
    {
        var (status, html, to) = await admin.SendAsync("/maintenance/people/new?handler=Save", ("Input.Label", label), ("Input.Reason", Why));
        Assert.True(status == HttpStatusCode.Redirect, html);
        Assert.EndsWith("?Done=take-on", to!, StringComparison.Ordinal);
        return to!.Split('?')[0];
    }

    /// <summary>The page of a person of the sample city, and their first post.</summary>
    private async Task<(string Page, Guid Post)> OfAsync(string label)
    {
        await using var db = _host.Database.Store.Open();
        var person = await db.Set<Person>().SingleAsync(p => p.Label == label);
        return ($"/maintenance/people/{person.Id}", await db.Set<PostAssignment>().Where(p => p.PersonId == person.Id).OrderBy(p => p.From).Select(p => p.Id).FirstAsync());
    }

    private async Task<int> CountAsync<T>(string page)
        where T : class
    {
        var id = Guid.Parse(page.Split('/')[^1]);
        await using var db = _host.Database.Store.Open();
        return typeof(T) == typeof(Account) ? await db.Set<Account>().CountAsync(a => a.PersonId == id) : await db.Set<PostAssignment>().CountAsync(p => p.PersonId == id);
    }

    [GeneratedRegex("/maintenance/people/[^\"]+/open-account\\?of=[0-9a-f-]+")]
    private static partial Regex OpenAccountLink();

    [GeneratedRegex("id=\"first-password\"[^>]*>([A-Za-z0-9]+)<")]
    private static partial Regex PasswordShown();
}
