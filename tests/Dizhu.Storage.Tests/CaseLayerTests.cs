using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Cases.Serving;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Geography;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>Cases on the map: found by box exactly, within the reader's reach, open ones unless others are asked for.</summary>
public class CaseLayerTests
{
    private static readonly DateTime At = TestClock.Monday().Now;
    private static readonly Principal Leader = new(Guid.Empty, "领导 01", Post.Leader, null, Scope.Everything);
    private static readonly Principal Platform = new(Guid.Empty, "二级平台 01", Post.SecondLevelDispatcher, "ORG-U099", new Scope(ScopeKind.ManagementArea, ["ORG-U099"]));

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_box_holds_exactly_the_cases_in_it_of_the_readers_reach_and_state(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var cases = await FillAsync(city);
        var layer = Layers(city)[0];
        var random = new Random(20170515);
        for (var i = 0; i < 20; i++)
        {
            // Edges run through cases.
            var box = GeoBox.Around([Point(cases[random.Next(cases.Count)]), Point(cases[random.Next(cases.Count)])]);
            foreach (var (who, sees) in new (Principal, Func<Case, bool>)[] { (Leader, _ => true), (Platform, c => c.ManagementAreaCode == "ORG-U099") })
            {
                foreach (var (state, wanted) in new (string?, Func<Case, bool>)[] { (null, c => !c.Stage.IsFinal()), ("finished", c => c.Stage.IsFinal()), ("all", _ => true) })
                {
                    var expected = cases.Where(c => box.Holds(Point(c)) && sees(c) && wanted(c)).Select(c => c.Id.ToString()).Order(StringComparer.Ordinal).ToList();
                    var query = new LayerQuery { Box = box, Equal = state is null ? [] : [Field(layer, "state", state)], Limit = 7 };
                    Assert.Equal(expected, await WalkAsync(layer, who, query, expected.Count));
                    Assert.Equal(expected, (await layer.TileAsync(who, query, 12, default)).Select(f => f.Id));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Other_conditions_narrow_and_a_case_out_of_reach_is_not_there(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var cases = await FillAsync(city);
        var layer = Layers(city)[0];
        var hidden = cases.First(c => c.ManagementAreaCode != "ORG-U099");

        Assert.Null(await layer.FindAsync(Platform, hidden.Id.ToString(), default));
        Assert.NotNull(await layer.FindAsync(Leader, hidden.Id.ToString(), default));
        Assert.Null(await layer.FindAsync(Leader, "no-id", default));
        Assert.Equal(cases.Count(c => c.Stage == Stage.Closed), (await layer.ReadAsync(Leader, new() { Equal = [Field(layer, "stage", "Closed")] }, default)).Matched);
        Assert.Equal(cases.Count(c => c.ClassKey == "2013-C0101" && !c.Stage.IsFinal()), (await layer.ReadAsync(Leader, new() { Equal = [Field(layer, "classKey", "2013-C0101")] }, default)).Matched);
        var day = new TimeAsked(At.AddDays(-3), At.AddDays(-1), null, null);
        Assert.Equal(
            cases.Count(c => c.ReportedAt >= day.From && c.ReportedAt <= day.Until && !c.Stage.IsFinal()), (await layer.ReadAsync(Leader, new() { Time = day }, default)).Matched);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_cells_of_the_heat_add_up_to_the_cases_of_the_reach_and_time(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var cases = await FillAsync(city);
        var heat = Layers(city)[1];
        var time = new TimeAsked(At.AddDays(-5), null, null, null);
        foreach (var zoom in new[] { 8, 12, 16 })
        {
            var all = await heat.TileAsync(Leader, new() { Box = new(110, 34, 112, 36), Time = time }, zoom, default);
            Assert.Equal(cases.Count(c => c.ReportedAt >= time.From && c.Stage != Stage.Merged), all.Sum(f => (long)f.Values[0]!));
            var some = await heat.TileAsync(Platform, new() { Box = new(110, 34, 112, 36), Time = time }, zoom, default);
            Assert.Equal(cases.Count(c => c.ReportedAt >= time.From && c.Stage != Stage.Merged && c.ManagementAreaCode == "ORG-U099"), some.Sum(f => (long)f.Values[0]!));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_version_changes_with_an_act_with_the_minute_and_from_reach_to_reach(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var clock = TestClock.Monday();
        var layer = new CaseLayers(city.Store, city.Books, new CityClock(clock)).Layers.First();
        async Task<string> VersionAsync(Principal who) => await layer.VersionAsync(who, default);
        await city.ReportAsync();
        var before = await VersionAsync(Leader);
        Assert.Equal(before, await VersionAsync(Leader with { Id = Guid.NewGuid() }));
        Assert.NotEqual(before, await VersionAsync(Platform));

        // One more act at the same moment, then a row that a slower transaction made a little earlier.
        await city.ReportAsync();
        var after = await VersionAsync(Leader);
        Assert.NotEqual(before, after);
        await using (var db = city.Store.Open())
        {
            db.Add(new OutboxMessage { Id = Ids.New(At.AddSeconds(-5)), CaseId = Guid.NewGuid(), Seq = 1, Topic = "case.accept", At = At.AddSeconds(-5) });
            await db.SaveChangesAsync();
        }

        var late = await VersionAsync(Leader);
        Assert.NotEqual(after, late);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(late, await VersionAsync(Leader));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cases_that_were_there_before_the_column_get_their_keys(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        await using var db = city.Store.Open();
        Assert.NotNull(await db.Set<Case>().Where(c => c.Id == id).Select(c => c.MortonKey).SingleAsync());
        await db.Set<Case>().ExecuteUpdateAsync(s => s.SetProperty(c => c.MortonKey, (long?)null));
        await city.Store.MigrateAsync(CancellationToken.None);

        Assert.Equal(MortonGrid.KeyOf(new(111.2, 34.77)), await db.Set<Case>().Where(c => c.Id == id).Select(c => c.MortonKey).SingleAsync());
    }

    private static IServedLayer[] Layers(SmallCity city) => [.. new CaseLayers(city.Store, city.Books, new CityClock(TestClock.Monday())).Layers];

    private static Cgcs2000 Point(Case c) => new(c.Lon, c.Lat);

    private static (int, object) Field(IServedLayer layer, string name, string value) => (layer.Description.Fields.ToList().FindIndex(f => f.Name == name), value);

    private static async Task<List<string>> WalkAsync(IServedLayer layer, Principal who, LayerQuery query, int matched)
    {
        List<string> seen = [];
        for (var page = await layer.ReadAsync(who, query, default); ; page = await layer.ReadAsync(who, query with { After = seen[^1] }, default))
        {
            Assert.Equal(matched, page.Matched);
            seen.AddRange(page.Features.Select(f => f.Id));
            if (!page.HasMore)
            {
                break;
            }
        }

        // And back from the last.
        if (seen.Count > 1)
        {
            var back = await layer.ReadAsync(who, query with { Before = seen[^1] }, default);
            Assert.Equal(seen[Math.Max(0, seen.Count - 1 - query.Limit)..^1], back.Features.Select(f => f.Id));
            Assert.Equal((seen.Count - 1 > query.Limit, true), (back.HasLess, back.HasMore));
        }

        return seen;
    }

    private static async Task<List<Case>> FillAsync(SmallCity city)
    {
        var random = new Random(20170515);
        List<Case> cases = [];
        await using var db = city.Store.Open();
        for (var i = 0; i < 150; i++)
        {
            var @case = new Case
            {
                Id = Ids.New(At.AddSeconds(i)),
                Stage = random.Next(3) == 0 ? Stage.Closed : random.Next(10) == 0 ? Stage.Merged : Stage.Handling,
                Version = 1,
                ReportedAt = At.AddDays(-random.Next(10)),
                LastActAt = At,
                Source = ReportSource.Hotline,
                ClassKey = random.Next(2) == 0 ? "2013-C0101" : null,
                Lon = 111 + random.Next(400) * 0.001,
                Lat = 34.6 + random.Next(400) * 0.001,
                ManagementAreaCode = random.Next(2) == 0 ? "ORG-U099" : "ORG-U100",
            };
            cases.Add(@case);
        }

        db.AddRange(cases);
        db.AddRange(cases.SelectMany(c => CaseReach.Of(c, [])));
        await db.SaveChangesAsync();
        return cases;
    }
}
