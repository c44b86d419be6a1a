namespace Dizhu.WebKit;

/// <summary>One entry of the timeline, or a pause drawn between entries.</summary>
/// <param name="Act">The verb of the trade: 受理, 派遣. For a pause the sentence.</param>
/// <param name="Who">The post or unit: 受理员 03.</param>
/// <param name="When">The moment in city time, as shown: <c>11-20 15:53</c>.</param>
public sealed record TimelineItem(string Act, string? Who, string? When)
{
    /// <summary>The moment for machines, ISO 8601 with offset.</summary>
    public string? WhenIso { get; init; }

    /// <summary>The opinion, kept as said.</summary>
    public string? Opinion { get; init; }

    /// <summary>The limit of the act, in words.</summary>
    public string? Limit { get; init; }

    /// <summary>What was used of it, in words.</summary>
    public string? Used { get; init; }

    /// <summary>Whether this is a pause (weekend, 挂账, 核实).</summary>
    public bool IsPause { get; init; }

    /// <summary>Whether this is what waits now.</summary>
    public bool IsNow { get; init; }

    /// <summary>A pause, in one sentence.</summary>
    public static TimelineItem Pause(string sentence) => new(sentence, null, null) { IsPause = true };
}

/// <summary>One fact: a label and its value, which may open, and may carry a light.</summary>
public sealed record FactView(string Label, string Value)
{
    /// <summary>The light in front of the value.</summary>
    public LightKind? Light { get; init; }

    /// <summary>Where the value leads.</summary>
    public string? Href { get; init; }

    /// <summary>A quieter remark behind the value.</summary>
    public string? Note { get; init; }

    /// <summary>The source as shown, at the end of the row.</summary>
    public string? RefText { get; init; }

    /// <summary>The source's address.</summary>
    public string? RefHref { get; init; }
}

/// <summary>How facts are laid out.</summary>
public enum FactsLook
{
    /// <summary>One row a fact, hair lines between.</summary>
    List,

    /// <summary>Side by side, label over value: the head of a case.</summary>
    Head,

    /// <summary>Label, value, source: what fills in while a form is typed.</summary>
    Filled,
}

/// <summary>A photo with its caption.</summary>
/// <param name="Src">The address of the picture, which checks the reader's right.</param>
/// <param name="Alt">What the picture shows, for who cannot see it.</param>
/// <param name="Caption">What it is and who took it: 处置前·采集员 017.</param>
/// <param name="When">When it was taken, as shown.</param>
/// <param name="Href">The full picture.</param>
public sealed record PhotoView(string Src, string Alt, string Caption, string? When = null, string? Href = null);

/// <summary>Photos before and after handling, side by side; an absent one is said, not left out.</summary>
public sealed record PhotoPair(PhotoView? Before, PhotoView? After);

/// <summary>The head of a printed paper.</summary>
/// <param name="Title">What the paper is: 案件办理单.</param>
/// <param name="Number">The number of the case.</param>
/// <param name="UnitName">The issuing unit's name, valid on the date.</param>
/// <param name="PrintedAt">When and by which post it was printed.</param>
/// <param name="IsSynthetic">Whether the paper must say 示例数据.</param>
public sealed record PrintHead(string Title, string Number, string UnitName, string PrintedAt, bool IsSynthetic = false);

/// <summary>The foot of a printed paper: the clauses it rests on, and what the reader should know.</summary>
public sealed record PrintFoot(IReadOnlyList<ClauseLink> Clauses, string? Note = null);
