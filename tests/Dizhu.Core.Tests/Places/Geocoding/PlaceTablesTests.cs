using Dizhu.Core.Catalogue;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Tests.Places.Geocoding;

/// <summary>The tables of basic places, brought into a database and asked for.</summary>
public class PlaceTablesTests(SampleCityFixture city) : IClassFixture<SampleCityFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<MemoryDb> OpenAsync(SampleCityFixture city, bool withBase = true)
    {
        var memory = await MemoryDb.OpenAsync();
        if (withBase)
        {
            await using var db = memory.Context();
            db.AddRange(city.Data.Districts);
            db.AddRange(city.Data.Streets);
            db.AddRange(city.Data.Communities);
            db.AddRange(city.Data.Grids.Take(5));
            db.Add(city.Data.Components.First(c => c.ClassKey == "2013-C0101"));
            db.Add(city.Data.Version!);
            await db.SaveChangesAsync(Stop);
        }

        return memory;
    }

    private static async Task<Outcome<TableReport>> RunAsync(MemoryDb memory, Func<DizhuDb, StringReader, PlaceBook, Task<Outcome<TableReport>>> import, string csv)
    {
        await using var db = memory.Context();
        using var text = new StringReader(csv);
        return await import(db, text, await PlaceBook.LoadAsync(db, Stop));
    }

    [Fact]
    public async Task Types_places_and_names_are_brought_in_found_replaced_and_their_faults_named_by_line()
    {
        await using var memory = await OpenAsync(city);
        var spot = city.Data.Places.First(p => p.GridCode == city.Data.Grids[0].Code || p.GridCode is not null);
        var types = await RunAsync(memory, (db, t, _) => PlaceTables.TypesAsync(db, t, Stop), "代码,名称,次序,权重,参照,来源\nlamp,灯杆,7,50,是,自定\nbad,,x,0,也许,\n");
        Assert.Equal((1, "3"), (types.Value.Stored, string.Join(' ', types.Value.Refused.Select(r => r.Line))));

        var places = FormattableString.Invariant(
            $"编号,类型,名称,地址,经度,纬度,上级,启用,停用,来源\nA1,lamp,沿河灯杆07,,{spot.Lon},{spot.Lat},,2018-01-01,,实测\nA2,nothing,x,,{spot.Lon},{spot.Lat},,,,\nA3,poi,y,,34.7,111.2,,,,\nA1,lamp,z,,{spot.Lon},{spot.Lat},,,,\nA4,poi,w,,{spot.Lon},{spot.Lat},,昨天,,\n");
        var report = await RunAsync(memory, (db, t, b) => PlaceTables.PlacesAsync(db, t, b, new DateOnly(2026, 11, 23), Stop), places);
        Assert.Equal(1, report.Value.Stored);
        Assert.Equal(
            [(3, "place-import.type"), (4, "input.bad-position"), (5, "place-import.duplicate"), (6, "place-import.date")],
            report.Value.Refused.Select(r => (r.Line, r.Reason.Code)));

        var names = await RunAsync(memory, (db, t, b) => PlaceTables.NamesAsync(db, t, b, Stop), "地点编号,名称,类别,自,至\nA1,老灯杆,曾用名,1990-01-01,2017-12-31\nA1,无尽,曾用名,1990-01-01,\nA9,x,别名,1990-01-01,\n");
        Assert.Equal((1, "3 4"), (names.Value.Stored, string.Join(' ', names.Value.Refused.Select(r => r.Line))));
        Assert.Equal(4, names.Value.BaseVersion);

        // The same again replaces and does not double.
        await RunAsync(memory, (db, t, b) => PlaceTables.NamesAsync(db, t, b, Stop), "地点编号,名称,类别,自,至\nA1,老灯杆,曾用名,1990-01-01,2017-12-31\n");
        await using var read = memory.Context();
        var book = await PlaceBook.LoadAsync(read, Stop);
        Assert.Single(book.Geocoder.NamesOf("A1"));
        Assert.Equal(("沿河灯杆07", "灯杆"), (book.Geocoder.Search("老灯杆").Matches[0].Name, book.Geocoder.Search("老灯杆").Matches[0].Reasons[0].Element));
    }

    [Fact]
    public async Task Another_id_of_a_component_is_taken_only_for_the_same_class_by_the_table()
    {
        await using var memory = await OpenAsync(city);
        var own = city.Data.Components.First(c => c.ClassKey == "2013-C0101").Id;
        var report = await RunAsync(
            memory,
            (db, t, b) => PlaceTables.AliasesAsync(db, t, b, ClassEditions.Shipped.CounterpartOf, Stop),
            $"另一标识码,部件标识码\n41120201001000777,{own}\n41120201002000778,{own}\n{own},{own}\n123,{own}\n41120201001000779,4112020101999999\n");
        Assert.Equal(1, report.Value.Stored);
        Assert.Equal(
            ["component-alias.class", "component-alias.taken", "component-id.length", "component-alias.unknown"],
            report.Value.Refused.Select(r => r.Reason.Code));

        await using var read = memory.Context();
        Assert.Equal(own, (await PlaceBook.LoadAsync(read, Stop)).FindComponent("41120201001000777")?.Id);
    }

    [Fact]
    public async Task Without_base_data_or_columns_nothing_is_taken()
    {
        await using var empty = await OpenAsync(city, withBase: false);
        Assert.Equal("place-import.no-base", (await RunAsync(empty, (db, t, _) => PlaceTables.TypesAsync(db, t, Stop), "代码\nx\n")).Refusal.Code);
        await using var memory = await OpenAsync(city);
        Assert.Equal("place-import.columns", (await RunAsync(memory, (db, t, _) => PlaceTables.TypesAsync(db, t, Stop), "代码\nx\n")).Refusal.Code);
        Assert.Equal("place-import.columns", (await RunAsync(memory, (db, t, _) => PlaceTables.TypesAsync(db, t, Stop), "")).Refusal.Code);
    }
}
