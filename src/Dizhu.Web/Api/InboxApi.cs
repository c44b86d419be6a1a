using Dizhu.Core.Cases;
using Dizhu.Core.Inbox;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>Somebody's messages inside the system (站内消息).</summary>
internal static class InboxApi
{
    private static readonly Refusal NoSuchMessage = new("inbox.not-found", "没有这条消息，或它不是发给您的。请刷新消息列表。", RefusalKind.NotFound);

    public static void Map(RouteGroupBuilder api)
    {
        var inbox = api.MapGroup("/inbox").RequireAuthorization("staff").WithTags("消息");
        inbox.MapGet("", ListAsync).WithSummary("本岗位的消息，新的在前，带未读数").Produces<InboxAnswer>().Problems();
        inbox.MapGet("/notes", async (HttpContext http, Notes notes) => await notes.SentAsync(http.Who()!, http.RequestAborted))
            .RequireAuthorization("note-writers").WithSummary("本人最近发出的站内通知").Produces<IReadOnlyList<InboxNote>>().Problems();
        inbox.MapPost("/notes", SendAsync).RequireAuthorization("note-writers").WithSummary("发站内通知：给岗位（可限一个单位）、单位或按编号写明的人员；id 由客户端生成")
            .Accepts<NoteRequest>("application/json").Produces<InboxNote>().Problems();
        inbox.MapPost("/{id:guid}/read", ReadAsync).WithSummary("标为已读").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task ListAsync(HttpContext http, Inboxes inboxes)
    {
        var who = http.Who()!;
        var lines = await inboxes.ListAsync(who, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new InboxAnswer(await inboxes.UnreadAsync(who, http.RequestAborted), [.. lines.Select(InboxAnswer.Line.Of)]), http.RequestAborted);
    }

    private static async Task SendAsync(HttpContext http, Notes notes)
    {
        var body = await Bodies.ReadAsync<NoteRequest>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        await Bodies.AnswerAsync(http, await notes.SendAsync(http.Act(http.Who()!), body.Value.Value, http.RequestAborted));
    }

    private static async Task ReadAsync(HttpContext http, Guid id, Inboxes inboxes)
    {
        if (!await inboxes.ReadAsync(http.Act(http.Who()!), id, http.RequestAborted))
        {
            await Problems.WriteAsync(http, NoSuchMessage);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>An inbox.</summary>
/// <param name="Unread">Messages not read in all, not only of those shown.</param>
public sealed record InboxAnswer(int Unread, IReadOnlyList<InboxAnswer.Line> Items)
{
    /// <summary>One message.</summary>
    /// <param name="Text">Chinese: what it is about, or what somebody wrote.</param>
    /// <param name="CaseId">The case; none where somebody wrote it.</param>
    /// <param name="From">Who wrote it; none where it follows from an act.</param>
    public sealed record Line(Guid Id, InboxKind Kind, string Text, Guid? CaseId, string? CaseNumber, string? StageName, string? From, DateTime At, bool Read)
    {
        internal static Line Of(InboxLine line) => new(
            line.Message.Id,
            line.Message.Kind,
            line.Note?.Text ?? line.Message.Kind switch
            {
                InboxKind.NewTask => "有新任务，请办理。",
                InboxKind.RequestWaiting => "有申请等您审批。",
                _ => "时限将到，请尽快办理。",
            },
            line.Message.CaseId,
            line.CaseNumber,
            line.Stage?.Name(),
            line.Note?.By,
            line.Message.At,
            line.Read);
    }
}
