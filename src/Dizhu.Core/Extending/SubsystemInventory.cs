using System.Collections.Immutable;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Extending;

/// <summary>One subsystem: one of the nine core ones, or an extension.</summary>
/// <param name="Id">Stable and lower-case, for example <c>acceptance</c>.</param>
/// <param name="No">1–9 for the core ones as printed; null for extensions.</param>
/// <param name="StandardNumber">The standard it follows.</param>
/// <param name="Clause">Where it is printed; null for extensions.</param>
public sealed record Subsystem(string Id, int? No, string Name, string EnglishName, bool IsCore, bool IsEnabled, string StandardNumber, string? Clause);

/// <summary>
/// The subsystems of this installation. The nine of 三政办〔2017〕26号 三(二) are the core: they are always there and
/// always on; extensions may be added and turned off.
/// </summary>
public sealed class SubsystemInventory
{
    private static readonly Clause NineCore = Sources.Order26.Clause("三(二)", "严格按照国家和住房城乡建设部数字化城市管理9大基础子系统");
    private static readonly Clause CoreAndExtensions = Sources.Order26.Clause("三(二)3", "要严格处理好9大基础子系统与拓展子系统的关系");

    private SubsystemInventory(ImmutableArray<Subsystem> subsystems) => All = subsystems;

    /// <summary>The core ones in printed order, then the extensions by id.</summary>
    public ImmutableArray<Subsystem> All { get; }

    public IEnumerable<Subsystem> Core => All.Where(s => s.IsCore);

    /// <summary>The nine core subsystems, each mapped to its standard.</summary>
    public static SubsystemInventory FromCity() => new([.. CityTable.Rows("data/standards/subsystems.csv").Select(r => new Subsystem(
        r["id"], r.Whole("no"), r["name"], r["english"], IsCore: r["core"] is "Y", IsEnabled: true, r["standard"], r["clause"]))]);

    /// <summary>Adds an extension; an id that is there already is refused.</summary>
    public Outcome<SubsystemInventory> Add(string id, string name, string englishName, string standardNumber) =>
        All.Any(s => s.Id == id)
            ? new Refusal("extending.id-taken", $"子系统编号 {id} 已被使用。请换一个编号。", RefusalKind.Conflict, CoreAndExtensions, "id")
            : new SubsystemInventory([.. Core, .. All.Where(s => !s.IsCore)
                .Append(new Subsystem(id, null, name, englishName, IsCore: false, IsEnabled: true, standardNumber, null)).OrderBy(s => s.Id, StringComparer.Ordinal)]);

    /// <summary>Turns an extension off; a core subsystem is refused.</summary>
    public Outcome<SubsystemInventory> Disable(string id) => Change(id, "停用", s => [s with { IsEnabled = false }]);

    /// <summary>Takes an extension out; a core subsystem is refused.</summary>
    public Outcome<SubsystemInventory> Remove(string id) => Change(id, "删除", _ => []);

    private Outcome<SubsystemInventory> Change(string id, string what, Func<Subsystem, Subsystem[]> change) => All.FirstOrDefault(s => s.Id == id) switch
    {
        null => new Refusal("extending.unknown-subsystem", $"没有编号为 {id} 的子系统。请从子系统清单中选择。", RefusalKind.NotFound),
        { IsCore: true } core => new Refusal(
            "extending.core-subsystem", $"“{core.Name}”是九大基础子系统之一，不能{what}。只有拓展子系统可以{what}。", RefusalKind.Rule, NineCore, "id"),
        _ => new SubsystemInventory([.. All.SelectMany(s => s.Id == id ? change(s) : [s])]),
    };
}
