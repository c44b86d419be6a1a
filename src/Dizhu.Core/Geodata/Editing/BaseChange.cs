using System.Text.Json;

namespace Dizhu.Core.Geodata;

/// <summary>What is done to objects of the map.</summary>
public enum ChangeKind
{
    /// <summary>移动 or redrawing: the same objects, other geometry.</summary>
    Move,

    /// <summary>拆分: one object ends, several take its place.</summary>
    Split,

    /// <summary>合并: several objects end, one takes their place.</summary>
    Merge,

    /// <summary>属性变更.</summary>
    Attributes,

    /// <summary>新增.</summary>
    Create,

    /// <summary>停用.</summary>
    Retire,
}

/// <summary>Where a proposed change stands.</summary>
public enum ChangeState
{
    /// <summary>待审核.</summary>
    Submitted,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已退回.</summary>
    SentBack,

    /// <summary>已撤回 by who drafted it.</summary>
    Withdrawn,
}

/// <summary>A change of grids or components that one person drafts and a second reviews before it goes live.</summary>
public sealed class BaseChange
{
    public required Guid Id { get; init; }

    public required string LayerId { get; init; }

    public required ChangeKind Kind { get; init; }

    /// <summary>The proposal as JSON; see <see cref="ChangeProposal"/>.</summary>
    public required string Proposal { get; init; }

    /// <summary>The first day it is to hold.</summary>
    public required DateOnly From { get; init; }

    public required string Reason { get; init; }

    /// <summary>The case that showed the change is needed; null for none.</summary>
    public Guid? CaseId { get; init; }

    public required Guid DraftedById { get; init; }

    public required string DraftedBy { get; init; }

    public required DateTime DraftedAt { get; init; }

    public required ChangeState State { get; set; }

    public Guid? ReviewedById { get; set; }

    public string? ReviewedBy { get; set; }

    public DateTime? ReviewedAt { get; set; }

    public string? Opinion { get; set; }

    /// <summary>The version of the base data it made; null while it is not live.</summary>
    public long? BaseVersion { get; set; }

    /// <summary>Raised with every act on it.</summary>
    public required int Version { get; set; }
}

/// <summary>An object as it is to be.</summary>
/// <param name="Key">Its code or id.</param>
/// <param name="Shape">Well-known text, CGCS2000 degrees; null to leave the geometry as it is.</param>
/// <param name="Cells">Fields by name, as imports know them; one left out stays as it is.</param>
public sealed record ProposedObject(string Key, string? Shape, IReadOnlyDictionary<string, string>? Cells);

/// <summary>What a change does: objects as they are to be, and objects that end.</summary>
public sealed record ChangeProposal(IReadOnlyList<ProposedObject> Objects, IReadOnlyList<string> Ends)
{
    /// <summary>Most objects of one change; more is a supply and comes as an import.</summary>
    public const int Most = 200;

    /// <summary>The photos it names.</summary>
    internal IReadOnlyCollection<Guid> Photos => [.. Objects.Select(o => Guid.TryParse(o.Cells?.GetValueOrDefault("photo"), out var id) ? id : (Guid?)null).OfType<Guid>().Distinct()];

    public string Write() => JsonSerializer.Serialize(this, RelaxedJson.Options);

    public static ChangeProposal Read(string json) =>
        JsonSerializer.Deserialize<ChangeProposal>(json, RelaxedJson.Options) ?? throw new FormatException("A proposal is empty.");

    /// <summary>Why the objects do not make up such a change; null when they do.</summary>
    public string? Misfit(ChangeKind kind) => kind switch
    {
        _ when Objects.Count + Ends.Count > Most => $"一次最多改 {Most} 个对象，更多请用导入",
        _ when Objects.Select(o => o.Key).Concat(Ends).GroupBy(k => k, StringComparer.Ordinal).Any(g => g.Count() > 1) => "同一个对象出现了两次",
        ChangeKind.Split => Ends.Count == 1 && Objects.Count >= 2 ? null : "拆分须停用一个对象、新增至少两个",
        ChangeKind.Merge => Ends.Count >= 2 && Objects.Count == 1 ? null : "合并须停用至少两个对象、新增一个",
        ChangeKind.Retire => Ends.Count >= 1 && Objects.Count == 0 ? null : "停用只写要停用的对象",
        _ => Objects.Count >= 1 && Ends.Count == 0 ? null : "请写明对象，且不停用别的对象",
    };
}
