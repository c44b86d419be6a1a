using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Storage.Tests;

/// <summary>A small city with a map of its own: a row of square grids taken in through the import itself.</summary>
internal sealed class MappedCity : IAsyncDisposable
{
    /// <summary>About a hundred metres.</summary>
    public const double Step = 0.001;
    public const double West = 111.2;
    public const double South = 34.77;
    public static readonly DateOnly FirstDay = new(2017, 5, 15);
    public static readonly Principal Administrator = new(new("0a000000-0000-7000-8000-000000000001"), "系统管理员 01", Post.Administrator, null, Scope.Everything);
    public static readonly Principal Reviewer = Administrator with { Id = new("0a000000-0000-7000-8000-000000000002"), Label = "系统管理员 02" };

    private MappedCity(SmallCity small)
    {
        Small = small;
        Imports = new ImportDoor(Store.Transactions, Store.Bulk);
        Changes = new BaseChanges(Store.Transactions, Store, Imports);
    }

    public SmallCity Small { get; }

    public IStore Store => Small.Store;

    public ImportDoor Imports { get; }

    public BaseChanges Changes { get; }

    public BaseHistory History => new(Store);

    public static async Task<MappedCity> OpenAsync(DatabaseKind kind, int grids = 4)
    {
        var city = new MappedCity(await SmallCity.OpenAsync(kind));
        if (grids > 0)
        {
            var report = await city.ImportAsync(BaseLayers.Grids, Grids(grids), ImportMode.Add, FirstDay);
            Assert.True(report.Moved && report.Value.IsPublished, report.Moved ? string.Join("; ", report.Value.Faults.Select(f => f.Reason.Message)) : report.Refusal.Message);
        }

        return city;
    }

    public static ActContext Context(Principal? who = null, string at = "2017-06-01 09:00") =>
        new(who ?? Administrator, CityClock.FromLocal(DateTime.Parse(at, CultureInfo.InvariantCulture)), Guid.NewGuid().ToString("N"));

    public static string Code(int sequence) => $"411202001001{sequence:D3}";

    public static Geometry Box(double column, double row, double columns = 1, double rows = 1) => new WKTReader().Read(string.Create(CultureInfo.InvariantCulture,
        $"POLYGON (({West + column * Step} {South - row * Step}, {West + (column + columns) * Step} {South - row * Step}, {West + (column + columns) * Step} {South + (rows - row) * Step}, {West + column * Step} {South + (rows - row) * Step}, {West + column * Step} {South - row * Step}))"));

    /// <summary>A row of grids from west to east.</summary>
    public static ListSource Grids(int count) => new(
        ["单元网格标识码", "责任网格"],
        [.. Enumerable.Range(1, count).Select(i => new SourceFeature(i + 1, [Code(i), "ZR001"], Box(i - 1, 0)))]);

    public static ListSource Components(params IEnumerable<string[]> rows) => new(
        ["管理部件标识码", "管理部件名称", "主管部门", "权属单位", "养护单位", "经度", "纬度", "所在单元网格标识码", "管理部件状态", "初始日期", "变更日期", "数据来源", "定位精度"],
        [.. rows.Select((cells, i) => new SourceFeature(i + 2, cells, null))]);

    /// <summary>A water cover in the first grid; the position moves a little with the number.</summary>
    public static string[] Cover(int number, string owner = "ORG-U109", string? id = null, string? lon = null, string? lat = null, string? grid = null, string state = "完好", string from = "2017-05-20", string classCode = "0101") =>
    [
        id ?? $"411202{classCode}{number:D6}", "上水井盖", "ORG-U042", owner, "", lon ?? (West + 0.0001 + number % 80 * 0.00001).ToString(CultureInfo.InvariantCulture),
        lat ?? (South + 0.0002).ToString(CultureInfo.InvariantCulture), grid ?? Code(1), state, from, "", "实测", "A",
    ];

    public Task<Outcome<ImportReport>> ImportAsync(string layer, IFeatureSource source, ImportMode mode, DateOnly? from = null, bool dryRun = false, Principal? who = null) => Imports.RunAsync(
        Context(who), new ImportRequest { LayerId = layer, Mode = mode, From = from ?? new(2017, 6, 1), FileName = "test", Datum = "CGCS2000", DryRun = dryRun }, source, null, CancellationToken.None);

    public async Task<T> ReadAsync<T>(Func<DizhuDb, Task<T>> read)
    {
        await using var db = Store.Open();
        return await read(db);
    }

    public Task<long> VersionAsync() => ReadAsync(db => db.Set<BaseDataVersion>().Select(v => v.Number).SingleAsync());

    public Task<PlaceBook> BookAsync() => ReadAsync(db => PlaceBook.LoadAsync(db, CancellationToken.None));

    public ValueTask DisposeAsync() => Small.DisposeAsync();
}

/// <summary>A supply that is a list.</summary>
internal sealed class ListSource(string[] columns, IReadOnlyList<SourceFeature> features) : IFeatureSource
{
    public string Format => "list";

    public IReadOnlyList<string> Columns => columns;

    public string Encoding => "UTF-8";

    public string? DatumSaid => null;

    public IEnumerable<SourceFeature> Read(CancellationToken cancellationToken) => features;

    public void Dispose()
    {
    }
}
