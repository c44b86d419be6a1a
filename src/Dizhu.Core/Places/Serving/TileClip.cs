using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>Cuts rings and lines, in the units of a tile, at the margin around it.</summary>
internal static class TileClip
{
    private const double Low = -TileWriter.Buffer;
    private const double High = WebTile.Extent + TileWriter.Buffer;

    /// <summary>
    /// What of a ring lies within: edge by edge of the square (Sutherland and Hodgman). Where it leaves and comes back the pieces hang
    /// together along the margin, which is not seen.
    /// </summary>
    public static (double X, double Y)[] Ring((double X, double Y)[] ring)
    {
        var left = Side(ring, p => p.X - Low, (a, b, t) => (Low, a.Y + t * (b.Y - a.Y)));
        var right = Side(left, p => High - p.X, (a, b, t) => (High, a.Y + t * (b.Y - a.Y)));
        var top = Side(right, p => p.Y - Low, (a, b, t) => (a.X + t * (b.X - a.X), Low));
        return Side(top, p => High - p.Y, (a, b, t) => (a.X + t * (b.X - a.X), High));
    }

    /// <summary>The pieces of a line that lie within.</summary>
    public static IReadOnlyList<(double X, double Y)[]> Line((double X, double Y)[] line)
    {
        List<(double X, double Y)[]> pieces = [];
        List<(double X, double Y)> piece = [];
        for (var i = 1; i < line.Length; i++)
        {
            if (Segment(line[i - 1], line[i]) is not var (from, until))
            {
                continue;
            }

            if (piece.Count == 0 || piece[^1] != from)
            {
                Close();
                piece.Add(from);
            }

            piece.Add(until);
        }

        Close();
        return pieces;

        void Close()
        {
            if (piece.Count > 1)
            {
                pieces.Add([.. piece]);
            }

            piece.Clear();
        }
    }

    private static (double X, double Y)[] Side(
        (double X, double Y)[] ring, Func<(double X, double Y), double> within, Func<(double X, double Y), (double X, double Y), double, (double X, double Y)> cut)
    {
        var kept = new List<(double X, double Y)>(ring.Length + 4);
        for (var i = 0; i < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
            var (da, db) = (within(a), within(b));
            if (da >= 0)
            {
                kept.Add(a);
            }

            if (da >= 0 != db >= 0)
            {
                kept.Add(cut(a, b, da / (da - db)));
            }
        }

        return [.. kept];
    }

    /// <summary>The part of a segment that lies within (Liang and Barsky); null when none does.</summary>
    private static ((double X, double Y) From, (double X, double Y) Until)? Segment((double X, double Y) a, (double X, double Y) b)
    {
        var (from, until) = (0.0, 1.0);
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        if (!Narrow(-dx, a.X - Low) || !Narrow(dx, High - a.X) || !Narrow(-dy, a.Y - Low) || !Narrow(dy, High - a.Y))
        {
            return null;
        }

        return (from == 0 ? a : (a.X + from * dx, a.Y + from * dy), until == 1 ? b : (a.X + until * dx, a.Y + until * dy));

        bool Narrow(double direction, double distance)
        {
            if (direction == 0)
            {
                return distance >= 0;
            }

            var at = distance / direction;
            (from, until) = direction < 0 ? (Math.Max(from, at), until) : (from, Math.Min(until, at));
            return from <= until;
        }
    }
}
