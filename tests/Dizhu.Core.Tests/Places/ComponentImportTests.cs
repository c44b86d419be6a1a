using System.Globalization;
using System.Text;
using Dizhu.Core.Places;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Tests.Places;

public class ComponentImportTests(SampleCityFixture city) : IClassFixture<SampleCityFixture>
{
    private const string Header = "管理部件标识码,管理部件名称,主管部门,权属单位,养护单位,经度,纬度,所在单元网格标识码,管理部件状态,初始日期,变更日期,数据来源";

    private ComponentImportRules Rules => new(
        city.Book,
        new HashSet<string> { "2013-C0101", "2013-C0123" },
        new HashSet<string> { "ORG-U042", "ORG-U109" },
        new HashSet<string> { "2013-C0123" });

    private string Row(int number, string owner = "ORG-U109", string classCode = "0101", string? id = null, string? grid = null, string? lon = null, string state = "完好", string from = "2017-06-01")
    {
        var spot = city.Data.Components[number];
        return string.Create(CultureInfo.InvariantCulture,
            $"{id ?? $"411202{classCode}{900_000 + number}"},上水井盖,ORG-U042,{owner},ORG-U109,{lon ?? spot.Lon.ToString(CultureInfo.InvariantCulture)},{spot.Lat},{grid ?? spot.GridCode},{state},{from},,实测");
    }

    private static string File(params IEnumerable<string> rows) => Header + "\n" + string.Join("\n", rows) + "\n";

    private async Task<(MemoryDb Memory, ImportReport Report)> ImportAsync(string csv)
    {
        var memory = await MemoryDb.OpenAsync();
        await using (var db = memory.Context())
        {
            var v = city.Data.Version!;
            db.Add(new BaseDataVersion { Number = 7, Label = v.Label, IsSynthetic = true, CityName = v.CityName, DivisionPrefix = v.DivisionPrefix, CentreLon = v.CentreLon, CentreLat = v.CentreLat, West = v.West, South = v.South, East = v.East, North = v.North });
            await db.SaveChangesAsync();
            var report = await ComponentImport.RunAsync(db, new StringReader(csv), Rules, TestContext.Current.CancellationToken);
            return (memory, report.Value);
        }
    }

    [Fact]
    [Requirement("DCM-023")]
    public async Task Of_a_thousand_rows_three_without_owner_are_listed_and_997_are_stored()
    {
        int[] without = [10, 500, 999];
        var (memory, report) = await ImportAsync(File(Enumerable.Range(0, 1000).Select(i => Row(i, owner: without.Contains(i) ? "" : "ORG-U109"))));
        await using (memory)
        {
            await using var db = memory.Context();
            Assert.Equal(997, report.Stored);
            Assert.Equal(997, await db.Set<ManagedComponent>().CountAsync());
            Assert.Equal([12, 502, 1001], report.Refused.Select(r => r.Line));
            Assert.All(report.Refused, r => Assert.Equal("component.owner-missing", r.Reason.Code));
            Assert.All(report.Refused, r => Assert.Contains("权属单位缺失", r.Reason.Message));
            Assert.Equal(8, report.BaseVersion);
            Assert.Equal(8, (await db.Set<BaseDataVersion>().SingleAsync()).Number);
        }
    }

    [Fact]
    [Requirement("DCM-051")]
    public async Task A_class_that_is_not_in_the_common_table_refuses_its_row_and_is_named()
    {
        var (memory, report) = await ImportAsync(File(Row(0), Row(1, classCode: "0177")));
        await using (memory)
        {
            var refused = Assert.Single(report.Refused);
            Assert.Equal("component-id.class", refused.Reason.Code);
            Assert.Contains("0177", refused.Reason.Message);
            Assert.Equal(1, report.Stored);
        }
    }

    [Fact]
    public async Task Where_the_class_means_owner_unknown_an_empty_owner_is_right()
    {
        var (memory, report) = await ImportAsync(File(Row(0, classCode: "0123", owner: "")));
        await using (memory)
        {
            await using var db = memory.Context();
            Assert.Equal(1, report.Stored);
            Assert.Null((await db.Set<ManagedComponent>().SingleAsync()).OwnerId);
        }
    }

    [Fact]
    public void Each_wrong_row_says_what_is_wrong_with_it()
    {
        var other = city.Data.Grids.First(g => g.Code != city.Data.Components[0].GridCode).Code;
        (string Row, string Code)[] rows =
        [
            (Row(0, id: "123"), "component-id.length"),
            (Row(0, id: "9999990101000001"), "component-id.division"),
            (Row(0, owner: "某公司"), "component.unit-unknown"),
            (Row(0, lon: "abc"), "component.position"),
            (Row(0, lon: "181"), "position.longitude"),
            (Row(0, lon: "NaN"), "position.longitude"),
            (Row(0, lon: "111.29"), "component.outside"),
            (Row(0, grid: other), "component.grid-mismatch"),
            (Row(0, grid: "411202001001999"), "component.grid-unknown"),
            (Row(0, grid: "41120200100199"), "grid-code.length"),
            (Row(0, id: "4112030101000001"), "component.grid-division"),
            (Row(0, state: "还行"), "component.state"),
            (Row(0, from: "去年"), "component.date"),
            ("4112020101000001", "component.owner-missing"),
            (Row(1), ""),
            (Row(1), "component.duplicate"),
        ];

        var (good, refused) = ComponentImport.Check(new StringReader(File(rows.Select(r => r.Row))), Rules).Value;

        Assert.Equal(16, Assert.Single(good).Line);
        Assert.Equal(
            rows.Select((r, i) => (i + 2, r.Code)).Where(r => r.Code.Length > 0 && r.Item1 != 15),
            refused.Select(r => (r.Line, r.Reason.Code)).Where(r => r.Line != 15));
        Assert.Contains(refused, r => r.Line == 15);
    }

    [Fact]
    public async Task What_is_stored_already_is_refused_and_nothing_new_leaves_the_version_alone()
    {
        var (memory, _) = await ImportAsync(File(Row(0)));
        await using (memory)
        {
            await using var db = memory.Context();
            var again = (await ComponentImport.RunAsync(db, new StringReader(File(Row(0))), Rules, TestContext.Current.CancellationToken)).Value;
            Assert.Equal((0, 8L), (again.Stored, again.BaseVersion));
            Assert.Equal("component.duplicate", Assert.Single(again.Refused).Reason.Code);
        }
    }

    [Theory]
    [InlineData("", "component-import.empty")]
    [InlineData("经度,纬度\n1,2\n", "component-import.columns")]
    [InlineData("\0\0\0", "component-import.columns")]
    public void A_file_that_is_no_component_table_is_refused_whole(string text, string code) =>
        Assert.Equal(code, ComponentImport.Check(new StringReader(text), Rules).Refusal.Code);

    [Fact]
    public void Quotes_commas_line_breaks_and_a_byte_order_mark_do_no_harm()
    {
        var row = Row(0).Replace("上水井盖", "\"上水,井盖\n（甲）\"", StringComparison.Ordinal);
        var (good, refused) = ComponentImport.Check(new StringReader("\uFEFF" + File(row, Row(1))), Rules).Value;

        Assert.Empty(refused);
        Assert.Equal("上水,井盖\n（甲）", good[0].Component.Name);
        Assert.Equal(4, good[1].Line);
    }

    [Fact]
    public async Task Without_base_data_nothing_is_imported()
    {
        await using var memory = await MemoryDb.OpenAsync();
        await using var db = memory.Context();
        var outcome = await ComponentImport.RunAsync(db, new StringReader(File(Row(0))), Rules, TestContext.Current.CancellationToken);

        Assert.Equal("component-import.no-base", outcome.Refusal.Code);
    }

    [Fact]
    public void A_file_of_noise_is_refused_or_listed_but_never_fails()
    {
        var random = new Random(5);
        var alphabet = "0123456789,\",\n\r;\t井盖完好x\0".ToCharArray();
        for (var i = 0; i < 300; i++)
        {
            var noise = new StringBuilder(Header).Append('\n').Append(random.GetItems(alphabet, random.Next(0, 400)));
            var outcome = ComponentImport.Check(new StringReader(noise.ToString()), Rules);
            Assert.True(!outcome.Moved || outcome.Value.Good.Count == 0);
        }
    }
}
