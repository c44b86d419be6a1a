namespace Dizhu.Core;

/// <summary>
/// Finds cases by the words of their reports. What is in it is written as ordinary rows (<c>CaseWords</c>) in the
/// transaction of the act; how it is searched is the database's own.
/// </summary>
public interface ITextIndex
{
    /// <summary>The cases whose words hold every one of these pairs of characters; null when they are more than asked for, or plainly many.</summary>
    /// <param name="pairs">As the tokenizer gives them, at least one.</param>
    Task<IReadOnlyList<Guid>?> FindAsync(DizhuDb db, IReadOnlyList<string> pairs, int most, CancellationToken cancellationToken);
}
