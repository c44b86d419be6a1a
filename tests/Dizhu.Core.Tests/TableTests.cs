using Dizhu.Core.Administration;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Tests;

/// <summary>Tables somebody sent.</summary>
public class TableTests
{
    private const string Open = "id,name\n1,\"never closed\n2,swallowed\n";

    [Fact]
    public void A_quotation_that_is_never_closed_is_refused_and_swallows_no_row()
    {
        Assert.Equal("input.not-csv", CityTable.ReadSent(new StringReader(Open)).Refusal.Code);
        Assert.Equal("input.not-csv", SettingImport.Read(SettingKinds.All[0], new StringReader(Open)).Refusal.Code);
        Assert.Equal("input.not-csv", MatrixRule.Read(new StringReader(Open)).Refusal.Code);
        Assert.Equal(2, CityTable.ReadSent(new StringReader("id,name\n1,\"closed\"\n2,x\n")).Value.Count);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    public void A_cell_is_quoted_where_needed_and_never_a_formula(string? text, string cell) => Assert.Equal(cell, CsvText.Cell(text));
}
