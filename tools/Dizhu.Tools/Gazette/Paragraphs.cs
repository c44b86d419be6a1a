using System.Text.RegularExpressions;

namespace Dizhu.Tools.Gazette;

/// <summary>
/// Joins what columns and pages cut (D-POL-09). The words stay as printed; only the cut between two lines goes.
/// Whether a line goes on is told from how it ends and how the next one starts.
/// </summary>
internal static partial class Paragraphs
{
    /// <summary>Headings and names in lists end without a full stop; anything longer does not.</summary>
    private const int LongestHeading = 32;

    private const int LongestListedName = 20;

    public static List<string> Join(IReadOnlyList<string> lines)
    {
        var paragraphs = new List<string>();
        var inAnnex = false;
        foreach (var line in lines)
        {
            inAnnex |= AnnexMark().IsMatch(line);
            if (paragraphs.Count > 0 && GoesOn(paragraphs[^1], line, inAnnex))
            {
                paragraphs[^1] += line;
            }
            else
            {
                paragraphs.Add(line);
            }
        }

        return paragraphs;
    }

    public static bool IsSignature(string line) => Signature().IsMatch(line);

    public static bool IsDate(string line) => DateLine().IsMatch(line);

    public static bool IsTableRow(string line) => line.StartsWith('|');

    /// <summary>The line of dashes under the head of a table.</summary>
    public static bool IsTableRule(string? line) => line?.StartsWith("|--", StringComparison.Ordinal) == true;

    public static Match AnnexHeading(string line) => AnnexMark().Match(line);

    public static bool IsAnnexList(string line) => line.StartsWith("附件:", StringComparison.Ordinal);

    private static bool GoesOn(string paragraph, string next, bool inAnnex)
    {
        if (StandsAlone(paragraph) || StandsAlone(next) || IsAnnexList(next) || ClauseNumbers.StartsClause(next)
            || (inAnnex && AnnexTitle().IsMatch(paragraph)))
        {
            return false;
        }

        if (paragraph.Count(c => c is '(' or '(') > paragraph.Count(c => c is ')' or ')'))
        {
            return true;
        }

        var ends = "。！？；;:：!?".Contains(paragraph[^1], StringComparison.Ordinal)
            || (paragraph[^1] == ')' && (inAnnex || !paragraph.Contains('。', StringComparison.Ordinal)));
        if (ends)
        {
            return false;
        }

        return !IsHeading(paragraph) && !(inAnnex && IsListedName(paragraph));
    }

    private static bool StandsAlone(string line) =>
        IsTableRow(line) || IsSignature(line) || IsDate(line) || AnnexMark().IsMatch(line) || ContinuedTable().IsMatch(line)
        || AttachedTitle().IsMatch(line);

    private static bool IsHeading(string line) =>
        ClauseNumbers.StartsClause(line) && !ClauseNumbers.StartsItem(line) && !FundItem().IsMatch(line) && line.Length <= LongestHeading && line.IndexOfAny(['。', ';', '；', ':', '：']) < 0;

    private static bool IsListedName(string line) => !ClauseNumbers.StartsClause(line) && line.Length <= LongestListedName && line.IndexOfAny([',', '，', '。']) < 0;

    [GeneratedRegex(@"^三门峡市人民政府(办公室)?$")]
    private static partial Regex Signature();

    [GeneratedRegex(@"^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$")]
    private static partial Regex DateLine();

    [GeneratedRegex(@"^附\s*件\s*(?<n>\d*)$")]
    private static partial Regex AnnexMark();

    /// <summary>The items of the fund catalogue are short sentences that begin with 列.</summary>
    [GeneratedRegex(@"^[一二三四五六七八九十]+、列")]
    private static partial Regex FundItem();

    [GeneratedRegex(@"^续表[一二三四五六七八九十]+$")]
    private static partial Regex ContinuedTable();

    [GeneratedRegex(@"^.{4,60}(名单|目录|台账|责任单位)$")]
    private static partial Regex AnnexTitle();

    [GeneratedRegex(@"^三门峡市.{4,40}(方案|预案|名单)$")]
    private static partial Regex AttachedTitle();
}
