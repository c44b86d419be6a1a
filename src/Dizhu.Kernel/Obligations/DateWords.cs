using System.Globalization;
using System.Text.RegularExpressions;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Kernel.Obligations;

/// <summary>
/// Finds the one date word in a sentence of an official document. Two dates that are not one window are refused:
/// which of them binds is for a person to say.
/// </summary>
public static partial class DateWords
{
    private const int LongestText = 400;
    private const string Count = @"(?<n>[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})";
    private const string PrintedYear = @"(?:(?<y>[0-9]{4})年)?";
    private const string BeforeWord = @"(?<before>以前|之前|前)?";

    // In order: a later pattern never takes words an earlier one has taken.
    private static readonly (Regex Pattern, Func<Match, DateWord?> Read)[] Patterns =
    [
        (Ahead(), m => Counted(m, DateWordKind.Ahead)),
        (Monthly(), m => Plain(m, DateWordKind.MonthlyDay) with { Day = NumberOf(m, "d") }),
        (MonthlyEnd(), m => Plain(m, DateWordKind.MonthlyDay) with { Day = 31 }),
        (Every(), m => Plain(m, DateWordKind.EveryPeriod) with { Period = PeriodOf(m.Groups["p"].Value), Amount = 1 }),
        (FullDay(), m => Plain(m, DateWordKind.Day) with { Month = NumberOf(m, "m"), Day = NumberOf(m, "d") }),
        (TenDays(), m => Plain(m, DateWordKind.TenDays) with { Month = NumberOf(m, "m"), Part = PartOf(m) }),
        (MonthEnd(), m => Plain(m, DateWordKind.Month) with { Month = NumberOf(m, "m") }),
        (HalfYear(), m => Plain(m, DateWordKind.HalfYear) with { Part = PartOf(m) }),
        (YearEnd(), m => Plain(m, DateWordKind.Year)),
        (ByYear(), m => Plain(m, DateWordKind.Year)),
        (Within(), m => Counted(m, DateWordKind.Within)),
        (Unset(), m => Plain(m, DateWordKind.Unset)),
    ];

    /// <summary>The date word of a sentence, or why there is not exactly one.</summary>
    public static Outcome<DateWord> Parse(string? sentence)
    {
        var text = (sentence ?? "").Trim();
        if (text.Length is 0 or > LongestText)
        {
            return Refuse("date.unreadable", $"请填写一句含日期或期限的原文，最长 {LongestText} 个字。");
        }

        var found = Find(text);
        if (found.Any(f => f.Word is null))
        {
            return Refuse("date.no-such-day", $"“{found.First(f => f.Word is null).Printed}”里的数不成日期或期限。请核对原文。");
        }

        if (found.Count > 1)
        {
            found.RemoveAll(f => f.Word!.Kind == DateWordKind.Unset);
        }

        return found switch
        {
            [] => Refuse("date.unreadable", $"“{PrintedNumber.Short(text)}”里没有能识别的日期或期限。请写成 2017年6月5日前、10月底前、15日内、7个工作日内、提前2个月以上、每月29日前这样的词。"),
            [var only] => (only.Word!.Kind == DateWordKind.EveryPeriod ? WithCount(only.Word, text[(only.At + only.Printed.Length)..]) : only.Word) with { Binding = BindingOf(text) },
            [var from, var to] when IsWindow(text, from, to) => new DateWord(text[from.At..(to.At + to.Printed.Length)], DateWordKind.Window, BindingOf(text))
            {
                Ends = [from.Word!, to.Word!],
            },
            _ => Refuse("date.several", $"这句话里有 {found.Count} 个日期或期限：{string.Join("、", found.Select(f => f.Printed))}。请分成几条，每条只留一个。"),
        };
    }

    /// <summary>How binding the words of a sentence are; a soft word outweighs 要.</summary>
    public static Binding BindingOf(string sentence) => Soft().IsMatch(sentence) ? Binding.Soft : Binding.Hard;

    private static List<(int At, string Printed, DateWord? Word)> Find(string text)
    {
        var found = new List<(int At, string Printed, DateWord? Word)>();
        foreach (var (pattern, read) in Patterns)
        {
            foreach (Match match in pattern.Matches(text))
            {
                if (found.TrueForAll(f => match.Index >= f.At + f.Printed.Length || match.Index + match.Length <= f.At))
                {
                    found.Add((match.Index, match.Value, read(match)));
                }
            }
        }

        return [.. found.OrderBy(f => f.At)];
    }

    private static bool IsWindow(string text, (int At, string Printed, DateWord? Word) from, (int At, string Printed, DateWord? Word) to) =>
        from.Word!.Kind <= DateWordKind.Year && to.Word!.Kind <= DateWordKind.Year && !from.Word.Before
        && Until().IsMatch(text[(from.At + from.Printed.Length)..to.At]);

    private static DateWord Plain(Match match, DateWordKind kind) => new(match.Value, kind, Binding.Hard)
    {
        Year = match.Groups["y"].Success ? NumberOf(match, "y") : null,
        Before = match.Groups["before"].Success,
    };

    private static DateWord? Counted(Match match, DateWordKind kind) => PrintedNumber.Whole(match.Groups["n"].Value) is { } amount and >= 1 and <= 1000
        ? Plain(match, kind) with
        {
            Amount = amount,
            Unit = match.Groups["u"].Value switch
            {
                "小时" => CountUnit.Hour,
                "工作日" => CountUnit.WorkDay,
                "周" => CountUnit.Week,
                "月" => CountUnit.Month,
                "年" => CountUnit.Year,
                _ => CountUnit.Day,
            },
        }
        : null;

    /// <summary>每年不少于2次: the count printed after the period, in the same clause.</summary>
    private static DateWord WithCount(DateWord word, string after) =>
        Times().Match(after) is { Success: true } times && PrintedNumber.Whole(times.Groups["n"].Value) is { } amount and >= 1
            ? word with { Amount = amount }
            : word;

    private static DutyPeriod PeriodOf(string word) => word switch
    {
        "天" or "日" => DutyPeriod.Day,
        "周" => DutyPeriod.Week,
        "半月" or "半个月" => DutyPeriod.HalfMonth,
        "月" => DutyPeriod.Month,
        "季度" => DutyPeriod.Quarter,
        _ => DutyPeriod.Year,
    };

    private static int PartOf(Match match) => match.Groups["part"].Value switch { "上" => 1, "中" => 2, _ => match.Value.Contains("半年", StringComparison.Ordinal) ? 2 : 3 };

    private static int NumberOf(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Refusal Refuse(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "date");

    [GeneratedRegex("提前" + Count + "个?(?<u>工作日|日|天|周|月|年)(?:以上)?", RegexOptions.None, 1000)]
    private static partial Regex Ahead();

    // Both days of 每月14日前和29日前 are found, so that such a sentence is refused and not half read.
    [GeneratedRegex("(?:每月|(?<=每月[0-9]{1,2}日前?[和、及]))(?<d>[0-9]{1,2})日" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex Monthly();

    [GeneratedRegex("每月(?:月)?(?:底|末)" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex MonthlyEnd();

    [GeneratedRegex("(?:每个?(?<p>天|日|周|半个?月|月|季度|年)|按(?<p>月|季度|年)(?!度))", RegexOptions.None, 1000)]
    private static partial Regex Every();

    [GeneratedRegex(PrintedYear + "(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex FullDay();

    [GeneratedRegex(PrintedYear + "(?<m>[0-9]{1,2})月(?<part>[上中下])旬" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex TenDays();

    [GeneratedRegex(PrintedYear + "(?<m>[0-9]{1,2})月(?:底|末|份)" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex MonthEnd();

    [GeneratedRegex(PrintedYear + "(?<part>[上下])半年" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex HalfYear();

    [GeneratedRegex("(?:(?<y>[0-9]{4})年(?:年?底|末|内)|(?<![0-9])年(?:底|末|内))" + BeforeWord, RegexOptions.None, 1000)]
    private static partial Regex YearEnd();

    // 到2020年 is a date; 2018年春节前 and 2017年以后 are not this one.
    [GeneratedRegex("(?:到|至|在|于)(?<y>[0-9]{4})年(?![0-9以前后度初春元清端中国五])", RegexOptions.None, 1000)]
    private static partial Regex ByYear();

    [GeneratedRegex(Count + "个?(?<u>工作日|小时|日|天|周|月|年)(?:以|之)?内", RegexOptions.None, 1000)]
    private static partial Regex Within();

    [GeneratedRegex("定期不定期|不定期|定期|经常性|常态化", RegexOptions.None, 1000)]
    private static partial Regex Unset();

    [GeneratedRegex("^[^。；;]{0,20}?" + Count + "次", RegexOptions.None, 1000)]
    private static partial Regex Times();

    [GeneratedRegex("^(?:开始|起)?(?:至|到|—|－|-|~|～)$", RegexOptions.None, 1000)]
    private static partial Regex Until();

    [GeneratedRegex("力争|争取|原则上", RegexOptions.None, 1000)]
    private static partial Regex Soft();
}
