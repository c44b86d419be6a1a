namespace Dizhu.Core.Organisations;

/// <summary>
/// Which unit and which reach belong to a post. Each power has its unit (三政办〔2017〕26号 三(二)1): supervision and command
/// their centre, handling the units outside it.
/// </summary>
public static class PostFit
{
    private const string Centre = "ORG-U081";
    private const string Supervision = Centre + "-S";
    private const string Command = Centre + "-C";

    /// <summary>The posts people hold. A citizen needs none, a machine has a key.</summary>
    public static IReadOnlyList<Post> OfPeople { get; } = [.. Enum.GetValues<Post>().Where(p => p is not (Post.Citizen or Post.MachineClient))];

    /// <summary>True when the post is held for a unit: a post without a power belongs to none.</summary>
    public static bool NeedsUnit(Post post) => Powers.Of(post) is not Power.None;

    /// <summary>How far a person in this post reaches.</summary>
    public static ScopeKind ReachOf(Post post) => post switch
    {
        Post.Collector => ScopeKind.DutyGrids,
        Post.SecondLevelDispatcher => ScopeKind.ManagementArea,
        Post.UnitClerk or Post.FieldHandler => ScopeKind.UnitSubtree,
        _ => ScopeKind.All,
    };

    /// <summary>True when the post may be held for this unit; null is no unit.</summary>
    public static bool Fits(Post post, string? unitId, OrganisationBook units)
    {
        ArgumentNullException.ThrowIfNull(units);
        if (unitId is null)
        {
            return !NeedsUnit(post);
        }

        return units.Find(unitId) is not null && post switch
        {
            Post.Collector or Post.Acceptor or Post.ShiftLeader => units.IsInSubtree(unitId, Supervision),
            Post.Dispatcher or Post.SupervisorOfHandling => units.IsInSubtree(unitId, Command),
            Post.SecondLevelDispatcher or Post.UnitClerk or Post.FieldHandler => !units.IsInSubtree(unitId, Centre),
            _ => true,
        };
    }
}
