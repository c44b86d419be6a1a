using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace Dizhu.Storage.Tests;

/// <summary>Supplies of base data, on both databases.</summary>
public class ImportTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-023")]
    public async Task Of_a_thousand_rows_three_without_owner_are_listed_and_997_are_stored(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        int[] without = [10, 500, 999];

        var report = (await city.ImportAsync(
            BaseLayers.Components, MappedCity.Components(Enumerable.Range(0, 1000).Select(i => MappedCity.Cover(i + 1, owner: without.Contains(i) ? "" : "ORG-U109"))), ImportMode.Add)).Value;

        Assert.Equal((997, 3, true), (report.Added, report.RefusedCount, report.IsPublished));
        Assert.Equal([12, 502, 1001], report.Refused.Select(r => r.Line));
        Assert.All(report.Refused, r => Assert.Equal("component.owner-missing", r.Reason.Code));
        Assert.All(report.Refused, r => Assert.Contains("owner missing", r.Reason.Message));
        Assert.Equal(997, await city.ReadAsync(db => db.Set<ManagedComponent>().CountAsync()));
        Assert.Equal(report.BaseVersion, await city.VersionAsync());
        var version = await city.ReadAsync(db => db.Set<LayerVersion>().SingleAsync(v => v.LayerId == BaseLayers.Components));
        Assert.Equal((1, 997, 3, "系统管理员 01"), (version.Number, version.Added, version.Refused, version.By));
        Assert.Equal(997, (await city.BookAsync()).Components.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-051")]
    public async Task A_class_that_is_not_in_the_common_table_refuses_its_row_and_is_named(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        var report = (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1), MappedCity.Cover(2, classCode: "0177")), ImportMode.Add)).Value;
        Assert.Equal(1, report.Added);
        var refused = Assert.Single(report.Refused);
        Assert.Equal("component-id.class", refused.Reason.Code);
        Assert.Contains("0177", refused.Reason.Message);
        Assert.NotNull(refused.Where);
    }

    [Fact]
    public async Task Each_wrong_row_says_what_is_wrong_with_it()
    {
        await using var city = await MappedCity.OpenAsync(DatabaseKind.Sqlite);
        (string[] Row, string Code)[] rows =
        [
            (MappedCity.Cover(1, id: "123"), "component-id.length"),
            (MappedCity.Cover(1, id: "9999990101000001"), "component-id.division"),
            (MappedCity.Cover(1, owner: "某公司"), "component.unit-unknown"),
            (MappedCity.Cover(1, lon: "abc"), "import.position"),
            (MappedCity.Cover(1, lon: "NaN"), "import.position"),
            (MappedCity.Cover(1, lon: "34.77", lat: "111.2"), "import.swapped"),
            (MappedCity.Cover(1, lon: "111.29"), "component.outside"),
            (MappedCity.Cover(1, grid: MappedCity.Code(2)), "component.grid-mismatch"),
            (MappedCity.Cover(1, grid: MappedCity.Code(99)), "component.grid-unknown"),
            (MappedCity.Cover(1, grid: "41120200100199"), "grid-code.length"),
            (MappedCity.Cover(1, id: "4112030101000001"), "component.grid-division"),
            (MappedCity.Cover(1, state: "还行"), "component.state"),
            (MappedCity.Cover(1, from: "去年"), "component.date"),
            (MappedCity.Cover(1), ""),
            (MappedCity.Cover(1), "component.duplicate"),
            (MappedCity.Cover(2, owner: "", classCode: "0123"), ""),
            (MappedCity.Cover(3, owner: "市自来水公司"), ""),
        ];

        var report = (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(rows.Select(r => r.Row)), ImportMode.Add)).Value;

        Assert.Equal(3, report.Added);
        Assert.Equal(rows.Select((r, i) => (i + 2, r.Code)).Where(r => r.Code.Length > 0), report.Refused.Select(r => (r.Line, r.Reason.Code)));
        Assert.Equal("ORG-U109", await city.ReadAsync(db => db.Set<ManagedComponent>().Where(c => c.Id == "4112020101000003").Select(c => c.OwnerId).SingleAsync()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_dry_run_keeps_nothing(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        var before = await city.VersionAsync();

        var report = (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Add, dryRun: true)).Value;

        Assert.Equal((1, false, before), (report.Added, report.IsPublished, report.BaseVersion));
        Assert.Equal(0, await city.ReadAsync(db => db.Set<ManagedComponent>().CountAsync()));
        Assert.Equal(before, await city.VersionAsync());
        Assert.Equal(0, await city.ReadAsync(db => db.Set<LayerVersion>().CountAsync(v => v.LayerId == BaseLayers.Components)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_changes_keeps_its_old_state_by_date_and_what_is_the_same_changes_nothing(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1), MappedCity.Cover(2)), ImportMode.Add, new(2017, 5, 20));
        Assert.Equal("component.duplicate", Assert.Single((await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Add)).Value.Refused).Reason.Code);

        var report = (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1, state: "破损"), MappedCity.Cover(2), MappedCity.Cover(3)), ImportMode.Update)).Value;

        Assert.Equal((1, 1, 1), (report.Added, report.Changed, report.Unchanged));
        Assert.Equal(ComponentState.Damaged, (await city.History.ComponentAtAsync("4112020101000001", new(2017, 6, 1), CancellationToken.None))!.State);
        Assert.Equal(ComponentState.Intact, (await city.History.ComponentAtAsync("4112020101000001", new(2017, 5, 31), CancellationToken.None))!.State);
        Assert.Null(await city.History.ComponentAtAsync("4112020101000001", new(2017, 5, 19), CancellationToken.None));
        var states = await city.History.OfAsync(BaseLayers.Components, "4112020101000001", CancellationToken.None);
        Assert.Equal([null, new DateOnly(2017, 5, 31)], states.Select(s => s.Until));
        Assert.Contains("系统管理员 01", states[1].ReplacedBy);

        var nothing = (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(2)), ImportMode.Update)).Value;
        Assert.Equal((false, 1), (nothing.IsPublished, nothing.Unchanged));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_whole_new_layer_does_not_name_is_removed_and_stays_readable(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1), MappedCity.Cover(2)), ImportMode.Add, new(2017, 5, 20));

        var report = (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Replace)).Value;

        Assert.Equal((1, 1), (report.Ended, report.Unchanged));
        Assert.Equal(ComponentState.Removed, (await city.History.ComponentAtAsync("4112020101000002", new(2017, 6, 1), CancellationToken.None))!.State);
        Assert.Equal(ComponentState.Intact, (await city.History.ComponentAtAsync("4112020101000002", new(2017, 5, 31), CancellationToken.None))!.State);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_division_goes_live_whole_and_the_old_one_stays_readable_by_date(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        Assert.Equal(MappedCity.Code(1), (await city.BookAsync()).Locate(new Cgcs2000(MappedCity.West + 0.0005, MappedCity.South + 0.0005)).GridCode);

        // The second grid takes half of the first; the third and fourth become one with a new code.
        var next = new ListSource(["单元网格标识码", "责任网格"],
        [
            new(2, [MappedCity.Code(1), "ZR001"], MappedCity.Box(0, 0, 0.5)),
            new(3, [MappedCity.Code(2), "ZR002"], MappedCity.Box(0.5, 0, 1.5)),
            new(4, [MappedCity.Code(5), "ZR002"], MappedCity.Box(2, 0, 2)),
        ]);
        var report = (await city.ImportAsync(BaseLayers.Grids, next, ImportMode.Replace)).Value;

        Assert.True(report.IsPublished, string.Join("; ", report.Faults.Select(f => f.Reason.Message)));
        Assert.Equal((1, 2, 2), (report.Added, report.Changed, report.Ended));
        var book = await city.BookAsync();
        Assert.Equal([MappedCity.Code(1), MappedCity.Code(2), MappedCity.Code(5)], book.Grids.Select(g => g.Code));
        Assert.Equal(MappedCity.Code(2), book.Locate(new Cgcs2000(MappedCity.West + 0.0007, MappedCity.South + 0.0005)).GridCode);
        Assert.Equal(4, (await city.History.GridsAtAsync(new(2017, 5, 31), CancellationToken.None)).Count);
        Assert.Equal(3, (await city.History.GridsAtAsync(new(2017, 6, 1), CancellationToken.None)).Count);
        Assert.Empty(await city.History.GridsAtAsync(new(2017, 5, 14), CancellationToken.None));

        // A retired code never comes back.
        var again = (await city.ImportAsync(BaseLayers.Grids, new ListSource(["单元网格标识码"], [new(2, [MappedCity.Code(3)], MappedCity.Box(4, 0))]), ImportMode.Update)).Value;
        Assert.False(again.IsPublished);
        Assert.Contains(again.Faults, f => f.Reason.Code == "grid.code-retired");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-056")]
    public async Task One_grid_over_another_by_a_square_metre_keeps_the_whole_supply_out(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind, grids: 2);
        var before = await city.VersionAsync();

        // A hundred metres along the edge, two centimetres deep.
        var report = (await city.ImportAsync(BaseLayers.Grids, new ListSource(["单元网格标识码"], [new(2, [MappedCity.Code(3)], MappedCity.Box(1.9998, 0)), new(3, [MappedCity.Code(4)], MappedCity.Box(2.9998, 0))]), ImportMode.Update)).Value;

        Assert.False(report.IsPublished);
        var fault = Assert.Single(report.Faults, f => !f.IsWarning);
        Assert.Equal("grid.overlap", fault.Reason.Code);
        Assert.InRange(fault.AreaM2!.Value, 1, 3);
        Assert.Equal(before, await city.VersionAsync());
        Assert.Equal(2, await city.ReadAsync(db => db.Set<BasicGrid>().CountAsync()));

        // Outside all grids a place is unknown, which a case shows as such.
        Assert.False((await city.BookAsync()).Locate(new Cgcs2000(111.3, 34.8)).IsKnown);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_layer_of_any_kind_keeps_its_cells_and_is_readable_as_of_a_day(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        var layers = new BaseLayersDoor(city.Store.Transactions, city.Store);
        var form = new LayerForm { Id = "fire-facilities", Kind = "消防", Title = "消防设施", Provider = "ORG-U038", Origin = LayerOrigin.Existing, DatedOn = new(2017, 5, 1), Datum = "CGCS2000", Shape = LayerShape.Point };
        Assert.Equal("import.layer", (await city.ImportAsync("fire-facilities", Hydrants("完好"), ImportMode.Add)).Refusal.Code);
        Assert.True((await layers.RegisterAsync(MappedCity.Context(), form, CancellationToken.None)).Moved);

        var first = (await city.ImportAsync("fire-facilities", Hydrants("完好"), ImportMode.Add, new(2017, 5, 20))).Value;
        var second = (await city.ImportAsync("fire-facilities", Hydrants("破损"), ImportMode.Replace)).Value;

        Assert.Equal((2, 1), (first.Added, first.RefusedCount));
        Assert.Equal((0, 2), (second.Added, second.Changed));
        Assert.Contains("破损", (await new BaseHistory(city.Store).FeaturesAtAsync("fire-facilities", new(2017, 6, 1), CancellationToken.None))[0].Cells);
        Assert.Contains("完好", (await new BaseHistory(city.Store).FeaturesAtAsync("fire-facilities", new(2017, 5, 31), CancellationToken.None))[0].Cells);
        var (layer, versions) = (await layers.FindAsync("fire-facilities", CancellationToken.None))!.Value;
        Assert.Equal((2, BaseSet.Thematic, "消防"), (layer.LiveVersion, layer.Set, layer.KindSaid));
        Assert.Equal([2, 1], versions.Select(v => v.Number));
        Assert.Equal("layer.shape-fixed", (await layers.RegisterAsync(MappedCity.Context(), form with { Shape = LayerShape.Line }, CancellationToken.None)).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_is_no_administrator_and_what_lies_in_the_future_is_refused(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        Assert.Equal("import.wrong-post", (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Add, who: SmallCity.Acceptor)).Refusal.Code);
        Assert.Equal("import.from-future", (await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Add, new(2017, 6, 2))).Refusal.Code);
        Assert.Equal("import.columns", (await city.ImportAsync(BaseLayers.Components, new ListSource(["经度"], []), ImportMode.Add)).Refusal.Code);
        Assert.Equal("import.layer", (await city.ImportAsync("nothing", MappedCity.Grids(1), ImportMode.Add)).Refusal.Code);
    }

    private static ListSource Hydrants(string state) => new(["编号", "名称", "状态"],
    [
        new(2, ["X1", "消火栓一", state], new Point(MappedCity.West, MappedCity.South)),
        new(3, ["X2", "消火栓二", state], new Point(MappedCity.West + 0.001, MappedCity.South)),
        new(4, ["X3", "管线", state], MappedCity.Box(0, 0)),
    ]);
}
