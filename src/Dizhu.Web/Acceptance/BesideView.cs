using Dizhu.WebKit;

namespace Dizhu.Web.Acceptance;

/// <summary>A case that may be the same matter.</summary>
/// <param name="MayJoin">It is open, so that a new report can be joined to it.</param>
public sealed record SameMatter(Guid Id, string Number, string Stage, string Words, bool MayJoin);

/// <summary>An earlier case of the caller.</summary>
public sealed record EarlierCase(Guid Id, string Number, string Words);

/// <summary>What the system says beside an intake as it is filled in: grid, unit and limits, cases that may be the same, what the caller reported before.</summary>
public sealed record BesideView
{
    public static readonly BesideView Nothing = new();

    public IReadOnlyList<FactView> Facts { get; init; } = [];

    /// <summary>The filing conditions of the class with their limits here.</summary>
    public IReadOnlyList<FactView> Limits { get; init; } = [];

    public IReadOnlyList<SameMatter> Similar { get; init; } = [];

    public IReadOnlyList<EarlierCase> History { get; init; } = [];

    /// <summary>What a control area says of this class at this place and time; null for nothing.</summary>
    public string? Warning { get; init; }

    public decimal WindowHours { get; init; }

    public decimal RadiusMetres { get; init; }
}
