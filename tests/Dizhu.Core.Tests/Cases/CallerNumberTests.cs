using Dizhu.Core.Cases;

namespace Dizhu.Core.Tests.Cases;

/// <summary>Numbers people type to be called back by.</summary>
public class CallerNumberTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("13800000000")]
    [InlineData("+86 138-0000-0000")]
    [InlineData("(0398) 2990000")]
    [InlineData("2990000")]
    [InlineData("0398-2990000-12")]
    public void A_number_that_can_be_called_is_taken(string? phone) => Assert.Null(CallerHistory.FaultOf(phone));

    [Theory]
    [InlineData("12")]
    [InlineData("299000")]
    [InlineData("1380000000")]
    [InlineData("138000000000")]
    [InlineData("不想留")]
    [InlineData("2990000转小店")]
    public void Half_a_number_is_refused_with_a_way_out(string phone)
    {
        var fault = CallerHistory.FaultOf(phone);
        Assert.Equal("input.bad-phone", fault?.Code);
        Assert.Contains("或者不填", fault!.Message, StringComparison.Ordinal);
    }
}
