using System.Net;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Exchange;
using Dizhu.Core.Organisations;
using Dizhu.Web.Pages;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The calendar, the people, the logs and the messages, as their readers get them.</summary>
public class MaintenancePagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task The_calendar_tells_each_kind_of_day_by_sign_and_words_with_its_source()
    {
        var (status, html) = await (await AsAsync("cj01")).GetAsync("/maintenance/calendar?Year=2026");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("datetime=\"2026-10-01\" title=\"国庆节放假\"", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"sr\">国庆节放假</span>", html, StringComparison.Ordinal);
        Assert.Contains("class=\"day weekend", html, StringComparison.Ordinal);
        Assert.Contains("class=\"day makeup", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"date\"", html, StringComparison.Ordinal);
        Assert.Contains("https://www.gov.cn/", html, StringComparison.Ordinal);
        Assert.Contains("08:00–12:00、14:00–18:00", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/maintenance/settings/holidays", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entered_holiday_is_in_the_calendar_with_what_it_rests_on()
    {
        var admin = await AsAsync("gl01");
        await admin.SendAsync("/maintenance/settings/holidays?handler=Save", ("Cells[date]", "2026-12-30"), ("Cells[name]", "测试节"), ("Cells[off]", "是"), ("Cells[source]", "市政府通知〔测试〕1号"));
        var (_, html) = await admin.GetAsync("/maintenance/calendar");
        Assert.Contains("测试节放假", html, StringComparison.Ordinal);
        Assert.Contains("市政府通知〔测试〕1号", html, StringComparison.Ordinal);
        Assert.Contains("/maintenance/settings/holidays", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_without_a_notice_says_so_and_one_outside_is_not_found()
    {
        var reader = await AsAsync("ld01");
        Assert.Contains("2050 年没有节假日安排", (await reader.GetAsync("/maintenance/calendar?Year=2050")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/maintenance/calendar?Year=1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/maintenance/calendar?Year=今年")).Status);
    }

    [Fact]
    public async Task People_are_found_by_what_is_known_of_them_and_only_by_administrators()
    {
        var admin = await AsAsync("gl01");
        var (_, all) = await admin.GetAsync("/maintenance/people");
        Assert.Contains("采集员", all, StringComparison.Ordinal);
        var (_, found) = await admin.GetAsync("/maintenance/people?Text=zy08");
        Assert.Contains("市住房城乡建设局", found, StringComparison.Ordinal);
        Assert.DoesNotContain("市自来水公司", found[found.IndexOf("<tbody", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains(PageText.Of("people.none"), (await admin.GetAsync("/maintenance/people?Text=无此人")).Html, StringComparison.Ordinal);
        var leaders = (await admin.GetAsync($"/maintenance/people?Post={Post.ShiftLeader}")).Html;
        Assert.Contains("值班长", leaders[leaders.IndexOf("<tbody", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await (await AsAsync("sj01")).GetAsync("/maintenance/people")).Status);
    }

    [Fact]
    public async Task The_logs_are_filtered_by_kind_and_day_and_read_by_auditors()
    {
        var admin = await AsAsync("gl01");
        var (status, sent, _) = await admin.SendAsync("/maintenance/settings/approval-chains?handler=Save", ("Cells[kind]", "Extension"), ("Cells[size]", "Ordinary"), ("Cells[posts]", "Dispatcher;ShiftLeader"), ("Cells[source]", "日志测试"));
        Assert.True(status == HttpStatusCode.Redirect, sent);
        await (await AsAsync("zb01")).GetAsync("/maintenance/settings");
        var auditor = await AsAsync("sj01");

        var (_, changes) = await auditor.GetAsync("/maintenance/log?Kind=approval-chains&Day=2026-11-23");
        Assert.Contains("日志测试", changes, StringComparison.Ordinal);
        Assert.Contains("派遣员、值班长", changes, StringComparison.Ordinal);
        Assert.Contains(PageText.Of("log.none"), (await auditor.GetAsync("/maintenance/log?Day=2026-11-22")).Html, StringComparison.Ordinal);

        Assert.Contains("/maintenance/settings", Body((await auditor.GetAsync("/maintenance/log?Of=audit&Kind=refused")).Html), StringComparison.Ordinal);
        Assert.Contains("登录", Body((await auditor.GetAsync("/maintenance/log?Of=audit&Kind=login")).Html), StringComparison.Ordinal);

        var (wrongDay, wrong) = await auditor.GetAsync("/maintenance/log?Day=昨天");
        Assert.Equal(HttpStatusCode.BadRequest, wrongDay);
        Assert.Contains(PageText.Of("log.badDay"), wrong, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await auditor.GetAsync("/maintenance/log?Of=audit&Kind=holidays")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await (await AsAsync("ld01")).GetAsync("/maintenance/log")).Status);
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_listed_with_its_error_and_addresses_are_masked()
    {
        var now = _host.Clock.Now;
        var (live, ended) = (Ids.New(now), Ids.New(now));
        await _host.Database.Store.Transactions.RunAsync(
            (db, _) =>
            {
                db.Add(new Subscription { Id = live, Label = "短信提醒", Channel = Channel.Sms, Target = "13900000000", Secret = "s", CreatedAt = now });
                db.Add(new Subscription { Id = ended, Label = "旧系统", Channel = Channel.Webhook, Target = "https://example.org/hook?key=hidden", Secret = "s", CreatedAt = now, EndedAt = now });
                db.Add(Failed(live, "No answer in time."));
                db.Add(Failed(ended, "Gone for good."));
                return Task.FromResult(true);
            },
            CancellationToken.None);

        var (_, html) = await (await AsAsync("gl01")).GetAsync("/maintenance/messages");
        Assert.Contains("No answer in time.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Gone for good.", html, StringComparison.Ordinal);
        Assert.Contains("案件结案", html, StringComparison.Ordinal);
        Assert.Contains(PersonalData.MaskPhone("13900000000")!, html, StringComparison.Ordinal);
        Assert.DoesNotContain("13900000000", html, StringComparison.Ordinal);
        Assert.DoesNotContain("key=hidden", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await (await AsAsync("sj01")).GetAsync("/maintenance/messages")).Status);

        Delivery Failed(Guid to, string error) => new()
        {
            SubscriptionId = to,
            MessageId = Ids.New(now),
            CaseId = Guid.NewGuid(),
            Seq = 1,
            Topic = "case.close",
            Body = "{}",
            NextAt = now.AddYears(1),
            Attempts = 4,
            LastError = error,
        };
    }

    private static string Body(string html) => html[html.IndexOf("<tbody", StringComparison.Ordinal)..];
}
