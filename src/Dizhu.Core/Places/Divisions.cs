namespace Dizhu.Core.Places;

/// <summary>The public division tables of <c>data/divisions</c>: codes and names, not grid codes of any city.</summary>
public static class Divisions
{
    /// <summary>What pages show as the origin of these names.</summary>
    public const string Source = "china-division 2.7.0（国家统计局 2023 年统计用区划代码）";

    /// <summary>The city whose divisions these are.</summary>
    public static string CityName => PlacesCsv.Rows("data/divisions/city.csv").Single()[1];

    public static IReadOnlyList<District> Districts() =>
        [.. Rows("counties").Select(r => new District { Code = r[0], Name = r[1], Source = Source })];

    public static IReadOnlyList<Street> Streets() =>
        [.. Rows("streets").Select(r => new Street { Code = r[0], Name = r[1], Source = Source })];

    public static IReadOnlyList<Community> Communities() =>
        [.. Rows("villages").Select(r => new Community { Code = r[0], Name = r[1], Source = Source })];

    private static IEnumerable<string[]> Rows(string table) => PlacesCsv.Rows($"data/divisions/sanmenxia_{table}.csv");
}
