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

    /// <summary>The height of the smallest letters on the map, 12 pixels where a tile is 512 wide, in units.</summary>
    private const int Letter = 96;

    private readonly ProtoBuffer _commands = new();
    private readonly List<(int X, int Y)> _kept = [];
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

    /// <summary>
    /// The point at which the name of a polygon stands, for the one tile it lies in: each position lies in exactly one, down to the last
    /// digit. Null for all others, and where the polygon is smaller than a letter: no name would be written there, and such a tile holds
    /// thousands. Rounded down, so that it does not come to lie on the next tile's edge.
    /// </summary>
    public ProtoBuffer? DrawName(FeatureGeometry polygons)
    {
        var (box, letter) = (polygons.Box, (double)Letter / (WebTile.Extent + 2 * TileWriter.Buffer));
        if (box.East - box.West < letter * (_inside.East - _inside.West) && box.North - box.South < letter * (_inside.North - _inside.South))
        {
            return null;
        }

        var (x, y) = tile.ToUnits(polygons.Point);
        if (x is < 0 or >= WebTile.Extent || y is < 0 or >= WebTile.Extent)
        {
            return null;
        }

        _commands.Clear();
        (_x, _y) = (0, 0);
        Move(MoveTo, 1);
        To((int)x, (int)y);
        return _commands;
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
        foreach (var piece in whole ? [Units(line)] : TileClip.Line(Units(line)))
        {
            if (Thin(piece, closed: false) is { Count: >= 2 } thin)
            {
                Path(thin);
            }
        }
    }

    private void DrawPolygon(Cgcs2000[][] rings, bool whole)
    {
        for (var i = 0; i < rings.Length; i++)
        {
            var units = Units(rings[i]);
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
        var kept = _kept;
        kept.Clear();
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

        if (!isFinest && kept.Count >= (closed ? 5 : 3))
        {
            Simplify(kept, closed);
        }

        return kept;
    }

    private (double X, double Y)[] Units(Cgcs2000[] points)
    {
        var units = new (double X, double Y)[points.Length];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = tile.ToUnits(points[i]);
        }

        return units;
    }

    /// <summary>Douglas and Peucker's: a ring is taken as two lines between its first point and the one farthest from it.</summary>
    private static void Simplify(List<(int X, int Y)> points, bool closed)
    {
        var count = points.Count;
        Span<bool> keep = count < 512 ? stackalloc bool[count + 1] : new bool[count + 1];
        keep[0] = true;
        if (closed)
        {
            var (far, most) = (0, -1L);
            for (var i = 1; i < count; i++)
            {
                if (Square((long)points[i].X - points[0].X, (long)points[i].Y - points[0].Y) is var square && square > most)
                {
                    (far, most) = (i, square);
                }
            }

            keep[far] = true;
            points.Add(points[0]);
            Keep(points, keep, 0, far);
            Keep(points, keep, far, count);
        }
        else
        {
            keep[count - 1] = true;
            Keep(points, keep, 0, count - 1);
        }

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (keep[i])
            {
                points[kept++] = points[i];
            }
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static void Keep(List<(int X, int Y)> points, Span<bool> keep, int from, int until)
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
