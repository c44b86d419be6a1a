using System.Net;
using Dizhu.Core;
using Dizhu.Core.Exchange;
using Dizhu.Web.Pages;

namespace Dizhu.Web.Tests.Pages;

/// <summary>Notes inside the system, and messages to outside that could not be delivered, as their pages show them.</summary>
public class NotePagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    [Fact]
    public async Task A_note_goes_from_its_page_to_the_messages_of_those_it_is_for()
    {
        var (leader, id) = (await AsAsync("zb01"), Guid.CreateVersion7().ToString());
        for (var i = 0; i < 2; i++)
        {
            var (status, html, _) = await leader.SendAsync("/messages/new", ("Id", id), ("Text", "今晚<i>值守</i>"), ("To", "people"), ("People", "派遣员 01，受理员 01"), ("Post", "Leader"));
            Assert.True(status == HttpStatusCode.Redirect, html);
        }

        var (_, page) = await leader.GetAsync("/messages/new");
        Assert.Contains(PageText.Of("notes.done", 2), page, StringComparison.Ordinal);
        Assert.Contains("派遣员 01、受理员 01", page, StringComparison.Ordinal);
        var dispatcher = await AsAsync("pq01");
        var (_, messages) = await dispatcher.GetAsync("/messages");
        Assert.Contains("今晚&lt;i&gt;值守&lt;/i&gt;", messages, StringComparison.Ordinal);
        Assert.Contains(PageText.Of("notes.from", "值班长 01"), messages, StringComparison.Ordinal);
        Assert.Contains("href=\"/messages/new\"", messages, StringComparison.Ordinal);
        Assert.Equal("/messages", (await dispatcher.SendAsync("/messages")).Location);
        Assert.DoesNotContain($"<button class=\"btn\">{PageText.Of("notes.markRead")}", (await dispatcher.GetAsync("/messages")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("今晚", (await (await AsAsync("dc01")).GetAsync("/messages")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_note_stays_as_it_was_typed_with_the_fault_beside_its_field()
    {
        var admin = await AsAsync("gl01");
        var (status, html, _) = await admin.SendAsync("/messages/new", ("Text", ""), ("To", "people"), ("People", "无此人 77"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("id=\"f-Text-error\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-People-error\"", html, StringComparison.Ordinal);
        Assert.Contains("无此人 77</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-Post-error\"", (await admin.SendAsync("/messages/new", ("Text", "x"), ("To", "post"))).Html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-To-error\"", (await admin.SendAsync("/messages/new", ("Text", "x"))).Html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-UnitId-error\"", (await admin.SendAsync("/messages/new", ("Text", "x"), ("To", "unit"))).Html, StringComparison.Ordinal);
        var clerk = await AsAsync("zy08");
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync("/messages/new")).Status);
        Assert.DoesNotContain("/messages/new", (await clerk.GetAsync("/messages")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undelivered_message_is_sent_again_or_set_aside_from_its_row_and_from_the_interface()
    {
        // The host sends by itself what is due: before the second stands the third of the same case, which is not, so that it only waits.
        var (now, to, messages) = (_host.Clock.Now, Guid.NewGuid(), new[] { Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid() });
        await _host.Database.Store.Transactions.RunAsync(
            (db, _) =>
            {
                db.Add(new Subscription { Id = to, Label = "重发试验", Channel = Channel.Webhook, Target = "https://example.org/hook", Secret = "s", CreatedAt = now });
                db.AddRange(messages.Select((m, i) => new Delivery
                {
                    SubscriptionId = to,
                    MessageId = m,
                    CaseId = messages[i == 0 ? 0 : 1],
                    Seq = i == 1 ? 2 : 1,
                    Topic = "case.close",
                    Body = "{}",
                    NextAt = now.AddYears(1),
                    Attempts = 4,
                    LastError = "No answer in time.",
                    FailedAt = now,
                }));
                return Task.FromResult(true);
            },
            CancellationToken.None);
        var desk = await _host.LogInAsync("gl01");
        var admin = new Reader(desk.Client);
        const string page = "/maintenance/messages";

        var (refused, html, _) = await admin.SendToAsync(page, page + "?handler=SetAside", ("subscription", to.ToString()), ("message", messages[0].ToString()), ("reason", ""));
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("id=\"f-why-error\"", html, StringComparison.Ordinal);
        Assert.Equal(page, (await admin.SendToAsync(page, page + "?handler=SetAside", ("subscription", to.ToString()), ("message", messages[0].ToString()), ("reason", "对方已停用"))).Location);
        Assert.Contains("对方已停用", (await admin.GetAsync(page)).Html, StringComparison.Ordinal);
        Assert.Equal(page, (await admin.SendToAsync(page, page + "?handler=Retry", ("subscription", to.ToString()), ("message", messages[1].ToString()))).Location);
        Assert.Contains(PageText.Of("deliveries.soon"), (await admin.GetAsync(page)).Html, StringComparison.Ordinal);

        var path = $"/api/v1/subscriptions/{to}/deliveries";
        Assert.Contains(messages[1].ToString(), await desk.Client.GetStringAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain(messages[0].ToString(), await desk.Client.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync($"{path}/{messages[1]}/retry", new { })).Status);
        Assert.Equal("delivery.reason", (string?)(await desk.PostAsync($"{path}/{messages[1]}/set-aside", new { })).Json["code"]);
        Assert.Equal("经确认不需要", (string?)(await desk.PostAsync($"{path}/{messages[1]}/set-aside", new { reason = "经确认不需要" })).Json["setAsideBecause"]);
        Assert.Contains("搁置（经确认不需要）", (await admin.GetAsync("/maintenance/log?Of=audit&Kind=delivery")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _host.LogInAsync("zb01")).PostAsync($"{path}/{messages[1]}/retry", new { })).Status);
    }
}
