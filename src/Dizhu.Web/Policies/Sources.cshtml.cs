using Dizhu.Core.Policies;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Policies;

/// <summary>The kept text of the binding documents, clause by clause: where every clause link leads.</summary>
public sealed class SourcesModel : PageModel
{
    public KeptDocument? Document { get; private set; }

    public IReadOnlyList<KeptDocument> Documents => KeptText.Documents;

    public bool IsKnown => HttpContext.Who() is not null;

    public IActionResult OnGet(string? code)
    {
        if (code is null)
        {
            return Page();
        }

        Document = KeptText.Documents.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.Ordinal));
        return Document is null
            ? new RefusalPage(new Refusal("source.not-found", PageText.Of("sources.notFound", code), RefusalKind.NotFound))
            : Page();
    }
}
