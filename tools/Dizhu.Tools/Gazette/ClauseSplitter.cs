namespace Dizhu.Tools.Gazette;

/// <summary>
/// Puts every paragraph of a document under the number of its clause, in the notation of the requirements catalogue:
/// <c>前言</c> before the first number (<c>正文</c> where there is none), <c>通知</c> for the covering notice of an attached text,
/// <c>附件</c> for an annex, <c>落款</c> for issuer and day under the text.
/// </summary>
internal sealed class ClauseSplitter
{
    private readonly List<PrintedClause> _clauses = [];
    private readonly bool _severalAnnexes;
    private readonly bool _numbered;
    private ClauseNumbers _numbers = new();
    private string _prefix = "";
    private bool _takesNumbers = true;
    private bool _awaitsAttachedTitle;

    private ClauseSplitter(List<string> paragraphs)
    {
        _severalAnnexes = paragraphs.Count(p => Paragraphs.AnnexHeading(p).Success) > 1;
        _numbered = paragraphs.Exists(ClauseNumbers.StartsClause);
        HasCoveringNotice = paragraphs.Zip(paragraphs.Skip(1)).Any(pair =>
            Paragraphs.IsDate(pair.First) && !Paragraphs.AnnexHeading(pair.Second).Success);
    }

    /// <summary>The clauses in the order of the print.</summary>
    public IReadOnlyList<PrintedClause> Clauses => _clauses;

    /// <summary>The title of the text a covering notice brings; null when there is none.</summary>
    public string? AttachedTitle { get; private set; }

    /// <summary>The day under the text, as printed.</summary>
    public string? SignedOn { get; private set; }

    private bool HasCoveringNotice { get; }

    public static ClauseSplitter Split(IReadOnlyList<string> lines)
    {
        var paragraphs = Paragraphs.Join(lines);
        var splitter = new ClauseSplitter(paragraphs);
        splitter.Open(splitter.HasCoveringNotice ? "通知" : splitter.StartOfText, 1);
        splitter._prefix = splitter.HasCoveringNotice ? "通知" : "";
        foreach (var paragraph in paragraphs)
        {
            splitter.Take(paragraph);
        }

        return splitter;
    }

    private string StartOfText => _numbered ? "前言" : "正文";

    private void Take(string paragraph)
    {
        if (_awaitsAttachedTitle)
        {
            AttachedTitle = GazetteReader.WithoutSpaces(paragraph);
            _awaitsAttachedTitle = false;
            StartPart("", "前言");
            return;
        }

        if (Paragraphs.AnnexHeading(paragraph) is { Success: true } annex)
        {
            var name = "附件" + (_severalAnnexes ? annex.Groups["n"].Value : "");
            StartPart(_severalAnnexes ? name + " " : name, name);
        }
        else if (Paragraphs.IsSignature(paragraph))
        {
            StartPart("", "落款");
        }
        else if (Paragraphs.IsDate(paragraph))
        {
            SignedOn ??= paragraph;
            _awaitsAttachedTitle = HasCoveringNotice && AttachedTitle is null;
        }
        else if (Paragraphs.IsAnnexList(paragraph))
        {
            Open("附件清单", 1);
            _takesNumbers = false;
        }
        else if (_takesNumbers && _numbers.Open(paragraph) is { } opened)
        {
            Open(_prefix + opened.Number, opened.Depth);
        }

        _clauses[^1].Paragraphs.Add(paragraph);
    }

    private void StartPart(string prefix, string number)
    {
        _numbers = new();
        _prefix = prefix;
        _takesNumbers = true;
        Open(number, 1);
    }

    private void Open(string number, int depth)
    {
        if (_clauses.Exists(c => string.Equals(c.Number, number, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"Two clauses would be called {number}.");
        }

        _clauses.Add(new(number, depth, []));
    }
}
