using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Views;
using Dizhu.Web.Hosting;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>The saved views beside a list: chips that open them, and the form that saves what is shown now.</summary>
/// <param name="Chips">One per view, in the reader's order.</param>
/// <param name="Conditions">What a view saved now would keep; none shows no form.</param>
/// <param name="NewId">The id of the view saved by the form: pressed twice it is saved once.</param>
public sealed record ViewsRow(SavedList List, IReadOnlyList<ChipView> Chips, IReadOnlyList<ViewCondition> Conditions, Guid NewId);

/// <summary>One condition in words.</summary>
/// <param name="Lost">What it asks for is no longer there.</param>
public sealed record ConditionWords(string Text, bool Lost);

/// <summary>Between the views somebody saved and the lists they are of: where a list stands, what its conditions mean, and whether they still mean anything.</summary>
public sealed class ListViews(SavedViews views, CityBooksHolder city, CityClock clock)
{
    /// <summary>The address of a list with conditions, made of the keys the list knows and of nothing else.</summary>
    public static string HrefOf(SavedList list, IReadOnlyList<ViewCondition> conditions)
    {
        var query = string.Join('&', list.Known(conditions).Select(c => $"{c.Key}={Uri.EscapeDataString(c.Value)}"));
        return query.Length == 0 ? PathOf(list) : $"{PathOf(list)}?{query}";
    }

    /// <summary>The name of a list.</summary>
    public static string NameOf(SavedList list) => PageText.Of("views.list." + list);

    /// <summary>The row of views for the list a request shows.</summary>
    public async Task<ViewsRow> RowAsync(SavedList list, HttpRequest request)
    {
        var own = await views.ListAsync(request.HttpContext.Who()!, list, request.HttpContext.RequestAborted);
        var shown = list.Known(request.Query.Select(p => new ViewCondition(p.Key, p.Value.ToString())).Where(Says));
        return new(
            list,
            [.. own.Select(v => Lost(v).Any()
                ? new ChipView(PageText.Of("views.lostChip", v.Name), $"/views#v-{v.Id}", Light: LightKind.Soon)
                : new ChipView(v.Name, HrefOf(list, v.Conditions), IsCurrent: v.Conditions.SequenceEqual(shown)))],
            own.Any(v => v.Conditions.SequenceEqual(shown)) ? [] : shown,
            Core.Ids.New(clock.Now));
    }

    /// <summary>The conditions of a view in words.</summary>
    public IReadOnlyList<ConditionWords> Words(SavedList list, IReadOnlyList<ViewCondition> conditions) => [.. conditions.Select(c => WordsOf(list, c))];

    /// <summary>The conditions of a view that ask for something that is no longer there.</summary>
    public IEnumerable<ViewCondition> Lost(SavedView view) => view.Conditions.Where(c => WordsOf(view.List, c).Lost);

    private static string PathOf(SavedList list) => list switch
    {
        SavedList.Cases => "/cases",
        SavedList.People => "/maintenance/people",
        _ => "/maintenance/log",
    };

    /// <summary>A box that is not ticked says nothing.</summary>
    private static bool Says(ViewCondition condition) => !string.Equals(condition.Value, "false", StringComparison.OrdinalIgnoreCase);

    private ConditionWords WordsOf(SavedList list, ViewCondition condition)
    {
        var (key, value) = (condition.Key, condition.Value);
        var meant = list switch
        {
            SavedList.Cases => OfCases(key, value),
            SavedList.People => key == "Post" ? NameOf<Post>(value, p => p.Name()) : value,
            _ => OfLog(key, value),
        };
        var said = PageText.Of($"views.key.{list}.{key}");
        return new(key is "all" or "overdue" or "openLoop" or "Ended" ? said : PageText.Of("views.condition", said, meant ?? value), meant is null);
    }

    /// <summary>What the value of a condition means; null where that is no longer there.</summary>
    private string? OfCases(string key, string value)
    {
        var (books, places) = (city.Current, city.Current.Places);
        return key switch
        {
            "stage" => value.Split(',').Select(s => NameOf<Stage>(s, x => x.Name())).ToList() is var names && names.Contains(null) ? null : string.Join('、', names),
            "source" => NameOf<ReportSource>(value, s => s.Name()),
            "class" => books.Catalogue.FindClass(value) is { } found ? ClassViews.Choice(books.Catalogue, found) : null,
            "unit" => books.Organisations.Find(value) is null ? null : books.Organisations.NamesOf(value)[^1].Name,
            "place" => IsPlace(value) ? places.NameOf(value) : null,
            "from" or "to" or "closedOn" => DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            "light" => value switch
            {
                "late" => PageText.Of("cases.overdue"),
                "soon" => PageText.Of("cases.soon"),
                "hold" => PageText.Of("cases.held"),
                _ => null,
            },
            "text" => CaseListQuery.ReadText(value).Moved ? value : null,
            _ => value,
        };
    }

    private bool IsPlace(string code)
    {
        var places = city.Current.Places;
        return places.FindGrid(code) is not null || places.IsDivision(code) || places.DutyGrids.Any(d => d.Code == code) || places.ManagementAreas.Any(a => a.Code == code);
    }

    private static string? OfLog(string key, string value) => key switch
    {
        "Of" => value is "settings" or "audit" ? PageText.Of("log." + value) : null,
        "Kind" => SettingKinds.All.FirstOrDefault(k => k.Name == value)?.Title ?? StaffLog.Kinds.FirstOrDefault(k => k.Name == value).Title ?? (Maintenance.LogModel.AuditKinds.Contains(value) ? PageText.Of("log.kind." + value) : null),
        _ => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _) ? value : null,
    };

    private static string? NameOf<T>(string value, Func<T, string> name)
        where T : struct, Enum => Enum.TryParse<T>(value.Trim(), out var known) && Enum.IsDefined(known) ? name(known) : null;
}
