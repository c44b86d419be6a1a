using System.Globalization;
using Dizhu.Core.Evaluation;

namespace Dizhu.Web.CommandPages;

/// <summary>
/// What was reported and closed hour by hour, as lines over a day up to the present hour, which is not full yet. Places are per cent of the
/// drawing, so that it fills what room there is without a script.
/// </summary>
public sealed class HourChart
{
    /// <summary>Two words at the ends of the lines need so much height, per cent.</summary>
    private const double WordHeight = 17;
    private const int MostLabels = 12;

    /// <summary>The drawing leaves out empty hours before this one: a matter of room alone, whatever the office hours are.</summary>
    private const int FirstHour = 8;

    private readonly IReadOnlyList<HourCounts> _hours;

    /// <param name="hours">The hours from midnight to the present one, at least that one.</param>
    public HourChart(IReadOnlyList<HourCounts> hours)
    {
        ArgumentOutOfRangeException.ThrowIfZero(hours.Count);
        var first = hours.Count - 1 <= FirstHour ? 0 : Math.Min(FirstHour, hours.TakeWhile(h => h is { Reported: 0, Closed: 0 }).Count());
        _hours = [.. hours.Skip(first)];
        Top = TopOf(_hours.Max(h => Math.Max(h.Reported, h.Closed)));
        Reported = LineOf(h => h.Reported);
        Closed = LineOf(h => h.Closed);
        (Reported.WordY, Closed.WordY) = Apart(Reported.Last.Y, Closed.Last.Y);
    }

    /// <summary>The figure of the uppermost line; even, so that the middle one has a whole figure too.</summary>
    public int Top { get; }

    public Line Reported { get; }

    public Line Closed { get; }

    /// <summary>The hours written under the drawing, with their places.</summary>
    public IEnumerable<(string X, string Text)> Labels
    {
        get
        {
            var step = (_hours.Count + MostLabels - 1) / MostLabels;
            return _hours.Select((h, i) => (X: Percent(XOf(i)), Text: h.Hour.ToString("00", CultureInfo.InvariantCulture), Behind: _hours.Count - 1 - i))
                .Where(l => l.Behind % step == 0).Select(l => (l.X, l.Text));
        }
    }

    /// <summary>The hours drawn, for who cannot see the drawing.</summary>
    public IReadOnlyList<HourCounts> Hours => _hours;

    /// <summary>The hour that is not full yet.</summary>
    public int Unfinished => _hours[^1].Hour;

    /// <summary>A point, per cent from the left and from the top.</summary>
    public sealed record Point(double X, double Y)
    {
        public string Left => Percent(X);

        public string Down => Percent(Y);
    }

    /// <summary>One line: its points in order; the last one is of the hour that is not full.</summary>
    public sealed class Line(IReadOnlyList<Point> points, int last)
    {
        public Point Last => points[^1];

        /// <summary>The figure of the hour that is not full.</summary>
        public int LastCount => last;

        /// <summary>Where its word stands, per cent from the top.</summary>
        public double WordY { get; internal set; }

        public string WordDown => Percent(WordY);

        /// <summary>The pieces between the points; the last one leads to the unfinished hour.</summary>
        public IEnumerable<(Point From, Point To, bool IsOpen)> Pieces => points.Zip(points.Skip(1), (a, b) => (a, b, ReferenceEquals(b, Last)));
    }

    private Line LineOf(Func<HourCounts, int> count) =>
        new([.. _hours.Select((h, i) => new Point(XOf(i), 100 - (100.0 * count(h) / Top)))], count(_hours[^1]));

    private double XOf(int index) => _hours.Count == 1 ? 100 : 100.0 * index / (_hours.Count - 1);

    /// <summary>1, 2, 3 … 10, 20, 30 … doubled: the first that is not less.</summary>
    private static int TopOf(int most)
    {
        for (var ten = 1; ; ten *= 10)
        {
            for (var n = 1; n < 10; n++)
            {
                if (2 * n * ten >= most)
                {
                    return 2 * n * ten;
                }
            }
        }
    }

    /// <summary>Where two words stand that belong at these heights and must not lie on each other.</summary>
    private static (double A, double B) Apart(double a, double b)
    {
        if (Math.Abs(a - b) >= WordHeight)
        {
            return (a, b);
        }

        var upper = Math.Clamp(((a + b) / 2) - (WordHeight / 2), 0, 100 - WordHeight);
        return a <= b ? (upper, upper + WordHeight) : (upper + WordHeight, upper);
    }

    private static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
