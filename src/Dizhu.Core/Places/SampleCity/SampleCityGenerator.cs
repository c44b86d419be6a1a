using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>One generation of the sample city. The order of steps is part of the recipe: each draws from the same random numbers.</summary>
internal sealed class SampleCityGenerator
{
    private readonly SampleCityRecipe _recipe;
    private readonly SplitMix _random;
    private readonly CityPlane _plane;
    private readonly List<SampleCell> _cells = [];
    private readonly List<DutyGrid> _dutyGrids = [];

    public SampleCityGenerator(SampleCityRecipe recipe)
    {
        _recipe = recipe;
        _random = new(recipe.Seed);
        _plane = new(new(recipe.Centre.Lon, recipe.Centre.Lat));
    }

    public BaseData Run()
    {
        var (columns, rows) = (_recipe.Lattice.Columns, _recipe.Lattice.Rows);
        var main = new SampleLattice(_random, _plane, _plane.Centre, columns, rows, _recipe.Lattice.CellMetres);
        Lay(_recipe.Layout, new(0, 0, columns, rows), main);
        var inside = _cells.Count;
        foreach (var part in _recipe.Outside)
        {
            var lattice = new SampleLattice(_random, _plane, new(part.Centre.Lon, part.Centre.Lat), part.Columns, part.Rows, _recipe.Lattice.CellMetres);
            Lay(part.Layout, new(0, 0, part.Columns, part.Rows), lattice);
        }

        SetAreaLevels(inside);
        var communities = Divisions.Communities();
        var components = new SampleComponents(_recipe, _random, _plane, _cells).Run();
        var places = new SamplePlaces(_recipe, _random, _plane, [.. _cells.Take(inside)], communities).Run();
        return new(
            [.. _cells.Select(c => c.Grid).OrderBy(g => g.Code, StringComparer.Ordinal)],
            _dutyGrids,
            communities,
            Divisions.Streets(),
            Divisions.Districts(),
            [.. _recipe.Areas.Select(AreaOf)],
            components,
            places,
            VersionOf())
        {
            PlaceNames = SamplePlaces.Names(places, _recipe.From),
            ComponentAliases = SampleComponents.Aliases(components),
        };
    }

    /// <summary>Follows the layout down to its leaves and cuts every leaf into communities and duty grids.</summary>
    private void Lay(RecipeLayout layout, CellBlock block, SampleLattice lattice)
    {
        if (layout.Parts is { } parts)
        {
            var rest = block;
            for (var i = 0; i < parts.Count - 1; i++)
            {
                var (first, second) = rest.Cut(layout.WestToEast, parts[i].Weight, parts.Skip(i).Sum(p => p.Weight));
                Lay(parts[i], first, lattice);
                rest = second;
            }

            Lay(parts[^1], rest, lattice);
            return;
        }

        var dutyGridOf = CutDutyGrids(block);
        var communities = layout.Communities!;
        foreach (var (community, piece) in communities.Zip(block.Pieces(communities.Count)))
        {
            var sequence = 0;

            // Cells come row by row from the north, each row from the west: the order of the standard's numbers.
            foreach (var (column, row) in piece.Cells())
            {
                sequence++;
                var ring = lattice.RingOf(column, row);
                var grid = GridOf(BasicGridCode.Of(community, sequence).Value, ring, dutyGridOf[(column, row)], layout.Area!);
                _cells.Add(new(grid, ring, column, row));
            }
        }
    }

    private Dictionary<(int Column, int Row), string> CutDutyGrids(CellBlock block)
    {
        var count = Math.Max(1, (int)Math.Round((double)block.Count / _recipe.DutyGridCells));
        var codes = new Dictionary<(int Column, int Row), string>();
        foreach (var piece in block.Pieces(count))
        {
            var number = _dutyGrids.Count + 1;
            var duty = new DutyGrid { Code = $"ZR{number:D3}", Name = $"责任网格{number:D3}（合成）" };
            _dutyGrids.Add(duty);
            foreach (var cell in piece.Cells())
            {
                codes[cell] = duty.Code;
            }
        }

        return codes;
    }

    private BasicGrid GridOf(BasicGridCode code, Cgcs2000[] ring, string dutyGrid, string area) => new()
    {
        Code = code.Value,
        CommunityCode = code.CommunityCode,
        DutyGridCode = dutyGrid,
        ManagementAreaCode = area,
        AreaM2 = Math.Round(_plane.SignedArea(ring), 1),
        Ring = Wkb.Write(new([ring])),
        From = _recipe.From,
    };

    /// <summary>Level 1 in the middle, 3 at the rim; a few are left empty, as in a city where somebody forgot.</summary>
    private void SetAreaLevels(int inside)
    {
        for (var i = 0; i < _cells.Count; i++)
        {
            var (x, y) = _plane.ToMetres(_cells[i].Ring[0]);
            var distance = Math.Sqrt(x * x + y * y);
            var level = i >= inside || distance > _recipe.AreaLevelMetres[1] ? 3 : distance > _recipe.AreaLevelMetres[0] ? 2 : 1;
            _cells[i].Grid.AreaLevel = _random.Below(100) < _recipe.EmptyAreaLevelPercent ? null : level;
        }
    }

    private ManagementArea AreaOf(RecipeArea area)
    {
        var rings = _cells.Where(c => string.Equals(c.Grid.ManagementAreaCode, area.Code, StringComparison.Ordinal)).Select(c => c.Ring);
        return new()
        {
            Code = area.Code,
            Name = area.Name,
            UnitId = area.Code,
            Ring = Wkb.Write(Outline.Of(rings, _plane)),
            From = _recipe.From,
            IsSynthetic = true,
        };
    }

    private BaseDataVersion VersionOf()
    {
        var points = _cells.SelectMany(c => c.Ring).ToList();
        return new()
        {
            Number = 1,
            Label = _recipe.Label,
            IsSynthetic = true,
            CityName = _recipe.CityName,
            DivisionPrefix = _recipe.DivisionPrefix,
            CentreLon = _recipe.Centre.Lon,
            CentreLat = _recipe.Centre.Lat,
            West = points.Min(p => p.Lon),
            South = points.Min(p => p.Lat),
            East = points.Max(p => p.Lon),
            North = points.Max(p => p.Lat),
        };
    }
}

/// <summary>A generated grid with its points and its place in the lattice.</summary>
internal sealed record SampleCell(BasicGrid Grid, Cgcs2000[] Ring, int Column, int Row)
{
    private const double DegreesRaster = 1e7;

    /// <summary>
    /// A point beside an edge of the cell, inside it; null where the bend of another edge is in the way.
    /// </summary>
    /// <param name="plane">The plane of the metres.</param>
    /// <param name="edge">Which of the edges of the ring.</param>
    /// <param name="along">How far along it, 0 to 1.</param>
    /// <param name="inward">Metres from the edge.</param>
    public Cgcs2000? Beside(CityPlane plane, int edge, double along, double inward)
    {
        var (ax, ay) = plane.ToMetres(Ring[edge % Ring.Length]);
        var (bx, by) = plane.ToMetres(Ring[(edge + 1) % Ring.Length]);
        var length = Math.Sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));

        // The ring runs counter-clockwise, so inside is to the left.
        var exact = plane.FromMetres(
            ax + (bx - ax) * along - (by - ay) / length * inward,
            ay + (by - ay) * along + (bx - ax) / length * inward);
        var point = new Cgcs2000(Math.Round(exact.Lon * DegreesRaster) / DegreesRaster, Math.Round(exact.Lat * DegreesRaster) / DegreesRaster);
        return new Shape([Ring]).Contains(point) ? point : null;
    }
}
