using System.Text.RegularExpressions;

namespace Dizhu.Core.Places;

/// <summary>Takes addresses apart by the names a city has, and by the words names end in.</summary>
public sealed partial class AddressSplitter
{
    private static readonly string[] Endings = ["居民委员会", "村民委员会", "街道办事处", "办事处"];

    private readonly Dictionary<string, string> _divisions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _prefixes;
    private readonly HashSet<string> _areas;
    private readonly int _longest;

    /// <param name="data">Whose divisions may stand before an address.</param>
    /// <param name="areas">Folded names of 地片, 区片 and other places coarser than a street.</param>
    public AddressSplitter(BaseData data, IEnumerable<string> areas)
    {
        foreach (var (code, name) in data.Districts.Select(d => (d.Code, d.Name)).Concat(data.Streets.Select(s => (s.Code, s.Name))).Concat(data.Communities.Select(c => (c.Code, c.Name))))
        {
            foreach (var written in Written(AddressText.Fold(name)))
            {
                _divisions.TryAdd(written, code);
            }
        }

        _prefixes = [.. CityTable.Rows("data/places/address-prefixes.csv").Select(r => AddressText.Fold(r["name"]))];
        _areas = [.. areas];
        _longest = _divisions.Keys.Concat(_prefixes).Concat(_areas).Select(n => n.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>The elements of an address.</summary>
    public AddressElements Split(string text)
    {
        var remarks = new List<string>();
        var folded = AddressText.Fold(text);
        var rest = Bracketed().Replace(folded, m => Kept(m.Groups[1].Value));
        var codes = new string?[3];
        if (rest.AsSpan().IndexOfAny(",;。") is var comma and > 0)
        {
            remarks.Add(rest[(comma + 1)..]);
            rest = rest[..comma];
        }

        rest = TakeDivisions(rest, codes);
        var naming = rest;
        AddressElements Of(string name) => new()
        {
            Text = folded,
            Naming = name,
            DistrictCode = codes[0],
            StreetOfficeCode = codes[1],
            CommunityCode = codes[2],
            Remark = remarks.Count > 0 ? string.Join('，', remarks) : null,
        };
        if (Crossing().Match(rest) is { Success: true } crossing)
        {
            return Of(naming) with { Street = crossing.Groups["a"].Value, CrossStreet = crossing.Groups["b"].Value };
        }

        var bracketed = remarks.Count;
        while (Trailing().Match(rest) is { Success: true, Index: > 0 } trailing)
        {
            remarks.Insert(bracketed, trailing.Value);
            rest = rest[..trailing.Index];
        }

        naming = rest;
        List<string> areas = [];
        while (LongestStart(rest, _areas.Contains) is { Length: > 0 } area && area.Length < rest.Length)
        {
            areas.Add(area);
            rest = rest[area.Length..];
        }

        return Street(Of(naming) with { Areas = areas }, rest);

        string Kept(string remark)
        {
            remarks.Add(remark);
            return "";
        }
    }

    /// <summary>Street, door and what follows them.</summary>
    private static AddressElements Street(AddressElements elements, string rest)
    {
        if (StreetName().Match(rest) is not { Success: true } street)
        {
            return elements with { Name = rest.Length > 0 ? rest : null };
        }

        rest = rest[street.Length..];
        var door = Door().Match(rest);
        rest = door.Success ? rest[door.Length..] : rest;
        var building = Building().Match(rest);
        rest = building.Success ? rest[building.Length..] : rest;
        return elements with
        {
            Street = street.Value,
            Door = door.Success ? DoorOf(door) : null,
            Building = building.Success ? building.Value : null,
            Name = rest.Length > 0 ? rest : null,
        };
    }

    /// <summary>Street and number of the name of a plate; null when it is not written as one.</summary>
    public static (string Street, string Door)? Plate(string folded) =>
        StreetName().Match(folded) is { Success: true } street && Door().Match(folded[street.Length..]) is { Success: true } door
            && street.Length + door.Length == folded.Length
            ? (street.Value, DoorOf(door))
            : null;

    private static string DoorOf(Match door) => door.Groups["sub"] is { Success: true } sub ? $"{door.Groups["no"].Value}-{sub.Value}" : door.Groups["no"].Value;

    private string TakeDivisions(string rest, string?[] codes)
    {
        while (LongestStart(rest, n => _prefixes.Contains(n) || _divisions.ContainsKey(n)) is { Length: > 0 } found)
        {
            if (_divisions.TryGetValue(found, out var code))
            {
                codes[code.Length switch { 6 => 0, 9 => 1, _ => 2 }] ??= code;
            }

            rest = rest[found.Length..];
        }

        return rest;
    }

    private string LongestStart(string text, Func<string, bool> isKnown)
    {
        for (var length = Math.Min(_longest, text.Length); length > 1; length--)
        {
            if (isKnown(text[..length]))
            {
                return text[..length];
            }
        }

        return "";
    }

    /// <summary>A division's name as people write it: in full, or without what kind of office it is.</summary>
    private static IEnumerable<string> Written(string name)
    {
        yield return name;
        foreach (var ending in Endings.Where(e => name.EndsWith(e, StringComparison.Ordinal) && name.Length > e.Length + 1))
        {
            yield return name[..^ending.Length];
        }

        if (name.EndsWith("街道", StringComparison.Ordinal))
        {
            yield return name + "办事处";
            yield return name[..^2] + "办事处";
        }
    }

    [GeneratedRegex(@"[(（\[【〔]([^)）\]】〕]*)[)）\]】〕]", RegexOptions.None, 1000)]
    private static partial Regex Bracketed();

    [GeneratedRegex("^(?<a>.+?(?:大道|大街|胡同|[路街巷道弄]))(?:与|和|同|、|/|-)?(?<b>.+?(?:大道|大街|胡同|[路街巷道弄]))(?:的)?(?:十字|丁字)?(?:交叉路口|交叉口|交汇处|交会处|交口|路口|口)$", RegexOptions.None, 1000)]
    private static partial Regex Crossing();

    // 口 and 路口 only behind a street, 处 and metres only behind a direction: other names end in these characters too.
    [GeneratedRegex("(?:往|向|约)?(?:[东南西北]{1,2}(?:侧|边|面|方向|方|头)(?:约?[0-9]+米)?处?|[东南西北]{1,2}约?[0-9]+米处?|(?:斜)?对(?:面|过)|附近|旁边?|周边|门[口前]|前面|后面|(?<=[路街巷道])路口|(?<=[路街巷道])口)$", RegexOptions.None, 1000)]
    private static partial Regex Trailing();

    [GeneratedRegex("^.+?(?:大道|大街|胡同|里弄|[路街巷弄道])(?![道巷路街])", RegexOptions.None, 1000)]
    private static partial Regex StreetName();

    [GeneratedRegex("^(?<no>[0-9]{1,9})(?:-(?<sub>[0-9]{1,4}))?(?:号(?!楼)(?:院|门)?(?:(?:之|附|-)(?<sub>[0-9]{1,4})号?)?|$)", RegexOptions.None, 1000)]
    private static partial Regex Door();

    [GeneratedRegex("^(?:[0-9A-Z]+(?:号楼|栋|幢|座|单元|层|楼|室))+", RegexOptions.None, 1000)]
    private static partial Regex Building();
}
