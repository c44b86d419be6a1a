namespace Dizhu.Kernel.Outcomes;

/// <summary>Either a value, or the refusals that stand in its way. Never both, never neither.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<Refusal>? _refusals;

    private Outcome(T? value, IReadOnlyList<Refusal>? refusals)
    {
        _value = value;
        _refusals = refusals;
    }

    /// <summary>True when there is a value.</summary>
    public bool Moved => _refusals is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => Moved ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code} {Refusal.Message}");

    /// <summary>Why it was refused; empty when it was not.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals ?? [];

    /// <summary>The first refusal.</summary>
    public Refusal Refusal => Refusals[0];

    /// <summary>A value; for interfaces, which have no implicit conversion.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => Of(value);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    public static implicit operator Outcome<T>(List<Refusal> refusals) => Refused(refusals);

    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));
}
