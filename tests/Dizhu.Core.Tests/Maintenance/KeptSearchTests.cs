using Dizhu.Core.Policies;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Maintenance;

/// <summary>Full-text search over the kept documents, and where their discrepancies stand.</summary>
public class KeptSearchTests
{
    [Fact]
    public void A_clause_is_found_by_its_words_and_they_are_marked()
    {
        var hits = KeptSearch.Find("城市管理 处置制度", 50);
        Assert.Contains(hits, h => h.Document.Code == "三政办〔2017〕26号");
        Assert.All(hits, h => Assert.Contains(h.Excerpt, p => p.IsMark));
        Assert.All(hits, h => Assert.True(h.Clause.Says("城市管理") && h.Clause.Says("处置制度")));
        Assert.Equal(hits.Select(h => h.Times).OrderDescending(), hits.Select(h => h.Times));
    }

    [Fact]
    public void Full_width_and_half_width_signs_are_one() => Assert.Equal(KeptSearch.Find("（一）", 50).Count, KeptSearch.Find("(一)", 50).Count);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("没有写过的话")]
    public void Nothing_is_found_for_nothing(string words) => Assert.Empty(KeptSearch.Find(words, 50));

    [Fact]
    public void No_more_are_given_than_asked_for() => Assert.Equal(3, KeptSearch.Find("管理", 3).Count);

    [Fact]
    public void Every_discrepancy_stands_at_a_clause_that_is_kept()
    {
        var all = KeptText.Documents.SelectMany(d => Discrepancies.Of(d.Code)).ToList();
        Assert.True(all.Count > 100);
        Assert.All(all, d => Assert.True(d.Clause.Length == 0 || KeptText.Find(d.Document, d.Clause) is not null, d.Id));
        Assert.Contains(Discrepancies.Of("三政办〔2017〕26号"), d => d is { Id: "D-DCM-05", Kind: "重叠" });
    }
}
