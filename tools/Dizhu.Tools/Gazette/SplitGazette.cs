using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dizhu.Tools.Gazette;

/// <summary>Writes <c>docs/sources</c>: one folder a document, with what identifies it and its text by clause.</summary>
internal static partial class SplitGazette
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NewLine = "\n",
    };

    public static int Run(string gazette, string repoRoot)
    {
        var target = Path.Combine(repoRoot, "docs", "sources");
        var index = new StringBuilder();
        foreach (var document in GazetteReader.Read(File.ReadAllText(gazette)))
        {
            var split = ClauseSplitter.Split(document.Lines);
            NothingLost(document, split);
            var about = About(document, split);
            var folder = Directory.CreateDirectory(Path.Combine(target, document.Code)).FullName;
            File.WriteAllText(Path.Combine(folder, "document.json"), JsonSerializer.Serialize(about, Json) + "\n");
            File.WriteAllText(Path.Combine(folder, "text.md"), Text(document, split));
            _ = index.Append(CultureInfo.InvariantCulture,
                $"| [{about.Code}]({about.Code}/text.md) | {about.Title} | {about.Date:yyyy-MM-dd} | {about.Page} | {split.Clauses.Count} |\n");
            Console.WriteLine($"{about.Code}  {split.Clauses.Count,3} clauses  {about.Title}");
        }

        File.WriteAllText(Path.Combine(target, "README.md"), Readme.Replace("{index}", index.ToString().TrimEnd('\n'), StringComparison.Ordinal));
        return 0;
    }

    private static KeptDocumentFile About(PrintedDocument document, ClauseSplitter split)
    {
        var date = DatePattern().Match(split.SignedOn ?? throw new InvalidDataException($"{document.Code} carries no day."));
        int Part(string name) => int.Parse(date.Groups[name].Value, CultureInfo.InvariantCulture);
        return new(
            document.Code,
            document.Title,
            string.Equals(document.TitleInContents, document.Title, StringComparison.Ordinal) ? null : document.TitleInContents,
            split.AttachedTitle,
            document.Title.StartsWith("三门峡市人民政府办公室", StringComparison.Ordinal) ? "三门峡市人民政府办公室" : "三门峡市人民政府",
            new DateOnly(Part("y"), Part("m"), Part("d")),
            document.Page,
            "三门峡市人民政府公报 2017年第5号(总第136号)");
    }

    private static string Text(PrintedDocument document, ClauseSplitter split)
    {
        var text = new StringBuilder().Append("# ").Append(document.Title).Append("\n\n").Append(document.Code).Append('\n');
        foreach (var clause in split.Clauses)
        {
            if (clause.Number is "前言" && split.AttachedTitle is { } attached)
            {
                _ = text.Append("\n# ").Append(attached).Append('\n');
            }

            _ = text.Append('\n').Append('#', clause.Depth + 1).Append(' ').Append(clause.Number).Append('\n');
            for (var i = 0; i < clause.Paragraphs.Count; i++)
            {
                var newBlock = !Paragraphs.IsTableRow(clause.Paragraphs[i])
                    || Paragraphs.IsTableRule(clause.Paragraphs.ElementAtOrDefault(i + 1))
                    || i == 0
                    || !Paragraphs.IsTableRow(clause.Paragraphs[i - 1]);
                _ = text.Append(newBlock ? "\n" : "").Append(PersonalData.Hide(clause.Paragraphs[i])).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Every printed character stands in the clauses, in the printed order.</summary>
    private static void NothingLost(PrintedDocument document, ClauseSplitter split)
    {
        var printed = GazetteReader.WithoutSpaces(string.Concat(document.Lines));
        var kept = new StringBuilder();
        foreach (var clause in split.Clauses)
        {
            _ = kept.Append(clause.Number is "前言" ? split.AttachedTitle : "").AppendJoin("", clause.Paragraphs);
        }

        if (!string.Equals(printed, GazetteReader.WithoutSpaces(kept.ToString()), StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The clauses of {document.Code} do not add up to its text.");
        }
    }

    /// <summary>The shape of <c>document.json</c>.</summary>
    private sealed record KeptDocumentFile(
        string Code, string Title, string? TitleInContents, string? AttachedTitle, string Issuer, DateOnly Date, int Page, string PrintedIn);

    [GeneratedRegex(@"^(?<y>\d{4})\s*年\s*(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*日$")]
    private static partial Regex DatePattern();

    private const string Readme =
        """
        # Binding documents

        The documents of 三门峡市人民政府公报 2017年第5号 (总第136号, printed 2017-06-15, free internal material), split by
        document and clause. They are what the rules of the product cite: a test looks up every quoted word here.

        Official documents of the state are not protected by copyright (著作权法 第五条); they are reproduced unaltered
        except for the points below. The masthead and the contents are not kept.

        Written by `dotnet run --project tools/Dizhu.Tools -- sources <gazette.txt>` from the digitised gazette. The tool
        stops when a printed character would be lost or when the clause numbers do not follow each other. Do not edit the texts by hand.

        | document | title | date | page | clauses |
        |---|---|---|---|---|
        {index}

        ## How they are written down

        - `document.json` says what the document is: number, title over the text, title in the contents where it differs, title of
          the text a covering notice brings, issuer, date, page. A value that was not printed is null.
        - `text.md` is its text. A heading carries nothing but the number of the clause; the printed words stand under it, with their
          printed number. `三(二)1` is point 1 of (二) of chapter 三; one document numbers in decimals: `4.1.2(3)`.
          `前言` is the text before the first number, `正文` the text of a document without numbers, `通知` (`通知一` …) the covering
          notice, `附件` (`附件1`, `附件1 一` …) an annex, `附件清单` the list of annexes, `落款` issuer and day under the text.
        - Lines that columns and pages cut are joined, and that is all (D-POL-09). Misprints, words left from digitisation
          ("task", "and") and punctuation stay as printed (D-POL-02, D-POL-03); search and comparison ignore white space only.
        - Tables keep their page breaks (续表).
        - Personal telephone numbers and mail addresses are replaced by 〔已隐去〕 (DCM-118, D-DCM-13).

        """;
}
