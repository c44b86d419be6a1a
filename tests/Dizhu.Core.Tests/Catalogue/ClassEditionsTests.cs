using Dizhu.Core.Catalogue;

namespace Dizhu.Core.Tests.Catalogue;

public class ClassEditionsTests
{
    private static readonly CatalogueBook Book = CatalogueSeed.Read(sampleCity: false).ToBook();
    private static readonly ClassEditions Editions = ClassEditions.Shipped;

    [Fact]
    public void Every_class_before_2026_either_maps_to_one_of_2026_or_is_said_to_have_no_successor()
    {
        var before = Book.Classes.Where(c => c.Edition != "2026").ToList();
        Assert.Equal(258, before.Count);
        foreach (var c in before)
        {
            var row = Editions.SuccessorOf(c.Key);
            Assert.True(row is not null, c.Key);
            Assert.True(
                row.ToKey is { } to ? Book.FindClass(to) is { Edition: "2026" } now && now.Kind == c.Kind && row.Relation != SuccessorRelation.None
                    : row.Relation == SuccessorRelation.None && row.Note?.Length > 5,
                c.Key);
        }

        Assert.Equal(before.Select(c => c.Key).Order(), Editions.Successors.Select(s => s.FromKey).Order());

        // No class of 2026 comes from two.
        var taken = Editions.Successors.Select(s => s.ToKey).OfType<string>().ToList();
        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    [Theory]
    [InlineData("2013-C0505", "2026-C02031", SuccessorRelation.Moved)]
    [InlineData("2013-C0506", "2026-C01069", SuccessorRelation.Moved)]
    [InlineData("2013-C0507", "2026-C01070", SuccessorRelation.Moved)]
    [InlineData("2013-C0508", "2026-C01071", SuccessorRelation.Moved)]
    [InlineData("2013-C0504", null, SuccessorRelation.None)]
    [InlineData("2013-C0101", "2026-C01001", SuccessorRelation.Renamed)]
    [InlineData("2013-E0401", "2026-E09001", SuccessorRelation.Same)]
    [InlineData("2013-E0507", "2026-E10001", SuccessorRelation.Renamed)]
    public void The_way_goes_by_the_table_and_not_by_the_number(string from, string? to, SuccessorRelation relation)
    {
        Assert.Equal((to, relation), (Editions.SuccessorOf(from)?.ToKey, Editions.SuccessorOf(from)?.Relation));
        if (to is not null)
        {
            Assert.Equal(from, Editions.CounterpartOf(to));
        }
    }

    [Fact]
    public void The_majors_04_and_05_of_events_changed_places_between_2007_and_2013()
    {
        // 2007: 04 突发事件, 05 街面秩序; 2013 the other way round. So a code of 2007 leads across.
        var crossed = Book.Classes.Where(c => c is { Edition: "2013", Kind: MatterKind.Event, Code2007: not null } && c.Code2007[..2] is "04" or "05")
            .Select(c => (Old: c.Code2007![..2], New: c.Code[..2])).Where(c => c.New is "04" or "05").Distinct().ToList();
        Assert.NotEmpty(crossed);
        Assert.All(crossed, c => Assert.NotEqual(c.Old, c.New));
    }

    [Theory]
    [InlineData("0101", "2013-C0101")]
    [InlineData("01001", "2013-C0101")]
    [InlineData("2026-C01001", "2013-C0101")]
    [InlineData("供水井盖", "2013-C0101")]
    [InlineData("0505", "2013-C0505")]
    [InlineData("02031", "2013-C0505")]
    public void A_class_is_found_by_either_code_and_shown_with_both(string text, string before)
    {
        var pair = Assert.Single(ClassSearch.Find(Book, text), p => p.Before?.Key == before);
        Assert.Equal($"{pair.Before!.Code} ↔ {pair.Now!.Code}", pair.Codes);
        Assert.NotEmpty(pair.Words);
    }

    [Fact]
    public void A_class_new_in_2026_and_one_without_successor_say_so()
    {
        var all = ClassSearch.Find(Book, null);
        Assert.Contains(all, p => p.Before is null && p.Words == "2026 版新增");
        Assert.Equal("2026 目录中没有这一类", Assert.Single(all, p => p.Before?.Key == "2013-C0504").Words);
        Assert.Empty(ClassSearch.Find(Book, "没有这一类"));
        Assert.Equal(Book.Classes.Count, all.Sum(p => (p.Before is null ? 0 : 1) + (p.Now is null ? 0 : 1)));
    }

    [Fact]
    public void The_edition_in_force_follows_the_day()
    {
        Assert.Equal(["2007", "2013", "2026"], Editions.All.Select(e => e.Code));
        Assert.Equal(("2013", "2026"), (Editions.InForce(new(2026, 6, 30)).Code, Editions.InForce(new(2026, 7, 1)).Code));
    }
}
