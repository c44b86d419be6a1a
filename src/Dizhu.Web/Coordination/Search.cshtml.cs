using Dizhu.Core.Cases;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>
/// One search for everything a desk asks for: the number of a case or report, the last digits of a telephone, words of a report, an address or a
/// component, a class. What one sees of cases is what one's post reaches; a number that fits one case opens it.
/// </summary>
public sealed class SearchModel(CaseReads reads, CallerHistory callers, CityBooksHolder city) : PageModel
{
    private const int Most = 8;
    private const int LongestQuery = 100;

    /// <summary>A group of hits of one kind; <c>Name</c> is that of its words.</summary>
    public sealed record Group(string Name, IReadOnlyList<Hit> Hits, string? MoreHref = null);

    public sealed record Hit(string Href, string Text, string Note);

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public bool IsEmpty => Groups.Count == 0;

    public string Said => string.IsNullOrWhiteSpace(Query) ? PageText.Of("search.empty") : PageText.Of("search.nothing", Query);

    public async Task<IActionResult> OnGetAsync()
    {
        var wanted = (Query ?? "").Trim();
        if (wanted.Length is 0 or > LongestQuery)
        {
            return Page();
        }

        var numbered = await CasesAsync(new CaseListQuery { Number = wanted, Take = Most });
        if ((numbered is [{ } only] && only.Number == wanted ? only : await reads.ReportedAsAsync(HttpContext.Who()!, wanted, HttpContext.RequestAborted)) is { } exact)
        {
            return LocalRedirect($"/cases/{exact.Id}");
        }

        // Figures alone are numbers and telephones; in texts they are house numbers, which say nothing.
        var worded = !wanted.All(char.IsAsciiDigit) && CaseListQuery.ReadText(wanted) is { Moved: true, Value: { } text } ? await CasesAsync(new CaseListQuery { Text = text, Take = Most }) : [];
        var called = CallerHistory.IsTail(wanted) ? await callers.OfTailAsync(HttpContext.Who()!, wanted, Most, HttpContext.RequestAborted) : [];
        Groups =
        [
            .. Some("cases", numbered.Select(HitOf), $"/cases?all=1&number={Uri.EscapeDataString(wanted)}", numbered.Count == Most),
            .. Some("callers", called.Select(HitOf), null, false),
            .. Some("words", worded.Select(HitOf), $"/cases?all=1&text={Uri.EscapeDataString(wanted)}", worded.Count == Most),
            .. Some("classes", Classes(wanted), null, false),
            .. Some("places", PlaceFinder.Find(city.Current.Places, wanted).Select(p => new Hit($"/map?at={Uri.EscapeDataString(p.Value)}", p.Text, p.Hint)), null, false),
        ];
        return Page();
    }

    private static IEnumerable<Group> Some(string name, IEnumerable<Hit> hits, string? more, bool hasMore) =>
        hits.ToList() is { Count: > 0 } found ? [new Group(name, found, hasMore ? more : null)] : [];

    private async Task<IReadOnlyList<CaseListItem>> CasesAsync(CaseListQuery query) => (await reads.ListAsync(HttpContext.Who()!, query, HttpContext.RequestAborted)).Items;

    private IEnumerable<Hit> Classes(string wanted) => city.Current.Catalogue.Classes
        .Where(c => c.IsSelectable && (c.DisplayName.Contains(wanted, StringComparison.Ordinal) || c.Code.StartsWith(wanted, StringComparison.Ordinal)))
        .Take(Most).Select(c => new Hit($"/cases?class={Uri.EscapeDataString(c.Key)}", ClassViews.Choice(city.Current.Catalogue, c), c.MajorName));

    private Hit HitOf(CaseListItem c)
    {
        var books = city.Current;
        return new Hit($"/cases/{c.Id}", $"{c.Number ?? c.ReportNumber} {CaseViews.ClassName(c.ClassKey, books)}", string.Join('，', new[] { CaseViews.Community(c.StreetCode, c.CommunityCode, books), c.PlaceText, c.Stage.Name(), CaseViews.ShortMoment(c.ReportedAt) }.Where(p => !string.IsNullOrEmpty(p))));
    }
}
