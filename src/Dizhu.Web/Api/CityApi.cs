using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Extending;
using Dizhu.Core.Places;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;

namespace Dizhu.Web.Api;

/// <summary>The city's data for readers: units, classes, standards, places, due times, subsystems.</summary>
internal static class CityApi
{
    public sealed record UnitAnswer(string Id, string Name, string? ParentId, string Group, string? Mark, bool IsSynthetic);

    public sealed record StandardAnswer(string Id, string ClassKey, string FilingCondition, string ClosingCondition, string Limit, string Source, string Mark);

    public sealed record ClassAnswer(string Key, string Kind, string Code, string Major, string? Name, bool Selectable, string Source, string Mark,
        string Edition, string? Code2007, string? CounterpartKey, string? CounterpartCode, string Change);

    public sealed record PlaceAnswer(
        bool Known, string? GridCode, string? DutyGridCode, string? CommunityCode, string? Community, string? StreetCode, string? Street,
        string? ManagementAreaCode, int? AreaLevel, long BaseVersion, bool IsSynthetic);

    public sealed record DueAnswer(DateTime DueAt, string Limit, string CalendarVersion, string? Caveat, IReadOnlyList<string> Steps);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/units", Units).WithTags("单位").WithSummary("单位名录，按所给日期的名称").Produces<IReadOnlyList<UnitAnswer>>().Problems();
        api.MapGet("/classes", Classes).WithTags("类别").WithSummary("部件和事件的类别，带另一版的代码；q 为任一版的代码、编号或名称").Produces<IReadOnlyList<ClassAnswer>>().Problems();
        api.MapGet("/standards", Standards).WithTags("类别").WithSummary("一个类别的立案标准").Produces<IReadOnlyList<StandardAnswer>>().Problems();
        api.MapGet("/locate", LocateAsync).WithTags("地点").WithSummary("坐标所在的网格；不在网格内则 known 为 false").Produces<PlaceAnswer>().Problems();
        api.MapGet("/due", DueAsync).WithTags("时限").WithSummary("时限计算器").Produces<DueAnswer>().Problems();
        api.MapGet("/subsystems", (SubsystemRegister register) => register.Current.All).WithTags("子系统").WithSummary("子系统清单").Produces<IReadOnlyList<Subsystem>>().Problems();
        api.MapPost("/subsystems/{id}/disable", DisableAsync).RequireAuthorization("administrators").WithTags("子系统").WithSummary("停用拓展子系统；核心子系统不能停用")
            .Produces<Subsystem>().Problems();
    }

    private static IReadOnlyList<UnitAnswer> Units(CityBooksHolder city, CityClock clock, DateOnly? day)
    {
        var (units, on) = (city.Current.Organisations, day ?? clock.Today);
        return [.. units.All.Select(u => new UnitAnswer(u.Id, units.NameOf(u.Id, on), u.ParentId, u.Group.ToString(), u.Involvement?.ToString(), u.IsSynthetic))];
    }

    private static IReadOnlyList<ClassAnswer> Classes(CityBooksHolder city, string? q)
    {
        var catalogue = city.Current.Catalogue;
        return
        [
            .. ClassSearch.Find(catalogue, q).SelectMany(p => new[] { p.Before, p.Now }.OfType<MatterClass>().Select(c => (Class: c, Pair: p, Other: c == p.Before ? p.Now : p.Before)))
                .OrderBy(x => x.Class.Key, StringComparer.Ordinal)
                .Select(x => new ClassAnswer(
                    x.Class.Key, x.Class.Kind.ToString(), x.Class.Code, x.Class.MajorName, x.Class.Name, x.Class.IsSelectable, x.Class.Source, x.Class.Mark.ToString(),
                    x.Class.Edition, x.Class.Code2007, x.Other?.Key, x.Other?.Code, x.Pair.Words)),
        ];
    }

    private static IReadOnlyList<StandardAnswer> Standards(CityBooksHolder city, CityClock clock, string @class, int? level)
    {
        var catalogue = city.Current.Catalogue;
        return [.. catalogue.StandardsOf(@class, clock.Today).Select(s => new StandardAnswer(
            s.Id, s.ClassKey, s.FilingConditionText, s.ClosingConditionText, catalogue.LimitFor(s, level).Words, s.Source, s.Mark.ToString()))];
    }

    private static Task LocateAsync(HttpContext http, CityBooksHolder city, double lon, double lat, string? datum)
    {
        var point = Positions.ToCgcs2000(datum, lon, lat);
        if (!point.Moved)
        {
            return Problems.WriteAsync(http, point.Refusals);
        }

        var (places, found) = (city.Current.Places, city.Current.Places.Locate(point.Value));
        return http.Response.WriteAsJsonAsync(
            new PlaceAnswer(
                found.IsKnown, found.GridCode, found.DutyGridCode, found.CommunityCode, found.CommunityCode is { } c ? places.NameOf(c) : null,
                found.StreetCode, found.StreetCode is { } s ? places.NameOf(s) : null, found.ManagementAreaCode, found.AreaLevel, found.BaseVersion, places.IsSynthetic),
            http.RequestAborted);
    }

    private static Task DueAsync(HttpContext http, CityBooksHolder city, string start, string amount, string unit)
    {
        var limit = TimeLimit.Parse(amount, unit);
        if (!limit.Moved)
        {
            return Problems.WriteAsync(http, limit.Refusals);
        }

        if (!DateTime.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Kind != DateTimeKind.Unspecified || local.Year is < 2001 or > 2090)
        {
            return Problems.WriteAsync(http, new Refusal("input.bad-time", PageText.Of("due.badStart"), RefusalKind.Invalid, Field: "start"));
        }

        var found = DueExplanation.Of(city.Current.Calendar, CityClock.FromLocal(local), limit.Value);
        return http.Response.WriteAsJsonAsync(
            new DueAnswer(found.Result.DueUtc, limit.Value.ToString(), found.Result.CalendarVersion, found.Result.Caveat, [.. found.Lines()]), http.RequestAborted);
    }

    private static Task DisableAsync(HttpContext http, SubsystemRegister register, string id)
    {
        var outcome = register.Current.Disable(id);
        return Bodies.AnswerAsync(http, outcome.Moved
            ? outcome.Value.All.First(s => string.Equals(s.Id, id, StringComparison.Ordinal))
            : Outcome<Subsystem>.Refused(outcome.Refusals));
    }
}
