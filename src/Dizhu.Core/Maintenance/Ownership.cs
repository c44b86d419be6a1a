namespace Dizhu.Core.Maintenance;

/// <summary>权属性质: whose kind of property the component is that a matter is about.</summary>
public enum Ownership
{
    /// <summary>No owner is registered, or the matter is an event and has none.</summary>
    None,

    /// <summary>Owned by a department of the city, a county or a zone.</summary>
    Municipal,

    /// <summary>Owned by one of the enterprises and institutions of the register.</summary>
    UnitOwned,

    /// <summary>An owner is registered who is no unit of the register.</summary>
    Private,
}
