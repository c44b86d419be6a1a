using System.Text.RegularExpressions;
using Dizhu.Core.Policies;

namespace Dizhu.Repository.Tests;

/// <summary>The notation of the <c>clause</c> columns: <c>三政办〔2017〕26号 三(二)1; 四(一) (derived)</c>.</summary>
internal static partial class ClauseReferences
{
    /// <summary>The references to kept documents in a cell; a number without a document belongs to the one named before it.</summary>
    public static IEnumerable<(string Code, string Number)> In(string cell)
    {
        var code = "";
        foreach (var part in Note().Replace(cell, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var named = Document().Match(part);
            code = named.Success ? named.Groups["code"].Value : code;
            if (code.Length > 0)
            {
                yield return (code, named.Success ? named.Groups["number"].Value.Trim() : part);
            }
        }
    }

    /// <summary>
    /// True when the clause is kept. A row of an annex (<c>附件 B7</c>) is looked for in the annex, a range
    /// (<c>三(七)1–7</c>) by both ends, a paragraph (<c>para 2</c>) in its clause, a later chapter of an annex (<c>十二</c>) there.
    /// </summary>
    public static bool IsKept((string Code, string Number) reference)
    {
        var number = Paragraph().Replace(reference.Number, "").Trim();
        if (number is "" or "目录")
        {
            return true;
        }

        if (Range().Match(number) is { Success: true } range)
        {
            return IsKept((reference.Code, range.Groups["stem"].Value + range.Groups["from"].Value))
                && IsKept((reference.Code, range.Groups["stem"].Value + range.Groups["to"].Value));
        }

        return KeptText.Find(reference.Code, AnnexRow().Replace(number, "附件")) is not null
            || KeptText.Find(reference.Code, number) is not null
            || KeptText.Find(reference.Code, "附件1 " + number) is not null;
    }

    [GeneratedRegex(@"\((?:derived|[A-Z]-[A-Z]+-\d+)\)")]
    private static partial Regex Note();

    [GeneratedRegex(@"^(?<code>三政办?〔\d{4}〕\d+号)(?<number>.*)$")]
    private static partial Regex Document();

    [GeneratedRegex(@"\s+para \d+$")]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"^(?<stem>.*\))(?<from>\d+)–(?<to>\d+)$")]
    private static partial Regex Range();

    [GeneratedRegex(@"^附件( [A-C]?\d+)+$")]
    private static partial Regex AnnexRow();
}
