using CsCheck;
using Dizhu.Kernel.Obligations;
using Dizhu.Tests.Kit;

namespace Dizhu.Kernel.Tests.Obligations;

public class QuantityTests
{
    private const string Seed = "0000KXQ3Ln5a";

    [Theory]
    [InlineData("10%以上", 10, 100, true)]
    [InlineData("超过10%", 10, 100, false)]
    [InlineData("未达到15%", 15, 100, false)]
    [InlineData("10%以上(未达到15%)", 10, 100, true)]
    [InlineData("10%以上(未达到15%)", 15, 100, false)]
    [InlineData("10%以上（未达到15%）", 1499, 10000, true)]
    [InlineData("10%以下", 10, 100, true)]
    [InlineData("10%以内", 10, 100, true)]
    [InlineData("大于10%", 10, 100, false)]
    [InlineData("不足10%", 10, 100, false)]
    [InlineData("不足10%", 999, 10000, true)]
    [InlineData("百分之十以上", 1, 10, true)]
    [InlineData("3人以上10人以下", 10, 1, true)]
    [InlineData("3人以上、10人以下", 11, 1, false)]
    [InlineData("三人以上", 3, 1, true)]
    [InlineData("不超过50平方米", 50, 1, true)]
    [InlineData("100万元以上", 1_000_000, 1, true)]
    [InlineData("三分之一以上", 1, 3, true)]
    [InlineData("1/3以上", 333_333, 1_000_000, false)]
    [Requirement("PLT-001")]
    public void Words_of_quantity_include_or_exclude_their_figure(string words, int numerator, int denominator, bool inside) =>
        Assert.Equal(inside, QuantityRange.Parse(words).Value.Contains(new(numerator, denominator)));

    [Fact]
    public void A_range_says_why_a_quantity_is_in_it()
    {
        var range = QuantityRange.Parse("10%以上(未达到15%)").Value;

        Assert.Equal("10.0 %（1/10）符合“10%以上(未达到15%)”：“以上”含本数，“未达到”不含本数。", range.Explain(new(1, 10)));
        Assert.Equal("12人不符合“10人以下”：“以下”含本数。", QuantityRange.Parse("10人以下").Value.Explain(new(12, 1)));
    }

    [Theory]
    [InlineData("", "quantity.unreadable")]
    [InlineData("10%", "quantity.unreadable")]
    [InlineData("很多以上", "quantity.unreadable")]
    [InlineData("10%以上20%以上", "quantity.ends-disagree")]
    [InlineData("10%以上20人以下", "quantity.ends-disagree")]
    [InlineData("10人以下20人以上", "quantity.empty")]
    [InlineData("超过10%未达到10%", "quantity.empty")]
    public void Words_that_make_no_range_are_refused(string words, string code) => Assert.Equal(code, QuantityRange.Parse(words).Refusal.Code);

    [Theory]
    [InlineData(1, 6, "16.7 %", "1/6")]
    [InlineData(1, 3, "33.3 %", "1/3")]
    [InlineData(1, 2, "50.0 %", "1/2")]
    [InlineData(2, -6, "-33.3 %", "-1/3")]
    [InlineData(1, 8000, "0.0 %", "1/8000")]
    [InlineData(1, 2000, "0.1 %", "1/2000")]
    [InlineData(0, 7, "0.0 %", "0")]
    [InlineData(14, 7, "200.0 %", "2")]
    [Requirement("PLT-012")]
    public void A_share_is_shown_rounded_with_the_exact_fraction(int numerator, int denominator, string percent, string exact)
    {
        var share = new Fraction(numerator, denominator);

        Assert.Equal((percent, exact), (share.PercentText, share.ToString()));
        Assert.Equal($"{percent}（{exact}）", share.PercentWithExact);
    }

    [Fact]
    [Requirement("PLT-012")]
    public void A_share_is_compared_exactly_and_not_as_it_is_shown()
    {
        var sixth = new Fraction(1, 6);

        Assert.False(QuantityRange.Parse("16.7%以上").Value.Contains(sixth));
        Assert.True(QuantityRange.Parse("1/6以上").Value.Contains(sixth));
        Assert.True(sixth < Fraction.Of(0.1667m) && sixth > Fraction.Of(0.1666m));
        Assert.Equal(default, new Fraction(0, 5));
        Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
    }

    [Fact]
    public void Decimals_and_fractions_agree_on_every_order()
    {
        var numbers = Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[0, 6]).Select((n, scale) => new decimal(Math.Abs(n), 0, 0, n < 0, (byte)scale));
        foreach (var (a, b) in Gen.Select(numbers, numbers).Array[3000].Single(_ => true, Seed))
        {
            Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(Fraction.Of(a).CompareTo(Fraction.Of(b))));
            Assert.Equal(Fraction.Of(a + b), Fraction.Of(a) + Fraction.Of(b));
            Assert.Equal(Fraction.Of(a * b), Fraction.Of(a) * Fraction.Of(b));
        }
    }

    [Theory]
    [InlineData("100元", "100", "1")]
    [InlineData("1.5万元", "15000", "1000")]
    [InlineData("15000元", "15000", "1")]
    [InlineData("2亿元", "200000000", "100000000")]
    [InlineData("3,000.50元", "3000.5", "0.01")]
    public void Money_keeps_how_fine_it_is_printed(string words, string value, string step)
    {
        var money = Money.Parse(words).Value;

        Assert.Equal((words, Exact(value), Exact(step)), (money.Printed, money.Value, money.Step));
    }

    [Theory]
    [InlineData("100", "money.unreadable")]
    [InlineData("一些元", "money.unreadable")]
    [InlineData("10%元", "money.unreadable")]
    [InlineData("1/3元", "money.unreadable")]
    [InlineData("0.005元", "money.out-of-range")]
    [InlineData("99999亿元", "money.out-of-range")]
    public void What_is_no_amount_of_money_is_refused(string words, string code) => Assert.Equal(code, Money.Parse(words).Refusal.Code);

    [Fact]
    [Requirement("PLT-022")]
    public void A_cent_split_three_to_seven_goes_to_the_last_party() =>
        Assert.Equal([0.00m, 0.01m], Money.Split(0.01m, [3, 7]).Value);

    [Fact]
    public void Shares_add_up_and_none_but_the_last_gets_more_than_its_weight()
    {
        var cases = Gen.Select(Gen.Long[-100_000_000_000, 100_000_000_000], Gen.Int[0, 1000].Array[1, 9]).Array[3000].Single(_ => true, Seed);
        foreach (var (cents, weights) in cases.Where(c => c.Item2.Any(w => w > 0)))
        {
            var total = cents / 100m;
            var shares = Money.Split(total, [.. weights.Select(w => (decimal)w)]).Value;
            var sum = weights.Sum();

            Assert.Equal(total, shares.Sum());
            Assert.All(shares, s => Assert.Equal(decimal.Round(s, 2), s));
            var last = Array.FindLastIndex(weights, w => w > 0);
            for (var i = 0; i < weights.Length; i++)
            {
                var exact = Fraction.Of(Math.Abs(total)) * new Fraction(weights[i], sum);
                Assert.True(i == last || Fraction.Of(Math.Abs(shares[i])) <= exact);
                Assert.True(shares[i] == 0 || (shares[i] > 0) == (total > 0));
            }

            Assert.True(Math.Abs(shares[last]) * sum - (Math.Abs(total) * weights[last]) < 0.01m * sum * weights.Length);
        }
    }

    [Fact]
    public void A_split_without_parties_weights_or_whole_cents_is_refused()
    {
        Assert.Equal("money.weights-invalid", Money.Split(1, []).Refusal.Code);
        Assert.Equal("money.weights-invalid", Money.Split(1, [0, 0]).Refusal.Code);
        Assert.Equal("money.weights-invalid", Money.Split(1, [3, -1]).Refusal.Code);
        Assert.Equal("money.out-of-range", Money.Split(0.001m, [1]).Refusal.Code);
    }

    [Theory]
    [InlineData("十", 10)]
    [InlineData("十五", 15)]
    [InlineData("二十", 20)]
    [InlineData("一百零五", 105)]
    [InlineData("三千二百一十", 3210)]
    [InlineData("两万三千", 23000)]
    [InlineData("1,234", 1234)]
    public void Chinese_and_arabic_figures_are_read(string text, int value) => Assert.Equal(new Fraction(value, 1), PrintedNumber.Parse(text).Value.Value);

    [Theory]
    [InlineData("")]
    [InlineData("十百")]
    [InlineData("三三")]
    [InlineData("百")]
    [InlineData("1.")]
    [InlineData("-5")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("123456789012345678901234567890")]
    public void Figures_that_are_none_are_refused(string text) => Assert.Equal("number.unreadable", PrintedNumber.Parse(text).Refusal.Code);

    private static Fraction Exact(string text) => Fraction.Of(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
