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
    private const int MostHits = 50;

    public KeptDocument? Document { get; private set; }

    public IReadOnlyList<KeptDocument> Documents => KeptText.Documents;

    /// <summary>Words looked for in all documents.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    /// <summary>The clauses that say them; null when nothing was looked for.</summary>
    public IReadOnlyList<ClauseHit>? Hits { get; private set; }

    public bool IsKnown => HttpContext.Who() is not null;

    public IActionResult OnGet(string? code)
    {
        if (code is null)
        {
            Hits = string.IsNullOrWhiteSpace(Words) ? null : KeptSearch.Find(Words[..Math.Min(Words.Length, KeptSearch.MostText)], MostHits);
            return Page();
        }

        Document = KeptText.Documents.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.Ordinal));
        return Document is null
            ? new RefusalPage(new Refusal("source.not-found", PageText.Of("sources.notFound", code), RefusalKind.NotFound))
            : Page();
    }
}
