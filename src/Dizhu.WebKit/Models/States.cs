using Dizhu.Kernel.Outcomes;

namespace Dizhu.WebKit;

/// <summary>The designed states of a page that has nothing to show.</summary>
public enum StateKind
{
    /// <summary>The work is done.</summary>
    Empty,

    /// <summary>The conditions are too narrow.</summary>
    NothingFound,

    /// <summary>A rule forbids it.</summary>
    Refused,

    /// <summary>It is outside the reader's rights.</summary>
    Forbidden,

    /// <summary>The system failed.</summary>
    Failed,

    /// <summary>It is done (a receipt).</summary>
    Done,
}

/// <summary>What happened, why, and what to do now.</summary>
/// <param name="Kind">Which state.</param>
/// <param name="Title">What happened, in one short sentence.</param>
/// <param name="Text">Why, and what can be done.</param>
public sealed record StateView(StateKind Kind, string Title, string? Text = null)
{
    /// <summary>The clause it rests on.</summary>
    public ClauseLink? Clause { get; init; }

    /// <summary>The next steps, the best first.</summary>
    public IReadOnlyList<StepLink> Steps { get; init; } = [];

    /// <summary>The code to name when asking for help.</summary>
    public string? Code { get; init; }

    /// <summary>A quiet remark under the steps.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it is all the page has to say; its title is then the page's first heading.</summary>
    public bool IsWholePage { get; init; }

    /// <summary>A refusal as a page: its first sentence is the title, the rest the text, its clause a link.</summary>
    public static StateView Of(Refusal refusal, params IReadOnlyList<StepLink> steps)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var (title, text) = Split(refusal.Message);
        return new(KindOf(refusal.Kind), title, text)
        {
            Clause = refusal.Clause is { } clause ? ClauseLink.To(clause) : null,
            Steps = steps,
            IsWholePage = true,
            Code = refusal.Kind == RefusalKind.Unavailable ? refusal.Code : null,
        };
    }

    private static StateKind KindOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Forbidden or RefusalKind.Unauthenticated => StateKind.Forbidden,
        RefusalKind.NotFound => StateKind.NothingFound,
        RefusalKind.Unavailable => StateKind.Failed,
        _ => StateKind.Refused,
    };

    private static (string Title, string? Text) Split(string message)
    {
        var end = message.IndexOf('。', StringComparison.Ordinal);
        return end < 0 || end == message.Length - 1
            ? (message.TrimEnd('。'), null)
            : (message[..end], message[(end + 1)..]);
    }
}

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>To know.</summary>
    Info,

    /// <summary>Something hinders the work now.</summary>
    Warn,

    /// <summary>Something was refused.</summary>
    Bad,

    /// <summary>Something was done.</summary>
    Done,
}
