namespace Dizhu.Core;

/// <summary>
/// Finds cases by the words of their reports. What is in it is written as ordinary rows (<c>CaseWords</c>) in the
/// transaction of the act; how it is searched is the database's own.
/// </summary>
public interface ITextIndex
{
    /// <summary>The cases whose words hold every one of these pairs of characters; nothing is read yet.</summary>
    /// <param name="pairs">As the tokenizer gives them, at least one.</param>
    IQueryable<Guid> CasesHolding(DizhuDb db, IReadOnlyList<string> pairs);
}
