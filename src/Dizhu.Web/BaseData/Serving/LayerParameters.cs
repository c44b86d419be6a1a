using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Places.Serving;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.BaseData.Serving;

/// <summary>Reads what an address asks of a layer: fields with the value they must have, and <c>datetime</c>. Nothing unknown is passed over.</summary>
internal static class LayerParameters
{
    private const int MostFilters = 20;
    private const int LongestValue = 200;
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The query, or what is wrong with it.</summary>
    /// <param name="layer">The layer asked.</param>
    /// <param name="query">The part of the address behind the question mark.</param>
    /// <param name="others">Names that mean something else here and are read elsewhere.</param>
    public static Outcome<LayerQuery> Read(LayerDescription layer, IQueryCollection query, IReadOnlySet<string> others)
    {
        List<(int Field, object Value)> equal = [];
        TimeAsked? time = null;
        foreach (var (name, values) in query)
        {
            if (values is not [{ } text] || text.Length > LongestValue)
            {
                return Wrong(name, $"参数 {name} 只能出现一次，内容不超过 {LongestValue} 个字。");
            }

            if (string.Equals(name, "datetime", StringComparison.Ordinal))
            {
                var asked = ReadTime(text);
                if (!asked.Moved)
                {
                    return Outcome<LayerQuery>.Refused(asked.Refusals);
                }

                time = asked.Value;
            }
            else if (!others.Contains(name))
            {
                var filter = ReadFilter(layer, name, text);
                if (!filter.Moved)
                {
                    return Outcome<LayerQuery>.Refused(filter.Refusals);
                }

                equal.Add(filter.Value);
            }
        }

        return equal.Count > MostFilters ? Wrong("", $"一次最多用 {MostFilters} 个属性条件。") : new LayerQuery { Equal = equal, Time = time };
    }

    /// <summary>An instant (RFC 3339) or a day, or two with a slash between; <c>..</c> or nothing is an open end.</summary>
    public static Outcome<TimeAsked> ReadTime(string text)
    {
        var ends = text.Split('/');
        if (ends.Length > 2 || !TryEnd(ends[0], ends.Length == 2, isLast: false, out var first) || !TryEnd(ends[^1], ends.Length == 2, isLast: true, out var last)
            || (first is null && last is null))
        {
            return Wrong("datetime", "datetime 应为时刻（如 2026-11-23T08:00:00Z）或日期，或用斜线隔开的起止，开放的一端写作 ..。");
        }

        return first?.At > last?.At
            ? Wrong("datetime", "datetime 的起点晚于终点，请调换。")
            : new TimeAsked(first?.At, last?.At, first?.Day, last?.Day);
    }

    private static bool TryEnd(string text, bool mayBeOpen, bool isLast, out (DateTime At, DateOnly Day)? end)
    {
        end = null;
        if (mayBeOpen && text is "" or "..")
        {
            return mayBeOpen;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsPlausible(day.Year))
        {
            var start = CityClock.StartOf(day);
            end = (isLast ? start.AddDays(1).AddMicroseconds(-1) : start, day);
        }
        else if (DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && IsPlausible(instant.Year))
        {
            end = (instant.UtcDateTime, CityClock.DayOf(instant.UtcDateTime));
        }

        return end is not null;
    }

    private static bool IsPlausible(int year) => year is >= 1900 and < 3000;

    private static Outcome<(int Field, object Value)> ReadFilter(LayerDescription layer, string name, string text)
    {
        var field = layer.Fields.ToList().FindIndex(f => f.IsFilter && string.Equals(f.Name, name, StringComparison.Ordinal));
        if (field < 0)
        {
            return Wrong(name, $"图层“{layer.Title}”没有名为 {name} 的参数。可用的属性：{string.Join('、', layer.Fields.Where(f => f.IsFilter).Select(f => f.Name))}。");
        }

        object? value = layer.Fields[field].Type switch
        {
            FieldType.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            FieldType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            FieldType.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            FieldType.Instant => DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime : null,
            _ => text,
        };
        if (layer.Fields[field].Values is { } known && !known.Contains(text, StringComparer.Ordinal))
        {
            return Wrong(name, $"参数 {name} 没有 {text} 这个值。可用：{string.Join('、', known)}。");
        }

        return value is null ? Wrong(name, $"参数 {name} 的值 {text} 不是所要求的形式。") : (field, value);
    }

    /// <summary>A refusal of one parameter.</summary>
    public static Refusal Wrong(string name, string message) => new("input.bad-parameter", message, RefusalKind.Invalid, Field: name);
}
