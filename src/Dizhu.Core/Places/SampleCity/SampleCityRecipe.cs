using System.Text.Json;

namespace Dizhu.Core.Places;

/// <summary>The recipe of the sample city as it stands in <c>data/sample-city/recipe.json</c>.</summary>
internal sealed record SampleCityRecipe(
    string Label,
    string CityName,
    string DivisionPrefix,
    string Division,
    ulong Seed,
    DateOnly From,
    RecipePoint Centre,
    RecipeLattice Lattice,
    int DutyGridCells,
    int Components,
    int Places,
    int EmptyAreaLevelPercent,
    IReadOnlyList<double> AreaLevelMetres,
    IReadOnlyList<RecipeArea> Areas,
    RecipeLayout Layout,
    IReadOnlyList<RecipeOutside> Outside)
{
    public static SampleCityRecipe Read()
    {
        using var stream = CityData.Open("data/sample-city/recipe.json");
        return JsonSerializer.Deserialize<SampleCityRecipe>(stream, JsonSerializerOptions.Web)
            ?? throw new FormatException("data/sample-city/recipe.json is empty.");
    }
}

internal sealed record RecipePoint(double Lon, double Lat);

internal sealed record RecipeLattice(int Columns, int Rows, double CellMetres);

internal sealed record RecipeArea(string Code, string Name);

internal sealed record RecipeOutside(RecipePoint Centre, int Columns, int Rows, RecipeLayout Layout);

/// <summary>A rectangle of the lattice: either split into parts, or a leaf of communities in one management area.</summary>
internal sealed record RecipeLayout(string? Split, IReadOnlyList<RecipeLayout>? Parts, string? Area, IReadOnlyList<string>? Communities)
{
    /// <summary>How many communities lie in it; rectangles are shared out in this proportion.</summary>
    public int Weight => Communities?.Count ?? Parts!.Sum(p => p.Weight);

    public bool WestToEast => string.Equals(Split, "west-east", StringComparison.Ordinal);
}

/// <summary>One row of <c>data/sample-city/owners.csv</c>.</summary>
internal sealed record SampleOwner(string ClassKey, string Name, int Weight, string CompetentDepartment, IReadOnlyList<string> Owners, string Maintainer)
{
    private const string SameAsOwner = "=owner";

    public static IReadOnlyList<SampleOwner> ReadAll() =>
    [
        .. PlacesCsv.Rows("data/sample-city/owners.csv").Select(row => new SampleOwner(
            row[0], row[1], int.Parse(row[2]), row[3], row[4].Split(';', StringSplitOptions.RemoveEmptyEntries), row[5])),
    ];

    /// <summary>The maintainer beside a given owner; null where none is known.</summary>
    public string? MaintainerBeside(string? owner) =>
        string.Equals(Maintainer, SameAsOwner, StringComparison.Ordinal) ? owner : Maintainer.Length == 0 ? null : Maintainer;
}
