using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Cases;

/// <summary>How a request stands. Stored by name.</summary>
public enum RequestState
{
    Open,

    Granted,

    Refused,

    /// <summary>The case moved on before it was decided.</summary>
    Void,

    /// <summary>Taken back by who asked.</summary>
    Withdrawn,

    /// <summary>Replied to (urging).</summary>
    Answered,
}

/// <summary>
/// Something asked for beside the main line and decided along a chain of posts that is data (申请审批). Asking changes
/// no clock; granting does. A request dies when its case moves on.
/// </summary>
public sealed record CaseRequest
{
    public Guid Id { get; init; }

    public Guid CaseId { get; init; }

    public RequestKind Kind { get; init; }

    public RequestSize Size { get; init; }

    public RequestState State { get; init; }

    public Guid AskedBy { get; init; }

    /// <summary>The unit that asked, or that is to answer an urging.</summary>
    public string? UnitId { get; init; }

    public DateTime AskedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>How much longer, in the unit of the handling limit (extension).</summary>
    public decimal? Amount { get; init; }

    /// <summary>The legal day on which work goes on (deferral).</summary>
    public DateOnly? ResumeOn { get; init; }

    /// <summary>The posts that must consent, in order, as the rules stood when it was asked.</summary>
    public IReadOnlyList<Post> Chain { get; init; } = [];

    /// <summary>Who has consented so far; its length is the step reached.</summary>
    public IReadOnlyList<Guid> ConsentedBy { get; init; } = [];

    /// <summary>The post it waits for; null once decided.</summary>
    public Post? WaitsFor { get; init; }

    public DateTime? EndedAt { get; init; }

    /// <summary>Why it was refused, or the reply to an urging.</summary>
    public string? Answer { get; init; }

    /// <summary>True when the next consent grants it.</summary>
    public bool AtLastStep() => ConsentedBy.Count + 1 >= Chain.Count;
}

/// <summary>What requests are called, and which of them a move of the case ends.</summary>
public static class Requests
{
    public static string Name(this RequestKind kind) => kind switch
    {
        RequestKind.Return => "回退",
        RequestKind.Extension => "延期",
        RequestKind.Deferral => "挂账",
        RequestKind.Cancel => "作废",
        RequestKind.ForceClose => "强制结案",
        RequestKind.Appeal => "申诉",
        RequestKind.Urging => "督办",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown request."),
    };

    public static string Name(this RequestSize size) => size switch
    {
        RequestSize.Ordinary => "一般",
        RequestSize.Engineering => "工程性",
        RequestSize.Second => "再次",
        RequestSize.Long => "长期",
        RequestSize.WrongDispatch => "不属本单位",
        RequestSize.NoNeed => "无需处置",
        RequestSize.Important => "重要",
        RequestSize.Urgent => "紧急",
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Unknown size."),
    };

    public static string Name(this RequestState state) => state switch
    {
        RequestState.Open => "待审批",
        RequestState.Granted => "已同意",
        RequestState.Refused => "不同意",
        RequestState.Void => "已失效",
        RequestState.Withdrawn => "已撤回",
        RequestState.Answered => "已答复",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>The sizes somebody may choose when asking.</summary>
    public static IReadOnlyList<RequestSize> SizesOf(RequestKind kind) => kind switch
    {
        RequestKind.Return => [RequestSize.WrongDispatch, RequestSize.NoNeed],
        RequestKind.Extension => [RequestSize.Ordinary, RequestSize.Engineering, RequestSize.Long],
        RequestKind.Urging => [RequestSize.Ordinary, RequestSize.Important, RequestSize.Urgent],
        _ => [RequestSize.Ordinary],
    };

    /// <summary>True when a move on the main line makes an open one void.</summary>
    public static bool DiesWithAMove(this RequestKind kind) => kind is not (RequestKind.Appeal or RequestKind.Urging);
}
