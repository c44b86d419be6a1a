using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Calendar;

/// <summary>
/// Reads a year of <c>data/holidays</c>: <c>{ "year", "papers": [], "days": [ { "name", "date", "isOffDay" } ] }</c>.
/// Other fields are left alone.
/// </summary>
public static class HolidayFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>The notice in a file, or every reason why it cannot be read, each naming the file.</summary>
    public static Outcome<HolidayNotice> Parse(string json, string fileName)
    {
        YearFile? file;
        try
        {
            file = JsonSerializer.Deserialize<YearFile>(json, Options);
        }
        catch (JsonException e)
        {
            return Refuse($"{fileName} 不是节假日安排文件：第 {e.LineNumber + 1} 行附近（{e.Path}）读不懂。须有 year、papers、days，days 每行须有 name、date、isOffDay。请换正确的文件。");
        }

        if (file is null || file.Papers is null || file.Days is null)
        {
            return Refuse($"{fileName} 不是节假日安排文件：缺少 year、papers 或 days。请换正确的文件。");
        }

        var rows = new List<HolidayRow>();
        var refusals = new List<Refusal>();
        foreach (var (row, number) in file.Days.Select((d, i) => (d, i + 1)))
        {
            if (DateOnly.TryParseExact(row?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                rows.Add(new(day, row!.Name ?? "", row.IsOffDay));
            }
            else
            {
                refusals.Add(Refuse($"{fileName} 第 {number} 个日子的 date 是“{row?.Date}”，须为 2026-10-01 这样的日期。请改正。"));
            }
        }

        return refusals.Count > 0 ? refusals : new HolidayNotice(file.Year, [.. file.Papers], [.. rows]);
    }

    private static Refusal Refuse(string message) => new("holidays.file-unreadable", message, RefusalKind.Invalid, Field: "file");

    private sealed record YearFile(int Year, [property: JsonRequired] string[] Papers, [property: JsonRequired] DayRow?[] Days);

    private sealed record DayRow(string Name, string Date, bool IsOffDay);
}
