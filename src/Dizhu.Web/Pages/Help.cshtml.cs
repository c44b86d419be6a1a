using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Pages;

/// <summary>本页帮助: what each desk is for and how it is worked, the page one came from first; and the keys.</summary>
public sealed class HelpModel : PageModel
{
    /// <summary>The topics, each with the beginning of the addresses it is about.</summary>
    private static readonly (string Name, string[] Paths)[] All =
    [
        ("intake", ["/intake", "/reports/new"]), ("list", ["/cases"]), ("case", ["/cases/"]), ("requests", ["/requests"]), ("search", ["/search", "/messages"]), ("views", ["/views"]), ("notices", ["/notices"]), ("map", ["/map"]), ("wall", ["/wall"]),
        ("geocode", ["/geocode"]), ("base", ["/base"]), ("duty", ["/maintenance/duty-grids"]), ("maintenance", ["/maintenance", "/tools"]), ("people", ["/maintenance/people"]), ("password", ["/password"]), ("sources", ["/sources"]),
    ];

    private static readonly string[] KeyNames = ["/", "j k", "Enter", "x", "a", "Esc", "Ctrl Enter", "Alt 1…5", "?"];

    public sealed record Topic(string Name, string Title, string Text, bool IsAsked);

    /// <summary>The page one came from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    public IReadOnlyList<Topic> Topics { get; private set; } = [];

    public IReadOnlyList<(string Key, string Does)> Keys { get; } = [.. KeyNames.Select((k, i) => (k, PageText.Of($"help.key.{i}")))];

    public string? Back => Url.IsLocalUrl(Of) ? Of : null;

    public void OnGet()
    {
        var asked = All.Where(t => t.Paths.Any(p => Of?.StartsWith(p, StringComparison.Ordinal) == true)).OrderByDescending(t => t.Paths.Where(p => Of!.StartsWith(p, StringComparison.Ordinal)).Max(p => p.Length)).Select(t => t.Name).FirstOrDefault();
        Topics = [.. All.OrderByDescending(t => t.Name == asked).Select(t => new Topic(t.Name, PageText.Of($"help.{t.Name}"), PageText.Of($"help.{t.Name}.text"), t.Name == asked))];
    }
}
