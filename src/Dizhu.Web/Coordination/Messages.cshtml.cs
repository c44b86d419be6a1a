using Dizhu.Core.Cases;
using Dizhu.Core.Inbox;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>站内消息: what waits for this post. Opening one marks it read and leads to its case; a note is read where it stands.</summary>
public sealed class MessagesModel(Inboxes inboxes) : PageModel
{
    /// <param name="CaseId">The case it is about; none where somebody wrote it.</param>
    /// <param name="From">Who wrote it.</param>
    public sealed record Row(Guid Id, Guid? CaseId, string Text, string? Number, string? Stage, string? From, string When, bool Read);

    public IReadOnlyList<Row> Lines { get; private set; } = [];

    /// <summary>Whether this post may write to others.</summary>
    public bool MayWrite => Conventions.Policies["note-writers"].Contains(HttpContext.Who()!.Post);

    public int Unread => Lines.Count(l => !l.Read);

    public async Task OnGetAsync() => Lines =
    [
        .. (await inboxes.ListAsync(HttpContext.Who()!, HttpContext.RequestAborted)).Select(InboxAnswer.Line.Of)
            .Select(l => new Row(l.Id, l.CaseId, l.Text, l.CaseNumber, l.StageName, l.From, CaseViews.ShortMoment(l.At), l.Read)),
    ];

    public async Task<IActionResult> OnPostAsync(Guid id, Guid? caseId) =>
        await inboxes.ReadAsync(HttpContext.Act(HttpContext.Who()!), id, HttpContext.RequestAborted) && caseId is { } @case ? LocalRedirect($"/cases/{@case}") : LocalRedirect("/messages");
}
