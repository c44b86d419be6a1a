namespace Dizhu.Tools.Gazette;

/// <summary>One document as it stands in the gazette, before it is split into clauses.</summary>
/// <param name="Code">Its number, without the spaces of the print.</param>
/// <param name="Title">Its title as printed over its text.</param>
/// <param name="TitleInContents">Its title as printed in the table of contents; the two do not always agree.</param>
/// <param name="Page">The page the table of contents gives.</param>
/// <param name="Lines">The lines under its number, blank ones left out.</param>
internal sealed record PrintedDocument(string Code, string Title, string TitleInContents, int Page, IReadOnlyList<string> Lines);

/// <summary>One clause: its number in the notation of the requirements catalogue and the paragraphs printed under it.</summary>
internal sealed record PrintedClause(string Number, int Depth, List<string> Paragraphs);
