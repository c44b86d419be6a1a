using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Ledgers;

/// <summary>Where an item of a ledger stands.</summary>
public enum LedgerState
{
    /// <summary>未完成.</summary>
    Open,

    /// <summary>已报完成，待销号.</summary>
    Reported,

    /// <summary>已销号.</summary>
    StruckOff,
}

/// <summary>What a new item says.</summary>
public sealed record LedgerItemRequest(Guid? Id, string? Ledger, string? Item, string? Clause, string? UnitId, DateOnly? Due, decimal? Amount);

/// <summary>A correction of an item that is not struck off; what is null stays.</summary>
public sealed record LedgerEdit(Guid? ActId, int Version, DateOnly? Due, decimal? Amount, string? Reason);

/// <summary>An act that needs words: the evidence of what was done, or why an item goes back.</summary>
public sealed record LedgerAct(Guid? ActId, int Version, string? Text);

/// <summary>
/// One item of a ledger (台账): what is to be done, by the responsible unit, until when, with what evidence; struck off
/// (销号) by a second person (PLT-013).
/// </summary>
public sealed class LedgerItem : KeptRecord
{
    private const decimal LargestAmount = 1_000_000_000_000m;
    private static readonly Post[] City = [Post.Administrator, Post.ShiftLeader, Post.SupervisorOfHandling];

    /// <summary>The name of the ledger.</summary>
    public required string Ledger { get; init; }

    public required string Item { get; init; }

    public DateOnly? Due { get; set; }

    /// <summary>元, where the item has an amount.</summary>
    public decimal? Amount { get; set; }

    public LedgerState State { get; set; }

    /// <summary>What shows that it is done.</summary>
    public string? Evidence { get; set; }

    public Guid? ReportedById { get; set; }

    /// <summary>Whose post the reporter acted in (委托); null when it was their own.</summary>
    public Guid? ReportedForId { get; set; }

    public DateTime? ReportedAt { get; set; }

    public Guid? StruckOffById { get; set; }

    public DateTime? StruckOffAt { get; set; }

    /// <summary>A new item.</summary>
    public static Outcome<LedgerItem> New(ActContext context, LedgerItemRequest sent)
    {
        List<Refusal?> faults =
        [
            MayNot(context.Who, "登记台账", City), Text(sent.Ledger, "ledger", "台账名称", 100), Text(sent.Item, "item", "事项"),
            Text(sent.Clause, "clause", "来源条款", 100), Text(sent.UnitId, "unitId", "责任单位", 40), Amounts(sent.Amount),
        ];
        if (faults.OfType<Refusal>().ToList() is { Count: > 0 } refusals)
        {
            return refusals;
        }

        return new LedgerItem
        {
            Id = sent.Id ?? Guid.Empty,
            Ledger = sent.Ledger!.Trim(),
            Item = sent.Item!.Trim(),
            Clause = sent.Clause!.Trim(),
            UnitId = sent.UnitId!.Trim(),
            Due = sent.Due,
            Amount = sent.Amount,
            CreatedAt = context.At,
            CreatedById = context.Who.Id,
            CreatedBy = context.Who.Label,
        };
    }

    /// <summary>Corrects due date or amount; the log keeps both.</summary>
    public Refusal? Edit(ActContext context, LedgerEdit sent)
    {
        if ((MayNot(context.Who, "更正台账", City) ?? Text(sent.Reason, "reason", "更正原因", 200) ?? Amounts(sent.Amount) ?? StillOpen()) is { } refusal)
        {
            return refusal;
        }

        (Due, Amount) = (sent.Due ?? Due, sent.Amount ?? Amount);
        return null;
    }

    /// <summary>Reports an item done, with the evidence; its own unit does, or whoever supervises.</summary>
    public Refusal? Report(ActContext context, LedgerAct sent)
    {
        if ((MayNot(context.Who, "报告台账事项完成", [.. City, Post.UnitClerk]) ?? Text(sent.Text, "text", "完成依据") ?? StillOpen()) is { } refusal)
        {
            return refusal;
        }

        (State, Evidence) = (LedgerState.Reported, sent.Text!.Trim());
        (ReportedById, ReportedForId, ReportedAt) = (context.Who.Id, context.Who.For?.Id, context.At);
        return null;
    }

    /// <summary>Strikes an item off: somebody other than who reported it, also where one acts for the other.</summary>
    public Refusal? StrikeOff(ActContext context)
    {
        if (Reviewing(context) is { } refusal)
        {
            return refusal;
        }

        (State, StruckOffById, StruckOffAt) = (LedgerState.StruckOff, context.Who.Id, context.At);
        return null;
    }

    /// <summary>Sends a reported item back, with the reason.</summary>
    public Refusal? SendBack(ActContext context, LedgerAct sent)
    {
        if ((Text(sent.Text, "text", "退回原因", 200) ?? Reviewing(context)) is { } refusal)
        {
            return refusal;
        }

        State = LedgerState.Open;
        (ReportedById, ReportedForId, ReportedAt) = (null, null, null);
        return null;
    }

    private Refusal? Reviewing(ActContext context) => MayNot(context.Who, "销号", City)
        ?? (State != LedgerState.Reported
            ? new("ledger.not-reported", "只有已报完成的事项可以销号或退回。请先由责任单位报告完成。", RefusalKind.Rule)
            : context.Who.Persons.Any(p => p == ReportedById || p == ReportedForId)
                ? new Refusal("ledger.same-person", "这一事项是您报告完成的，不能由同一人销号。请由另一人核实后销号。", RefusalKind.Rule)
                : null);

    private Refusal? StillOpen() => State == LedgerState.Open
        ? null
        : new("ledger.not-open", "这一事项已报完成或已销号，不能再改。需要更改请先退回。", RefusalKind.Rule);

    private static Refusal? Amounts(decimal? amount) => amount is { } sum && (sum < 0 || sum > LargestAmount || decimal.Round(sum, 2) != sum)
        ? new("money.out-of-range", "金额须不小于 0、精确到分，且不超过 1 万亿元。请核对金额。", RefusalKind.Invalid, Field: "amount")
        : null;
}
