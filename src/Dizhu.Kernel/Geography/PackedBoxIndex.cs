namespace Dizhu.Kernel.Geography;

/// <summary>
/// Finds the boxes that meet a box: a packed tree, filled along a space-filling curve. Built once, never changed, read by any
/// number of threads.
/// </summary>
public sealed class PackedBoxIndex
{
    private const int Fan = 16;
    private const int CurveCells = 1 << 15;

    /// <summary>The leaves in the order of the curve, then level by level the boxes around each sixteen of the level below.</summary>
    private readonly GeoBox[][] _levels;

    /// <summary>The position of each leaf in the list the index was built from.</summary>
    private readonly int[] _items;

    /// <param name="boxes">The boxes; answers are positions in this list. An empty box is never found.</param>
    public PackedBoxIndex(IReadOnlyList<GeoBox> boxes)
    {
        Extent = boxes.Aggregate(GeoBox.Empty, (all, box) => box.IsEmpty ? all : all.With(box));
        _items = new int[boxes.Count];
        var keys = new uint[boxes.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            _items[i] = i;
            keys[i] = KeyOf(boxes[i]);
        }

        Array.Sort(keys, _items);
        List<GeoBox[]> levels = [[.. _items.Select(i => boxes[i])]];
        while (levels[^1].Length > 1)
        {
            levels.Add([.. levels[^1].Chunk(Fan).Select(c => c.Aggregate(GeoBox.Empty, (all, box) => box.IsEmpty ? all : all.With(box)))]);
        }

        _levels = [.. levels];
    }

    /// <summary>The smallest box around all; empty when there are none.</summary>
    public GeoBox Extent { get; }

    public int Count => _items.Length;

    /// <summary>The positions of all boxes that meet the given one, edges included, in the order of the list.</summary>
    public int[] Find(GeoBox box)
    {
        var found = new List<int>();
        if (_items.Length > 0 && !box.IsEmpty)
        {
            Collect(_levels.Length - 1, 0, box, found);
        }

        var sorted = found.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private void Collect(int level, int node, GeoBox box, List<int> found)
    {
        var own = _levels[level][node];
        if (!box.Meets(own) || own.IsEmpty)
        {
            return;
        }

        if (level == 0)
        {
            found.Add(_items[node]);
            return;
        }

        var end = Math.Min((node + 1) * Fan, _levels[level - 1].Length);
        for (var child = node * Fan; child < end; child++)
        {
            Collect(level - 1, child, box, found);
        }
    }

    private uint KeyOf(GeoBox box)
    {
        if (box.IsEmpty)
        {
            return uint.MaxValue;
        }

        return Spread(Cell(box.West + box.East - 2 * Extent.West, Extent.East - Extent.West))
            | (Spread(Cell(box.South + box.North - 2 * Extent.South, Extent.North - Extent.South)) << 1);
    }

    private static uint Cell(double twiceFromEdge, double width) =>
        width > 0 ? (uint)Math.Clamp(twiceFromEdge / 2 / width * CurveCells, 0, CurveCells - 1) : 0;

    private static uint Spread(uint v)
    {
        v = (v | (v << 8)) & 0x00FF00FF;
        v = (v | (v << 4)) & 0x0F0F0F0F;
        v = (v | (v << 2)) & 0x33333333;
        return (v | (v << 1)) & 0x55555555;
    }
}
