using System.Globalization;
using Dizhu.Core.Calendar;

namespace Dizhu.Tools;

/// <summary>
/// Brings the holiday notices into <c>data/holidays</c>: the year files as they are (they carry the addresses of the
/// notices), their licence, and a README that names source, version and licence. Running it again changes nothing.
/// </summary>
internal static class BringHolidays
{
    private const string Folder = "holidays-cn";

    /// <summary>Copies and checks; 0 when every file could be read, 1 otherwise.</summary>
    /// <param name="sharedFolder">The folder that holds <c>data/holidays-cn</c> and <c>data/README.md</c>.</param>
    /// <param name="repoRoot">The root of the repository.</param>
    public static int Run(string sharedFolder, string repoRoot)
    {
        var from = Path.Combine(sharedFolder, "data", Folder);
        var to = Directory.CreateDirectory(Path.Combine(repoRoot, "data", "holidays")).FullName;
        var years = Directory.GetFiles(from, "*.json").Where(IsYear).Order(StringComparer.Ordinal).ToList();
        var days = 0;
        foreach (var path in years)
        {
            var name = Path.GetFileName(path);
            var notice = HolidayFile.Parse(File.ReadAllText(path), name);
            if (!notice.Moved)
            {
                Console.Error.WriteLine(notice.Refusal.Message);
                return 1;
            }

            days += notice.Value.Days.Length;
            Copy(path, Path.Combine(to, name));
        }

        Copy(Path.Combine(from, "LICENSE"), Path.Combine(to, "LICENSE"));
        var row = SourceRow(Path.Combine(sharedFolder, "data", "README.md"));
        File.WriteAllText(Path.Combine(to, "README.md"), Readme(row, Path.GetFileNameWithoutExtension(years[0]), Path.GetFileNameWithoutExtension(years[^1])));
        Console.WriteLine($"data/holidays: {years.Count} years, {days} days.");
        return 0;
    }

    private static bool IsYear(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>Content only: the copy does not take over a read-only mark.</summary>
    private static void Copy(string from, string to) => File.WriteAllBytes(to, File.ReadAllBytes(from));

    /// <summary>Source, licence and check of the table row that speaks of the folder.</summary>
    private static string[] SourceRow(string readme) => File.ReadLines(readme)
        .Where(l => l.StartsWith($"| {Folder}/", StringComparison.Ordinal))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .Single();

    private static string Readme(string[] row, string first, string last) => $"""
        # Public holidays and make-up working days

        One file a year, {first}–{last}, unchanged. Brought here by `dotnet run --project tools/Dizhu.Tools -- holidays <folder>`.

        - Source and version: {row[3]}
        - Licence: {row[4]}
        - Checked: {row[5]}

        The year of a file is that of the State Council's notice: days of the December before stand in it too (2018-12-29 in
        `2019.json`). A day that no file names follows the weekday; `isOffDay: false` is a make-up working day. An empty file
        (2027) means nothing has been announced: that year has no calendar, only weekends are free, and every result says so.

        """;
}
