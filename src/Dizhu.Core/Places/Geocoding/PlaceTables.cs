using System.Globalization;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>
/// Imports of place types, basic places, their names, and other ids of components from CSV files with a header: a new key is added, a known one
/// replaced. Rows that cannot be taken are listed with line and reason, the rest is stored in one transaction and the version of the base data rises.
/// </summary>
public static class PlaceTables
{
    private static readonly string[] PlaceColumns = ["编号", "类型", "名称", "地址", "经度", "纬度"];
    private static readonly string[] NameColumns = ["地点编号", "名称", "类别", "自"];
    private static readonly string[] AliasColumns = ["另一标识码", "部件标识码"];
    private static readonly string[] TypeColumns = ["代码", "名称", "次序", "权重", "参照"];

    /// <summary>Basic places: 编号, 类型 (code), 名称, 地址, 经度, 纬度 (CGCS2000); 上级, 启用, 停用, 名称启用, 来源 where known.</summary>
    public static Task<Outcome<TableReport>> PlacesAsync(DizhuDb db, TextReader csv, PlaceBook book, DateOnly today, CancellationToken cancellation) => RunAsync(
        db,
        csv,
        PlaceColumns,
        row => PlaceOf(row, book, today),
        p => p.Id,
        async ids => await db.Set<Place>().Where(p => ids.Contains(p.Id)).ToListAsync(cancellation),
        cancellation);

    /// <summary>Other and earlier names: 地点编号, 名称, 类别 (别名 or 曾用名), 自; 至 and 来源 where known.</summary>
    public static Task<Outcome<TableReport>> NamesAsync(DizhuDb db, TextReader csv, PlaceBook book, CancellationToken cancellation) => RunAsync(
        db,
        csv,
        NameColumns,
        row => NameOf(row, book),
        n => $"{n.PlaceId} {n.Name} {n.From:O}",
        async keys =>
        {
            var ids = keys.Select(k => k.Split(' ')[0]).Distinct().ToList();
            return (await db.Set<PlaceName>().Where(n => ids.Contains(n.PlaceId)).ToListAsync(cancellation)).Where(n => keys.Contains($"{n.PlaceId} {n.Name} {n.From:O}")).ToList();
        },
        cancellation);

    /// <summary>Other ids of components: 另一标识码 (16 or 17 digits), 部件标识码; 来源 where known.</summary>
    /// <param name="counterpart">The key of the same class in the other edition, by the table; null for none.</param>
    public static Task<Outcome<TableReport>> AliasesAsync(DizhuDb db, TextReader csv, PlaceBook book, Func<string, string?> counterpart, CancellationToken cancellation) => RunAsync(
        db,
        csv,
        AliasColumns,
        row => AliasOf(row, book, counterpart),
        a => a.OtherId,
        async ids => await db.Set<ComponentAlias>().Where(a => ids.Contains(a.OtherId)).ToListAsync(cancellation),
        cancellation);

    /// <summary>Types of places: 代码, 名称, 次序, 权重, 参照 (是 or 否); 来源 where known.</summary>
    public static Task<Outcome<TableReport>> TypesAsync(DizhuDb db, TextReader csv, CancellationToken cancellation) => RunAsync(
        db,
        csv,
        TypeColumns,
        TypeOf,
        t => t.Code,
        async codes => await db.Set<PlaceType>().Where(t => codes.Contains(t.Code)).ToListAsync(cancellation),
        cancellation);

    private static async Task<Outcome<TableReport>> RunAsync<T>(
        DizhuDb db, TextReader csv, string[] must, Func<CityRow, Outcome<T>> read, Func<T, string> keyOf, Func<List<string>, Task<List<T>>> known, CancellationToken cancellation)
        where T : class
    {
        const int slice = 500;
        if (await db.Set<BaseDataVersion>().SingleOrDefaultAsync(cancellation) is not { } version)
        {
            return Wrong("place-import.no-base", "系统中还没有单元网格等基础数据。请先导入区划与单元网格。", "file");
        }

        var sent = CityTable.ReadSent(csv);
        if (!sent.Moved)
        {
            return sent.Refusal;
        }

        var rows = sent.Value;
        if (rows.Count == 0 || must.Any(m => !rows[0].Cells.ContainsKey(m)))
        {
            return Wrong("place-import.columns", $"文件没有数据行，或缺少必需的列。须有：{string.Join("、", must)}。", "file");
        }

        var (good, refused) = (new Dictionary<string, T>(StringComparer.Ordinal), new List<RefusedTableRow>());
        for (var i = 0; i < rows.Count; i++)
        {
            var outcome = rows[i][must[0]].Length == 0 ? Wrong("place-import.key", $"{must[0]}是空的。请补填。", must[0]) : read(rows[i]);
            if (outcome.Moved && !good.TryAdd(keyOf(outcome.Value), outcome.Value))
            {
                outcome = Wrong("place-import.duplicate", $"“{rows[i][must[0]]}”在文件中出现了两次。请只留一行。", must[0]);
            }

            if (!outcome.Moved)
            {
                refused.Add(new RefusedTableRow(i + 2, rows[i][must[0]], outcome.Refusal));
            }
        }

        if (good.Count > 0)
        {
            foreach (var keys in good.Keys.Chunk(slice))
            {
                db.RemoveRange(await known([.. keys]));
            }

            // Removing and adding are two saves of one transaction: the keys are the same.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            version.Number++;
            await db.SaveChangesAsync(cancellation);
            db.AddRange(good.Values);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return new TableReport(good.Count, refused, version.Number);
    }

    private static Outcome<Place> PlaceOf(CityRow row, PlaceBook book, DateOnly today)
    {
        var point = double.TryParse(row["经度"], CultureInfo.InvariantCulture, out var lon) && double.TryParse(row["纬度"], CultureInfo.InvariantCulture, out var lat)
            ? Positions.ToCgcs2000("CGCS2000", lon, lat)
            : Wrong("place-import.position", $"经纬度“{row["经度"]}，{row["纬度"]}”不是数字。请填写十进制度。", "经度");
        if (!point.Moved)
        {
            return point.Refusal;
        }

        if (book.Geocoder.Types.All(t => t.Code != row["类型"]))
        {
            return Wrong("place-import.type", $"没有代码为“{row["类型"]}”的地点类型。可用的有：{string.Join("、", book.Geocoder.Types.Select(t => $"{t.Code}（{t.Name}）"))}。", "类型");
        }

        if (row["名称"].Length == 0 || row["名称"].Length > 200 || row["地址"].Length > 200)
        {
            return Wrong("place-import.name", "名称不能为空，名称和地址最长 200 个字。请改正。", "名称");
        }

        if (Day(row, "启用") is var from && !from.Moved || Day(row, "停用") is var until && !until.Moved || Day(row, "名称启用") is var named && !named.Moved)
        {
            return Wrong("place-import.date", "日期须写成 2017-05-15 的形式，或留空。请改正。", "启用");
        }

        var location = book.Locate(point.Value);
        return new Place
        {
            Id = row["编号"],
            TypeCode = row["类型"],
            Name = row["名称"],
            NamedFrom = named.Value ?? from.Value ?? today,
            Address = row["地址"].Length > 0 ? row["地址"] : row["名称"],
            Lon = point.Value.Lon,
            Lat = point.Value.Lat,
            GridCode = location.GridCode,
            ParentId = Optional(row, "上级"),
            StreetCode = location.StreetCode,
            CommunityCode = location.CommunityCode,
            From = from.Value ?? today,
            Until = until.Value,
            DataSource = Optional(row, "来源") ?? "其他",
            IsSynthetic = false,
        };
    }

    private static Outcome<PlaceName> NameOf(CityRow row, PlaceBook book)
    {
        if (book.Geocoder.Find(row["地点编号"]) is null)
        {
            return Wrong("place-import.unknown-place", $"没有编号为“{row["地点编号"]}”的地点。请先导入地点。", "地点编号");
        }

        if (row["名称"].Length is 0 or > 200 || row["类别"] is not ("别名" or "曾用名"))
        {
            return Wrong("place-import.name", "名称不能为空（最长 200 个字），类别须是 别名 或 曾用名。请改正。", "名称");
        }

        if (Day(row, "自") is not { Moved: true, Value: { } from } || Day(row, "至") is not { Moved: true } until || until.Value < from || (until.Value is null && row["类别"] == "曾用名"))
        {
            return Wrong("place-import.date", "自、至须写成 2017-05-15 的形式，至不早于自；曾用名须填至。请改正。", "自");
        }

        return new PlaceName
        {
            PlaceId = row["地点编号"],
            Name = row["名称"],
            Kind = row["类别"] == "别名" ? PlaceNameKind.Alias : PlaceNameKind.Old,
            From = from,
            Until = until.Value,
            Source = Optional(row, "来源") ?? "其他",
        };
    }

    private static Outcome<ComponentAlias> AliasOf(CityRow row, PlaceBook book, Func<string, string?> counterpart)
    {
        var (other, own) = (row["另一标识码"], row["部件标识码"]);
        if (book.Components.Count == 0 || book.FindComponent(own) is not { } component || component.Id != own)
        {
            return Wrong("component-alias.unknown", $"没有标识码为“{own}”的部件。请核对部件标识码。", "部件标识码");
        }

        var edition = other.Length == ComponentId.LengthOf(ComponentEdition.Edition2026) ? ComponentEdition.Edition2026 : ComponentEdition.Edition2013;
        var read = ComponentId.Parse(other, edition, book.IsDivision);
        if (!read.Moved)
        {
            return read.Refusal;
        }

        if (read.Value.ClassKey != component.ClassKey && read.Value.ClassKey != counterpart(component.ClassKey))
        {
            return Wrong("component-alias.class", $"“{other}”的类别是 {read.Value.ClassKey}，部件的是 {component.ClassKey}，两版对照表中不是同一类。请核对。", "另一标识码");
        }

        if (book.FindComponent(other) is { } taken && taken.Id == other)
        {
            return Wrong("component-alias.taken", $"“{other}”已是另一部件的标识码，不能作别号。请核对。", "另一标识码");
        }

        return new ComponentAlias
        {
            OtherId = other,
            ComponentId = own,
            Source = Optional(row, "来源") ?? "其他",
        };
    }

    private static Outcome<PlaceType> TypeOf(CityRow row)
    {
        var isWhole = int.TryParse(row["次序"], CultureInfo.InvariantCulture, out var rank) & int.TryParse(row["权重"], CultureInfo.InvariantCulture, out var weight);
        if (!isWhole || rank is < 1 or > 99 || weight is < 1 or > 100 || row["代码"].Length > 20 || row["名称"].Length is 0 or > 200 || row["参照"] is not ("是" or "否"))
        {
            return Wrong("place-import.type-row", "代码最长 20 个字符，名称必填，次序 1–99、权重 1–100 为整数，参照填 是 或 否。请改正。", "代码");
        }

        return new PlaceType
        {
            Code = row["代码"],
            Name = row["名称"],
            Rank = rank,
            Weight = weight,
            IsReference = row["参照"] == "是",
            Source = Optional(row, "来源") ?? "自定",
        };
    }

    private static Outcome<DateOnly?> Day(CityRow row, string column) =>
        Optional(row, column) is not { } text ? (DateOnly?)null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (DateOnly?)day
        : Wrong("place-import.date", "", column);

    private static string? Optional(CityRow row, string column) => row.Cells.GetValueOrDefault(column) is { Length: > 0 } text ? text : null;

    private static Refusal Wrong(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
