using System.Globalization;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Calendars;

/// <summary>
/// A time limit (时限) as a table prints it: <c>4 工作时</c>, <c>2 紧急工作时</c>, <c>1 工作日</c>. How long that is
/// on the clock only a <see cref="WorkCalendar"/> knows.
/// </summary>
/// <param name="Amount">More than 0, at most <see cref="MaxAmount"/>, at most two decimals.</param>
/// <param name="Unit">What it is counted in.</param>
public readonly record struct TimeLimit(decimal Amount, LimitUnit Unit)
{
    /// <summary>A guard against slips of the pen, not a rule: no table prints ten thousand of anything.</summary>
    public const decimal MaxAmount = 10_000;

    /// <summary>The same guard for units of days.</summary>
    public const decimal MaxDays = 1_000;

    /// <summary>The amount as printed.</summary>
    public decimal Amount { get; } = Accepted(Amount, Unit);

    /// <summary>What it is counted in.</summary>
    public LimitUnit Unit { get; } = Unit;

    /// <summary>The amount in hundredths: 0 only for a value nobody made (<c>default</c>), which no calendar accepts.</summary>
    internal int Hundredths { get; } = (int)(Amount * 100);

    /// <summary>The limit, or the refusal that says what is wrong with it.</summary>
    public static Outcome<TimeLimit> Of(decimal amount, LimitUnit unit) =>
        Wrong(amount, unit) is { } refusal ? refusal : new TimeLimit(amount, unit);

    /// <summary>Reads an amount and a unit as typed: <c>4</c> and <c>WorkHour</c>, <c>work_hour</c> or <c>工作时</c>.</summary>
    public static Outcome<TimeLimit> Parse(string? amount, string? unit)
    {
        if (!LimitUnits.TryParse(unit, out var known))
        {
            return new Refusal("limit.unit-unknown", $"不认识时限单位“{unit}”。请用分钟、紧急工作时、工作时、工作日或自然日（Minute、UrgentHour、WorkHour、WorkDay、NaturalDay）。", RefusalKind.Invalid, Field: "unit");
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return decimal.TryParse(amount, Plain, CultureInfo.InvariantCulture, out var number)
            ? Of(number, known)
            : new Refusal("limit.amount-invalid", $"“{amount}”不是数。请填写大于 0 的数，例如 4 或 0.5。", RefusalKind.Invalid, Field: "amount");
    }

    /// <summary>Reads both from one text: <c>4 WorkHour</c>, <c>4 工作时</c>, <c>4工作时</c>.</summary>
    public static Outcome<TimeLimit> Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var digits = 0;
        while (digits < trimmed.Length && (char.IsAsciiDigit(trimmed[digits]) || trimmed[digits] is '.' or '-' or '+'))
        {
            digits++;
        }

        return Parse(trimmed[..digits], trimmed[digits..]);
    }

    /// <summary>As an official writes it: <c>4 工作时</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.##} {Unit.Term()}");

    private static decimal Accepted(decimal amount, LimitUnit unit) =>
        Wrong(amount, unit) is { } refusal ? throw new ArgumentOutOfRangeException(nameof(amount), amount, refusal.Message) : amount;

    private static Refusal? Wrong(decimal amount, LimitUnit unit)
    {
        if (!Enum.IsDefined(unit))
        {
            return new("limit.unit-unknown", "没有这种时限单位。请用分钟、紧急工作时、工作时、工作日或自然日。", RefusalKind.Invalid, Field: "unit");
        }

        var max = unit is LimitUnit.WorkDay or LimitUnit.NaturalDay ? MaxDays : MaxAmount;
        if (amount <= 0 || amount > max)
        {
            return new("limit.amount-out-of-range", string.Create(CultureInfo.InvariantCulture, $"时限 {amount:0.####} {unit.Term()}不成立：须大于 0 且不超过 {max:0}。请改正数字或单位。"), RefusalKind.Invalid, Field: "amount");
        }

        return decimal.Round(amount, 2) == amount
            ? null
            : new("limit.amount-too-fine", string.Create(CultureInfo.InvariantCulture, $"时限 {amount} {unit.Term()}小数过多：最多两位小数。请改正。"), RefusalKind.Invalid, Field: "amount");
    }
}
