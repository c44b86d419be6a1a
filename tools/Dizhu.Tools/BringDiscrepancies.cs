using System.Text.RegularExpressions;
using Dizhu.Core.Policies;

namespace Dizhu.Tools;

/// <summary>Takes from the list of discrepancies of the print which clause each is about, so that the policy library can show its id beside the clause.</summary>
internal static partial class BringDiscrepancies
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["count"] = "数目不符",
        ["text–table"] = "文表不一",
        ["wording"] = "措辞",
        ["typo"] = "错字",
        ["date"] = "日期",
        ["gap"] = "空缺",
        ["overlap"] = "重叠",
        ["outside"] = "与文外事实不符",
    };

    public static int Run(string requirementsFolder, string repoRoot)
    {
        var rows = File.ReadLines(Path.Combine(requirementsFolder, "discrepancies.md")).Where(l => l.StartsWith("| D-", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).SelectMany(c => Places(c[2]).Select(p => new[] { c[1], p.Code, p.Clause, Kinds[c[3]] }));
        ToolTable.Write(repoRoot, "data/requirements/discrepancies.csv", "id,document,clause,kind", rows);
        return 0;
    }

    /// <summary>The clauses a place names; the whole document where it names none that is kept, nothing where it names no document.</summary>
    private static IEnumerable<(string Code, string Clause)> Places(string place)
    {
        foreach (var part in place.Split(';', StringSplitOptions.TrimEntries))
        {
            var code = Code().Match(part).Value;
            if (KeptText.Find(code) is not { } document)
            {
                continue;
            }

            var clauses = Between().Split(part[(part.IndexOf(code, StringComparison.Ordinal) + code.Length)..]).Select(t => t.Trim().Split(' ')[0]).Where(t => document.Clause(t) is not null).Distinct(StringComparer.Ordinal).ToList();
            foreach (var clause in clauses.DefaultIfEmpty(""))
            {
                yield return (code, clause);
            }
        }
    }

    [GeneratedRegex("三政办?〔2017〕[0-9]+号")]
    private static partial Regex Code();

    [GeneratedRegex(",|，| vs ")]
    private static partial Regex Between();
}
