using CsCheck;
using Dizhu.Kernel.Geography;

namespace Dizhu.Kernel.Tests.Geography;

public class BasicGridCodeTests
{
    private static readonly HashSet<string> Known = ["411202", "411202001", "411202001003"];

    [Fact]
    public void A_grid_code_is_read_into_district_street_community_and_number()
    {
        var code = BasicGridCode.Parse(" 411202001003012 ").Value;

        Assert.Equal("411202001003012", code.Value);
        Assert.Equal("411202", code.DistrictCode);
        Assert.Equal("411202001", code.StreetCode);
        Assert.Equal("411202001003", code.CommunityCode);
        Assert.Equal(12, code.Sequence);
    }

    [Theory]
    [InlineData(null, "grid-code.length", "0 位")]
    [InlineData("", "grid-code.length", "15 位")]
    [InlineData("41120200100301", "grid-code.length", "有 14 位，应为 15 位")]
    [InlineData("4112020010030123", "grid-code.length", "有 16 位")]
    [InlineData("41120200100301A", "grid-code.digit", "第 15 位“A”")]
    [InlineData("４11202001003012", "grid-code.digit", "第 1 位")]
    [InlineData("411202001003000", "grid-code.sequence", "末 3 位（网格顺序号）")]
    [InlineData("000000001003012", "grid-code.district", "第 1–6 位（县（市、区））")]
    [InlineData("411202000003012", "grid-code.street", "第 7–9 位（街道（乡镇））")]
    [InlineData("411202001000012", "grid-code.community", "第 10–12 位（社区（村））")]
    public void A_wrong_grid_code_says_which_part_is_wrong(string? text, string code, string words)
    {
        var refusal = BasicGridCode.Parse(text).Refusal;

        Assert.Equal(code, refusal.Code);
        Assert.Contains(words, refusal.Message);
        Assert.False(BasicGridCode.TryParse(text, out _));
    }

    [Theory]
    [InlineData("411299001003012", "grid-code.district", "411299")]
    [InlineData("411202099003012", "grid-code.street", "411202099")]
    [InlineData("411202001099012", "grid-code.community", "411202001099")]
    public void A_prefix_that_no_table_holds_is_named(string text, string code, string prefix)
    {
        var refusal = BasicGridCode.Parse(text, CodeFormat.National, Known.Contains).Refusal;

        Assert.Equal(code, refusal.Code);
        Assert.Contains(prefix, refusal.Message);
        Assert.True(BasicGridCode.Parse("411202001003012", CodeFormat.National, Known.Contains).Moved);
    }

    [Fact]
    public void A_city_with_sixteen_digits_reads_its_own_codes_and_refuses_those_of_fifteen()
    {
        var sixteen = CodeFormat.National with { Sequence = 4 };

        Assert.Equal(1234, BasicGridCode.Parse("4112020010031234", sixteen).Value.Sequence);
        Assert.Contains("应为 16 位", BasicGridCode.Parse("411202001003012", sixteen).Refusal.Message);
    }

    [Fact]
    public void What_is_built_from_parts_is_read_back_the_same() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[1, 999], Gen.Int[1, 999]).Sample((street, community, sequence) =>
        {
            var code = BasicGridCode.Of($"411202{street:D3}{community:D3}", sequence).Value;
            Assert.Equal(code, BasicGridCode.Parse(code.Value).Value);
            Assert.Equal(sequence, code.Sequence);
            Assert.StartsWith(code.StreetCode, code.CommunityCode);
        }, seed: "0N0XIzNsQ0O2", iter: 2000);

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-1)]
    public void A_community_holds_grids_one_to_nine_hundred_and_ninety_nine(int sequence) =>
        Assert.Equal("grid-code.sequence", BasicGridCode.Of("411202001003", sequence).Refusal.Code);

    [Fact]
    public void Prefixes_need_enough_digits()
    {
        Assert.Equal("411202001", DivisionCode.StreetOf("411202001003012"));
        Assert.Throws<ArgumentException>(() => DivisionCode.CommunityOf("411202001"));
    }
}

public class ComponentIdTests
{
    [Fact]
    public void A_component_id_of_2013_is_read_into_its_parts()
    {
        var id = ComponentId.Parse("4112020102048188").Value;

        Assert.Equal("411202", id.DivisionPart);
        Assert.Equal("01", id.MajorPart);
        Assert.Equal("02", id.MinorPart);
        Assert.Equal(48188, id.Sequence);
        Assert.Equal("2013-C0102", id.ClassKey);
    }

    [Fact]
    public void A_component_id_of_2026_has_three_digits_for_the_minor_class()
    {
        var id = ComponentId.Parse("41120201002048188", ComponentEdition.Edition2026).Value;

        Assert.Equal("002", id.MinorPart);
        Assert.Equal("2026-C01002", id.ClassKey);
        Assert.Equal(48188, id.Sequence);
    }

    [Theory]
    [InlineData("", "component-id.length", "应为 16 位")]
    [InlineData("41120201020481880", "component-id.length", "有 17 位")]
    [InlineData("41120201O2048188", "component-id.digit", "第 9 位“O”")]
    [InlineData("0000000102048188", "component-id.division", "第 1–6 位（行政区划）")]
    [InlineData("9999990102048188", "component-id.division", "999999")]
    [InlineData("4112020002048188", "component-id.major", "第 7–8 位（大类）")]
    [InlineData("4112020100048188", "component-id.minor", "第 9–10 位（小类）")]
    [InlineData("4112020102000000", "component-id.sequence", "末 6 位（顺序号）")]
    [InlineData("4112020177000001", "component-id.class", "0177")]
    public void A_wrong_component_id_says_which_part_is_wrong(string text, string code, string words)
    {
        var refusal = ComponentId.Parse(text, isDivision: d => d == "411202", isClass: c => c == "2013-C0102").Refusal;

        Assert.Equal(code, refusal.Code);
        Assert.Contains(words, refusal.Message);
    }

    [Fact]
    public void What_is_built_from_parts_is_read_back_the_same() =>
        Gen.Select(Gen.Int[1, 99], Gen.Int[1, 99], Gen.Int[1, 999_999], Gen.Bool).Sample((major, minor, sequence, old) =>
        {
            var edition = old ? ComponentEdition.Edition2013 : ComponentEdition.Edition2026;
            var classCode = major.ToString("D2") + minor.ToString(old ? "D2" : "D3");
            var id = ComponentId.Of("411202", classCode, sequence, edition).Value;
            Assert.Equal(ComponentId.LengthOf(edition), id.Value.Length);
            Assert.True(ComponentId.TryParse(id.Value, out var read, edition));
            Assert.Equal(id, read);
            Assert.EndsWith("C" + classCode, id.ClassKey);
        }, seed: "0N0XIzNsQ0O2", iter: 2000);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void A_running_number_has_six_digits(int sequence) =>
        Assert.Equal("component-id.sequence", ComponentId.Of("411202", "0102", sequence).Refusal.Code);
}
