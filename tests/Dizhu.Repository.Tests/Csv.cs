using CsvHelper;

namespace Dizhu.Repository.Tests;

/// <summary>Reads a data file of the repository as rows of named cells.</summary>
internal static class Csv
{
    private static readonly CsvReaderOptions Commas = new() { Separator = ',' };

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        using var csv = CsvReader.FromText(RepositoryFiles.Read(file), Commas);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.Headers.ToArray().Index()
                .DistinctBy(h => h.Item, StringComparer.Ordinal)
                .ToDictionary(h => h.Item, h => csv.GetString(h.Index), StringComparer.Ordinal));
        }

        return rows;
    }
}
