namespace Dizhu.Core.Places;

/// <summary>基本地点: a name tied to a position (GB/T 30428.3). A retired place keeps its row.</summary>
public sealed class Place
{
    public required string Id { get; init; }

    /// <summary>Its <see cref="PlaceType"/>.</summary>
    public required string TypeCode { get; init; }

    /// <summary>标准名称: the name valid now.</summary>
    public required string Name { get; init; }

    /// <summary>The first day of that name.</summary>
    public required DateOnly NamedFrom { get; init; }

    /// <summary>The name with everything above it.</summary>
    public required string Address { get; init; }

    /// <summary>CGCS2000 degrees.</summary>
    public required double Lon { get; init; }

    /// <summary>CGCS2000 degrees.</summary>
    public required double Lat { get; init; }

    /// <summary>The basic grid it lies in; null when it lies in none.</summary>
    public string? GridCode { get; init; }

    /// <summary>The place it is part of, a plate of its street; null when none is registered.</summary>
    public string? ParentId { get; init; }

    /// <summary>Street office, 9 digits.</summary>
    public string? StreetCode { get; init; }

    /// <summary>Community, 12 digits.</summary>
    public string? CommunityCode { get; init; }

    /// <summary>初始日期.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day it was in force; null while it is.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Where the record comes from, for example 实测.</summary>
    public required string DataSource { get; init; }

    /// <summary>Made up for the sample city: name, position or both.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>Whether the place was in force on a legal day; with null whether it is now.</summary>
    public bool IsInForce(DateOnly? day) => day is { } asked ? From <= asked && (Until is null || asked <= Until) : Until is null;
}

/// <summary>What a name of a place is beside the standard one.</summary>
public enum PlaceNameKind
{
    /// <summary>标准名称.</summary>
    Standard,

    /// <summary>别名: in use beside the standard name.</summary>
    Alias,

    /// <summary>曾用名: was the standard name once.</summary>
    Old,
}

/// <summary>Another or an earlier name of a place, with the days it was valid: old names are kept and stay traceable.</summary>
public sealed class PlaceName
{
    public required string PlaceId { get; init; }

    public required string Name { get; init; }

    public required PlaceNameKind Kind { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is valid.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where it is recorded.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it was valid on a legal day; with null whether it is now.</summary>
    public bool IsValid(DateOnly? day) => day is { } asked ? From <= asked && (Until is null || asked <= Until) : Until is null;
}

/// <summary>
/// The id a component has in another edition or had before: 16 digits in 2013, 17 in 2026. Which id belongs to which is data, never computed.
/// </summary>
public sealed class ComponentAlias
{
    /// <summary>The other id.</summary>
    public required string OtherId { get; init; }

    /// <summary>The id the component is stored under.</summary>
    public required string ComponentId { get; init; }

    /// <summary>Where the pair comes from.</summary>
    public required string Source { get; init; }
}
