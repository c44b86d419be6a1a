using Dizhu.Core.Cases;

namespace Dizhu.Core.Tests.Cases;

/// <summary>What a text is found by.</summary>
public class BigramsTests
{
    [Theory]
    [InlineData("路灯不亮", "路灯 灯不 不亮")]
    [InlineData("路灯，不亮", "路灯 不亮")]
    [InlineData("ＬＥＤ灯3号", "le ed d灯 灯3 3号")]
    [InlineData("aaaa", "aa")]
    [InlineData("𠮷野家", "𠮷野 野家")]
    [InlineData("灯", "")]
    [InlineData("灯 亮 \" * -", "")]
    [InlineData("", "")]
    [InlineData("坏\ud800了", "")]
    public void A_text_is_cut_into_pairs_of_neighbours(string text, string pairs) => Assert.Equal(pairs, string.Join(' ', Bigrams.Of(text)));

    [Fact]
    public void Every_part_of_a_text_from_two_characters_on_is_made_of_its_pairs()
    {
        const string text = "崤山路12号门口路灯不亮";
        var all = Bigrams.Of(text);
        for (var from = 0; from < text.Length - 1; from++)
        {
            for (var length = 2; from + length <= text.Length; length++)
            {
                Assert.Empty(Bigrams.Of(text.Substring(from, length)).Except(all));
            }
        }
    }

    [Theory]
    [InlineData("灯", "input.text-too-short")]
    [InlineData("灯 亮", "input.text-too-short")]
    [InlineData("--", "input.text-too-short")]
    public void Words_that_cannot_be_looked_for_are_refused(string words, string code) => Assert.Equal(code, CaseListQuery.ReadText(words).Refusal.Code);

    [Fact]
    public void Long_words_are_refused_and_none_are_no_condition()
    {
        Assert.Equal("input.text-too-long", CaseListQuery.ReadText(new string('灯', 101)).Refusal.Code);
        Assert.Equal(["路灯", null, null], new[] { CaseListQuery.ReadText(" 路灯 ").Value, CaseListQuery.ReadText(null).Value, CaseListQuery.ReadText("  ").Value });
    }

    [Theory]
    [InlineData("路灯", "路灯")]
    [InlineData("路灯不亮", "路灯 不亮")]
    [InlineData("编号12345", "编号 12 34 45")]
    [InlineData("井盖 六峰路", "井盖 六峰 峰路")]
    public void Few_pairs_are_enough_to_find_a_text(string text, string pairs) => Assert.Equal(pairs, string.Join(' ', Bigrams.Spanning(Bigrams.Of(text))));

    [Fact]
    public void What_holds_all_pairs_of_a_text_holds_those_that_span_it()
    {
        var random = new Random(20170516);
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => "路灯不亮井盖 12"[random.Next(9)]));
            var (all, few) = (Bigrams.Of(text), Bigrams.Spanning(Bigrams.Of(text)));
            Assert.Empty(few.Except(all));
            Assert.Equal(all.SelectMany(p => p).ToHashSet(), few.SelectMany(p => p).ToHashSet());
        }
    }
}
