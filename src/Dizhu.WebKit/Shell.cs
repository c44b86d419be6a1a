using Microsoft.AspNetCore.Http;

namespace Dizhu.WebKit;

/// <summary>
/// Tells the layouts who is asking, what this post may do and what waits. Implemented by the host. It is also asked for the log-in and
/// error pages, when nobody is known or the database is away: it then answers with the names alone and does not throw.
/// </summary>
public interface IShell
{
    /// <summary>The shell of this request.</summary>
    ValueTask<ShellModel> ForAsync(HttpContext context);

    /// <summary>The same without what waits: for pages that show no menu, so that nothing is counted for nobody.</summary>
    ShellModel WithoutMenu(HttpContext context);
}

/// <summary>What stands around every page.</summary>
/// <param name="CityName">三门峡市.</param>
/// <param name="IsSynthetic">Whether the data are sample data; every page then says 示例数据.</param>
public sealed record ShellModel(string CityName, bool IsSynthetic)
{
    /// <summary>Who is logged in; null when nobody is.</summary>
    public PersonView? Person { get; init; }

    /// <summary>The left menu: only what this post may do.</summary>
    public IReadOnlyList<MenuGroup> Menu { get; init; } = [];

    /// <summary>The bottom bar of the phone: three at most; empty takes the first three of the menu.</summary>
    public IReadOnlyList<MenuItem> PhoneBar { get; init; } = [];

    /// <summary>What was searched for.</summary>
    public string? Query { get; init; }

    /// <summary>The address of the search; null shows no search.</summary>
    public string? SearchHref { get; init; } = "/search";

    /// <summary>The address that logs out, by post.</summary>
    public string LogOutHref { get; init; } = "/logout";

    /// <summary>The address where somebody changes their password; null shows none.</summary>
    public string? PasswordHref { get; init; }

    /// <summary>The address of the keys and help page; null shows none.</summary>
    public string? HelpHref { get; init; }

    /// <summary>Unread messages; null shows no bell.</summary>
    public int? Messages { get; init; }

    /// <summary>The address of the messages.</summary>
    public string MessagesHref { get; init; } = "/messages";

    /// <summary>The moment the counts are of, in city time: 15:20:08.</summary>
    public string? AsOf { get; init; }

    /// <summary>The look of the desk: <c>wall</c> is dark; null is light.</summary>
    public string? Theme { get; init; }

    /// <summary>This page's own address, to come back to.</summary>
    public string Here { get; init; } = "/";

    /// <summary>The address of the stream of changes; null where pages do not keep themselves up to date.</summary>
    public string? EventsHref { get; init; }

    /// <summary>The full name of the centre, on the log-in page.</summary>
    public string? CentreName { get; init; }

    /// <summary>The name of the public door, on public pages.</summary>
    public string? PublicTitle { get; init; }

    /// <summary>What the phone's bottom bar shows.</summary>
    public IEnumerable<MenuItem> Bar => (PhoneBar.Count > 0 ? PhoneBar : Menu.SelectMany(g => g.Items)).Take(3);
}

/// <summary>Who is logged in.</summary>
/// <param name="Label">派遣员 02.</param>
/// <param name="Post">The post: 派遣员.</param>
/// <param name="UnitName">The unit's name, valid today.</param>
public sealed record PersonView(string Label, string Post, string UnitName);

/// <summary>A group of the menu.</summary>
public sealed record MenuGroup(string Text, IReadOnlyList<MenuItem> Items);

/// <summary>An entry of the menu.</summary>
/// <param name="Text">What it leads to.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Count">How many wait there.</param>
/// <param name="IsCurrent">Whether this is the page shown.</param>
public sealed record MenuItem(string Text, string Href, int? Count = null, bool IsCurrent = false)
{
    /// <summary>Whether it stands under the entry above.</summary>
    public bool IsSub { get; init; }

    /// <summary>Its sign in the phone's bottom bar.</summary>
    public Icon Icon { get; init; } = Icon.List;
}
