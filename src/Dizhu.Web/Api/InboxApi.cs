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
        inbox.MapPost("/{id:guid}/read", ReadAsync).WithSummary("标为已读").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task ListAsync(HttpContext http, Inboxes inboxes)
    {
        var who = http.Who()!;
        var lines = await inboxes.ListAsync(who, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new InboxAnswer(await inboxes.UnreadAsync(who, http.RequestAborted), [.. lines.Select(InboxAnswer.Line.From)]), http.RequestAborted);
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
    /// <param name="Text">Chinese: what it is about.</param>
    public sealed record Line(Guid Id, InboxKind Kind, string Text, Guid CaseId, string? CaseNumber, string StageName, DateTime At, bool Read)
    {
        internal static Line From(InboxLine line) => new(
            line.Message.Id,
            line.Message.Kind,
            line.Message.Kind switch
            {
                InboxKind.NewTask => "有新任务，请办理。",
                InboxKind.RequestWaiting => "有申请等您审批。",
                _ => "时限将到，请尽快办理。",
            },
            line.Message.CaseId,
            line.CaseNumber,
            line.Stage.Name(),
            line.Message.At,
            line.Read);
    }
}
