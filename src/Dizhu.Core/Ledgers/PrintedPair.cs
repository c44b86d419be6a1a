using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Ledgers;

/// <summary>Which of two printed values is used.</summary>
public enum UsedValue
{
    First,
    Second,
}

/// <summary>Two values as printed for one thing.</summary>
/// <param name="DiscrepancyId">The row of the catalogue, for example <c>D-GEO-01</c>.</param>
public sealed record PrintedPairRequest(
    Guid? Id, string? Subject, string? Name, string? First, string? FirstSource, string? Second, string? SecondSource, UsedValue? Used, string? DiscrepancyId, string? Clause, string? UnitId);

/// <summary>Marks the other value as used.</summary>
public sealed record PrintedPairChoice(Guid? ActId, int Version, UsedValue? Used, string? Reason);

/// <summary>
/// Two values a document prints for one thing: both are kept, one is marked as used, and the discrepancy is named
/// wherever they are shown (PLT-023).
/// </summary>
public sealed class PrintedPair : KeptRecord
{
    /// <summary>What it is about, for example a point or a row.</summary>
    public required string Subject { get; init; }

    /// <summary>The name of the value, for example 规模.</summary>
    public required string Name { get; init; }

    public required string First { get; init; }

    /// <summary>Where the first is printed: 表, 文 …</summary>
    public required string FirstSource { get; init; }

    public required string Second { get; init; }

    public required string SecondSource { get; init; }

    public required UsedValue Used { get; set; }

    public required string DiscrepancyId { get; init; }

    /// <summary>The value that counts.</summary>
    public string UsedText => Used == UsedValue.First ? First : Second;

    /// <summary>Both values with their sources, the one used and the discrepancy: <c>规模: 特大型 (表) / 大型 (文)，采用特大型（D-GEO-01）</c>.</summary>
    public string Shown => $"{Name}: {First} ({FirstSource}) / {Second} ({SecondSource})，采用{UsedText}（{DiscrepancyId}）";

    /// <summary>A new pair.</summary>
    public static Outcome<PrintedPair> New(ActContext context, PrintedPairRequest sent)
    {
        List<Refusal?> faults =
        [
            MayNot(context.Who, "登记印刷差异", Post.Administrator), Text(sent.Subject, "subject", "对象", 100), Text(sent.Name, "name", "名称", 40),
            Text(sent.First, "first", "第一个值", 200), Text(sent.FirstSource, "firstSource", "第一个值的出处", 40), Text(sent.Second, "second", "第二个值", 200),
            Text(sent.SecondSource, "secondSource", "第二个值的出处", 40), Text(sent.DiscrepancyId, "discrepancyId", "差异编号", 40),
            Text(sent.Clause, "clause", "来源条款", 100), Text(sent.UnitId, "unitId", "单位", 40), Choice(sent.Used),
        ];
        if (faults.OfType<Refusal>().ToList() is { Count: > 0 } refusals)
        {
            return refusals;
        }

        return new PrintedPair
        {
            Id = sent.Id ?? Guid.Empty,
            Subject = sent.Subject!.Trim(),
            Name = sent.Name!.Trim(),
            First = sent.First!.Trim(),
            FirstSource = sent.FirstSource!.Trim(),
            Second = sent.Second!.Trim(),
            SecondSource = sent.SecondSource!.Trim(),
            Used = sent.Used!.Value,
            DiscrepancyId = sent.DiscrepancyId!.Trim(),
            Clause = sent.Clause!.Trim(),
            UnitId = sent.UnitId!.Trim(),
            CreatedAt = context.At,
            CreatedById = context.Who.Id,
            CreatedBy = context.Who.Label,
        };
    }

    /// <summary>Marks a value as used; both stay.</summary>
    public Refusal? Use(ActContext context, PrintedPairChoice sent)
    {
        if ((MayNot(context.Who, "改用另一个值", Post.Administrator) ?? Choice(sent.Used) ?? Text(sent.Reason, "reason", "改用原因", 200)) is { } refusal)
        {
            return refusal;
        }

        Used = sent.Used!.Value;
        return null;
    }

    private static Refusal? Choice(UsedValue? used) => used is { } value && Enum.IsDefined(value)
        ? null
        : new("input.missing", "请写明采用哪个值：First 或 Second（used）。", RefusalKind.Invalid, Field: "used");
}
