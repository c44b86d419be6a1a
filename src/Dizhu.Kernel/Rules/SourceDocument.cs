namespace Dizhu.Kernel.Rules;

/// <summary>A document that binds us. Its text, split by clause, is kept in <c>docs/sources/{Code}/</c>.</summary>
/// <param name="Code">The official number exactly as printed, for example <c>三政办〔2017〕26号</c>.</param>
/// <param name="Title">The title as printed.</param>
/// <param name="InForceFrom">The first legal day on which it binds.</param>
/// <param name="InForceUntil">The last legal day on which it binds; null while it is in force.</param>
public sealed record SourceDocument(string Code, string Title, DateOnly InForceFrom, DateOnly? InForceUntil = null)
{
    /// <summary>Cites one clause with the few words relied on, both exactly as printed.</summary>
    public Clause Clause(string number, string words) => new(this, number, words);
}

/// <summary>One clause, with the few words of it that the code relies on.</summary>
public sealed record Clause(SourceDocument Document, string Number, string Words)
{
    /// <summary>The form in which a clause is shown and stored: document and number, as printed.</summary>
    public override string ToString() => $"{Document.Code} {Number}";
}
