using CsvHelper;

namespace Dizhu.Core.Places;

/// <summary>Tables of <c>data/</c> read as text, without their header.</summary>
internal static class PlacesCsv
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using var stream = new StreamReader(CityData.Open(name));
        using var reader = CsvReader.Create(stream, CsvText.Reading);
        while (reader.Read())
        {
            yield return reader.Current.ToArray();
        }
    }
}
