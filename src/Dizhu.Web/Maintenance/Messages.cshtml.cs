using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Exchange;
using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Maintenance;

/// <summary>
/// 消息发送: who is told by which way, what waits, and what could not be delivered. The system itself tries again; an
/// administrator can have it done at once, or set a message aside.
/// </summary>
public sealed class MessagesModel(IReads reads, Undelivered undelivered, CityClock clock) : PageModel
{
    private const int PageSize = 50;
    private const int MostAside = 50;

    /// <summary>One subscription with its address masked where it is a person's.</summary>
    public sealed record Line(Guid Id, string Label, string Channel, string Target, string Topics, int Waiting, int Failing, string? Oldest, bool HasEnded);

    /// <summary>One message that was tried and not acknowledged.</summary>
    /// <param name="IsBeingSent">A node is at it: nothing else can be done with it now.</param>
    public sealed record Failure(Guid SubscriptionId, Guid MessageId, Guid CaseId, string What, string To, int Attempts, string Next, string Error, bool IsBeingSent);

    /// <summary>One message that was set aside.</summary>
    public sealed record AsideLine(Guid CaseId, string What, string To, string At, string By, string Because);

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public IReadOnlyList<Line> Subscriptions { get; private set; } = [];

    public IReadOnlyList<Failure> Failures { get; private set; } = [];

    public PagesView Paging { get; private set; } = new(1, 1, 0, _ => "");

    /// <summary>The messages set aside last, newest first.</summary>
    public IReadOnlyList<AsideLine> Aside { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public string? Said { get; private set; }

    /// <summary>The message whose setting aside was refused, with the reason sent and why it was refused.</summary>
    public Guid? SettingAside { get; private set; }

    public string? Reason { get; private set; }

    public string? SetAsideError { get; private set; }

    /// <summary>Messages of cases that were not yet given to anybody.</summary>
    public int InOutbox { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = Done;
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRetryAsync(Guid subscription, Guid message, CancellationToken cancellationToken)
    {
        var done = await undelivered.RetryAsync(HttpContext.Act(HttpContext.Who()!), subscription, message, cancellationToken);
        return done.Moved ? Finished(PageText.Of("deliveries.retried")) : await RefusedAsync(done.Refusal, cancellationToken);
    }

    public async Task<IActionResult> OnPostSetAsideAsync(Guid subscription, Guid message, string? reason, CancellationToken cancellationToken)
    {
        var done = await undelivered.SetAsideAsync(HttpContext.Act(HttpContext.Who()!), subscription, message, new SetAside(reason), cancellationToken);
        if (done.Moved)
        {
            return Finished(PageText.Of("deliveries.asideDone"));
        }

        (SettingAside, Reason, SetAsideError) = (message, reason, done.Refusal.Message);
        return await RefusedAsync(done.Refusal, cancellationToken, $"why-{message}");
    }

    private RedirectResult Finished(string done)
    {
        Done = done;
        return Redirect("/maintenance/messages");
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, CancellationToken cancellationToken, string field = "")
    {
        ModelState.Clear();
        ModelState.AddModelError(refusal.Field is null ? "" : field, refusal.Message);
        Response.StatusCode = Problems.StatusOf(refusal.Kind);
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        InOutbox = await db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null, cancellationToken);
        var waiting = db.Set<Delivery>().AsNoTracking().Where(Delivery.Waits);
        var counts = (await waiting.GroupBy(d => d.SubscriptionId)
                .Select(g => new { g.Key, All = g.Count(), Failing = g.Count(d => d.LastError != null), Oldest = g.Min(d => d.NextAt) }).ToListAsync(cancellationToken))
            .ToDictionary(c => c.Key);
        var subscriptions = await db.Set<Subscription>().AsNoTracking().OrderBy(s => s.EndedAt != null).ThenBy(s => s.Label).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        Subscriptions = [.. subscriptions.Select(s => counts.TryGetValue(s.Id, out var c) ? LineOf(s, c.All, c.Failing, c.Oldest) : LineOf(s, 0, 0, null))];

        var live = subscriptions.Where(s => s.EndedAt is null).ToDictionary(s => s.Id, s => s.Label);
        var ids = live.Keys.ToList();
        var failed = waiting.Where(d => d.LastError != null && ids.Contains(d.SubscriptionId));
        Paging = PagesView.Of(At, PageSize, await failed.CountAsync(cancellationToken), p => $"/maintenance/messages?At={p}");
        At = Paging.Page;
        var page = await failed.OrderByDescending(d => d.Attempts).ThenBy(d => d.SubscriptionId).ThenBy(d => d.MessageId).Skip((At - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        Failures = [.. page.Select(d => new Failure(
            d.SubscriptionId, d.MessageId, d.CaseId, TopicOf(d.Topic), live[d.SubscriptionId], d.Attempts, d.NextAt <= clock.Now ? PageText.Of("deliveries.soon") : CaseViews.ShortMoment(d.NextAt), d.LastError!,
            d.FailedAt is null && d.NextAt > clock.Now))];
        var aside = await db.Set<Delivery>().AsNoTracking().Where(d => d.SetAsideAt != null).OrderByDescending(d => d.SetAsideAt).Take(MostAside).ToListAsync(cancellationToken);
        var labels = subscriptions.ToDictionary(s => s.Id, s => s.Label);
        Aside = [.. aside.Select(d => new AsideLine(d.CaseId, TopicOf(d.Topic), labels.GetValueOrDefault(d.SubscriptionId, ""), CaseViews.ShortMoment(d.SetAsideAt!.Value), d.SetAsideBy ?? "", d.SetAsideBecause ?? ""))];
    }

    private static Line LineOf(Subscription s, int waiting, int failing, DateTime? next) => new(
        s.Id, s.Label, PageText.Of("deliveries.channel." + s.Channel), MaskOf(s), s.Topics.Length == 0 ? PageText.Of("deliveries.allTopics") : string.Join('、', s.Topics.Split(',').Select(TopicOf)),
        waiting, failing, s.EndedAt is null && next is { } at ? CaseViews.ShortMoment(at) : null, s.EndedAt is not null);

    /// <summary>The act a topic is about, as the office says it.</summary>
    private static string TopicOf(string topic) =>
        Enum.GetValues<CaseAct>().Where(a => string.Equals("case." + a, topic, StringComparison.OrdinalIgnoreCase)).Select(a => a.Name()).FirstOrDefault(topic);

    /// <summary>Of a web address the host – the rest may hold a secret; of a mail address the domain; of a number its beginning and end.</summary>
    private static string MaskOf(Subscription s) => s.Channel switch
    {
        Channel.Webhook => Uri.TryCreate(s.Target, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "***",
        Channel.Mail => "***" + s.Target[Math.Max(0, s.Target.IndexOf('@', StringComparison.Ordinal))..],
        _ => PersonalData.MaskPhone(s.Target)!,
    };
}
