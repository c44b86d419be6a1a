using Dizhu.Core.Evaluation;
using Dizhu.Web.CommandPages;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The lines of the wall: from zero, the unfinished hour apart, words that do not lie on each other.</summary>
public class HourChartTests
{
    private static HourChart Chart(int until, params (int Hour, int Reported, int Closed)[] busy) =>
        new([.. Enumerable.Range(0, until + 1).Select(h => new HourCounts(h, busy.FirstOrDefault(b => b.Hour == h).Reported, busy.FirstOrDefault(b => b.Hour == h).Closed))]);

    [Fact]
    public void An_ordinary_day_is_drawn_from_eight_and_its_last_piece_is_open()
    {
        var chart = Chart(15, (8, 22, 9), (9, 41, 27), (14, 31, 42), (15, 18, 31));
        Assert.Equal((60, 15, 8), (chart.Top, chart.Unfinished, chart.Hours[0].Hour));
        Assert.Equal([.. Enumerable.Repeat(false, 6), true], chart.Closed.Pieces.Select(p => p.IsOpen));
        Assert.Equal(("100%", "48.33%"), (chart.Closed.Last.Left, chart.Closed.Last.Down));
        Assert.Equal(["08", "09", "10", "11", "12", "13", "14", "15"], chart.Labels.Select(l => l.Text));
        Assert.Equal((31, 18), (chart.Closed.LastCount, chart.Reported.LastCount));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(18, 18)]
    [InlineData(19, 20)]
    [InlineData(193, 200)]
    public void The_scale_ends_at_an_even_figure_not_below_the_most(int most, int top) => Assert.Equal(top, Chart(9, (9, most, 0)).Top);

    [Fact]
    public void A_night_is_drawn_from_midnight_and_one_hour_is_a_point()
    {
        Assert.Equal(0, Chart(7, (5, 1, 0)).Hours[0].Hour);
        Assert.Equal(3, Chart(12, (3, 1, 0)).Hours[0].Hour);
        var first = Chart(0, (0, 2, 1));
        Assert.Empty(first.Reported.Pieces);
        Assert.Equal("100%", first.Reported.Last.Left);
        Assert.InRange(Chart(23, (0, 1, 1)).Labels.Count(), 8, 12);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 9)]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    public void The_words_keep_apart_and_inside(int reported, int closed)
    {
        var chart = Chart(9, (9, reported, closed));
        Assert.True(Math.Abs(chart.Reported.WordY - chart.Closed.WordY) >= 17 - 1e-9);
        Assert.All([chart.Reported.WordY, chart.Closed.WordY], y => Assert.InRange(y, 0, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HourChart([]));
    }
}
