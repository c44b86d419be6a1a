using Dizhu.Core.Organisations;
using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Inbox;
using Dizhu.Web.Hosting;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>Tells the layouts who is asking and what waits for them.</summary>
internal sealed class Shell(CityBooksHolder city, CaseReads reads, DeskCounts desk, Inboxes inboxes, CityClock clock) : IShell
{
    /// <summary>The cookie of light or dark.</summary>
    public const string ThemeCookie = "dizhu-look";

    /// <summary>The dark one.</summary>
    public const string Dark = "wall";

    private ShellModel? _model;

    public async ValueTask<ShellModel> ForAsync(HttpContext context)
    {
        if (_model is not null)
        {
            return _model;
        }

        var model = WithoutMenu(context);
        if (context.Who() is { } who && city.IsLoaded)
        {
            var counts = await desk.OfAsync(who, context.RequestAborted);
            var unread = await inboxes.UnreadOpenAsync(who, context.RequestAborted);
            model = model with
            {
                Person = new PersonView(who.Label, who.Post.Name(), who.UnitId is { } unit ? city.Current.Organisations.NameOf(unit, clock.Today) : ""),
                Menu = Menus.For(who, counts, await reads.AwaitingConsentCountAsync(who, context.RequestAborted), context.Request),
                Theme = context.Request.Cookies[ThemeCookie] == Dark ? Dark : null,
                Here = context.Request.Method == HttpMethods.Get ? context.Request.Path + context.Request.QueryString : "/",
                Messages = unread,
                PhoneBar = Menus.Bar(who, counts, unread, context.Request),
                HelpHref = $"/help?of={Uri.EscapeDataString(context.Request.Path)}",
                SearchHref = "/search",
                PasswordHref = FirstPasswordGate.Page,
                Query = context.Request.Query["q"],
                AsOf = CityClock.ToLocal(clock.Now).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            };
        }

        return _model = model;
    }

    public ShellModel WithoutMenu(HttpContext context)
    {
        var places = city.IsLoaded ? city.Current.Places : null;
        return new ShellModel(places?.Base?.CityName ?? PageText.Of("shell.city"), places?.IsSynthetic ?? false)
        {
            CentreName = PageText.Of("shell.centre"),
            PublicTitle = PageText.Of("shell.public"),
            EventsHref = city.IsLoaded && context.Who() is not null ? "/api/v1/events?named=false" : null,
        };
    }
}

/// <summary>The left menu of each post: named by the subsystems, only what the post may do.</summary>
internal static class Menus
{
    private static readonly (string Group, Stage Stage, Post[] Posts)[] Queues =
    [
        ("menu.acceptance", Stage.AwaitingAcceptance, [Post.Acceptor]),
        ("menu.acceptance", Stage.ReviewingSelfHandled, [Post.Acceptor, Post.ShiftLeader]),
        ("menu.acceptance", Stage.AwaitingFiling, [Post.Acceptor, Post.ShiftLeader]),
        ("menu.acceptance", Stage.AwaitingCheckSending, [Post.Acceptor, Post.ShiftLeader]),
        ("menu.acceptance", Stage.AwaitingClosing, [Post.ShiftLeader]),
        ("menu.collection", Stage.VerifyingAcceptance, [Post.Collector]),
        ("menu.collection", Stage.VerifyingFiling, [Post.Collector]),
        ("menu.collection", Stage.AwaitingCheck, [Post.Collector]),
        ("menu.coordination", Stage.AwaitingDispatch, [Post.Dispatcher]),
        ("menu.coordination", Stage.AwaitingSignature, [Post.UnitClerk, Post.SecondLevelDispatcher]),
        ("menu.coordination", Stage.Handling, [Post.UnitClerk, Post.SecondLevelDispatcher, Post.FieldHandler]),
        ("menu.coordination", Stage.AwaitingFeedback, [Post.UnitClerk, Post.SecondLevelDispatcher]),
        ("menu.coordination", Stage.AwaitingPassOn, [Post.Dispatcher, Post.SupervisorOfHandling]),
    ];

    /// <summary>The stages in which cases wait for a post.</summary>
    public static IReadOnlyList<Stage> QueuesOf(Post post) => [.. Queues.Where(q => q.Posts.Contains(post)).Select(q => q.Stage)];

    /// <summary>
    /// The list a post opens first: all that waits for it, else the open cases. Who works through one queue all day, several cases in
    /// one go, begins with that.
    /// </summary>
    public static string FirstList(Post post) => QueuesOf(post) is [var first, ..] && post is Post.Acceptor or Post.Dispatcher ? $"/cases?stage={first}" : ToDoList(post);

    private static string ToDoList(Post post) => QueuesOf(post) is { Count: > 0 } stages ? $"/cases?stage={string.Join(',', stages)}" : "/cases";

    /// <summary>The bottom bar of a phone: the form by which the post tells of something, what waits for it, its messages, the map; three of them.</summary>
    public static IReadOnlyList<MenuItem> Bar(Principal who, IReadOnlyDictionary<Stage, int> counts, int unread, HttpRequest request) =>
    [
        .. FormsOf(who.Post).Select(f => Item(PageText.Of("menu.newReport"), f, null, request) with { Icon = who.Post == Post.Collector ? Icon.Camera : Icon.Phone }),
        ToDo(who.Post, counts, request) ?? Item(PageText.Of("menu.open"), "/cases", null, request),
        .. FormsOf(who.Post).Length > 0 ? [] : new[] { Item(PageText.Of("messages.title"), "/messages", unread, request) with { Icon = Icon.Bell } },
        Item(PageText.Of("menu.map"), "/map", null, request) with { Icon = Icon.Map },
    ];

    /// <summary>All that waits for a post in one list; null for a post nothing waits for.</summary>
    private static MenuItem? ToDo(Post post, IReadOnlyDictionary<Stage, int> counts, HttpRequest request) => QueuesOf(post) is { Count: > 0 } stages
        ? new MenuItem(PageText.Of("cases.toDo"), ToDoList(post), stages.Sum(s => counts.GetValueOrDefault(s)), request.Path == "/cases" && request.Query["stage"] == string.Join(',', stages))
        : null;

    public static IReadOnlyList<MenuGroup> For(Principal who, IReadOnlyDictionary<Stage, int> counts, int asked, HttpRequest request)
    {
        var stage = request.Query["stage"].ToString();
        var groups = new List<MenuGroup>();
        groups.AddRange(Queues.Where(q => q.Posts.Contains(who.Post)).GroupBy(q => q.Group, StringComparer.Ordinal).Select((g, i) => new MenuGroup(
            PageText.Of(g.Key),
            [.. i > 0 ? [] : FormsOf(who.Post).Select(f => Item(PageText.Of("menu.newReport"), f, null, request)).Concat(QueuesOf(who.Post).Count > 1 ? [ToDo(who.Post, counts, request)!] : []), .. g.Select(q => new MenuItem(
                q.Stage.Name(), $"/cases?stage={q.Stage}", counts.GetValueOrDefault(q.Stage),
                request.Path == "/cases" && string.Equals(stage, q.Stage.ToString(), StringComparison.Ordinal)))])));

        var open = counts.Where(c => !c.Key.IsFinal()).Sum(c => c.Value);
        groups.Add(new MenuGroup(PageText.Of("menu.command"),
        [
            .. Conventions.Policies["approvers"].Contains(who.Post) ? new[] { Item(PageText.Of("menu.requests"), "/requests", asked, request) } : [],
            new MenuItem(PageText.Of("menu.open"), "/cases", open, request.Path == "/cases" && stage.Length == 0 && !request.Query.ContainsKey("all")),
            new MenuItem(PageText.Of("menu.all"), "/cases?all=1", counts.Values.Sum(), request.Query.ContainsKey("all")) { IsSub = true },
            Item(PageText.Of("menu.map"), "/map", null, request) with { Icon = Icon.Map },
            .. Conventions.Policies["walls"].Contains(who.Post) ? new[] { Item(PageText.Of("menu.wall"), "/wall", null, request) } : [],
            .. Conventions.Policies["publishers"].Contains(who.Post) ? new[] { Item(PageText.Of("menu.notices"), "/notices", null, request) } : [],
        ]));
        groups.Add(new MenuGroup(PageText.Of("menu.geocoding"),
        [
            Item(PageText.Of("menu.geocode"), "/geocode", null, request),
            Item(PageText.Of("menu.places"), "/geocode/places", null, request),
            .. Conventions.Policies["geocoders"].Contains(who.Post) ? new[] { Item(PageText.Of("menu.batches"), "/geocode/batches", null, request) } : [],
        ]));
        groups.Add(new MenuGroup(PageText.Of("menu.baseData"), [Item(PageText.Of("menu.base"), "/base", null, request) with { IsCurrent = request.Path.StartsWithSegments("/base", StringComparison.Ordinal) }]));
        groups.Add(new MenuGroup(PageText.Of("menu.maintenance"),
        [
            .. who.Post == Post.Administrator ? new[] { Item(PageText.Of("menu.settings"), "/maintenance/settings", null, request) with { IsCurrent = request.Path.StartsWithSegments("/maintenance/settings", StringComparison.Ordinal) } } : [],
            .. Conventions.Policies["rosters"].Contains(who.Post) ? new[] { Item(PageText.Of("menu.duty"), "/maintenance/duty-grids", null, request) } : [],
            Item(PageText.Of("menu.calendar"), "/maintenance/calendar", null, request),
            Item(PageText.Of("menu.due"), "/tools/due", null, request),
            Item(PageText.Of("menu.standards"), "/maintenance/standards", null, request),
            Item(PageText.Of("menu.classes"), "/maintenance/classes", null, request),
            Item(PageText.Of("menu.units"), "/maintenance/units", null, request),
            .. who.Post == Post.Administrator ? new[] { Item(PageText.Of("menu.matrix"), "/maintenance/matrix", null, request) } : [],
            .. who.Post == Post.Administrator ? new[] { Item(PageText.Of("menu.people"), "/maintenance/people", null, request) with { IsCurrent = request.Path.StartsWithSegments("/maintenance/people", StringComparison.Ordinal) }, Item(PageText.Of("menu.messages"), "/maintenance/messages", null, request) } : [],
            .. Conventions.Policies["logs"].Contains(who.Post) ? new[] { Item(PageText.Of("menu.log"), "/maintenance/log", null, request) } : [],
            Item(PageText.Of("menu.subsystems"), "/maintenance/subsystems", null, request),
            Item(PageText.Of("menu.sources"), "/sources", null, request),
        ]));
        return groups;
    }

    /// <summary>The form by which a post tells of something new.</summary>
    private static string[] FormsOf(Post post) => post switch
    {
        Post.Acceptor => ["/intake"],
        Post.Collector => ["/reports/new"],
        _ => [],
    };

    private static MenuItem Item(string text, string href, int? count, HttpRequest request) => new(text, href, count, request.Path == href);
}
