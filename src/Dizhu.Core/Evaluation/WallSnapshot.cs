using Dizhu.Core.Cases;

namespace Dizhu.Core.Evaluation;

/// <summary>How many cases are open, and how many of them need a hand.</summary>
/// <param name="Open">All open ones, those that stand still among them.</param>
/// <param name="Soon">将超: the set share of a running limit is used up.</param>
/// <param name="Late">超期: past the due moment.</param>
/// <param name="Held">挂账.</param>
public sealed record OpenCounts(int Open, int Soon, int Late, int Held)
{
    /// <summary>The rest: in time, or without a limit.</summary>
    public int Calm => Open - Soon - Late - Held;

    internal static OpenCounts Sum(IEnumerable<OpenCounts> parts) =>
        parts.Aggregate(new OpenCounts(0, 0, 0, 0), (a, b) => new(a.Open + b.Open, a.Soon + b.Soon, a.Late + b.Late, a.Held + b.Held));
}

/// <summary>The open cases of a step, a unit or a street.</summary>
/// <param name="Key">The step, the unit's id or the street's code; null for cases on no street.</param>
public sealed record OpenOf<T>(T Key, OpenCounts Counts);

/// <summary>A case that needs a hand, or stands still, at its place.</summary>
/// <param name="UnitId">The unit that answers for it; null before dispatch.</param>
/// <param name="Lon">Degrees, CGCS2000.</param>
/// <param name="Lat">Degrees, CGCS2000.</param>
public sealed record WallCase(Guid Id, OpenLight Light, Stage Stage, string? ClassKey, string? CommunityCode, string? StreetCode, string? UnitId, double Lon, double Lat)
{
    /// <summary>How late, counted as the unit of the limit counts (工作时); null when it is not.</summary>
    public TimeSpan? Over { get; init; }
}

/// <summary>监督指挥大屏: the city at one instant, within a reader's reach.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="Steps">All seven steps in their order.</param>
/// <param name="Units">The most open cases first.</param>
/// <param name="Streets">The latest first: most late, then most open.</param>
/// <param name="Hours">The legal day's hours, from the first up to the present one.</param>
/// <param name="Late">The most overdue first.</param>
/// <param name="Others">Those soon late and those deferred.</param>
public sealed record WallSnapshot(
    DateTime At,
    OpenCounts All,
    IReadOnlyList<OpenOf<FlowStep>> Steps,
    IReadOnlyList<OpenOf<string>> Units,
    IReadOnlyList<OpenOf<string?>> Streets,
    IReadOnlyList<HourCounts> Hours,
    IReadOnlyList<WallCase> Late,
    IReadOnlyList<WallCase> Others);
