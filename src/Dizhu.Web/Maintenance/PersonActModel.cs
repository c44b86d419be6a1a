using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>One act on a person, a post of theirs or an account: filled in, looked at with what it touches, then done.</summary>
public sealed class PersonActModel(StaffDoor door, IReads reads, CityBooksHolder city, CityClock clock) : PageModel
{
    /// <summary>Whom it is about; empty while somebody is being taken on.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The act, as the address names it; none takes somebody on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Act { get; set; }

    /// <summary>The post or account it is about.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Of { get; set; }

    /// <summary>The post to be given; it decides what is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public Post? Post { get; set; }

    [BindProperty]
    public PersonActInput Input { get; set; } = new();

    public string Doing => Act ?? PersonActs.TakeOn;

    public string Title => PersonActs.Title(Doing);

    public StaffState State { get; private set; } = StaffState.None;

    /// <summary>What it would do; null before a preview.</summary>
    public StaffPlan? Plan { get; private set; }

    /// <summary>What it touches, in sentences.</summary>
    public IReadOnlyList<string> Reach { get; private set; } = [];

    /// <summary>The password to hand over, shown by this answer alone.</summary>
    public string? Password { get; private set; }

    /// <summary>A clause a refusal rests on.</summary>
    public ClauseLink? RefusedClause { get; private set; }

    /// <summary>The post it is about, for the head of the page.</summary>
    public PostAssignment? AboutPost => Of is { } of ? State.Post(of) : null;

    public Core.Access.Account? AboutAccount => Of is { } of ? State.Account(of) : null;

    public string Back => State.Person is { } person ? $"/maintenance/people/{person.Id}" : "/maintenance/people";

    /// <summary>Whether the post must be chosen before the rest can be asked.</summary>
    public bool AsksPost => Doing == PersonActs.GivePost && (Post is null || !PostFit.OfPeople.Contains(Post.Value));

    public IReadOnlyList<ChoiceView> PostChoices =>
        [.. PostFit.OfPeople.Select(p => new ChoiceView(
            p.ToString(), p.Name(), PageText.Of(Powers.Of(p) is Power.None ? "people.reachesNone" : "people.reaches", PageText.Of("people.scope." + PostFit.ReachOf(p)), Powers.Of(p).Name())))];

    /// <summary>The units the chosen post may be held for.</summary>
    public IReadOnlyList<ChoiceView> UnitChoices =>
    [
        .. city.Current.Organisations.All.Where(u => PostFit.Fits(Post!.Value, u.Id, city.Current.Organisations)).OrderBy(u => u.Group).ThenBy(u => u.Id, StringComparer.Ordinal)
            .Select(u => new ChoiceView(u.Id, city.Current.Organisations.NameOf(u.Id, clock.Today)) { Group = PageText.Of("units.group." + u.Group) }),
    ];

    public IReadOnlyList<ChoiceView> AreaChoices =>
    [
        .. city.Current.Places.ManagementAreas.Where(a => !(a.Until < clock.Today)).DistinctBy(a => a.Code)
            .Select(a => new ChoiceView(a.Code, PageText.Of("people.areaOf", a.Name, city.Current.Organisations.NameOf(a.UnitId, clock.Today)))),
    ];

    public bool HasUnit => !AsksPost && Doing == PersonActs.GivePost && PostFit.NeedsUnit(Post!.Value) && !HasArea;

    public bool HasArea => !AsksPost && Doing == PersonActs.GivePost && PostFit.ReachOf(Post!.Value) == ScopeKind.ManagementArea;

    public bool HasGrids => !AsksPost && Doing == PersonActs.GivePost && PostFit.ReachOf(Post!.Value) == ScopeKind.DutyGrids;

    public DateOnly Today => clock.Today;

    /// <summary>The account a password is handed over for.</summary>
    public string PasswordLogin => (AboutAccount ?? State.Account(Input.ActId))?.Login ?? "";

    /// <summary>A post in one line.</summary>
    public string PostWords(PostAssignment post) => string.Join(" · ", new[]
    {
        post.Post.Name(), StaffWords.Unit(post, city.Current, clock.Today), StaffWords.Scope(post, city.Current, clock.Today), StaffWords.Term(post),
    }.Where(w => w.Length > 0));

    /// <summary>What a step does to which row; a new one is told by its cells.</summary>
    public string StepWords(StaffStep step)
    {
        var done = PageText.Of($"people.log.{step.Kind}.{step.Sort}");
        return step.Old switch
        {
            PostAssignment post => PageText.Of("people.step", done, PostWords(post)),
            Core.Access.Account account => PageText.Of("people.step", done, account.Login),
            Person person => PageText.Of("people.step", done, person.Label),
            _ => done,
        };
    }

    /// <summary>The cells a step changes, in words.</summary>
    public IReadOnlyList<(string Column, string Old, string New)> Differences(StaffStep step) =>
        StaffWords.Differences(step.OldCells, step.New is PostAssignment post ? StaffLog.Cells(post) : step.NewCells, city.Current, clock.Today);

    /// <summary>The hidden fields that carry what was looked at to what is done.</summary>
    public IEnumerable<(string Name, string Value)> Carried =>
    [
        ("Input.ActId", Input.ActId.ToString()), ("Input.Version", Input.Version?.ToString(CultureInfo.InvariantCulture) ?? ""), ("Input.Reason", Input.Reason ?? ""),
        ("Input.Label", Input.Label ?? ""), ("Input.UnitId", Input.UnitId ?? ""), ("Input.Area", Input.Area ?? ""), ("Input.Grids", Input.Grids ?? ""),
        ("Input.From", Day(Input.From)), ("Input.Until", Day(Input.Until)), ("Input.LastDay", Day(Input.LastDay)), ("Input.Login", Input.Login ?? ""),
        ("Post", Post?.ToString() ?? ""), ("Of", Of?.ToString() ?? ""),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Input = new PersonActInput
        {
            ActId = Ids.New(clock.Now),
            Version = State.Version,
            Label = Doing == PersonActs.Rename ? State.Person?.Label : null,
            From = Doing == PersonActs.GivePost ? clock.Today : null,
            LastDay = Doing is PersonActs.EndPost or PersonActs.Leave ? clock.Today : null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || Meant() is not { } act)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var plan = await door.PreviewAsync(act, HttpContext.Act(HttpContext.Who()!), cancellationToken);
        if (!plan.Moved)
        {
            return Refuse(plan.Refusals);
        }

        await using var db = reads.Open();
        (Plan, Reach) = (plan.Value, await StaffWords.ReachAsync(db, plan.Value, city.Current, clock.Today, cancellationToken));
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || Meant() is not { } act)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var done = await door.DoAsync(act, HttpContext.Act(HttpContext.Who()!), cancellationToken);
        if (!done.Moved)
        {
            return Refuse(done.Refusals);
        }

        if (done.Value.Password is { } password)
        {
            // Nothing keeps it: not the log, and – as every answer with a form – not the browser.
            Password = password;
            await LoadAsync(cancellationToken);
            return Page();
        }

        return Redirect($"/maintenance/people/{act.PersonId}?Done={Doing}");
    }

    private StaffAct? Meant() => AsksPost ? null : Input.ActOf(Doing, Id, Of ?? Guid.Empty, Post, clock.Today);

    private PageResult Refuse(IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            ModelState.AddModelError(FieldOf(refusal.Field), refusal.Message);
        }

        RefusedClause = refusals.Select(r => r.Clause).OfType<Kernel.Rules.Clause>().FirstOrDefault() is { } clause ? ClauseLink.To(clause) : null;
        Response.StatusCode = Problems.StatusOf(refusals[0].Kind);
        return Page();
    }

    private string FieldOf(string? field) => field switch
    {
        "reason" => "Input.Reason",
        "label" => "Input.Label",
        "unitId" when HasUnit => "Input.UnitId",
        "keys" when HasArea => "Input.Area",
        "keys" when HasGrids => "Input.Grids",
        "from" => "Input.From",
        "until" => "Input.Until",
        "lastDay" => "Input.LastDay",
        "login" => "Input.Login",
        _ => "",
    };

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (Doing == PersonActs.TakeOn)
        {
            return Act is null;
        }

        await using var db = reads.Open();
        State = await StaffDoor.ReadAsync(db, Id, cancellationToken);

        // What was withdrawn may be gone by now; its answer comes from the door.
        return State.Person is not null
            && (PersonActs.OfPersons.Contains(Doing) || ((PersonActs.OfPosts.Contains(Doing) || PersonActs.OfAccounts.Contains(Doing)) && Of is not null));
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
