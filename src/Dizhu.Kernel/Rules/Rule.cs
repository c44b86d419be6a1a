using System.Collections.Immutable;

namespace Dizhu.Kernel.Rules;

/// <summary>A value with the clauses that produced it, in the order they were applied.</summary>
public sealed record Finding<T>(T Value, ImmutableArray<Clause> Because);

/// <summary>Nothing recorded is in force on the day asked about.</summary>
public sealed class NoRuleInForceException(string message) : InvalidOperationException(message);

/// <summary>Two exceptions hold at once and no text says which prevails.</summary>
public sealed class RuleConflictException(string message) : InvalidOperationException(message);

/// <summary>
/// One figure of the law through time: each value holds from its day until the next one's,
/// or until the document that gave it is repealed.
/// </summary>
public sealed class Dated<T>(string label, params (DateOnly From, T Value, Clause Clause)[] versions)
{
    private readonly ImmutableArray<(DateOnly From, T Value, Clause Clause)> _newestFirst =
        [.. versions.OrderByDescending(v => v.From)];

    /// <summary>The value in force on <paramref name="day"/> with its clause, or null when none is.</summary>
    public Finding<T>? TryAt(DateOnly day)
    {
        foreach (var version in _newestFirst)
        {
            if (version.From > day)
            {
                continue;
            }

            var repealed = version.Clause.Document.InForceUntil is { } last && day > last;
            return repealed ? null : new Finding<T>(version.Value, [version.Clause]);
        }

        return null;
    }

    /// <summary>The value in force on <paramref name="day"/>.</summary>
    /// <exception cref="NoRuleInForceException">Nothing recorded is in force on that day.</exception>
    public Finding<T> At(DateOnly day) =>
        TryAt(day) ?? throw new NoRuleInForceException($"{label}: nothing recorded is in force on {day:O}.");
}

/// <summary>An ordinary rule and its exceptions. Two exceptions that both hold are an error, never a silent winner.</summary>
public sealed record Rule<T>(DateOnly Day, Finding<T> Ordinary, ImmutableArray<Finding<T>> Holding)
{
    /// <summary>Adds an exception that takes the place of the ordinary rule when <paramref name="when"/> holds.</summary>
    public Rule<T> Except(bool when, Dated<T> then) =>
        when && then.TryAt(Day) is { } found ? this with { Holding = Holding.Add(found) } : this;

    /// <summary>The value that holds, with the ordinary clause first and the exception's clause after it.</summary>
    /// <exception cref="RuleConflictException">Two exceptions hold at once.</exception>
    public Finding<T> Decide() => Holding switch
    {
        [] => Ordinary,
        [var only] => only with { Because = [.. Ordinary.Because, .. only.Because] },
        _ => throw new RuleConflictException(
            $"{Ordinary.Because[^1]} is displaced by {string.Join(" and by ", Holding.SelectMany(f => f.Because))}; say which prevails."),
    };
}

/// <summary>Where a rule starts: the ordinary figure on a legal day.</summary>
public static class Rule
{
    public static Rule<T> Ordinarily<T>(Dated<T> figure, DateOnly day) => new(day, figure.At(day), []);
}
