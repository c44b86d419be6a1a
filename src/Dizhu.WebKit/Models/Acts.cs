namespace Dizhu.WebKit;

/// <summary>How much an act is put forward.</summary>
public enum ActWeight
{
    /// <summary>Dangerous or rare: text only, at the left.</summary>
    Quiet,

    /// <summary>Ordinary: an outlined button at the right.</summary>
    Plain,

    /// <summary>The one primary act of the page: bottom right; on the phone full width.</summary>
    Main,
}

/// <summary>
/// One act open now. Without <see cref="PostTo"/> and <see cref="FormId"/> it is a link; with <see cref="PostTo"/> a form of its own with the
/// antiforgery token; with <see cref="FormId"/> the submit button of that form on the page.
/// </summary>
/// <param name="Text">The verb with its object: 派遣给市住房城乡建设局.</param>
/// <param name="Weight">How much it is put forward.</param>
/// <param name="Consequence">What it does, in words.</param>
public sealed record ActButton(string Text, ActWeight Weight, string? Consequence = null)
{
    /// <summary>The page it opens.</summary>
    public string? Href { get; init; }

    /// <summary>The address it posts to.</summary>
    public string? PostTo { get; init; }

    /// <summary>The hidden fields of its own form.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of a form on the page it submits.</summary>
    public string? FormId { get; init; }

    /// <summary>The name the button sends, with <see cref="Value"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The value the button sends.</summary>
    public string? Value { get; init; }

    /// <summary>Why it is not open now; it then shows, cannot be pressed, and says why.</summary>
    public string? NotOpen { get; init; }
}

/// <summary>A next step offered by a state: a link, or a post with the antiforgery token.</summary>
public sealed record StepLink(string Text, string Href, bool IsMain = false, bool IsPost = false);
