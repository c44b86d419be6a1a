namespace Dizhu.Core.Extending;

/// <summary>Holds the inventory of this installation: the nine core subsystems, and what extensions add to them.</summary>
public sealed class SubsystemRegister
{
    /// <summary>The inventory as it stands.</summary>
    public SubsystemInventory Current { get; } = SubsystemInventory.FromCity();
}
