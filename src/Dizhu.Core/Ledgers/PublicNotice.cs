using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Ledgers;

/// <summary>What sort of notice it is.</summary>
public enum NoticeKind
{
    /// <summary>公示.</summary>
    PublicDisplay,

    /// <summary>通报.</summary>
    Circular,

    /// <summary>公布.</summary>
    Announcement,
}

/// <summary>A notice to record as published.</summary>
public sealed record NoticeRequest(Guid? Id, NoticeKind? Kind, string? Medium, string? Content, string? Clause, string? UnitId);

/// <summary>Why a notice is withdrawn.</summary>
public sealed record NoticeWithdrawal(Guid? ActId, int Version, string? Reason);

/// <summary>A notice made public, with medium, time and content; a withdrawal is added to it and takes nothing away (PLT-016).</summary>
public sealed class PublicNotice : KeptRecord
{
    /// <summary>Who may publish and withdraw.</summary>
    public static readonly Post[] Publishers = [Post.Administrator, Post.ShiftLeader, Post.SupervisorOfHandling];

    public required NoticeKind Kind { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Medium { get; init; }

    public required string Content { get; init; }

    public required DateTime PublishedAt { get; init; }

    public DateTime? WithdrawnAt { get; set; }

    public string? WithdrawnBecause { get; set; }

    /// <summary>A notice published now.</summary>
    public static Outcome<PublicNotice> New(ActContext context, NoticeRequest sent)
    {
        List<Refusal?> faults =
        [
            MayNot(context.Who, "发布公示通报", Publishers), Text(sent.Medium, "medium", "发布载体", 100), Text(sent.Content, "content", "内容", 4000),
            Text(sent.Clause, "clause", "来源条款", 100), Text(sent.UnitId, "unitId", "发布单位", 40),
            sent.Kind is null || !Enum.IsDefined(sent.Kind.Value) ? new("input.missing", "请选择公示、通报或公布（kind）。", RefusalKind.Invalid, Field: "kind") : null,
        ];
        if (faults.OfType<Refusal>().ToList() is { Count: > 0 } refusals)
        {
            return refusals;
        }

        return new PublicNotice
        {
            Id = sent.Id ?? Guid.Empty,
            Kind = sent.Kind!.Value,
            Medium = sent.Medium!.Trim(),
            Content = sent.Content!.Trim(),
            Clause = sent.Clause!.Trim(),
            UnitId = sent.UnitId!.Trim(),
            PublishedAt = context.At,
            CreatedAt = context.At,
            CreatedById = context.Who.Id,
            CreatedBy = context.Who.Label,
        };
    }

    /// <summary>Withdraws it; the time of publishing stays.</summary>
    public Refusal? Withdraw(ActContext context, NoticeWithdrawal sent)
    {
        if ((MayNot(context.Who, "撤回公示通报", Publishers) ?? Text(sent.Reason, "reason", "撤回原因", 200)) is { } refusal)
        {
            return refusal;
        }

        if (WithdrawnAt is not null)
        {
            return new("notice.withdrawn", "这份公示通报已经撤回。需要再发请另行发布。", RefusalKind.Rule);
        }

        (WithdrawnAt, WithdrawnBecause) = (context.At, sent.Reason!.Trim());
        return null;
    }
}
