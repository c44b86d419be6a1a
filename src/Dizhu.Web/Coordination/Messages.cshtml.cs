using Dizhu.Core.Cases;
using Dizhu.Core.Inbox;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>站内消息: what waits for this post. Opening one marks it read and leads to its case.</summary>
public sealed class MessagesModel(Inboxes inboxes) : PageModel
{
    public sealed record Row(Guid Id, Guid CaseId, string Text, string? Number, string Stage, string When, bool Read);

    public IReadOnlyList<Row> Lines { get; private set; } = [];

    public int Unread => Lines.Count(l => !l.Read);

    public async Task OnGetAsync() => Lines =
    [
        .. (await inboxes.ListAsync(HttpContext.Who()!, HttpContext.RequestAborted)).Select(InboxAnswer.Line.From)
            .Select(l => new Row(l.Id, l.CaseId, l.Text, l.CaseNumber, l.StageName, CaseViews.ShortMoment(l.At), l.Read)),
    ];

    public async Task<IActionResult> OnPostAsync(Guid id, Guid caseId) =>
        await inboxes.ReadAsync(HttpContext.Act(HttpContext.Who()!), id, HttpContext.RequestAborted) ? LocalRedirect($"/cases/{caseId}") : LocalRedirect("/messages");
}
