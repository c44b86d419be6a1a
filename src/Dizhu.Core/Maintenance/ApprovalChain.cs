using System.Collections.Immutable;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Maintenance;

/// <summary>What may be asked for on a case and needs somebody's consent.</summary>
public enum RequestKind
{
    /// <summary>退回.</summary>
    Return,

    /// <summary>延期.</summary>
    Extension,

    /// <summary>挂账（缓办）.</summary>
    Deferral,

    /// <summary>作废.</summary>
    Cancel,

    /// <summary>强制结案.</summary>
    ForceClose,

    /// <summary>申诉.</summary>
    Appeal,

    /// <summary>督办: asks for a reply, not for consent.</summary>
    Urging,
}

/// <summary>How much is asked for; a larger request goes further up.</summary>
public enum RequestSize
{
    /// <summary>一般.</summary>
    Ordinary,

    /// <summary>工程类: engineering that cannot be done within the limit.</summary>
    Engineering,

    /// <summary>第二次: asked a second time.</summary>
    Second,

    /// <summary>批量或长期.</summary>
    Long,

    /// <summary>派错单位.</summary>
    WrongDispatch,

    /// <summary>无需处置.</summary>
    NoNeed,

    /// <summary>重要（督办）.</summary>
    Important,

    /// <summary>紧急（督办）.</summary>
    Urgent,
}

/// <summary>The posts that consent to a request, in this order, each by another person.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Size">How much.</param>
/// <param name="Posts">At least one.</param>
/// <param name="Source">A clause, or 本系统默认.</param>
public sealed record ApprovalChain(RequestKind Kind, RequestSize Size, ImmutableArray<Post> Posts, string Source)
{
    internal static string KeyOf(RequestKind kind, RequestSize size) => $"{kind}/{size}";

    internal static ApprovalChain Of(SettingRow row) => new(
        Enum.Parse<RequestKind>(row["kind"]), Enum.Parse<RequestSize>(row["size"]),
        [.. row["posts"].Split(';').Select(Enum.Parse<Post>)], row["source"]);
}
