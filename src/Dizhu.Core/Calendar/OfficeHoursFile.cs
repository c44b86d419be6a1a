using System.Globalization;
using System.Text.Json;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Calendar;

/// <summary>Office hours as a city sets them, with the length of its 工作日.</summary>
/// <param name="Hours">The office hours through time.</param>
/// <param name="MinutesPerWorkDay">Office minutes of one 工作日.</param>
/// <param name="Source">Where the figures come from; shown beside them.</param>
public sealed record OfficeHoursSetting(OfficeHours Hours, int MinutesPerWorkDay, string Source);

/// <summary>
/// Reads <c>data/calendar/office-hours.json</c>:
/// <c>{ "source", "minutesPerWorkDay", "periods": [ { "from", "slots": [ "08:00-12:00" ] } ] }</c>.
/// </summary>
public static class OfficeHoursFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>The setting in a file, or every reason why it cannot be read, each naming the file.</summary>
    public static Outcome<OfficeHoursSetting> Parse(string json, string fileName)
    {
        HoursFile? file;
        try
        {
            file = JsonSerializer.Deserialize<HoursFile>(json, Options);
        }
        catch (JsonException e)
        {
            return Refuse($"{fileName} 不是办公时间文件：第 {e.LineNumber + 1} 行附近（{e.Path}）读不懂。须有 source、minutesPerWorkDay、periods。请改正。");
        }

        if (file?.Periods is null || string.IsNullOrWhiteSpace(file.Source))
        {
            return Refuse($"{fileName} 不是办公时间文件：缺少 source 或 periods。请补上。");
        }

        if (file.MinutesPerWorkDay is < 1 or > 1440)
        {
            return Refuse($"{fileName} 的 minutesPerWorkDay 是 {file.MinutesPerWorkDay}：一个工作日须为 1 至 1440 办公分钟。请改正。");
        }

        var periods = new List<OfficeHoursPeriod>();
        var refusals = new List<Refusal>();
        foreach (var row in file.Periods)
        {
            var slots = (row?.Slots ?? []).Select(OfficeSlot.TryParse).ToList();
            if (DateOnly.TryParseExact(row?.From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) && !slots.Contains(null))
            {
                periods.Add(new(from, [.. slots.Select(s => s!.Value)]));
            }
            else
            {
                refusals.Add(Refuse($"{fileName} 里从“{row?.From}”起的作息读不懂：from 须为 2026-07-01 这样的日期，时段须为 08:00-12:00 这样的写法。请改正。"));
            }
        }

        if (refusals.Count > 0)
        {
            return refusals;
        }

        var hours = OfficeHours.Of(periods);
        return hours.Moved
            ? new OfficeHoursSetting(hours.Value, file.MinutesPerWorkDay, file.Source)
            : Outcome<OfficeHoursSetting>.Refused(hours.Refusals);
    }

    private static Refusal Refuse(string message) => new("hours.file-unreadable", message, RefusalKind.Invalid, Field: "file");

    private sealed record HoursFile(string Source, int MinutesPerWorkDay, PeriodRow?[] Periods);

    private sealed record PeriodRow(string From, string[] Slots);
}
