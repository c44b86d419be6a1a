using Dizhu.Core.Access;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>Boundaries, supplies, ownership, cameras and reviewed edits, on both databases.</summary>
public class BaseResourceTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    private static Principal Area(string unit) => new(Guid.CreateVersion7(), "二级平台", Post.SecondLevelDispatcher, unit, Scope.Everything);

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-012")]
    public async Task The_municipal_boundary_has_four_named_limits_and_a_size_that_is_compared_with_the_plan(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind, grids: 0);
        var boundaries = new Boundaries(city.Store.Transactions, city.Store);
        async Task<BoundaryView> DrawAsync(double km2) => (await boundaries.DrawAsync(MappedCity.Context(), Boundary.Municipal, Rectangle(0, km2), CancellationToken.None)).Value;

        var drawn = await DrawAsync(32);

        Assert.Equal(["三门峡广场", "陕州公园", "高铁南站", "黄河公园"], ["东至", "西至", "南至", "北至"], (limit, side) => drawn.Plan.Limits[side] == limit);
        Assert.Null(drawn.Remark);
        Assert.InRange(drawn.Drawn!.Km2, 31.9, 32.1);
        Assert.Null((await DrawAsync(30.6)).Remark);
        Assert.Null((await DrawAsync(33.4)).Remark);
        Assert.Contains("约32平方公里", (await DrawAsync(25)).Remark);
        Assert.Null(drawn.Plan.Remark(30.4));
        Assert.Null(drawn.Plan.Remark(33.6));
        Assert.NotNull(drawn.Plan.Remark(30.39));
        Assert.NotNull(drawn.Plan.Remark(33.61));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-013")]
    public async Task Seven_areas_draw_their_own_boundary_and_no_two_share_ground(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind, grids: 0);
        var boundaries = new Boundaries(city.Store.Transactions, city.Store);
        Assert.Equal(["义马市", "渑池县", "灵宝市", "卢氏县", "陕州区", "三门峡产业集聚区", "城乡一体化示范区"], (await boundaries.ListAsync(CancellationToken.None)).Skip(1).Select(b => b.Plan.Name));
        Assert.True((await boundaries.DrawAsync(MappedCity.Context(), "ORG-U094", Rectangle(0, 10), CancellationToken.None)).Moved);

        var over = await boundaries.DrawAsync(MappedCity.Context(), "ORG-U096", Rectangle(2.49, 10), CancellationToken.None);
        var beside = await boundaries.DrawAsync(MappedCity.Context(), "ORG-U096", Rectangle(2.5, 10), CancellationToken.None);

        Assert.Equal("boundary.overlap", over.Refusal.Code);
        Assert.Contains("义马市", over.Refusal.Message);
        Assert.Contains("渑池县", over.Refusal.Message);
        Assert.True(beside.Moved);
        Assert.Equal("boundary.wrong-post", (await boundaries.DrawAsync(MappedCity.Context(SmallCity.Acceptor), "ORG-U096", Rectangle(2.5, 10), CancellationToken.None)).Refusal.Code);
        Assert.Equal("boundary.shape", (await boundaries.DrawAsync(MappedCity.Context(), "ORG-U096", new NetTopologySuite.Geometries.Point(111, 34), CancellationToken.None)).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-014")]
    public async Task The_municipal_boundary_is_confirmed_once_all_three_areas_have_confirmed_it(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind, grids: 0);
        var boundaries = new Boundaries(city.Store.Transactions, city.Store);
        await boundaries.DrawAsync(MappedCity.Context(), Boundary.Municipal, Rectangle(0, 32), CancellationToken.None);
        Task<Outcome<BoundaryView>> ConfirmAsync(string unit, int version = 1) =>
            boundaries.ConfirmAsync(MappedCity.Context(Area(unit)), Boundary.Municipal, version, CancellationToken.None);

        Assert.False((await ConfirmAsync("ORG-U099")).Value.IsConfirmed);
        Assert.False((await ConfirmAsync("ORG-U100")).Value.IsConfirmed);
        Assert.False((await ConfirmAsync("ORG-U100")).Value.IsConfirmed);
        Assert.Equal("boundary.not-asked", (await ConfirmAsync("ORG-U102")).Refusal.Code);
        Assert.True((await ConfirmAsync("ORG-U101")).Value.IsConfirmed);

        // A new drawing has to be confirmed anew.
        Assert.False((await boundaries.DrawAsync(MappedCity.Context(), Boundary.Municipal, Rectangle(0, 31.5), CancellationToken.None)).Value.IsConfirmed);
        Assert.Equal("boundary.version", (await ConfirmAsync("ORG-U099", 1)).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-085")]
    public async Task Nine_of_eleven_enterprises_have_delivered(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind, grids: 0);
        var door = new BaseLayersDoor(city.Store.Transactions, city.Store);
        var rows = (await door.SuppliesAsync(CancellationToken.None)).Where(s => s.Plan.Group == SupplyPlan.Enterprises).ToList();
        foreach (var row in rows.Take(9))
        {
            Assert.True((await door.NoteAsync(MappedCity.Context(), row.Plan.LayerId, new(2017, 5, 20), new(2017, 5, 31), "", CancellationToken.None)).Moved);
        }

        await door.NoteAsync(MappedCity.Context(), rows[9].Plan.LayerId, new(2017, 5, 20), null, "已发函", CancellationToken.None);
        var progress = BaseLayersDoor.ProgressOf(await door.SuppliesAsync(CancellationToken.None), SupplyPlan.Enterprises);

        Assert.Equal((9, 11, 81.8m), (progress.Delivered, progress.Total, progress.Percent));
        Assert.All(rows, r => Assert.Contains("网点图", r.DutyWords));
        Assert.Equal("supply.unknown", (await door.NoteAsync(MappedCity.Context(), "x", new(2017, 5, 20), null, "", CancellationToken.None)).Refusal.Code);
        Assert.Equal("supply.invalid", (await door.NoteAsync(MappedCity.Context(), rows[10].Plan.LayerId, null, new(2017, 6, 2), "", CancellationToken.None)).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-082")]
    public async Task A_hydrant_without_the_fire_services_word_is_of_undetermined_ownership(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1, classCode: "0113"), MappedCity.Cover(2), MappedCity.Cover(3, owner: "", classCode: "0123")), ImportMode.Add);
        var door = new OwnershipDoor(city.Store.Transactions, city.Store);
        const string hydrant = "4112020113000001";
        Assert.Equal("权属未界定（待主管单位界定）", (await door.GapOfAsync(hydrant, CancellationToken.None))!.Value.Name());
        Assert.Equal(OwnershipGap.None, await door.GapOfAsync("4112020101000002", CancellationToken.None));
        var (queue, total) = await door.QueueAsync(null, 10, CancellationToken.None);
        Assert.Equal((2, [(hydrant, OwnershipGap.NotStated), ("4112020123000003", OwnershipGap.NothingKnown)]), (total, queue.Select(q => (q.Component.Id, q.Gap)).ToArray()), Same);

        var fire = new Principal(Guid.CreateVersion7(), "专业部门 38", Post.UnitClerk, "ORG-U038", Scope.Everything);
        Assert.Equal("ownership.wrong-unit", (await door.StateAsync(MappedCity.Context(), hydrant, "ORG-U109", "函", CancellationToken.None)).Refusal.Code);
        Assert.Equal("ownership.invalid", (await door.StateAsync(MappedCity.Context(fire), hydrant, "ORG-U109", " ", CancellationToken.None)).Refusal.Code);
        Assert.True((await door.StateAsync(MappedCity.Context(fire), hydrant, "ORG-U038", "消防设施普查表", CancellationToken.None)).Moved);

        Assert.Equal(OwnershipGap.None, await door.GapOfAsync(hydrant, CancellationToken.None));
        Assert.Equal("ORG-U038", (await city.History.ComponentAtAsync(hydrant, new(2017, 6, 1), CancellationToken.None))!.OwnerId);
        Assert.Equal("ORG-U109", (await city.History.ComponentAtAsync(hydrant, new(2017, 5, 31), CancellationToken.None))!.OwnerId);
        Assert.Equal(1, (await door.QueueAsync(null, 10, CancellationToken.None)).Total);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-043")]
    [Requirement("DCM-084")]
    public async Task A_camera_two_units_register_is_one_resource_with_two_users_and_says_when_it_cannot_be_reached(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind, grids: 0);
        var catalogue = new CameraCatalogue(city.Store.Transactions, city.Store);
        var form = new CameraForm("41120200001320000001", "ORG-U041", "崤山路口", 111.2, 34.77, "rtsp://camera.example.org/1");
        Assert.True((await catalogue.RegisterAsync(MappedCity.Context(), form, CancellationToken.None)).Moved);
        await catalogue.RegisterAsync(MappedCity.Context(), form with { UnitId = "ORG-U040", Name = "公园东门" }, CancellationToken.None);
        await catalogue.RegisterAsync(MappedCity.Context(), form with { DeviceCode = "41120200001320000002", UnitId = "ORG-U040", PlayAddress = "https://away.example.org/2" }, CancellationToken.None);

        var offline = await catalogue.CheckAsync(new Probe("camera.example.org"), MappedCity.Context().At, CancellationToken.None);

        var cameras = await catalogue.ListAsync(CancellationToken.None);
        Assert.Equal(["ORG-U040", "ORG-U041"], cameras[0].Users.Select(u => u.UnitId));
        Assert.Equal((2, 1, CameraState.Online, CameraState.Offline), (cameras.Count, offline, cameras[0].Camera.State, cameras[1].Camera.State));
        Assert.Equal("https://away.example.org/2", cameras[1].Camera.PlayAddress);
        Assert.Equal("camera.address", (await catalogue.RegisterAsync(MappedCity.Context(), form with { PlayAddress = "rtsp://user:word@camera.example.org/1" }, CancellationToken.None)).Refusal.Code);
        Assert.Equal("camera.wrong-post", (await catalogue.RegisterAsync(MappedCity.Context(Area("ORG-U099")), form, CancellationToken.None)).Refusal.Code);
        Assert.Equal("camera.code", (await catalogue.RegisterAsync(MappedCity.Context(), form with { DeviceCode = "" }, CancellationToken.None)).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_split_is_drafted_by_one_reviewed_by_another_and_live_at_once(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Add, new(2017, 5, 20));
        var split = new ChangeProposal(
            [new(MappedCity.Code(5), MappedCity.Box(0, 0, 0.5).AsText(), null), new(MappedCity.Code(6), MappedCity.Box(0.5, 0, 0.5).AsText(), null)], [MappedCity.Code(1)]);
        var draft = new ChangeDraft(Guid.CreateVersion7(), BaseLayers.Grids, ChangeKind.Split, split, new(2017, 6, 1), "新建道路", null);

        var drafted = await city.Changes.DraftAsync(MappedCity.Context(), draft, CancellationToken.None);
        Assert.True(drafted.Moved, drafted.Moved ? "" : drafted.Refusal.Message);
        Assert.True((await city.Changes.DraftAsync(MappedCity.Context(), draft, CancellationToken.None)).Moved);
        Assert.Equal("change.same-person", (await city.Changes.ReviewAsync(MappedCity.Context(), draft.Id, 1, true, "", CancellationToken.None)).Refusal.Code);
        Assert.Equal(4, (await city.BookAsync()).Grids.Count);
        var live = await city.Changes.ReviewAsync(MappedCity.Context(MappedCity.Reviewer), draft.Id, 1, true, "同意", CancellationToken.None);

        Assert.True(live.Moved, live.Moved ? "" : live.Refusal.Message);
        Assert.Equal((ChangeState.Published, "系统管理员 02", await city.VersionAsync()), (live.Value.State, live.Value.ReviewedBy, live.Value.BaseVersion!.Value));
        Assert.Equal(MappedCity.Code(5), (await city.BookAsync()).Locate(new Cgcs2000(MappedCity.West + 0.0002, MappedCity.South + 0.0005)).GridCode);
        Assert.Equal("change.version", (await city.Changes.ReviewAsync(MappedCity.Context(MappedCity.Reviewer), draft.Id, 1, true, "", CancellationToken.None)).Refusal.Code);
        Assert.Equal(4, (await city.History.GridsAtAsync(new(2017, 5, 31), CancellationToken.None)).Count);

        // What stands in a grid that ended belongs to the one it stands in now, and its history says since when.
        Assert.Equal(MappedCity.Code(5), (await city.BookAsync()).FindComponent("4112020101000001")!.GridCode);
        Assert.Equal(MappedCity.Code(1), (await city.History.ComponentAtAsync("4112020101000001", new(2017, 5, 31), CancellationToken.None))!.GridCode);
        Assert.Equal(MappedCity.Code(5), (await city.History.ComponentAtAsync("4112020101000001", new(2017, 6, 1), CancellationToken.None))!.GridCode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_drawn_becomes_whole_grids_with_codes_that_were_never_used(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        var (book, drawn) = (await city.BookAsync(), new DrawnChanges(city.Store));
        Task<Outcome<ChangeProposal>> SketchAsync(ChangeKind what, string key, NetTopologySuite.Geometries.Geometry? shape, params string[] others) =>
            drawn.GridsAsync(book, new GridSketch(what, key, shape, others, new Dictionary<string, string>()), CancellationToken.None);
        var across = new NetTopologySuite.IO.WKTReader().Read(FormattableString.Invariant($"LINESTRING ({MappedCity.West - 1} {MappedCity.South + 0.0005}, {MappedCity.West + 1} {MappedCity.South + 0.0005})"));

        var split = (await SketchAsync(ChangeKind.Split, MappedCity.Code(1), across)).Value;
        Assert.Equal(([MappedCity.Code(1)], [MappedCity.Code(5), MappedCity.Code(6)]), (split.Ends.ToArray(), split.Objects.Select(o => o.Key).ToArray()), Pairs);
        Assert.Equal("ZR001", split.Objects[0].Cells!["dutyGrid"]);
        Assert.Equal([MappedCity.Code(2)], DrawnChanges.Adjoining(book, MappedCity.Code(1)));
        var merged = (await SketchAsync(ChangeKind.Merge, MappedCity.Code(1), null, MappedCity.Code(2))).Value;
        Assert.Equal((2, MappedCity.Code(5)), (merged.Ends.Count, merged.Objects[0].Key));
        var draft = new ChangeDraft(Guid.CreateVersion7(), BaseLayers.Grids, ChangeKind.Merge, merged, new(2017, 6, 1), "并路", null);
        Assert.True((await city.Changes.DraftAsync(MappedCity.Context(), draft, CancellationToken.None)).Moved);
        Assert.True((await city.Changes.ReviewAsync(MappedCity.Context(MappedCity.Reviewer), draft.Id, 1, true, "", CancellationToken.None)).Moved);

        book = await city.BookAsync();
        Assert.Equal([MappedCity.Code(3), MappedCity.Code(4), MappedCity.Code(5)], book.Grids.Select(g => g.Code).Order(StringComparer.Ordinal));
        Assert.Equal(MappedCity.Code(6), (await SketchAsync(ChangeKind.Create, "411202001001", MappedCity.Box(4, 0))).Value.Objects[0].Key);
        Assert.Equal("grid.unknown", (await SketchAsync(ChangeKind.Split, MappedCity.Code(1), across)).Refusal.Code);
        Assert.Equal("change.misfit", (await SketchAsync(ChangeKind.Retire, MappedCity.Code(3), null)).Refusal.Code);
        Assert.Equal("change.not-adjoining", (await SketchAsync(ChangeKind.Merge, MappedCity.Code(3), null, "411202001002001")).Refusal.Code);
        Assert.Equal("grid.community", (await SketchAsync(ChangeKind.Create, "x", MappedCity.Box(4, 0))).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_edit_that_breaks_the_division_is_refused_when_it_is_drafted(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        Task<Outcome<BaseChange>> DraftAsync(ChangeKind what, ChangeProposal proposal, Principal? who = null, Guid? caseId = null, string layer = BaseLayers.Grids) =>
            city.Changes.DraftAsync(MappedCity.Context(who), new ChangeDraft(Guid.CreateVersion7(), layer, what, proposal, new(2017, 6, 1), "核查", caseId), CancellationToken.None);

        Assert.Equal("grid.overlap", (await DraftAsync(ChangeKind.Move, new([new(MappedCity.Code(1), MappedCity.Box(0, 0, 1.5).AsText(), null)], []))).Refusal.Code);
        Assert.Equal("change.shape", (await DraftAsync(ChangeKind.Move, new([new(MappedCity.Code(1), "POLYGON((", null)], []))).Refusal.Code);
        Assert.Equal("change.misfit", (await DraftAsync(ChangeKind.Split, new([new(MappedCity.Code(5), null, null)], [MappedCity.Code(1)]))).Refusal.Code);
        Assert.Equal("change.nothing", (await DraftAsync(ChangeKind.Attributes, new([new(MappedCity.Code(1), null, null)], []))).Refusal.Code);
        Assert.Equal("change.wrong-post", (await DraftAsync(ChangeKind.Attributes, new([new(MappedCity.Code(1), null, null)], []), SmallCity.Acceptor)).Refusal.Code);
        Assert.Equal("component.unknown", (await DraftAsync(ChangeKind.Retire, new([], ["4112020101999999"]), layer: BaseLayers.Components)).Refusal.Code);
        Assert.Equal("grid.unknown", (await DraftAsync(ChangeKind.Retire, new([], [MappedCity.Code(99)]))).Refusal.Code);
        Assert.Empty(await city.Changes.ListAsync(null, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_checked_case_proposes_a_change_of_a_component(DatabaseKind kind)
    {
        await using var city = await MappedCity.OpenAsync(kind);
        await city.ImportAsync(BaseLayers.Components, MappedCity.Components(MappedCity.Cover(1)), ImportMode.Add, new(2017, 5, 20));
        var proposal = new ChangeProposal([new("4112020101000001", null, new Dictionary<string, string> { ["state"] = "破损" })], []);
        var draft = new ChangeDraft(Guid.CreateVersion7(), BaseLayers.Components, ChangeKind.Attributes, proposal, new(2017, 6, 1), "核查发现井盖破损", Guid.CreateVersion7());

        Assert.True((await city.Changes.DraftAsync(MappedCity.Context(SmallCity.Acceptor), draft, CancellationToken.None)).Moved);
        Assert.Equal("input.missing", (await city.Changes.ReviewAsync(MappedCity.Context(), draft.Id, 1, false, " ", CancellationToken.None)).Refusal.Code);
        Assert.True((await city.Changes.ReviewAsync(MappedCity.Context(), draft.Id, 1, true, "", CancellationToken.None)).Moved);

        Assert.Equal(ComponentState.Damaged, (await city.BookAsync()).FindComponent("4112020101000001")!.State);
        Assert.Equal("核查发现井盖破损", (await city.History.OfAsync(BaseLayers.Components, "4112020101000001", CancellationToken.None))[1].ReplacedBy!.Split('：')[1]);
    }

    private static bool Pairs((string[] Ends, string[] Objects) a, (string[] Ends, string[] Objects) b) => a.Ends.SequenceEqual(b.Ends) && a.Objects.SequenceEqual(b.Objects);

    private static bool Same((int Total, (string, OwnershipGap)[] Queue) a, (int Total, (string, OwnershipGap)[] Queue) b) => a.Total == b.Total && a.Queue.SequenceEqual(b.Queue);

    /// <summary>So many square kilometres, about three kilometres high, so many kilometres east of a corner.</summary>
    private static NetTopologySuite.Geometries.Geometry Rectangle(double eastKm, double km2)
    {
        // A kilometre is 0.01093 degrees of longitude and 0.009015 of latitude here.
        var (west, width, height) = (111.0 + eastKm * 0.010932, km2 / 4 * 0.010932, 4 * 0.009015);
        return new NetTopologySuite.IO.WKTReader().Read(FormattableString.Invariant($"POLYGON (({west} 34.7, {west + width} 34.7, {west + width} {34.7 + height}, {west} {34.7 + height}, {west} 34.7))"));
    }

    private sealed class Probe(string host) : ICameraProbe
    {
        public Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken) => Task.FromResult(address.Host == host);
    }
}
