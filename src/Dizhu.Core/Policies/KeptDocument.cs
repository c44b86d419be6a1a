namespace Dizhu.Core.Policies;

/// <summary>A binding document whose text is kept.</summary>
/// <param name="Code">Its number as printed.</param>
/// <param name="Title">Its title as printed over the text.</param>
/// <param name="TitleInContents">Its title in the table of contents where that differs; otherwise null.</param>
/// <param name="AttachedTitle">The title of the text a covering notice brings; null when there is no covering notice.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Date">The day under the text.</param>
/// <param name="Page">Its page in the gazette.</param>
/// <param name="Clauses">Its clauses in printed order.</param>
public sealed record KeptDocument(
    string Code,
    string Title,
    string? TitleInContents,
    string? AttachedTitle,
    string Issuer,
    DateOnly Date,
    int Page,
    IReadOnlyList<KeptClause> Clauses)
{
    /// <summary>The clause with this number, or null when there is none.</summary>
    public KeptClause? Clause(string number) =>
        Clauses.FirstOrDefault(c => string.Equals(c.Number, number, StringComparison.Ordinal));
}

/// <summary>One clause with the paragraphs printed under its number, one a line, in printed order. Tables are Markdown rows.</summary>
/// <param name="Number">Its number as citations give it.</param>
/// <param name="Text">Its own words, without those of the clauses below it.</param>
public sealed record KeptClause(string Number, string Text)
{
    /// <summary>True when these words stand in the clause, white space left aside.</summary>
    public bool Says(string words)
    {
        var sought = WithoutSpace(words);
        return sought.Length > 0 && WithoutSpace(Text).Contains(sought, StringComparison.Ordinal);
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
