using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
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
    /// <summary>One post with how it stands and what is open for it.</summary>
    public sealed record PostRow(Guid Id, string Post, string Unit, string Scope, string Term, string State, bool Holds, IReadOnlyList<string> Acts);

    /// <summary>One account with the post it is for.</summary>
    public sealed record AccountRow(Guid Id, string Login, string Post, string State, bool IsDemo, IReadOnlyList<string> Acts);

    /// <summary>One line of the change log.</summary>
    public sealed record LogRow(string At, string Who, string What, IReadOnlyList<(string Column, string Old, string New)> Cells);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The act just done, by its address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public StaffState State { get; private set; } = StaffState.None;

    public IReadOnlyList<PostRow> Posts { get; private set; } = [];

    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public IReadOnlyList<LogRow> Log { get; private set; } = [];

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

        var (now, today, books) = (clock.Now, clock.Today, city.Current);
        Posts = [.. State.Posts.OrderByDescending(p => p.From).Select(p => new PostRow(
            p.Id, p.Post.Name(), StaffWords.Unit(p, books, today), StaffWords.Scope(p, books, today), StaffWords.Term(p), StateOf(p), State.Person.Active && p.HoldsOn(today),
            IsMe ? [] : [.. PersonActs.Of(State, p, today, now)]))];
        Accounts = [.. State.Accounts.Select(a => new AccountRow(
            a.Id, a.Login, State.Post(a.AssignmentId)?.Post.Name() ?? "", StateOf(a, today, now), a.IsDemo, IsMe ? [] : [.. PersonActs.Of(State, a, now)]))];
        Log = [.. State.Log.Reverse().Select(l => new LogRow(
            CaseViews.Moment(l.At), l.Who, PageText.Of("people.logLine", StaffWords.Done(l), StaffWords.From(l.From, l.At), l.Reason), StaffWords.Differences(l, books, today)))];
        Acts = IsMe ? [] : PersonActs.Of(State, now);
        return Page();
    }

    private string StateOf(PostAssignment post)
    {
        var (now, today) = (clock.Now, clock.Today);
        return post.From > today ? PageText.Of("people.postAhead")
            : !post.HoldsOn(today) ? PageText.Of("people.postOver")
            : State.EndAhead(post, now) is not null ? PageText.Of("people.postEnds", post.Until)
            : PageText.Of("people.postHeld");
    }

    private string StateOf(Account account, DateOnly today, DateTime now) =>
        StaffWords.Hindrance(account.Active, account.LockedUntil, now) is { Length: > 0 } hindrance ? hindrance
        : State.Post(account.AssignmentId)?.HoldsOn(today) != true ? PageText.Of("people.accountWithoutPost")
        : PageText.Of(account.HasFirstPassword ? "people.accountFirst" : "people.accountOn");
}
