using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>A rectangle of lattice cells, counted from the north-west corner.</summary>
internal readonly record struct CellBlock(int Column, int Row, int Columns, int Rows)
{
    public int Count => Columns * Rows;

    public IEnumerable<(int Column, int Row)> Cells()
    {
        var block = this;
        return Enumerable.Range(Row, Rows).SelectMany(r => Enumerable.Range(block.Column, block.Columns).Select(c => (c, r)));
    }

    /// <summary>Cuts off the given share of the block; at least one line stays on either side.</summary>
    public (CellBlock First, CellBlock Second) Cut(bool westToEast, int part, int whole)
    {
        var lines = westToEast ? Columns : Rows;
        var cut = Math.Clamp((lines * part * 2 + whole) / (whole * 2), 1, lines - 1);
        return westToEast
            ? (this with { Columns = cut }, this with { Column = Column + cut, Columns = Columns - cut })
            : (this with { Rows = cut }, this with { Row = Row + cut, Rows = Rows - cut });
    }

    /// <summary>Halves the block along its longer side again and again until there are so many pieces.</summary>
    public IEnumerable<CellBlock> Pieces(int count)
    {
        if (count <= 1)
        {
            return [this];
        }

        var (first, second) = Cut(Columns >= Rows, count / 2, count);
        return first.Pieces(count / 2).Concat(second.Pieces(count - count / 2));
    }
}

/// <summary>
/// Irregular street blocks without gap or overlap: a lattice whose lines lie unevenly, whose corners are shifted, and
/// whose edges are bent. Neighbours share corners and bends, so they share every edge exactly.
/// </summary>
internal sealed class SampleLattice
{
    /// <summary>Positions are whole units of this many degrees (about 1 cm), so that they survive any text form.</summary>
    private const double DegreesRaster = 1e7;

    private readonly Cgcs2000[,] _corners;
    private readonly Cgcs2000[,] _bendsEastward;
    private readonly Cgcs2000[,] _bendsSouthward;

    public SampleLattice(SplitMix random, CityPlane plane, Cgcs2000 centre, int columns, int rows, double cell)
    {
        Columns = columns;
        Rows = rows;
        var (centreX, centreY) = plane.ToMetres(centre);
        var xs = Lines(random, columns, cell);
        var ys = Lines(random, rows, cell);
        var metres = new (double X, double Y)[columns + 1, rows + 1];
        for (var c = 0; c <= columns; c++)
        {
            for (var r = 0; r <= rows; r++)
            {
                // A gentle wave over two kilometres keeps long streets from being ruled lines.
                var x = xs[c] + 0.2 * cell * Math.Sin(ys[r] / 330) + random.Around(0.05 * cell);
                var y = ys[r] + 0.2 * cell * Math.Sin(xs[c] / 330) + random.Around(0.05 * cell);
                metres[c, r] = (centreX + x, centreY - y);
            }
        }

        Cgcs2000 At((double X, double Y) point)
        {
            var exact = plane.FromMetres(point.X, point.Y);
            return new(Math.Round(exact.Lon * DegreesRaster) / DegreesRaster, Math.Round(exact.Lat * DegreesRaster) / DegreesRaster);
        }

        (double X, double Y) Bend((double X, double Y) a, (double X, double Y) b) =>
            ((a.X + b.X) / 2 + random.Around(0.04 * cell), (a.Y + b.Y) / 2 + random.Around(0.04 * cell));

        _corners = new Cgcs2000[columns + 1, rows + 1];
        _bendsEastward = new Cgcs2000[columns + 1, rows + 1];
        _bendsSouthward = new Cgcs2000[columns + 1, rows + 1];
        for (var c = 0; c <= columns; c++)
        {
            for (var r = 0; r <= rows; r++)
            {
                _corners[c, r] = At(metres[c, r]);
                _bendsEastward[c, r] = c < columns ? At(Bend(metres[c, r], metres[c + 1, r])) : default;
                _bendsSouthward[c, r] = r < rows ? At(Bend(metres[c, r], metres[c, r + 1])) : default;
            }
        }
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The eight points of a cell, counter-clockwise from its south-west corner.</summary>
    public Cgcs2000[] RingOf(int c, int r) =>
    [
        _corners[c, r + 1], _bendsEastward[c, r + 1], _corners[c + 1, r + 1], _bendsSouthward[c + 1, r],
        _corners[c + 1, r], _bendsEastward[c, r], _corners[c, r], _bendsSouthward[c, r],
    ];

    /// <summary>Distances of the lines from the middle, ascending; uneven, but of the right total.</summary>
    private static double[] Lines(SplitMix random, int count, double cell)
    {
        var widths = Enumerable.Range(0, count).Select(_ => 1 + random.Around(0.12)).ToArray();
        var scale = count * cell / widths.Sum();
        var lines = new double[count + 1];
        lines[0] = -count * cell / 2;
        for (var i = 0; i < count; i++)
        {
            lines[i + 1] = lines[i] + widths[i] * scale;
        }

        return lines;
    }
}

/// <summary>The outline of many cells that share their edges exactly.</summary>
internal static class Outline
{
    /// <summary>The ring around the cells, or rings where there are holes, the outermost first.</summary>
    public static Shape Of(IEnumerable<IReadOnlyList<Cgcs2000>> rings, CityPlane plane)
    {
        HashSet<(Cgcs2000 From, Cgcs2000 To)> edges = [];
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Count; i++)
            {
                var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);

                // Every inner edge occurs once in each direction; what is left is the outside.
                if (!edges.Remove((to, from)))
                {
                    edges.Add((from, to));
                }
            }
        }

        var next = edges.OrderBy(e => e.From.Lon).ThenBy(e => e.From.Lat).ToDictionary(e => e.From, e => e.To);
        List<IReadOnlyList<Cgcs2000>> outline = [];
        while (next.Count > 0)
        {
            var start = next.Keys.First();
            List<Cgcs2000> ring = [start];
            while (next.Remove(ring[^1], out var to) && to != start)
            {
                ring.Add(to);
            }

            outline.Add(ring);
        }

        return new([.. outline.OrderByDescending(r => plane.SignedArea(r))]);
    }
}
