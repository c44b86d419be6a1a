using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>How exactly an address must be met.</summary>
public enum GeocodeMode
{
    /// <summary>模糊查询: also alike and partly.</summary>
    Fuzzy,

    /// <summary>精确查询: the whole address, element by element.</summary>
    Exact,
}

/// <summary>What one element of the address contributed to the score.</summary>
/// <param name="Element">What it is, for example 街巷.</param>
/// <param name="Asked">As it was asked for.</param>
/// <param name="Found">What stands there instead or beside it; null when nothing does.</param>
/// <param name="Share">How far it is met, 0 to 1.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Note">What is to be known of it: an old name, an estimate.</param>
public sealed record ElementReason(string Element, string Asked, string? Found, double Share, int Weight, string? Note = null)
{
    /// <summary>In words: <c>门（楼）牌“49号”未登记</c>.</summary>
    public string Words
    {
        get
        {
            var end = Note is null ? "" : $"（{Note}）";
            return Share switch
            {
                >= 1 => $"{Element}“{Asked}”一致{end}",
                > 0 => $"{Element}“{Asked}”近似“{Found}”{end}",
                _ when Found is not null => $"{Element}“{Asked}”不一致，登记的是“{Found}”{end}",
                _ => $"{Element}“{Asked}”没有登记{end}",
            };
        }
    }
}

/// <summary>A position found for an address.</summary>
/// <param name="Place">The registered place; null for an estimated position.</param>
/// <param name="Name">The name valid now, or what was estimated.</param>
/// <param name="Point">CGCS2000.</param>
/// <param name="Score">0 to 100: what of the address was met, by weight.</param>
/// <param name="Reasons">What was met and what was not.</param>
/// <param name="Location">Grid, community, street, duty grid.</param>
/// <param name="IsEstimated">The position is not registered but lies between registered ones; never taken without a person.</param>
public sealed record GeocodeMatch(
    Place? Place, string Name, Cgcs2000 Point, int Score, IReadOnlyList<ElementReason> Reasons, Location Location, bool IsEstimated)
{
    /// <summary>The name it was found by, when that is not the name valid now.</summary>
    public PlaceName? FoundBy { get; init; }
}

/// <summary>What was found for an address; no match is an empty list and never a default position (DCM-019).</summary>
/// <param name="Elements">The address taken apart.</param>
/// <param name="Matches">Best first.</param>
/// <param name="Words">A sentence: what was found or why nothing was, and what to do.</param>
public sealed record GeocodeResult(AddressElements Elements, IReadOnlyList<GeocodeMatch> Matches, string Words)
{
    /// <summary>Whether anything was found.</summary>
    public bool IsMatched => Matches.Count > 0;
}

/// <summary>A position in words.</summary>
/// <param name="Place">The nearest reference place; null when none is near.</param>
/// <param name="Metres">How far it is.</param>
/// <param name="Direction">The direction from the place to the position, one of eight; null where they coincide.</param>
/// <param name="Location">Grid, community, street, duty grid.</param>
/// <param name="Words"><c>崤山路47号的东北方向14米</c>, or why there is no place or no grid.</param>
public sealed record PositionWords(Place? Place, double? Metres, string? Direction, Location Location, string Words);
