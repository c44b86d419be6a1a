namespace Dizhu.Core.Places;

/// <summary>An address taken apart, coarse to fine. What was not said is null.</summary>
public sealed record AddressElements
{
    /// <summary>The address as <see cref="AddressText.Fold"/> writes it.</summary>
    public required string Text { get; init; }

    /// <summary>What names a place: the text without divisions before and remarks behind it.</summary>
    public required string Naming { get; init; }

    /// <summary>Six digits.</summary>
    public string? DistrictCode { get; init; }

    /// <summary>Nine digits.</summary>
    public string? StreetOfficeCode { get; init; }

    /// <summary>Twelve digits.</summary>
    public string? CommunityCode { get; init; }

    /// <summary>地片 and 区片 named before the rest.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>街巷.</summary>
    public string? Street { get; init; }

    /// <summary>The other street of a crossing.</summary>
    public string? CrossStreet { get; init; }

    /// <summary>The number of the door, without 号: <c>47</c>, <c>47-1</c>.</summary>
    public string? Door { get; init; }

    /// <summary>Building, unit, room; said, not matched.</summary>
    public string? Building { get; init; }

    /// <summary>The name of a point of interest, or of whatever else it may be.</summary>
    public string? Name { get; init; }

    /// <summary>Words in brackets and of direction (对面, 北侧50米 …), kept as they are and not matched.</summary>
    public string? Remark { get; init; }
}
