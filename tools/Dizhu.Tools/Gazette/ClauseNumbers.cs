using System.Globalization;
using System.Text.RegularExpressions;

namespace Dizhu.Tools.Gazette;

/// <summary>
/// Reads the printed number at the start of a paragraph: <c>一、</c>, <c>(一)</c>, <c>1.</c>, <c>(1)</c>, or the decimals
/// <c>4.1.2</c> of one document, and keeps the path of the clause we are in.
/// </summary>
internal sealed partial class ClauseNumbers
{
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _lastOfLevel = [];
    private string[] _path = [];

    /// <summary>True when the line starts a clause of any level.</summary>
    public static bool StartsClause(string line) => Chapter().IsMatch(line) || Section().IsMatch(line) || Point().IsMatch(line)
        || Item().IsMatch(line) || Decimal().IsMatch(line);

    /// <summary>True when the line starts an item <c>(1)</c>; items are sentences, never headings.</summary>
    public static bool StartsItem(string line) => Item().IsMatch(line);

    /// <summary>The number and depth (1 = chapter) of the clause this paragraph opens, or null when it opens none.</summary>
    /// <exception cref="InvalidDataException">The numbers do not follow each other: a line was cut or joined wrongly.</exception>
    public (string Number, int Depth)? Open(string paragraph)
    {
        var (level, number, value) = Read(paragraph);
        if (level == 0)
        {
            return null;
        }

        if (Decimal().Match(paragraph) is { Success: true } dotted && level < 4)
        {
            _path = dotted.Groups["n"].Value.Split('.');
            Follows(level, string.Join('.', _path[..^1]), value, paragraph);
            return (dotted.Groups["n"].Value, level);
        }

        var isDecimal = _path.Length > 0 && char.IsAsciiDigit(_path[0][0]);
        var parents = isDecimal ? _path.TakeWhile(p => p[0] != '(').ToArray() : [.. _path.Where(p => LevelOf(p) < level)];
        Follows(level, string.Concat(parents), value, paragraph);
        _path = [.. parents, number];
        return (isDecimal ? string.Join('.', parents) + number : string.Concat(_path), isDecimal ? parents.Length + 1 : _path.Length);
    }

    /// <summary>A number is the first one, or one more than the last under the same parent or, where numbers run on, at the same level.</summary>
    private void Follows(int level, string parent, int value, string paragraph)
    {
        var key = $"{level}/{parent}";
        var expected = _last.TryGetValue(key, out var last) ? last + 1 : 1;
        if (value != expected && value != _lastOfLevel.GetValueOrDefault(level) + 1)
        {
            throw new InvalidDataException($"Clause {value} follows {expected - 1} under '{parent}': {paragraph}");
        }

        _last[key] = value;
        _lastOfLevel[level] = value;
    }

    private static (int Level, string Number, int Value) Read(string paragraph)
    {
        if (Chapter().Match(paragraph) is { Success: true } chapter)
        {
            return (1, chapter.Groups["n"].Value, ChineseNumber(chapter.Groups["n"].Value));
        }

        if (Section().Match(paragraph) is { Success: true } section)
        {
            return (2, $"({section.Groups["n"].Value})", ChineseNumber(section.Groups["n"].Value));
        }

        if (Item().Match(paragraph) is { Success: true } item)
        {
            return (4, $"({item.Groups["n"].Value})", Value(item.Groups["n"].Value));
        }

        if (Decimal().Match(paragraph) is { Success: true } dotted)
        {
            var parts = dotted.Groups["n"].Value.Split('.');
            return (parts.Length, dotted.Groups["n"].Value, Value(parts[^1]));
        }

        return Point().Match(paragraph) is { Success: true } point
            ? (3, point.Groups["n"].Value, Value(point.Groups["n"].Value))
            : (0, "", 0);
    }

    private static int LevelOf(string part) => part switch
    {
        ['(', var c, ..] => char.IsAsciiDigit(c) ? 4 : 2,
        [var c, ..] => char.IsAsciiDigit(c) ? 3 : 1,
        _ => 0,
    };

    private static int Value(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>一 to 九十九.</summary>
    private static int ChineseNumber(string text)
    {
        const string Digits = "一二三四五六七八九";
        var ten = text.IndexOf('十');
        return ten < 0
            ? Digits.IndexOf(text[0]) + 1
            : (ten == 0 ? 10 : (Digits.IndexOf(text[0]) + 1) * 10) + (ten + 1 < text.Length ? Digits.IndexOf(text[ten + 1]) + 1 : 0);
    }

    [GeneratedRegex(@"^(?<n>[一二三四五六七八九十]+)、")]
    private static partial Regex Chapter();

    [GeneratedRegex(@"^\((?<n>[一二三四五六七八九十]+)\)")]
    private static partial Regex Section();

    [GeneratedRegex(@"^(?<n>\d{1,2})\.(?=\s*\D)")]
    private static partial Regex Point();

    [GeneratedRegex(@"^\((?<n>\d{1,2})\)")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?<n>[1-9]|[1-9](\.\d{1,2}){1,2}) (?=\D)")]
    private static partial Regex Decimal();
}
