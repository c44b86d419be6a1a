using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>One person: posts past, present and to come, accounts, what was changed by whom, and what can be done.</summary>
public sealed class PersonModel(IReads reads, CityBooksHolder city, CityClock clock) : PageModel
{
    /// <summary>One post with how it stands, the accounts for it, and what is open.</summary>
    public sealed record PostCard(Guid Id, string Post, string Place, string State, bool Holds, IReadOnlyList<string> Acts, IReadOnlyList<AccountLine> Accounts);

    /// <summary>One account, how it stands, and what is open for it.</summary>
    public sealed record AccountLine(Guid Id, string Login, string State, bool IsDemo, IReadOnlyList<string> Acts);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The act just done, by its address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public StaffState State { get; private set; } = StaffState.None;

    /// <summary>The posts, those held and to come first.</summary>
    public IReadOnlyList<PostCard> Posts { get; private set; } = [];

    /// <summary>What administrators did, the latest first.</summary>
    public IReadOnlyList<TimelineItem> Log { get; private set; } = [];

    public IReadOnlyList<ActButton> Acts { get; private set; } = [];

    /// <summary>Nobody does this to themselves.</summary>
    public bool IsMe => HttpContext.Who()!.Persons.Contains(Id);

    /// <summary>The last day of somebody who is to leave.</summary>
    public DateOnly? LastDay => State.LeaveAhead(clock.Now) is { } leave ? CityClock.DayOf(leave.From).AddDays(-1) : null;

    /// <summary>The words for what was just done; null when nothing was.</summary>
    public string? DoneTitle => Done is { } act && (act == PersonActs.TakeOn || PersonActs.OfPersons.Concat(PersonActs.OfPosts).Concat(PersonActs.OfAccounts).Contains(act))
        ? PageText.Of("people.done", PersonActs.Title(act))
        : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        State = await StaffDoor.ReadAsync(db, Id, cancellationToken);
        if (State.Person is null)
        {
            return NotFound();
        }

        Posts = [.. State.Posts.OrderBy(p => p.Until < clock.Today).ThenByDescending(p => p.From).Select(CardOf)];
        Log = [.. State.Log.Reverse().Select(LineOf)];
        Acts = IsMe ? [] : PersonActs.Of(State, clock.Now);
        return Page();
    }

    private PostCard CardOf(PostAssignment post) => new(
        post.Id, post.Post.Name(),
        string.Join(" · ", new[] { StaffWords.Unit(post, city.Current, clock.Today), StaffWords.Scope(post, city.Current, clock.Today), StaffWords.Term(post) }.Where(w => w.Length > 0)),
        StateOf(post), State.Person!.Active && post.HoldsOn(clock.Today), IsMe ? [] : [.. PersonActs.Of(State, post, clock.Today, clock.Now)],
        [.. State.Accounts.Where(a => a.AssignmentId == post.Id).Select(a => new AccountLine(a.Id, a.Login, StateOf(a, post), a.IsDemo, IsMe ? [] : [.. PersonActs.Of(State, a, clock.Now)]))]);

    private TimelineItem LineOf(SettingChange line)
    {
        var cells = StaffWords.Differences(line, city.Current, clock.Today)
            .Select(c => c.Old.Length == 0 ? $"{c.Column} {c.New}" : PageText.Of("people.cell", c.Column, c.Old, c.New.Length > 0 ? c.New : PageText.Of("settings.nothing")));
        return new TimelineItem(PageText.Of("people.logAct", StaffWords.Done(line), StaffWords.From(line.From, line.At)), line.Who, CaseViews.Moment(line.At))
        {
            Opinion = string.Join('；', [.. cells, PageText.Of("people.because", line.Reason)]),
        };
    }

    private string StateOf(PostAssignment post)
    {
        var (now, today) = (clock.Now, clock.Today);
        return post.From > today ? PageText.Of("people.postAhead")
            : !post.HoldsOn(today) ? PageText.Of("people.postOver")
            : State.EndAhead(post, now) is not null ? PageText.Of("people.postEnds", post.Until)
            : PageText.Of("people.postHeld");
    }

    private string StateOf(Account account, PostAssignment post) =>
        StaffWords.Hindrance(account.Active, account.LockedUntil, clock.Now) is { Length: > 0 } hindrance ? hindrance
        : !post.HoldsOn(clock.Today) ? PageText.Of("people.accountWithoutPost")
        : PageText.Of(account.HasFirstPassword ? "people.accountFirst" : "people.accountOn");
}
