using Dizhu.Core.Organisations;
using Dizhu.Kernel.Geography;
using System.Text.Json.Serialization;

namespace Dizhu.Core.Cases;

/// <summary>
/// A case (案件): the work that follows from one or more reports. A row is never edited by hand: each
/// act makes a new image of it, which the journal keeps, so that the row can be compared with its history.
/// </summary>
public sealed record Case
{
    public Guid Id { get; init; }

    /// <summary>The case number; given at filing, null before.</summary>
    public string? Number { get; init; }

    public Stage Stage { get; init; }

    /// <summary>Counts the moves; an act names the version it saw, and is refused if another came first.</summary>
    public int Version { get; init; }

    public ReportSource Source { get; init; }

    /// <summary>The report the case was born with.</summary>
    public Guid FirstReportId { get; init; }

    /// <summary>When the first report came in, UTC.</summary>
    public DateTime ReportedAt { get; init; }

    /// <summary>The class as last set; a guess of the reporter until filing.</summary>
    public string? ClassKey { get; init; }

    /// <summary>The standard row (filing condition, closing condition, limit) chosen at filing.</summary>
    public string? StandardId { get; init; }

    /// <summary>When it was last filed; fixes the versions of manual and standards that hold for it.</summary>
    public DateTime? FiledAt { get; init; }

    /// <summary>The duty item of the order chosen for a matter that has no class of its own; else null.</summary>
    public string? DutyId { get; init; }

    /// <summary>Longitude, degrees, CGCS2000.</summary>
    public double Lon { get; init; }

    /// <summary>Latitude, degrees, CGCS2000.</summary>
    public double Lat { get; init; }

    /// <summary>The component concerned, where one is.</summary>
    public string? ComponentId { get; init; }

    /// <summary>The basic grid; null when the point lies on none (位置未落入网格).</summary>
    public string? GridCode { get; init; }

    public string? DutyGridCode { get; init; }

    public string? CommunityCode { get; init; }

    public string? StreetCode { get; init; }

    public string? ManagementAreaCode { get; init; }

    public int? AreaLevel { get; init; }

    /// <summary>The version of the base data the place was found with.</summary>
    public long BaseVersion { get; init; }

    /// <summary>What the last verification on site found; null while there was none.</summary>
    public bool? Verified { get; init; }

    /// <summary>The responsible unit the city dispatched it to; it answers for the result whoever works below it.</summary>
    public string? UnitId { get; init; }

    /// <summary>The unit whose turn it is: the responsible one or one below it; null while no unit has the task.</summary>
    public string? HolderUnitId { get; init; }

    /// <summary>How often a check failed and the unit had to work again.</summary>
    public int ReworkCount { get; init; }

    /// <summary>How often a unit or the command returned it.</summary>
    public int ReturnCount { get; init; }

    /// <summary>Due moment of the clock that runs for the post whose turn it is; null without a limit.</summary>
    public DateTime? StageDueAt { get; init; }

    /// <summary>Due moment of the handling clock while it runs; null without a limit or while it stands.</summary>
    public DateTime? HandlingDueAt { get; init; }

    /// <summary>When somebody should be warned: the set share of a running limit is used up; null without a limit.</summary>
    public DateTime? WarnAt { get; init; }

    /// <summary>挂账 until the start of this legal day; null when not deferred. All clocks stand meanwhile.</summary>
    public DateOnly? DeferredUntil { get; init; }

    /// <summary>How often an extension was granted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ExtensionCount { get; init; }

    /// <summary>How often it was deferred.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int DeferralCount { get; init; }

    /// <summary>How often it was urged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int UrgeCount { get; init; }

    /// <summary>How many requests wait for an answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OpenRequests { get; init; }

    /// <summary>The reporter is owed a reply and has none yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReplyOwed { get; init; }

    /// <summary>The collector who mended it on the spot; they may not check it.</summary>
    public Guid? SelfHandledBy { get; init; }

    /// <summary>Closed without a passed check, along its own approval chain.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ForcedClose { get; init; }

    /// <summary>The unit appealed; it may do so once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Appealed { get; init; }

    /// <summary>The appeal was granted: left out of statistics, the fact kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Excluded { get; init; }

    /// <summary>典型案件.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Typical { get; init; }

    /// <summary>The reporter opened it again as another case; once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Reopened { get; init; }

    /// <summary>Satisfaction 1–5, answered once.</summary>
    public int? Satisfaction { get; init; }

    /// <summary>The case it was split from or reopens.</summary>
    public Guid? OriginCaseId { get; init; }

    /// <summary>The case the work goes on under, once merged.</summary>
    public Guid? MergedIntoId { get; init; }

    /// <summary>How many further cases were merged into this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int TakenInCount { get; init; }

    /// <summary>Where the case stands in a list, derived by <see cref="ListOrder"/>; stored so that an index can hold the order.</summary>
    [JsonIgnore]
    public DateTime ListAt
    {
        get => ListOrder.Of(this);
        init
        {
            // Derived from the other columns: what the database hands back is the same.
        }
    }

    /// <summary>The place as one number, derived from it, so that the cases of a box are a few ranges of an index; null outside the grid of numbers.</summary>
    [JsonIgnore]
    public long? MortonKey
    {
        get => MortonGrid.KeyOf(new Cgcs2000(Lon, Lat));
        init
        {
            // Derived from the other columns: what the database hands back is the same.
        }
    }

    /// <summary>Who has exercised which power on this case; keeps the powers apart.</summary>
    public IReadOnlyList<CaseActor> Actors { get; init; } = [];

    /// <summary>The instant of the last act, UTC.</summary>
    public DateTime LastActAt { get; init; }

    /// <summary>Entries in the case's journal so far.</summary>
    [JsonIgnore]
    public int ChainLength { get; init; }

    /// <summary>Hash of the last entry.</summary>
    [JsonIgnore]
    public byte[] ChainHead { get; init; } = [];
}

/// <summary>Somebody who acted on a case under a power. Power names as in <see cref="Organisations.Power"/>.</summary>
public sealed record CaseActor(Guid Who, Organisations.Power Power);
