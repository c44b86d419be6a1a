namespace Dizhu.Core.Places;

/// <summary>管理部件状态 as it is written.</summary>
public static class ComponentStates
{
    public static string NameOf(ComponentState state) => state switch
    {
        ComponentState.Intact => "完好",
        ComponentState.Damaged => "破损",
        ComponentState.Lost => "丢失",
        ComponentState.Abandoned => "废弃",
        _ => "移除",
    };

    /// <summary>Reads a state as it is written; null when it is none.</summary>
    public static ComponentState? Read(string text) =>
        Enum.GetValues<ComponentState>().Where(s => string.Equals(NameOf(s), text, StringComparison.Ordinal)).Select(s => (ComponentState?)s).FirstOrDefault();
}
