using System.Text;
using Dizhu.Core;

namespace Dizhu.Tools;

/// <summary>Reads the tables that are brought in and writes the product's own, quoted only where needed.</summary>
internal static class ToolTable
{
    public static IReadOnlyList<CityRow> Read(params string[] path)
    {
        using var text = File.OpenText(Path.Combine(path));
        return CityTable.Read(text);
    }

    /// <summary>Writes a table with unix line ends; says what was written.</summary>
    public static void Write(string repoRoot, string name, string header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var columns = header.Split(',').Length;
        var text = new StringBuilder(header).Append('\n');
        var count = 0;
        foreach (var row in rows)
        {
            if (row.Count != columns)
            {
                throw new InvalidOperationException($"{name}: a row has {row.Count} cells, the header {columns}.");
            }

            text.AppendJoin(',', row.Select(Quoted)).Append('\n');
            count++;
        }

        WriteText(repoRoot, name, text.ToString());
        Console.WriteLine($"{name}: {count}");
    }

    public static void WriteText(string repoRoot, string name, string text)
    {
        var path = Path.Combine(repoRoot, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Quoted(string? cell) =>
        cell is null ? "" : cell.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
