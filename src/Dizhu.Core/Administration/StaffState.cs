using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Administration;

/// <summary>A person with everything kept about them, as of one moment.</summary>
/// <param name="Person">Null when there is nobody of this id.</param>
/// <param name="Posts">All posts, by first day.</param>
/// <param name="Accounts">All accounts, by log-in name.</param>
/// <param name="Log">The lines of the change log about them, the oldest first.</param>
public sealed record StaffState(Person? Person, IReadOnlyList<PostAssignment> Posts, IReadOnlyList<Account> Accounts, IReadOnlyList<SettingChange> Log)
{
    /// <summary>Nobody.</summary>
    public static readonly StaffState None = new(null, [], [], []);

    /// <summary>Changes with everything an administrator does about the person; 0 while nothing was done.</summary>
    public long Version => Log.Count == 0 ? 0 : Log[^1].No;

    /// <summary>The post of an id, or null.</summary>
    public PostAssignment? Post(Guid id) => Posts.FirstOrDefault(p => p.Id == id);

    /// <summary>The account of an id, or null.</summary>
    public Account? Account(Guid id) => Accounts.FirstOrDefault(a => a.Id == id);

    /// <summary>The end of a post that was entered and does not hold yet; null when there is none.</summary>
    public SettingChange? EndAhead(PostAssignment post, DateTime now) =>
        Log.LastOrDefault(l => l.Kind == StaffLog.Posts && l.Key == StaffLog.KeyOf(post)) is { Sort: ChangeSort.Ended } end && end.From > now ? end : null;

    /// <summary>The leaving that was entered and does not hold yet; null when there is none.</summary>
    public SettingChange? LeaveAhead(DateTime now) => Leaving is { } leave && leave.From > now ? leave : null;

    /// <summary>True while the person has not left; also in the hour before they are marked as gone.</summary>
    public bool Works(DateTime now) => Person is { Active: true } && !(Leaving?.From <= now);

    /// <summary>The leaving that was entered and not taken back; null when there is none.</summary>
    internal SettingChange? Leaving =>
        Log.LastOrDefault(l => l.Kind == StaffLog.People && l.Sort is ChangeSort.Ended or ChangeSort.Withdrawn) is { Sort: ChangeSort.Ended } leave ? leave : null;

    /// <summary>True while the end of the post is part of the leaving of its holder, and is taken back with it.</summary>
    public bool EndsByLeaving(PostAssignment post, DateTime now) =>
        LeaveAhead(now) is { } leave && EndAhead(post, now) is { } end && end.RequestId == leave.RequestId;
}

/// <summary>What else is looked at before an act on staff is decided.</summary>
public sealed record StaffBooks
{
    /// <summary>The units; null where the act is not about one.</summary>
    public OrganisationBook? Units { get; init; }

    /// <summary>Management areas in force today or later, with their second-level platform.</summary>
    public IReadOnlyDictionary<string, string> Areas { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Those of the duty grids asked for that exist.</summary>
    public IReadOnlySet<string> DutyGrids { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>An active person other than this one has the label.</summary>
    public bool LabelTaken { get; init; }

    /// <summary>An account has the log-in name.</summary>
    public bool LoginTaken { get; init; }

    /// <summary>A row of another origin has the id the act brings.</summary>
    public bool IdTaken { get; init; }

    /// <summary>Accounts by which an administrator can log in without an end, with the post each is for.</summary>
    public IReadOnlyList<(Account Account, PostAssignment Post)> Administrators { get; init; } = [];

    /// <summary>What to store for a first password; empty in a preview.</summary>
    public string FirstPassword { get; init; } = "";

    /// <summary>The stamp of an account whose log-ins end.</summary>
    public Guid Stamp { get; init; }
}

/// <summary>A post beside those the act changes: how it was and how it is to be; null for none.</summary>
public sealed record PostStep(PostAssignment? Old, PostAssignment? New);

/// <summary>One row an act changes, and its line of the change log.</summary>
/// <param name="Kind">One of <see cref="StaffLog.Names"/>.</param>
/// <param name="From">The first instant at which it holds, UTC.</param>
/// <param name="Old">The row before; null for a new one.</param>
/// <param name="New">The row after; null for one that goes.</param>
/// <param name="OldCells">The cells before.</param>
/// <param name="NewCells">The cells after; null for what goes or ends.</param>
public sealed record StaffStep(
    string Kind, string Key, ChangeSort Sort, DateTime From, object? Old, object? New,
    IReadOnlyDictionary<string, string>? OldCells, IReadOnlyDictionary<string, string>? NewCells);

/// <summary>What an act on staff would do.</summary>
/// <param name="Before">The person as they are.</param>
/// <param name="Steps">Row by row.</param>
/// <param name="Warnings">What may be done but should be thought of, with its clause.</param>
/// <param name="Over">The first legal day on which it holds.</param>
public sealed record StaffPlan(StaffAct Act, StaffState Before, IReadOnlyList<StaffStep> Steps, IReadOnlyList<Kernel.Outcomes.Refusal> Warnings, DateOnly Over)
{
    /// <summary>Posts that come, go, or are held for another time.</summary>
    public IEnumerable<PostStep> Posts => Steps.Where(s => s.Kind == StaffLog.Posts).Select(s => new PostStep(s.Old as PostAssignment, s.New as PostAssignment));

    /// <summary>Posts that are held shorter than before or no more.</summary>
    public IReadOnlyList<PostAssignment> Ending =>
        [.. Posts.Where(p => p.Old is not null && (p.New is null || Longest(p.New) < Longest(p.Old))).Select(p => p.Old!)];

    /// <summary>Active accounts that cannot be used any more once it holds.</summary>
    public IReadOnlyList<Account> Silenced =>
    [
        .. Before.Accounts.Where(a => a.Active && (Ending.Any(p => p.Id == a.AssignmentId)
            || Steps.Any(s => s.Old is Account old && old.Id == a.Id && s.New is null or Account { Active: false }))),
    ];

    private static DateOnly Longest(PostAssignment post) => post.Until ?? DateOnly.MaxValue;
}

/// <summary>An act on staff that was done, or was done before under the same id.</summary>
/// <param name="Plan">What it did; null when it was a repeat.</param>
/// <param name="Password">The first password, in this answer and nowhere else; null where there is none and for a repeat.</param>
public sealed record StaffDone(StaffPlan? Plan, string? Password);
