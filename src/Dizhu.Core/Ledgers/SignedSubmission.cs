using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Ledgers;

/// <summary>What is to be submitted.</summary>
public sealed record SubmissionRequest(Guid? Id, string? Title, string? Content, string? Recipient, string? Clause, string? UnitId);

/// <summary>An act on a record that needs no words.</summary>
public sealed record RecordAct(Guid? ActId, int Version);

/// <summary>
/// A submission that the leader in charge signs (签字) before it goes out (PLT-014). What is signed does not change
/// afterwards; the signature is an act of the signer's own log-in.
/// </summary>
public sealed class SignedSubmission : KeptRecord
{
    public required string Title { get; init; }

    public required string Content { get; init; }

    /// <summary>To whom it goes, as the document names them.</summary>
    public required string Recipient { get; init; }

    public Guid? SignedById { get; set; }

    /// <summary>The label of the leader in charge.</summary>
    public string? SignedBy { get; set; }

    public DateTime? SignedAt { get; set; }

    public DateTime? SubmittedAt { get; set; }

    /// <summary>A draft, not yet signed.</summary>
    public static Outcome<SignedSubmission> New(ActContext context, SubmissionRequest sent)
    {
        List<Refusal?> faults =
        [
            Drafting(context), Text(sent.Title, "title", "标题", 200), Text(sent.Content, "content", "内容", 4000),
            Text(sent.Recipient, "recipient", "报送对象", 200), Text(sent.Clause, "clause", "来源条款", 100), Text(sent.UnitId, "unitId", "报送单位", 40),
            context.Who.Post == Post.UnitClerk && sent.UnitId?.Trim() != context.Who.UnitId
                ? new("submission.other-unit", "只能以本单位名义报送。请改正报送单位。", RefusalKind.Forbidden, Field: "unitId") : null,
        ];
        if (faults.OfType<Refusal>().ToList() is { Count: > 0 } refusals)
        {
            return refusals;
        }

        return new SignedSubmission
        {
            Id = sent.Id ?? Guid.Empty,
            Title = sent.Title!.Trim(),
            Content = sent.Content!.Trim(),
            Recipient = sent.Recipient!.Trim(),
            Clause = sent.Clause!.Trim(),
            UnitId = sent.UnitId!.Trim(),
            CreatedAt = context.At,
            CreatedById = context.Who.Id,
            CreatedBy = context.Who.Label,
        };
    }

    /// <summary>The leader in charge signs.</summary>
    public Refusal? Sign(ActContext context)
    {
        if (MayNot(context.Who, "签字", Post.Leader) is { } refusal)
        {
            return refusal;
        }

        if (SignedAt is not null || context.Who.Persons.Contains(CreatedById))
        {
            return SignedAt is not null
                ? new("submission.signed", "这份材料已经签字，不用再签。", RefusalKind.Rule)
                : new("submission.own-draft", "起草人不能给自己起草的材料签字。请由分管领导签字。", RefusalKind.Rule);
        }

        (SignedById, SignedBy, SignedAt) = (context.Who.Id, context.Who.Label, context.At);
        return null;
    }

    /// <summary>Sends it out; without a signer it is refused.</summary>
    public Refusal? Submit(ActContext context)
    {
        if (Drafting(context) is { } refusal)
        {
            return refusal;
        }

        if (SignedAt is null || SubmittedAt is not null)
        {
            return SignedAt is null
                ? new("submission.unsigned", "这份材料还没有分管领导签字，不能报送。请先请分管领导签字。", RefusalKind.Rule)
                : new("submission.submitted", "这份材料已经报送，不能再报一次。", RefusalKind.Rule);
        }

        SubmittedAt = context.At;
        return null;
    }

    private static Refusal? Drafting(ActContext context) =>
        MayNot(context.Who, "起草或报送材料", Post.UnitClerk, Post.ShiftLeader, Post.SupervisorOfHandling);
}
