using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Core.Views;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Maintenance;

/// <summary>人员与岗位: who holds which post, for which unit, how far it reaches and until when, with the accounts for it; and who has none.</summary>
public sealed class PeopleModel(IReads reads, ListViews views, CityBooksHolder city, CityClock clock) : PageModel
{
    private const int PageSize = 50;
    /// <summary>One post of one person. Accounts are log-in names, each with what hinders it.</summary>
    public sealed record Row(Guid Id, string Label, bool IsSynthetic, string Post, string Unit, string Scope, string Term, bool Holds, IReadOnlyList<(string Login, string Hindrance)> Accounts);

    /// <summary>A piece of a label, unit or log-in name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public Post? Post { get; set; }

    /// <summary>Only posts not held today.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<ChipView> Chips { get; private set; } = [];

    /// <summary>The reader's saved views of this list.</summary>
    public ViewsRow Views { get; private set; } = new(SavedList.People, [], [], Guid.Empty);

    public PagesView Paging { get; private set; } = new(1, 1, 0, _ => "");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Views = await views.RowAsync(SavedList.People, Request);
        await using var db = reads.Open();
        var accounts = (await db.Set<Account>().AsNoTracking().Select(a => new { a.AssignmentId, a.Login, a.Active, a.LockedUntil }).ToListAsync(cancellationToken))
            .ToLookup(a => a.AssignmentId, a => (a.Login, Hindrance: StaffWords.Hindrance(a.Active, a.LockedUntil, clock.Now)));
        var held = await (
            from person in db.Set<Person>().AsNoTracking()
            join assignment in db.Set<PostAssignment>().AsNoTracking() on person.Id equals assignment.PersonId into posts
            from assignment in posts.DefaultIfEmpty()
            orderby person.Label, assignment.From
            select new { assignment, person }).ToListAsync(cancellationToken);
        List<(Post? Post, Row Row)> all = [.. held.Select(h => (h.assignment?.Post, RowOf(h.person, h.assignment, h.assignment is null ? [] : [.. accounts[h.assignment.Id]])))];
        var now = all.Where(r => r.Row.Holds != Ended).ToList();
        Chips =
        [
            new(PageText.Of("people.all"), Href(null, false, 1), all.Count(r => r.Row.Holds), Post is null && !Ended),
            .. all.Where(r => r.Row.Holds).CountBy(r => r.Post!.Value).OrderBy(p => p.Key).Select(p => new ChipView(p.Key.Name(), Href(p.Key, false, 1), p.Value, Post == p.Key && !Ended)),
            new(PageText.Of("people.ended"), Href(null, true, 1), all.Count(r => !r.Row.Holds), Ended),
        ];
        var found = now.Where(r => (Post is null || r.Post == Post) && Says(r.Row, Text?.Trim() ?? "")).Select(r => r.Row).ToList();
        Paging = PagesView.Of(At, PageSize, found.Count, p => Href(Post, Ended, p));
        At = Paging.Page;
        Rows = [.. found.Skip((At - 1) * PageSize).Take(PageSize)];
    }

    private Row RowOf(Person person, PostAssignment? post, IReadOnlyList<(string, string)> accounts) => post is null
        ? new(person.Id, person.Label, person.IsSynthetic, PageText.Of("people.noPost"), "", "", "", false, accounts)
        : new(
            person.Id, person.Label, person.IsSynthetic, post.Post.Name(), StaffWords.Unit(post, city.Current, clock.Today), StaffWords.Scope(post, city.Current, clock.Today),
            StaffWords.Term(post), person.Active && post.HoldsOn(clock.Today), accounts);

    private string Href(Post? post, bool ended, int page) =>
        $"/maintenance/people?Text={Uri.EscapeDataString(Text?.Trim() ?? "")}&Post={post}&Ended={(ended ? "true" : "false")}&At={page}";

    private static bool Says(Row row, string text) => text.Length == 0
        || new[] { row.Label, row.Unit, row.Post }.Concat(row.Accounts.Select(a => a.Login)).Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase));
}
