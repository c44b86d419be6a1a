namespace Dizhu.Core.Dispatch;

/// <summary>What a row of the command manual rests on.</summary>
public enum ManualBasis
{
    /// <summary>The name of the major class is itself a phrase of duty.</summary>
    Printed,

    /// <summary>Inferred from the class name.</summary>
    Inferred,

    /// <summary>Entered by the city.</summary>
    Entered,
}

/// <summary>指挥手册: which items of duty a class falls under, for some time. Days are legal days, both included.</summary>
public sealed class ManualRow
{
    /// <summary>Class key and version, for example <c>2013-E0409-v1</c>.</summary>
    public required string Id { get; init; }

    public required string ClassKey { get; init; }

    /// <summary>1, 2, … as the manual was changed.</summary>
    public required int Version { get; init; }

    /// <summary>Items of duty, the most fitting ones; several of different units are resolved by overlaps or shown together.</summary>
    public required List<string> DutyIds { get; init; }

    /// <summary>The duty of the major class, where <see cref="DutyIds"/> are more specific.</summary>
    public string? GeneralDutyId { get; init; }

    /// <summary>Duties of enterprises that usually own such a component; shown, never chosen without a registered owner.</summary>
    public required List<string> LikelyOwnerDutyIds { get; init; }

    public required ManualBasis BasisKind { get; init; }

    /// <summary>The basis in words, as shown.</summary>
    public required string Basis { get; init; }

    public string? Note { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is in force.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>True when cases filed on a legal day go by this row.</summary>
    public bool IsInForce(DateOnly day) => From <= day && !(Until < day);

    /// <summary>
    /// Changes the manual from a day on: this row ends the day before, the new one follows. Cases filed before keep this one.
    /// </summary>
    /// <exception cref="ArgumentException">The day is not after the first day of this row, or the row has ended.</exception>
    public ManualRow ReplaceFrom(DateOnly day, IReadOnlyList<string> dutyIds, string basis)
    {
        if (day <= From || Until is not null)
        {
            throw new ArgumentException($"Row {Id} holds from {From:O} until {Until:O} and cannot be replaced from {day:O}.", nameof(day));
        }

        Until = day.AddDays(-1);
        return new ManualRow
        {
            Id = FormattableString.Invariant($"{ClassKey}-v{Version + 1}"),
            ClassKey = ClassKey,
            Version = Version + 1,
            DutyIds = [.. dutyIds],
            LikelyOwnerDutyIds = [],
            BasisKind = ManualBasis.Entered,
            Basis = basis,
            From = day,
        };
    }
}
