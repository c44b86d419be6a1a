using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.BaseData.Serving.Ogc;

/// <summary>What is asked of the features of one collection (OGC 17-069r4 7.15, 18-058r1 6.2).</summary>
internal sealed record ItemsQuery(LayerQuery Layer, Crs Crs)
{
    public const int DefaultLimit = 100;

    /// <summary>More than that is answered with so many, as the standard wants it, and not refused.</summary>
    public const int MostItems = 10_000;

    private static readonly HashSet<string> Own = new(["bbox", "bbox-crs", "crs", "limit", "cursor", "f"], StringComparer.Ordinal);

    /// <summary>The query, or what is wrong with it.</summary>
    public static Outcome<ItemsQuery> Read(LayerDescription layer, IQueryCollection query)
    {
        var asked = LayerParameters.Read(layer, query, Own);
        var crs = ReadCrs(query, "crs");
        var box = ReadBox(query);
        var limit = ReadLimit(query["limit"]);
        var cursor = ReadCursor(query["cursor"]);
        List<Refusal> wrong = [.. asked.Refusals, .. crs.Refusals, .. box.Refusals, .. limit.Refusals, .. cursor.Refusals, .. Format(query).Refusals];
        if (wrong.Count > 0)
        {
            return wrong;
        }

        var (after, before) = cursor.Value;
        return new ItemsQuery(asked.Value with { Box = box.Value, Limit = limit.Value, After = after, Before = before }, crs.Value);
    }

    /// <summary>The reference system a parameter names; CRS84 without one.</summary>
    public static Outcome<Crs> ReadCrs(IQueryCollection query, string name) =>
        query[name].ToString() is not { Length: > 0 } uri ? Crs.Crs84
            : Crs.Find(uri) is { } known ? known
            : LayerParameters.Wrong(name, $"{name} 不是可用的坐标参考系：{string.Join('、', Crs.All.Select(c => c.Uri))}。");

    /// <summary>The cursor of the page behind or before a feature.</summary>
    public static string Cursor(bool isBehind, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes((isBehind ? ">" : "<") + id));

    private static Outcome<bool> Format(IQueryCollection query) =>
        query["f"].ToString() is "" or "json" ? true : LayerParameters.Wrong("f", "f 只能是 json。");

    private static Outcome<int> ReadLimit(string? text) =>
        text is null ? DefaultLimit
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 ? Math.Min(limit, MostItems)
            : LayerParameters.Wrong("limit", $"limit 应为 1 至 {MostItems} 的整数。");

    private static Outcome<GeoBox?> ReadBox(IQueryCollection query)
    {
        var crs = ReadCrs(query, "bbox-crs");
        if (!crs.Moved)
        {
            return Outcome<GeoBox?>.Refused(crs.Refusals);
        }

        if (query["bbox"].ToString() is not { Length: > 0 } text)
        {
            return (GeoBox?)null;
        }

        var numbers = new List<double>();
        foreach (var part in text.Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            {
                return WrongBox();
            }

            numbers.Add(number);
        }

        // Six numbers have heights, which nothing here has.
        (double A, double B, double C, double D)? corners = numbers switch
        {
            [var a, var b, var c, var d] => (a, b, c, d),
            [var a, var b, _, var c, var d, _] => (a, b, c, d),
            _ => null,
        };
        if (corners is not var (one, two, three, four))
        {
            return WrongBox();
        }

        var ((west, south), (east, north)) = (crs.Value.Read(one, two), crs.Value.Read(three, four));
        return west > east || south > north || west < -180 || east > 180 || south < -90 || north > 90 ? WrongBox() : new GeoBox(west, south, east, north);
    }

    private static Outcome<GeoBox?> WrongBox() => LayerParameters.Wrong(
        "bbox", "bbox 应为四个（或带高程的六个）数：先西南角、后东北角，次序按 bbox-crs（默认经度在前）；西须小于东、南须小于北。");

    private static Outcome<(string? After, string? Before)> ReadCursor(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }

        if (text.Length <= 400 && Base64Url.IsValid(text) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) is { Length: > 1 } words && words[0] is '<' or '>')
        {
            return words[0] == '>' ? (words[1..], null) : (null, words[1..]);
        }

        return LayerParameters.Wrong("cursor", "翻页位置无效：它不是本系统给出的，或已被改动。请去掉 cursor，从第一页重新查询。");
    }
}
