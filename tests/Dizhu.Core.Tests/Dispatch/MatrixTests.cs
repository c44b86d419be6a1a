using System.Diagnostics;
using CsCheck;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Dispatch;

/// <summary>责任矩阵: which rule wins, what the report finds, and what a suggestion says of it.</summary>
public class MatrixTests
{
    private const string Parks = "ORG-U042";
    private static readonly OrganisationBook City = OrganisationSeed.Read(sampleCity: true).ToBook();
    private static readonly string Enterprise = City.All.First(u => u.Group == UnitGroup.Enterprise).Id;
    private static readonly DispatchBook Manual = DispatchSeed.Read().ToBook();
    private static readonly CatalogueBook Catalogue = CatalogueSeed.Read(sampleCity: false).ToBook();
    private static readonly MatterClass[] Classes = [.. Catalogue.Classes.Where(c => c.IsSelectable)];
    private static readonly MatterClass[] FewClasses = [Catalogue.FindClass("2013-C0101")!, Catalogue.FindClass("2013-C0201")!, Catalogue.FindClass("2013-E0101")!];
    private static readonly string[] FewGrids = ["411202001001001", "411202001001002", "411202002001001", "411221100001001"];

    private static readonly Gen<MatrixRule[]> AnyRules = Gen.Select(
        One("", "41", "411202", "411202001", "411202001001002", "4113", "411221100001001"),
        One("", "2013-C", "2013-C01", "2013-C0101", "2013-E", "2013-E0101", "2026"),
        One<Ownership?>(null, Ownership.None, Ownership.Municipal, Ownership.UnitOwned, Ownership.Private),
        One("ORG-U042", "ORG-U043", "ORG-U999")).Array[0, 25]
        .Select(parts => parts.Select((p, i) => new MatrixRule($"R{i:00}", p.Item1, p.Item2, p.Item3, p.Item4, "市里自定")).ToArray());

    [Fact]
    public void A_named_ownership_goes_before_a_longer_area_and_that_before_a_longer_class()
    {
        var book = new MatrixBook([
            Rule("all", "", "", null), Rule("class", "", "2013-C0101", null), Rule("area", "411202", "", null),
            Rule("both", "411202", "2013-C", null), Rule("owned", "", "", Ownership.UnitOwned)]);

        Assert.Equal("owned", book.Route(FewGrids[0], "2013-C0101", Ownership.UnitOwned)!.Id);
        Assert.Equal("both", book.Route(FewGrids[0], "2013-C0101", Ownership.None)!.Id);
        Assert.Equal("area", book.Route(FewGrids[0], "2013-E0101", Ownership.None)!.Id);
        Assert.Equal("class", book.Route(FewGrids[3], "2013-C0101", Ownership.Municipal)!.Id);
        Assert.Equal("all", book.Route(gridCode: null, classKey: null, Ownership.None)!.Id);
    }

    [Fact]
    public void The_winner_is_the_first_by_the_stated_order_whatever_the_order_of_the_rules() => Gen.Select(AnyRules, Gen.Int).Sample(
        (rules, seed) =>
        {
            var (book, shuffled) = (new MatrixBook(rules), (MatrixRule[])rules.Clone());
            new Random(seed).Shuffle(shuffled);
            var again = new MatrixBook(shuffled);
            foreach (var (grid, key, ownership) in Cells())
            {
                // Written down a second time, the plain way.
                var expected = rules
                    .Where(r => grid.StartsWith(r.AreaPrefix, StringComparison.Ordinal) && key.StartsWith(r.ClassPrefix, StringComparison.Ordinal) && (r.Ownership ?? ownership) == ownership)
                    .OrderByDescending(r => r.Ownership is not null).ThenByDescending(r => r.AreaPrefix.Length).ThenByDescending(r => r.ClassPrefix.Length)
                    .ThenBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault();
                Assert.Equal(expected, book.Route(grid, key, ownership));
                Assert.Equal(expected, again.Route(grid, key, ownership));
            }
        },
        seed: "0000000000004", iter: 1_000, threads: 1);

    [Fact]
    public void The_report_counts_as_gaps_exactly_what_has_no_route_and_as_unreached_exactly_what_never_wins() => AnyRules.Sample(
        rules =>
        {
            var book = new MatrixBook(rules);
            var report = Check(book);
            var routes = Cells().Select(c => (Cell: c, Rule: book.Route(c.Grid, c.Key, c.Ownership))).ToList();
            Assert.Equal(routes.Count, report.Combinations);
            Assert.Equal(routes.Count(r => r.Rule is null), report.Missing);
            Assert.All(report.Gaps, g => Assert.Null(book.Route(g.SampleGrid, g.SampleClass, g.Ownership)));
            Assert.Equal(
                rules.Select(r => r.Id).Except(routes.Select(r => r.Rule?.Id).OfType<string>()).Order(StringComparer.Ordinal),
                report.Unreached.Select(u => u.Rule.Id));
        },
        seed: "0000000000004", iter: 1_000, threads: 1);

    [Fact]
    public void Equal_rules_with_different_units_overlap_and_every_dead_rule_says_why()
    {
        var report = Check(new MatrixBook([
            Rule("A1", "411202", "2013-C", null), Rule("A2", "411202", "2013-C", null) with { UnitId = Enterprise },
            Rule("B1", "4113", "", null), Rule("B2", "", "2026-X", null), Rule("B3", "", "2013-E", Ownership.Private),
            Rule("C1", "411221", "2013-C", null), Rule("C2", "411221", "2013-C", null), Rule("D1", "", "", null) with { UnitId = "ORG-U999" },
            Rule("E1", "41", "2013-E", null), Rule("E2", "411202", "2013-E", null), Rule("E3", "411221", "2013-E", null)]));

        Assert.Equal(["A1", "A2"], report.Overlaps.Single().Rules.Select(r => r.Id));
        Assert.Equal(
            [
                ("A2", "与规则 A1 的网格、类别、权属相同，A1 编号在前"), ("B1", "没有以 4113 开头的网格"), ("B2", "没有以 2026-X 开头的类别"),
                ("B3", "所列类别都是事件，事件没有权属"), ("C2", "与规则 C1 的网格、类别、权属相同，C1 编号在前"), ("D1", "每种情形都有更具体的规则"),
                ("E1", "每种情形都有更具体的规则"),
            ],
            report.Unreached.Select(u => (u.Rule.Id, u.Why)));
        Assert.Equal(["D1"], report.UnknownUnits.Select(r => r.Id));
        Assert.Empty(report.Gaps);
        Assert.False(report.IsSound);
        Assert.True(Check(new MatrixBook([Rule("all", "", "", null)])).IsSound);
    }

    [Fact]
    public void Ten_thousand_grids_and_all_classes_are_checked_well_within_a_second()
    {
        var grids = Enumerable.Range(0, 10_000).Select(i => $"4112020{i:00000000}").ToArray();
        var book = new MatrixBook(grids.Take(200).SelectMany((g, i) => Classes.Take(20).Select((c, k) => Rule($"R{i:000}-{k:00}", g, c.Key, null))));
        var watch = Stopwatch.StartNew();
        var report = MatrixCheck.Run(book, grids, Classes, id => City.Find(id) is not null);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(10_000L * Classes.Sum(c => MatrixCheck.OwnershipsOf(c.Kind).Count), report.Combinations);
    }

    [Fact]
    public void The_rule_of_the_matrix_is_suggested_with_its_id_and_source_and_the_others_stay_in_sight()
    {
        var facts = new DispatchFacts { ClassKey = "2013-E0101", Kind = MatterKind.Event, Day = new DateOnly(2026, 11, 23) };
        var before = Suggester.Suggest(facts, City, Manual).Suggested!.UnitId;
        var suggestion = Suggester.Suggest(facts with { Matrix = new MatrixRoute(Rule("M-7", "411202", "2013-E", null) with { UnitId = Enterprise }, Ownership.None) }, City, Manual);

        var reason = suggestion.Suggested!.Reasons[0];
        Assert.Equal(Enterprise, suggestion.Suggested.UnitId);
        Assert.Equal((RefKind.Matrix, "M-7"), (reason.Kind, reason.Ref));
        Assert.Contains("责任矩阵规则 M-7：网格 411202…、类别 2013-E…、不论权属", reason.Sentence, StringComparison.Ordinal);
        Assert.Contains("依据：市里自定", reason.Sentence, StringComparison.Ordinal);
        Assert.Contains(before, suggestion.Alternatives.Select(a => a.UnitId));
    }

    [Fact]
    public void A_registered_owner_goes_before_a_rule_that_does_not_name_the_ownership_and_an_unknown_unit_is_not_taken()
    {
        var facts = new DispatchFacts { ClassKey = "2013-C0101", Kind = MatterKind.Component, OwnerId = Enterprise, Day = new DateOnly(2026, 11, 23) };
        DispatchFacts With(MatrixRule rule) => facts with { Matrix = MatrixRoute.Of(new MatrixBook([rule]), null, facts.ClassKey, facts.OwnerId, City) };

        Assert.Equal(Enterprise, Suggester.Suggest(With(Rule("any", "", "2013-C", null)), City, Manual).Suggested!.UnitId);
        Assert.Equal(Parks, Suggester.Suggest(With(Rule("named", "", "2013-C", Ownership.UnitOwned)), City, Manual).Suggested!.UnitId);
        var unknown = Suggester.Suggest(With(Rule("gone", "", "2013-C", Ownership.UnitOwned) with { UnitId = "ORG-U999" }), City, Manual).Suggested!;
        Assert.Equal(Enterprise, unknown.UnitId);
        Assert.Contains(unknown.Reasons, r => r.Ref == "gone" && r.Sentence.Contains("没有采用", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_holds_from_its_instant_and_a_later_version_leaves_the_time_before_as_it_was()
    {
        var day = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        SettingVersion Version(int version, DateTime from, string unit, bool ends = false) => new()
        {
            Kind = SettingKinds.ResponsibilityMatrix,
            Key = "R1",
            Version = version,
            From = from,
            Ends = ends,
            Cells = SettingRow.Write(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "R1", ["unit"] = unit, ["source"] = "市里自定" }),
        };
        var settings = new SettingsBook([Version(1, day, "ORG-U042"), Version(2, day.AddDays(10), "ORG-U043"), Version(3, day.AddDays(20), "ORG-U043", ends: true)], 3);
        string? UnitAt(DateTime at) => MatrixBook.At(settings, at).Route(null, null, Ownership.None)?.UnitId;

        Assert.Equal(
            [null, "ORG-U042", "ORG-U042", "ORG-U043", null],
            new[] { day.AddSeconds(-1), day, day.AddDays(10).AddSeconds(-1), day.AddDays(10), day.AddDays(20) }.Select(UnitAt));

        // A case filed before the change is suggested by the rules of its filing, whenever it is dispatched.
        var city = TestCity.Books with { Settings = settings };
        string UnitOf(DateTime filed) => Dispatching.Suggest(
            new CaseState(new Case { ClassKey = "2013-E0101", FiledAt = filed }, [], []), city, day.AddDays(15))!.Suggested!.UnitId;
        Assert.Equal(("ORG-U042", "ORG-U043"), (UnitOf(day.AddDays(5)), UnitOf(day.AddDays(12))));
    }

    [Fact]
    public void A_proposed_table_is_read_or_every_wrong_row_is_named_with_its_line()
    {
        var read = MatrixRule.Read(new StringReader("id,area_prefix,class_prefix,ownership,unit,source,from\nR1,411202,2013-C01,Municipal,ORG-U042,市里自定,2027-01-01\n"));
        Assert.Equal(new MatrixRule("R1", "411202", "2013-C01", Ownership.Municipal, "ORG-U042", "市里自定"), read.Value.Single());

        var wrong = MatrixRule.Read(new StringReader("id,area_prefix,class_prefix,ownership,unit,source\nR1,4x,,,ORG-U042,自定\nR2,,,Mine,ORG-U042,自定\nR3,,,,,自定\nR4,,,,ORG-U042,自定\nR4,,,,ORG-U042,自定\n"));
        Assert.Equal(["area_prefix", "ownership", "unit", "id"], wrong.Refusals.Select(r => r.Field));
        Assert.StartsWith("第 2 行：", wrong.Refusals[0].Message, StringComparison.Ordinal);
        Assert.Equal("matrix.no-rules", MatrixRule.Read(new StringReader("id,unit\n")).Refusals.Single().Code);
        Assert.False(MatrixRule.Read(new StringReader("")).Moved);
    }

    private static MatrixRule Rule(string id, string area, string of, Ownership? ownership) => new(id, area, of, ownership, Parks, "市里自定");

    private static Gen<T> One<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static MatrixReport Check(MatrixBook book) => MatrixCheck.Run(book, FewGrids, FewClasses, id => City.Find(id) is not null);

    private static IEnumerable<(string Grid, string Key, Ownership Ownership)> Cells() =>
        from grid in FewGrids
        from matter in FewClasses
        from ownership in MatrixCheck.OwnershipsOf(matter.Kind)
        select (grid, matter.Key, ownership);
}
