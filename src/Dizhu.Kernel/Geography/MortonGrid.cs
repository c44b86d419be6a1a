namespace Dizhu.Kernel.Geography;

/// <summary>
/// Position as one number on one fixed grid, so that "all rows in this box" is a few ranges of a plain index in any
/// database. The grid covers 73–137° E, 3–67° N in cells of 2^-16 degree (about 1.7 m) and never changes: keys are stored.
/// Outside it, or where a position is unknown, the key is null.
/// </summary>
public static class MortonGrid
{
    private const double West = 73;
    private const double South = 3;
    private const int CellsPerDegree = 1 << 16;
    private const int Bits = 22;
    private const uint Last = (1u << Bits) - 1;

    /// <summary>The key of a position, or null outside the grid.</summary>
    public static long? KeyOf(Cgcs2000 point)
    {
        var column = Math.Floor((point.Lon - West) * CellsPerDegree);
        var row = Math.Floor((point.Lat - South) * CellsPerDegree);
        return column is < 0 or > Last || row is < 0 or > Last ? null : Interleave((uint)column, (uint)row);
    }

    /// <summary>How wide a square of 4^<paramref name="level"/> cells is, degrees.</summary>
    public static double DegreesOf(int level) => (double)(1 << level) / CellsPerDegree;

    /// <summary>The middle of the square of 4^<paramref name="level"/> cells a key lies in.</summary>
    public static Cgcs2000 MiddleOf(long key, int level)
    {
        var half = (1L << level) / 2.0;
        var from = key >> (2 * level) << (2 * level);
        return new(West + (Gather(from) + half) / CellsPerDegree, South + (Gather(from >> 1) + half) / CellsPerDegree);
    }

    /// <summary>
    /// At most <paramref name="most"/> ranges of keys that together hold every key of the box, both ends included.
    /// They may hold other keys too: filter exactly afterwards. Empty when the box lies outside the grid or is inside out.
    /// </summary>
    public static IReadOnlyList<(long From, long To)> RangesOf(Cgcs2000 southWest, Cgcs2000 northEast, int most = 16)
    {
        var west = Clamp((southWest.Lon - West) * CellsPerDegree);
        var east = Clamp((northEast.Lon - West) * CellsPerDegree);
        var south = Clamp((southWest.Lat - South) * CellsPerDegree);
        var north = Clamp((northEast.Lat - South) * CellsPerDegree);
        if (west > east || south > north || east < 0 || north < 0 || west > Last || south > Last)
        {
            return [];
        }

        var box = ((uint)Math.Max(0, west), (uint)Math.Max(0, south), (uint)Math.Min(Last, east), (uint)Math.Min(Last, north));
        return Refine(box, most);
    }

    /// <summary>Quarters squares that cross the box's edge, largest first, until another cut would give too many ranges.</summary>
    private static List<(long From, long To)> Refine((uint West, uint South, uint East, uint North) box, int most)
    {
        List<(uint X, uint Y, int Level)> squares = [(0, 0, Bits)];
        while (true)
        {
            var cut = squares.FindIndex(s => s.Level > 0 && !Inside(s, box));
            for (var i = 0; i < squares.Count; i++)
            {
                cut = squares[i].Level > squares[Math.Max(cut, 0)].Level && !Inside(squares[i], box) ? i : cut;
            }

            if (cut < 0)
            {
                break;
            }

            var finer = squares.ToList();
            finer.RemoveAt(cut);
            finer.AddRange(Quarters(squares[cut]).Where(q => Meets(q, box)));
            if (Merge(finer).Count > most)
            {
                break;
            }

            squares = finer;
        }

        return Merge(squares);
    }

    private static List<(long From, long To)> Merge(List<(uint X, uint Y, int Level)> squares)
    {
        List<(long From, long To)> ranges = [];
        foreach (var square in squares.OrderBy(s => Interleave(s.X, s.Y)))
        {
            var from = Interleave(square.X, square.Y);
            var to = from + (1L << (2 * square.Level)) - 1;
            if (ranges.Count > 0 && ranges[^1].To + 1 == from)
            {
                ranges[^1] = (ranges[^1].From, to);
            }
            else
            {
                ranges.Add((from, to));
            }
        }

        return ranges;
    }

    private static IEnumerable<(uint X, uint Y, int Level)> Quarters((uint X, uint Y, int Level) square)
    {
        var half = 1u << (square.Level - 1);
        var level = square.Level - 1;
        return [(square.X, square.Y, level), (square.X + half, square.Y, level), (square.X, square.Y + half, level), (square.X + half, square.Y + half, level)];
    }

    private static bool Meets((uint X, uint Y, int Level) s, (uint West, uint South, uint East, uint North) box)
    {
        var size = (1u << s.Level) - 1;
        return s.X <= box.East && s.X + size >= box.West && s.Y <= box.North && s.Y + size >= box.South;
    }

    private static bool Inside((uint X, uint Y, int Level) s, (uint West, uint South, uint East, uint North) box)
    {
        var size = (1u << s.Level) - 1;
        return s.X >= box.West && s.X + size <= box.East && s.Y >= box.South && s.Y + size <= box.North;
    }

    private static long Clamp(double cells) => (long)Math.Floor(Math.Clamp(cells, -1, (double)Last + 1));

    private static long Interleave(uint x, uint y) => Spread(x) | (Spread(y) << 1);

    private static uint Gather(long value)
    {
        var v = value & 0x5555555555555555;
        v = (v | (v >> 1)) & 0x3333333333333333;
        v = (v | (v >> 2)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v >> 4)) & 0x00FF00FF00FF00FF;
        v = (v | (v >> 8)) & 0x0000FFFF0000FFFF;
        return (uint)(v | (v >> 16));
    }

    private static long Spread(uint value)
    {
        long v = value;
        v = (v | (v << 16)) & 0x0000FFFF0000FFFF;
        v = (v | (v << 8)) & 0x00FF00FF00FF00FF;
        v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v << 2)) & 0x3333333333333333;
        v = (v | (v << 1)) & 0x5555555555555555;
        return v;
    }
}
