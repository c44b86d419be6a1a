using Dizhu.Core.Geodata;
using Dizhu.Tests.Kit;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Core.Tests.Geodata;

public class GridChecksTests
{
    /// <summary>About a hundred metres at this latitude.</summary>
    private const double Step = 0.001;
    private const string Community = "411202001001";
    private static readonly GridRules Rules = new(_ => true, _ => false, null);

    private static GridCell Cell(int sequence, double column, double row, double width = Step, double height = Step) =>
        new(sequence + 1, $"{Community}{sequence:D3}", Box(111.2 + column * Step, 34.77 - row * Step, width, height));

    private static Geometry Box(double west, double south, double width, double height) => new WKTReader().Read(FormattableString.Invariant(
        $"POLYGON (({west} {south}, {west + width} {south}, {west + width} {south + height}, {west} {south + height}, {west} {south}))"));

    private static List<(string Code, bool IsWarning)> Codes(params GridCell[] cells) =>
        [.. GridChecks.Run(cells, Rules, TestContext.Current.CancellationToken).Select(f => (f.Reason.Code, f.IsWarning))];

    [Fact]
    public void A_sound_division_has_no_fault() => Assert.Empty(Codes(Cell(1, 0, 0), Cell(2, 1, 0), Cell(3, 0, 1), Cell(4, 1, 1)));

    [Fact]
    [Requirement("DCM-056")]
    public void Grids_that_overlap_by_a_square_metre_are_refused_with_both_codes_and_the_place()
    {
        // A strip one metre square: 1 m along the shared edge, 1 m deep.
        var metre = Step / 91.5;
        var second = new GridCell(3, $"{Community}002", new WKTReader().Read(FormattableString.Invariant(
            $"POLYGON (({111.2 + Step} 34.77, {111.2 + 2 * Step} 34.77, {111.2 + 2 * Step} {34.77 + Step}, {111.2 + Step} {34.77 + Step}, {111.2 + Step} {34.7705 + metre}, {111.2 + Step - metre} {34.7705 + metre}, {111.2 + Step - metre} 34.7705, {111.2 + Step} 34.7705, {111.2 + Step} 34.77))")));

        var fault = Assert.Single(GridChecks.Run([Cell(1, 0, 0), second], Rules, TestContext.Current.CancellationToken), f => !f.IsWarning);

        Assert.Equal("grid.overlap", fault.Reason.Code);
        Assert.Equal([$"{Community}001", $"{Community}002"], fault.Codes);
        Assert.InRange(fault.AreaM2!.Value, 0.9, 1.5);
        Assert.InRange(fault.Where!.Centroid.X, 111.2 + Step - metre, 111.2 + Step);
        Assert.Contains("三(三)", fault.Reason.Clause!.ToString());
    }

    [Fact]
    public void Noise_of_a_survey_is_no_overlap() => Assert.Empty(Codes(Cell(1, 0, 0), Cell(2, 1 - 0.000_04, 0)));

    [Fact]
    public void A_hole_between_grids_is_a_gap_with_its_place()
    {
        GridCell[] ring = [Cell(1, 0, 0), Cell(2, 1, 0), Cell(3, 2, 0), Cell(4, 0, 1), Cell(5, 2, 1), Cell(6, 0, 2), Cell(7, 1, 2), Cell(8, 2, 2)];

        var gap = Assert.Single(GridChecks.Run(ring, Rules, TestContext.Current.CancellationToken), f => f.Reason.Code == "grid.gap");

        Assert.False(gap.IsWarning);
        Assert.InRange(gap.AreaM2!.Value, 9_000, 11_500);
        Assert.Equal(111.2 + 1.5 * Step, gap.Where!.Centroid.X, 6);
    }

    [Fact]
    public void What_the_boundary_holds_and_no_grid_covers_is_a_gap()
    {
        var area = Box(111.2, 34.77, 3 * Step, Step);
        var faults = GridChecks.Run([Cell(1, 0, 0), Cell(2, 1, 0)], Rules with { AreaShape = area }, TestContext.Current.CancellationToken);
        Assert.Equal("grid.gap", Assert.Single(faults).Reason.Code);
    }

    [Fact]
    public void A_boundary_that_crosses_itself_says_where()
    {
        var bow = new GridCell(2, $"{Community}001", new WKTReader().Read("POLYGON ((111.2 34.77, 111.201 34.771, 111.201 34.77, 111.2 34.771, 111.2 34.77))"));
        var fault = Assert.Single(GridChecks.Run([bow], Rules, TestContext.Current.CancellationToken));
        Assert.Equal("grid.ring", fault.Reason.Code);
        Assert.Contains("自相交", fault.Reason.Message);
        Assert.Equal(111.2005, fault.Where!.Centroid.X, 6);
    }

    [Fact]
    public void Codes_are_unique_nested_in_the_divisions_and_never_used_again()
    {
        var rules = Rules with { IsDivision = code => !code.StartsWith("411209", StringComparison.Ordinal), IsRetired = code => code.EndsWith("004", StringComparison.Ordinal) };
        GridCell[] cells = [Cell(1, 0, 0), Cell(1, 1, 0), new(9, "41120200100100X", Box(111.202, 34.77, Step, Step)), new(10, "411209001001001", Box(111.203, 34.77, Step, Step)), Cell(4, 4, 0)];

        var codes = GridChecks.Run(cells, rules, TestContext.Current.CancellationToken).Where(f => !f.IsWarning).Select(f => f.Reason.Code);

        Assert.Equal(["grid.duplicate", "grid-code.digit", "grid-code.district", "grid.code-retired"], codes);
    }

    [Fact]
    public void Size_stored_area_and_order_are_warned_about_and_stop_nothing()
    {
        Assert.Equal([("grid.area-range", true)], Codes(Cell(1, 0, 0, 10 * Step, 10 * Step)));
        Assert.Equal([("grid.area-differs", true)], Codes(Cell(1, 0, 0) with { AreaSaid = 5_000 }));
        Assert.Equal([("grid.order", true)], Codes(Cell(1, 0, 1), Cell(2, 0, 0)));
        Assert.Equal([("grid.order", true)], Codes(Cell(1, 1, 0), Cell(2, 0, 0)));
    }
}
