using System.Globalization;
using Dizhu.Kernel.Geography;

namespace Dizhu.Core.Places;

/// <summary>Places the made-up components along the edges of the grids, which stand for the streets.</summary>
internal sealed class SampleComponents(SampleCityRecipe recipe, SplitMix random, CityPlane plane, IReadOnlyList<SampleCell> cells)
{
    private const string DataSource = "其他（合成）";
    private const int FirstYear = 365;
    private const int AliasesOfAClass = 5;

    public IReadOnlyList<ManagedComponent> Run()
    {
        var owners = SampleOwner.ReadAll();
        var total = owners.Sum(o => o.Weight);
        var streets = Weighted();
        List<ManagedComponent> components = new(recipe.Components);
        var sum = 0;
        foreach (var kind in owners)
        {
            // Rounded running sums, so that the counts of all classes add up exactly.
            var from = (int)((long)recipe.Components * sum / total);
            sum += kind.Weight;
            var until = (int)((long)recipe.Components * sum / total);
            for (var number = 1; number <= until - from; number++)
            {
                components.Add(One(kind, number, streets));
            }
        }

        return components;
    }

    /// <summary>
    /// Made-up ids in the form of 2026 for the first few components of every class that has a successor: the class by the table, the
    /// running number kept.
    /// </summary>
    public static IReadOnlyList<ComponentAlias> Aliases(IReadOnlyList<ManagedComponent> components)
    {
        var codes = CityTable.Rows("data/catalogue/class-successors.csv").Where(r => r["to_key"].Length > 0)
            .ToDictionary(r => r["from_key"], r => r["to_key"][^5..], StringComparer.Ordinal);
        return
        [
            .. components.GroupBy(c => c.ClassKey, StringComparer.Ordinal).Where(g => codes.ContainsKey(g.Key)).SelectMany(g => g.Take(AliasesOfAClass))
                .Select(c => new ComponentAlias
                {
                    OtherId = ComponentId.Of(c.Id[..6], codes[c.ClassKey], int.Parse(c.Id[^6..], CultureInfo.InvariantCulture), ComponentEdition.Edition2026).Value.Value,
                    ComponentId = c.Id,
                    Source = DataSource,
                }),
        ];
    }

    /// <summary>Cells of busier areas more often: level 1 three times, level 2 twice.</summary>
    private List<SampleCell> Weighted() =>
        [.. cells.SelectMany(c => Enumerable.Repeat(c, 4 - (c.Grid.AreaLevel ?? 3)))];

    private ManagedComponent One(SampleOwner kind, int number, List<SampleCell> streets)
    {
        var (cell, point) = Spot(streets);
        var owner = kind.Owners.Count == 0 ? null : kind.Owners[number % kind.Owners.Count];
        var state = StateOf(random.Below(1000));
        var initial = recipe.From.AddDays(random.Below(FirstYear));
        return new()
        {
            Id = ComponentId.Of(recipe.Division, kind.ClassKey[^4..], number).Value.Value,
            ClassKey = kind.ClassKey,
            Name = kind.Name,
            CompetentDepartmentId = kind.CompetentDepartment,
            OwnerId = owner,
            MaintainerId = kind.MaintainerBeside(owner),
            Lon = point.Lon,
            Lat = point.Lat,
            GridCode = cell.Grid.Code,
            State = state,
            InitialDate = initial,
            ChangeDate = state == ComponentState.Intact ? null : initial.AddDays(1 + random.Below(FirstYear)),
            DataSource = DataSource,
            MortonKey = MortonGrid.KeyOf(point),
        };
    }

    private (SampleCell Cell, Cgcs2000 Point) Spot(List<SampleCell> streets)
    {
        while (true)
        {
            var cell = streets[random.Below(streets.Count)];
            var edge = random.Below(cell.Ring.Length);
            var (along, inward) = (0.05 + 0.9 * random.Unit(), 1 + 6 * random.Unit());
            if (cell.Beside(plane, edge, along, inward) is { } point)
            {
                return (cell, point);
            }
        }
    }

    private static ComponentState StateOf(int promille) => promille switch
    {
        < 970 => ComponentState.Intact,
        < 990 => ComponentState.Damaged,
        < 996 => ComponentState.Lost,
        _ => ComponentState.Abandoned,
    };
}
