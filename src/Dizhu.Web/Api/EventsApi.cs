using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>
/// Server-sent events: which cases have changed, as ids. Every one is held against the listener's reach when it is sent. The stream
/// ends after five minutes, so that whoever comes again is asked again who they are.
/// </summary>
internal static class EventsApi
{
    private const string Type = "text/event-stream";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly Refusal NotAStream = new("events.not-a-stream", "这个地址是事件流，请用 EventSource 打开（Accept: text/event-stream）。", RefusalKind.Invalid);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/events", StreamAsync)
        .WithTags("事件").WithSummary("事件流：只有编号，内容凭本人权限另读；named=false 时不带事件名，浏览器的 onmessage 可以收到").Produces<string>(StatusCodes.Status200OK, Type).Problems();

    private static async Task StreamAsync(HttpContext http, EventTail tail, IReads reads, CityBooksHolder city, IHostApplicationLifetime host, bool? named)
    {
        if (!http.Request.Headers.Accept.ToString().Contains(Type, StringComparison.OrdinalIgnoreCase))
        {
            await Problems.WriteAsync(http, NotAStream);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        end.CancelAfter(Longest);
        try
        {
            using var listener = await tail.ListenAsync(end.Token);
            http.Response.ContentType = Type;
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.WriteAsync(": open\n\n", end.Token);
            await http.Response.Body.FlushAsync(end.Token);
            while (await listener.Messages.WaitToReadAsync(end.Token))
            {
                var batch = new List<OutboxMessage>();
                while (listener.Messages.TryRead(out var message))
                {
                    batch.Add(message);
                }

                await WriteAsync(http, reads, city.Current, batch, named ?? true, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // An end in good order: the browser comes again by itself.
            await http.Response.CompleteAsync();
        }
    }

    private static async Task WriteAsync(HttpContext http, IReads reads, CityBooks city, List<OutboxMessage> batch, bool named, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(reads, http.Who()!, city, [.. batch.Select(m => m.CaseId).Distinct()], cancellationToken);
        foreach (var message in batch.Where(m => visible.Contains(m.CaseId)))
        {
            await http.Response.WriteAsync($"id: {message.Id}\n{(named ? $"event: {message.Topic}\n" : "")}data: {{\"caseId\":\"{message.CaseId}\",\"seq\":{message.Seq}}}\n\n", cancellationToken);
        }

        await http.Response.Body.FlushAsync(cancellationToken);
    }

    private static async Task<HashSet<Guid>> VisibleAsync(IReads reads, Principal who, CityBooks city, List<Guid> cases, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return [.. await db.Set<Case>().AsNoTracking().Where(CaseScope.Filter(who, db, city.Organisations)).Where(c => cases.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken)];
    }
}
