using CsCheck;
using Dizhu.Core.Geodata;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Core.Tests.Geodata;

/// <summary>What drawn lines and grounds make of grids.</summary>
public class GridDrawingTests
{
    private const string First = "411202001001001";
    private const string Second = "411202001001002";
    private const string Third = "411202001001003";

    private static Geometry Read(string text) => new WKTReader().Read(text);

    private static Geometry Box(double west, double south, double east, double north) =>
        Read(FormattableString.Invariant($"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"));

    /// <summary>Two grids side by side, a third below both.</summary>
    private static readonly Dictionary<string, Geometry> Three = new() { [First] = Box(0, 1, 1, 2), [Second] = Box(1, 1, 2, 2), [Third] = Box(0, 0, 2, 1) };

    [Fact]
    public void A_line_across_a_grid_cuts_it_and_the_pieces_come_from_north_to_south()
    {
        var pieces = GridDrawing.Split(Box(0, 0, 1, 1), Read("LINESTRING (-1 0.25, 2 0.25)")).Value;
        Assert.Equal([0.75, 0.25], pieces.Select(p => Math.Round(p.Area, 9)));
    }

    [Fact]
    public void A_cut_neither_loses_nor_doubles_ground() =>
        Gen.Select(Gen.Double[-0.5, 1.5], Gen.Double[0.05, 0.95], Gen.Double[0.05, 0.95]).Sample(
            (bend, from, to) =>
            {
                var pieces = GridDrawing.Split(Box(0, 0, 1, 1), Read(FormattableString.Invariant($"LINESTRING (-1 {from}, 0.5 {Math.Clamp(bend, 0.1, 0.9)}, 2 {to})"))).Value;
                Assert.Equal(1, pieces.Sum(p => p.Area), 9);
                Assert.Equal(0, pieces[0].Intersection(pieces[1]).Area, 12);
            },
            seed: "0N0XIzNsQ0O2",
            iter: 200);

    [Theory]
    [InlineData("LINESTRING (-1 0.5, 0.5 0.5)")]
    [InlineData("LINESTRING (-1 3, 2 3)")]
    [InlineData("LINESTRING (-1 0, 2 0)")]
    public void A_line_that_does_not_cut_is_told_so(string line) =>
        Assert.Equal("change.cut-misses", GridDrawing.Split(Box(0, 0, 1, 1), Read(line)).Refusal.Code);

    [Fact]
    public void Nothing_drawn_is_told_so()
    {
        Assert.Equal("change.no-line", GridDrawing.Split(Box(0, 0, 1, 1), Point.Empty).Refusal.Code);
        Assert.Equal("change.no-ground", GridDrawing.Take(First, Polygon.Empty, Three).Refusal.Code);
        Assert.Equal("change.no-ground", GridDrawing.Fill(Read("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"), []).Refusal.Code);
    }

    [Fact]
    public void Grids_side_by_side_become_one_and_grids_apart_do_not()
    {
        Assert.Equal(2, GridDrawing.Merge([Three[First], Three[Second]]).Value.Area, 9);
        Assert.Equal("change.not-adjoining", GridDrawing.Merge([Box(0, 0, 1, 1), Box(2, 0, 3, 1)]).Refusal.Code);
        Assert.Equal("change.not-adjoining", GridDrawing.Merge([Box(0, 0, 1, 1), Box(1, 1, 2, 2)]).Refusal.Code);
        Assert.Equal("change.merge-one", GridDrawing.Merge([Three[First]]).Refusal.Code);
    }

    [Fact]
    public void Drawn_ground_goes_to_one_grid_and_leaves_all_it_lay_in()
    {
        var changed = GridDrawing.Take(First, Box(0.5, 0.5, 1.5, 1.5), Three).Value;

        Assert.Equal([First, Second, Third], changed.Select(c => c.Code));
        Assert.Equal([1.75, 0.75, 1.5], changed.Select(c => Math.Round(c.Shape.Area, 9)));
        Assert.Equal(4, changed.Sum(c => c.Shape.Area), 9);
    }

    [Fact]
    public void Any_ground_moves_borders_without_overlap_or_gap() =>
        Gen.Select(Gen.Double[0.1, 0.9], Gen.Double[1.01, 1.9], Gen.Double[1.1, 1.5], Gen.Double[1.55, 1.9]).Sample(
            (west, east, south, north) =>
            {
                var after = new Dictionary<string, Geometry>(Three);
                foreach (var (code, shape) in GridDrawing.Take(First, Box(west, south, east, north), Three).Value)
                {
                    after[code] = shape;
                }

                Assert.Equal(4, after.Values.Sum(s => s.Area), 9);
                Assert.Equal(0, after[First].Intersection(after[Second]).Area, 12);
            },
            seed: "0N0XIzNsQ0O2",
            iter: 200);

    [Theory]
    [InlineData(0.1, 1.1, 0.9, 1.9, "change.takes-nothing")]
    [InlineData(0.5, 0.9, 2.5, 2.5, "change.swallowed")]
    [InlineData(0.5, -1, 1.2, 1.5, "change.torn")]
    [InlineData(1.2, 1.2, 1.8, 1.8, "change.not-adjoining")]
    public void Ground_that_makes_no_sound_division_is_refused(double west, double south, double east, double north, string code) =>
        Assert.Equal(code, GridDrawing.Take(First, Box(west, south, east, north), Three).Refusal.Code);

    [Fact]
    public void New_ground_is_what_no_grid_has_yet()
    {
        Assert.Equal(Box(2, 0, 3, 2).Area, GridDrawing.Fill(Box(1.5, 0, 3, 2), Three.Values).Value.Area, 9);
        Assert.Equal("change.no-free-ground", GridDrawing.Fill(Box(0.5, 0.5, 1.5, 1.5), Three.Values).Refusal.Code);
        Assert.Equal("change.torn", GridDrawing.Fill(Box(-1, 0.5, 3, 1.5), Three.Values).Refusal.Code);
    }

    [Fact]
    public void The_next_code_comes_after_all_there_ever_were()
    {
        Assert.Equal("411202001001004", GridDrawing.NextCode("411202001001", [First, Third, "411202001002009"]));
        Assert.Equal("411202001001001", GridDrawing.NextCode("411202001001", []));
        Assert.Equal("", GridDrawing.NextCode("411202001001", ["411202001001999"]));
        Assert.Equal("", GridDrawing.NextCode("x", []));
    }
}
