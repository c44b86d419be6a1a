using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Inbox;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>发站内通知: a note to a post, a unit or named people, as far as the writer's post reaches; below it what they sent.</summary>
public sealed class NewMessageModel(Notes notes, CityBooksHolder city, CityClock clock) : PageModel
{
    private const string ToPost = "post";
    private const string ToUnit = "unit";
    private const string ToPeople = "people";

    /// <summary>A note that was sent, in words.</summary>
    public sealed record Row(string At, string To, int Reached, string Text);

    /// <summary>The id of the note: pressed twice it goes out once.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>By which way the recipients are named; what the other ways say is kept and not used.</summary>
    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public Post? Post { get; set; }

    /// <summary>The one unit whose post it is for; none for the post wherever it is.</summary>
    [BindProperty]
    public string? PostUnitId { get; set; }

    [BindProperty]
    public string? UnitId { get; set; }

    /// <summary>Labels, with 、 or a line between them.</summary>
    [BindProperty]
    public string? People { get; set; }

    [TempData]
    public string? Done { get; set; }

    public string? Said { get; private set; }

    public IReadOnlyList<Row> Sent { get; private set; } = [];

    public IReadOnlyList<ChoiceView> Ways { get; } = [.. new[] { ToPost, ToUnit, ToPeople }.Select(w => new ChoiceView(w, PageText.Of("notes.way." + w), PageText.Of("notes.wayHint." + w)))];

    public IReadOnlyList<ChoiceView> Posts { get; } = [.. Conventions.Policies["staff"].Select(p => new ChoiceView(p.ToString(), p.Name()))];

    /// <summary>The units this person's post reaches.</summary>
    public IReadOnlyList<ChoiceView> Units =>
        [.. Book.All.Where(u => NoteRules.Reaches(Who, u.Id, Book)).Select(u => new ChoiceView(u.Id, Book.NameOf(u.Id, clock.Today)))];

    public string ReachWords => PageText.Of(NoteRules.Reaches(Who, null, Book) ? "notes.introCity" : "notes.introOwn");

    private Principal Who => HttpContext.Who()!;

    private OrganisationBook Book => city.Current.Organisations;

    public async Task OnGetAsync()
    {
        (Id, To, Said) = (Core.Ids.New(clock.Now), ToPost, Done);
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return await RefusedAsync(StatusCodes.Status400BadRequest);
        }

        var done = await notes.SendAsync(HttpContext.Act(Who), Asked(), HttpContext.RequestAborted);
        if (done.Moved)
        {
            Done = PageText.Of("notes.done", done.Value.Reached);
            return Redirect("/messages/new");
        }

        foreach (var refusal in done.Refusals)
        {
            ModelState.AddModelError(FieldOf(refusal), refusal.Message);
        }

        return await RefusedAsync(Problems.StatusOf(done.Refusals[0].Kind));
    }

    private NoteRequest Asked() => To switch
    {
        ToPost => new(Id, Text, Post, string.IsNullOrEmpty(PostUnitId) || Post is null ? null : PostUnitId, null),
        ToUnit => new(Id, Text, null, string.IsNullOrEmpty(UnitId) ? null : UnitId, null),
        ToPeople => new(Id, Text, null, null, (People ?? "").Split(['、', ',', '，', ';', '；', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        _ => new(Id, Text, null, null, null),
    };

    /// <summary>The field a refusal is about: nobody named is the fault of the way that was chosen.</summary>
    private string FieldOf(Refusal refusal) => refusal.Field switch
    {
        "text" => nameof(Text),
        "post" => nameof(Post),
        "unitId" => To == ToPost ? nameof(PostUnitId) : nameof(UnitId),
        "people" => nameof(People),
        "to" => To switch { ToPost => nameof(Post), ToUnit => nameof(UnitId), ToPeople => nameof(People), _ => nameof(To) },
        _ => "",
    };

    private async Task<IActionResult> RefusedAsync(int status)
    {
        Response.StatusCode = status;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() => Sent =
    [
        .. (await notes.SentAsync(Who, HttpContext.RequestAborted)).Select(n => new Row(CaseViews.Moment(n.At), Recipients(n), n.Reached, n.Text)),
    ];

    private string Recipients(InboxNote note)
    {
        var unit = note.ToUnitId is { } id ? Book.NameOf(id, CityClock.DayOf(note.At)) : null;
        return note switch
        {
            { ToPeople: { } people } => people,
            { ToPost: { } post } => unit is null ? PageText.Of("notes.toPost", post.Name()) : PageText.Of("notes.toPostOf", unit, post.Name()),
            _ => PageText.Of("notes.toUnit", unit),
        };
    }
}
