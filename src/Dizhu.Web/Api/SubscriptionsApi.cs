using System.Security.Cryptography;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Exchange;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>A subscription asked for.</summary>
/// <param name="Topics">What to tell of, for example <c>case.close</c>; none for everything.</param>
/// <param name="ClientId">The interface key whose own reports alone are told of; absent for all cases.</param>
public sealed record SubscriptionRequest(string? Label, Channel? Channel, string? Target, IReadOnlyList<string>? Topics, Guid? ClientId);

/// <summary>A subscription as lists show it; the secret is in the answer to its making and nowhere else.</summary>
/// <param name="Waiting">Messages that wait to be acknowledged.</param>
/// <param name="LastError">What went wrong last with one of those.</param>
public sealed record SubscriptionAnswer(
    Guid Id, string Label, Channel Channel, string Target, string Topics, Guid? ClientId, DateTime CreatedAt, DateTime? EndedAt, int Waiting, string? LastError, string? Secret);

/// <summary>Who is told what happens to cases; made and ended by an administrator, both in the audit log.</summary>
internal static class SubscriptionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var subscriptions = api.MapGroup("/subscriptions").RequireAuthorization("administrators").WithTags("订阅");
        subscriptions.MapPost("", CreateAsync).WithSummary("登记订阅；签名密钥只在这次回答中给出").Accepts<SubscriptionRequest>("application/json")
            .Produces<SubscriptionAnswer>(StatusCodes.Status201Created).Problems();
        subscriptions.MapGet("", ListAsync).WithSummary("已登记的订阅，带未送达数和最近的错误").Produces<IReadOnlyList<SubscriptionAnswer>>().Problems();
        subscriptions.MapDelete("/{id:guid}", EndAsync).WithSummary("停止订阅；未送达的不再发送").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task CreateAsync(HttpContext http, IActTransactions transactions, CityClock clock, AuditLog audit)
    {
        var body = await Bodies.ReadAsync<SubscriptionRequest>(http);
        var faults = body.Moved ? Faults(body.Value.Value) : [.. body.Refusals];
        if (faults.Count > 0)
        {
            await Problems.WriteAsync(http, faults);
            return;
        }

        var asked = body.Value.Value;
        var made = new Subscription
        {
            Id = Ids.New(clock.Now),
            Label = asked.Label!.Trim(),
            Channel = asked.Channel!.Value,
            Target = asked.Target!.Trim(),
            Topics = string.Join(',', asked.Topics ?? []),
            ClientId = asked.ClientId,
            Secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            CreatedAt = clock.Now,
        };
        await transactions.RunAsync(
            (db, _) =>
            {
                db.Add(made);
                return Task.FromResult(true);
            },
            http.RequestAborted);
        await audit.WriteAsync("config", http.Who()!.Label, $"登记订阅 {made.Label}（{made.Id}，{made.Channel}）", http);
        await Bodies.AnswerAsync<SubscriptionAnswer>(http, Answer(made, 0, null, made.Secret), StatusCodes.Status201Created);
    }

    private static async Task ListAsync(HttpContext http, IReads reads)
    {
        await using var db = reads.Open();
        var rows = await db.Set<Subscription>().AsNoTracking().OrderBy(s => s.Label).ThenBy(s => s.Id).Select(s => new
        {
            Subscription = s,
            Waiting = db.Set<Delivery>().Where(Delivery.Waits).Count(d => d.SubscriptionId == s.Id),
            Error = db.Set<Delivery>().Where(Delivery.Waits).Where(d => d.SubscriptionId == s.Id && d.LastError != null).OrderByDescending(d => d.NextAt).Select(d => d.LastError).FirstOrDefault(),
        }).ToListAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(rows.Select(r => Answer(r.Subscription, r.Waiting, r.Error, secret: null)), http.RequestAborted);
    }

    private static async Task EndAsync(HttpContext http, Guid id, IActTransactions transactions, CityClock clock, AuditLog audit)
    {
        var now = clock.Now;
        var ended = await transactions.RunAsync(
            (db, ct) => db.Set<Subscription>().Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct), http.RequestAborted);
        if (ended == 0)
        {
            await Problems.WriteAsync(http, new Refusal("subscriptions.not-found", "没有这个订阅，或它已经停止。请从列表中选择。", RefusalKind.NotFound));
            return;
        }

        await audit.WriteAsync("config", http.Who()!.Label, $"停止订阅 {id}", http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static SubscriptionAnswer Answer(Subscription s, int waiting, string? error, string? secret) =>
        new(s.Id, s.Label, s.Channel, s.Target, s.Topics, s.ClientId, s.CreatedAt, s.EndedAt, waiting, error, secret);

    private static List<Refusal> Faults(SubscriptionRequest asked)
    {
        var faults = new List<Refusal>();
        if (asked.Label?.Trim() is not { Length: > 0 and <= 50 })
        {
            faults.Add(Fault("label", "请写明订阅给哪个系统或谁用（不超过 50 字）。"));
        }

        if (asked.Channel is not { } channel || !TargetFits(channel, asked.Target?.Trim() ?? ""))
        {
            faults.Add(Fault("target", "请给出方式 channel 和相符的地址 target：Webhook 用 http(s) 网址，Mail 用邮箱，Sms 用手机号。"));
        }

        if (asked.Topics is { } topics && (topics.Count > 50 || topics.Any(t => t is null || t.Length > 60 || !t.StartsWith("case.", StringComparison.Ordinal) || t.Contains(',', StringComparison.Ordinal))
            || string.Join(',', topics).Length > 1000))
        {
            faults.Add(Fault("topics", "订阅内容 topics 的写法是 case.办理名，例如 case.close，最多 50 个。"));
        }

        return faults;
    }

    private static bool TargetFits(Channel channel, string target) => target.Length is > 0 and <= 500 && channel switch
    {
        Channel.Webhook => Uri.TryCreate(target, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps),
        Channel.Mail => System.Net.Mail.MailAddress.TryCreate(target, out _),
        _ => target.All(char.IsAsciiDigit) && target.Length is >= 5 and <= 20,
    };

    private static Refusal Fault(string field, string message) => new("subscriptions.bad-" + field, message, RefusalKind.Invalid, Field: field);
}
