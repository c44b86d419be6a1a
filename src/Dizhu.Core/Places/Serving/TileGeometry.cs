using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places.Serving;

/// <summary>
/// Brings geometry into the units of one tile: cut at the margin, rounded, thinned where the zoom shows no difference, and written
/// as drawing commands. One of these serves all features of a tile, one after another.
/// </summary>
/// <param name="tile">The tile.</param>
/// <param name="isFinest">The last zoom of the layer: nothing is thinned, since a map enlarges it.</param>
internal sealed class TileGeometry(WebTile tile, bool isFinest)
{
    private const int MoveTo = 1;
    private const int LineTo = 2;
    private const uint ClosePath = 15;

    /// <summary>Squared units a line may be off its true course where it is thinned: less than a third of a pixel.</summary>
    private const long Tolerance = 2;

    private readonly ProtoBuffer _commands = new();
    private readonly GeoBox _inside = tile.Box(TileWriter.Buffer);
    private int _x;
    private int _y;

    /// <summary>The commands, valid until the next call; null when nothing of it shows.</summary>
    public ProtoBuffer? Draw(FeatureGeometry geometry)
    {
        _commands.Clear();
        (_x, _y) = (0, 0);
        if (geometry.Kind == GeometryKind.Point)
        {
            DrawPoint(geometry.Point);
        }
        else
        {
            var whole = _inside.Holds(geometry.Box);
            foreach (var part in geometry.Parts)
            {
                if (geometry.Kind == GeometryKind.Line)
                {
                    DrawLine(part[0], whole);
                }
                else
                {
                    DrawPolygon(part, whole);
                }
            }
        }

        return _commands.Length > 0 ? _commands : null;
    }

    private void DrawPoint(Cgcs2000 point)
    {
        var (x, y) = Round(tile.ToUnits(point));
        if (Math.Min(x, y) >= -TileWriter.Buffer && Math.Max(x, y) <= WebTile.Extent + TileWriter.Buffer)
        {
            Move(MoveTo, 1);
            To(x, y);
        }
    }

    private void DrawLine(Cgcs2000[] line, bool whole)
    {
        var units = Array.ConvertAll(line, tile.ToUnits);
        foreach (var piece in whole ? [units] : TileClip.Line(units))
        {
            var thin = Thin(piece, closed: false);
            if (thin.Count >= 2)
            {
                Path(thin);
            }
        }
    }

    private void DrawPolygon(Cgcs2000[][] rings, bool whole)
    {
        for (var i = 0; i < rings.Length; i++)
        {
            var units = Array.ConvertAll(rings[i], tile.ToUnits);
            var ring = Thin(whole ? units : TileClip.Ring(units), closed: true);
            var twice = Twice(ring);
            if (ring.Count < 3 || twice == 0)
            {
                // Too small to show. Without its outer ring there is nothing the holes could be in.
                if (i == 0)
                {
                    return;
                }

                continue;
            }

            // Rows run south, so that a positive sum is clockwise to the eye: outer rings are, holes are not.
            if (twice > 0 != (i == 0))
            {
                ring.Reverse();
            }

            Path(ring);
            _commands.Varint(ClosePath);
        }
    }

    private void Path(List<(int X, int Y)> points)
    {
        Move(MoveTo, 1);
        To(points[0].X, points[0].Y);
        Move(LineTo, points.Count - 1);
        for (var i = 1; i < points.Count; i++)
        {
            To(points[i].X, points[i].Y);
        }
    }

    private void Move(int command, int count) => _commands.Varint((uint)((count << 3) | command));

    private void To(int x, int y)
    {
        _commands.Signed(x - _x);
        _commands.Signed(y - _y);
        (_x, _y) = (x, y);
    }

    /// <summary>Rounded, without points that repeat the one before, a ring without its closing point, and thinned below the finest zoom.</summary>
    private List<(int X, int Y)> Thin((double X, double Y)[] points, bool closed)
    {
        var kept = new List<(int X, int Y)>(points.Length);
        foreach (var point in points)
        {
            var rounded = Round(point);
            if (kept.Count == 0 || kept[^1] != rounded)
            {
                kept.Add(rounded);
            }
        }

        if (closed && kept.Count > 1 && kept[0] == kept[^1])
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return isFinest || kept.Count < (closed ? 5 : 3) ? kept : Simplified(kept, closed);
    }

    /// <summary>Douglas and Peucker's: a ring is taken as two lines between its first point and the one farthest from it.</summary>
    private static List<(int X, int Y)> Simplified(List<(int X, int Y)> points, bool closed)
    {
        var keep = new bool[points.Count];
        var last = points.Count - 1;
        keep[0] = true;
        if (!closed)
        {
            keep[last] = true;
            Keep(points, keep, 0, last);
            return [.. points.Where((_, i) => keep[i])];
        }

        var far = Enumerable.Range(1, last).MaxBy(i => Square(points[i].X - points[0].X, points[i].Y - points[0].Y));
        keep[far] = true;
        points.Add(points[0]);
        Keep(points, keep, 0, far);
        Keep(points, keep, far, last + 1);
        return [.. points.Take(last + 1).Where((_, i) => keep[i])];
    }

    private static void Keep(List<(int X, int Y)> points, bool[] keep, int from, int until)
    {
        var (a, b) = (points[from], points[until]);
        var (dx, dy) = ((long)b.X - a.X, (long)b.Y - a.Y);
        var length = dx * dx + dy * dy;
        var (farthest, most) = (-1, 0.0);
        for (var i = from + 1; i < until; i++)
        {
            var (px, py) = ((long)points[i].X - a.X, (long)points[i].Y - a.Y);
            var cross = dx * py - dy * px;
            var off = length == 0 ? px * px + py * py : (double)cross * cross / length;
            if (off > most)
            {
                (farthest, most) = (i, off);
            }
        }

        if (most > Tolerance)
        {
            keep[farthest] = true;
            Keep(points, keep, from, farthest);
            Keep(points, keep, farthest, until);
        }
    }

    private static long Square(long x, long y) => x * x + y * y;

    private static long Twice(List<(int X, int Y)> ring)
    {
        var twice = 0L;
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            twice += (long)a.X * b.Y - (long)b.X * a.Y;
        }

        return twice;
    }

    private static (int X, int Y) Round((double X, double Y) point) => ((int)Math.Round(point.X), (int)Math.Round(point.Y));
}
