using System.Globalization;
using System.Text.RegularExpressions;

namespace Dizhu.Tools.Gazette;

/// <summary>Cuts the digitised gazette into its documents.</summary>
internal static partial class GazetteReader
{
    private const string Issuer = "三门峡市人民政府";

    /// <exception cref="InvalidDataException">The contents and the documents do not agree in number.</exception>
    public static IReadOnlyList<PrintedDocument> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).ToList();
        var codes = Enumerable.Range(0, lines.Count).Where(i => DocumentCode().IsMatch(lines[i])).ToList();
        var titles = codes.ConvertAll(at => TitleOver(lines, at));
        var contents = Contents(lines.Take(titles[0].Start)).ToList();
        if (contents.Count != codes.Count)
        {
            throw new InvalidDataException($"The contents list {contents.Count} documents, the text has {codes.Count}.");
        }

        var documents = new List<PrintedDocument>();
        for (var i = 0; i < codes.Count; i++)
        {
            var end = i + 1 < codes.Count ? titles[i + 1].Start : lines.Count;
            var body = lines.Skip(codes[i] + 1).Take(end - codes[i] - 1).Where(l => l.Length > 0);
            documents.Add(new(WithoutSpaces(lines[codes[i]]), titles[i].Text, contents[i].Title, contents[i].Page, [.. body]));
        }

        return documents;
    }

    public static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>A title may fill several lines; it always begins with the name of the issuer.</summary>
    private static (int Start, string Text) TitleOver(List<string> lines, int code)
    {
        var start = code - 1;
        while (!lines[start].StartsWith(Issuer, StringComparison.Ordinal))
        {
            start--;
        }

        return (start, WithoutSpaces(string.Concat(lines.Skip(start).Take(code - start))));
    }

    /// <summary>
    /// The contents are split: a table first, then, after the masthead, entries that may fill several lines (D-POL-04).
    /// </summary>
    private static IEnumerable<(string Title, int Page)> Contents(IEnumerable<string> front)
    {
        var entry = "";
        foreach (var line in front)
        {
            var row = ContentsRow().Match(line);
            if (row.Success)
            {
                yield return (WithoutSpaces(row.Groups["title"].Value), Number(row.Groups["page"].Value));
                continue;
            }

            entry = line.StartsWith(Issuer + "关于", StringComparison.Ordinal) || line.StartsWith(Issuer + "办公室关于", StringComparison.Ordinal)
                ? line
                : entry.Length > 0 ? entry + line : "";
            var last = ContentsEntry().Match(entry);
            if (last.Success)
            {
                yield return (WithoutSpaces(last.Groups["title"].Value), Number(last.Groups["page"].Value));
                entry = "";
            }
        }
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^三政办?〔\d{4}〕\s*\d+\s*号$")]
    private static partial Regex DocumentCode();

    [GeneratedRegex(@"^\|\s*(?<title>三门峡市.+?)\s*\|\s*(?<page>\d+)\s*\|$")]
    private static partial Regex ContentsRow();

    [GeneratedRegex(@"^(?<title>三门峡市.+?(?:通知|意见|决定))[\s.]*(?<page>\d+)$")]
    private static partial Regex ContentsEntry();
}
