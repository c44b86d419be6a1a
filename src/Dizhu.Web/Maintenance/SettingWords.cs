using Dizhu.Core;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Web.Pages;
using Dizhu.WebKit;

namespace Dizhu.Web.Maintenance;

/// <summary>A version entered for later, and what the row says until then; null when there is none.</summary>
public sealed record LaterRow(SettingRow Row, SettingRow? Before);

/// <summary>Columns and cells of settings as the office says them.</summary>
internal static class SettingWords
{
    private static readonly string[] YesNo = ["是", "否"];
    private static readonly string[] Long = ["filing_condition", "closing_condition", "text", "reason", "meaning"];

    /// <summary>The name of a column on the page.</summary>
    public static string Column(SettingKind kind, string name) =>
        PageText.Of("settings.column." + ((kind.Name, name) is (SettingKinds.Standards, "unit") ? "limit_unit" : name));

    /// <summary>Words for the codes of a column; a cell without them is shown as it is.</summary>
    public static IReadOnlyDictionary<string, string> CodesOf(SettingKind kind, string column, CityBooks city, DateOnly today) => column == "posts"
        ? Enum.GetValues<Post>().ToDictionary(p => p.ToString(), p => p.Name(), StringComparer.Ordinal)
        : Choices(kind, column, city, today).ToDictionary(c => c.Value, c => c.Text, StringComparer.Ordinal);

    /// <summary>What can be chosen in a column; empty where it is typed.</summary>
    public static IReadOnlyList<ChoiceView> Choices(SettingKind kind, string column, CityBooks city, DateOnly today) => (kind.Name, column) switch
    {
        (SettingKinds.CaseSettings or SettingKinds.EvaluationRules, "name") => [.. CityTable.Rows($"data/settings/{kind.Name}.csv")
            .Select(r => new ChoiceView(r["name"], PageText.Of("settings.figure", r["meaning"], r["least"], r["most"])))],
        (_, "series") => [new("case", PageText.Of("settings.series.case")), new("report", PageText.Of("settings.series.report"))],
        (_, "kind") => Of<RequestKind>(kind, column, k => k.Name()),
        (_, "size") => Of<RequestSize>(kind, column, s => s.Name()),
        (_, "post") => Of<Post>(kind, column, p => p.Name()),
        (_, "clock") => Of<ClockKind>(kind, column, c => c.Name()),
        (_, "ownership") => Of<Ownership>(kind, column, o => MatrixRoute.NameOf(o)),
        (_, "group") => Of<UnitGroup>(kind, column, g => PageText.Of("units.group." + g)),
        (_, "mark") => Of<SourceMark>(kind, column, m => PageText.Of("settings.mark." + m)),
        (_, "off") => [new(YesNo[0], PageText.Of("settings.off")), new(YesNo[1], PageText.Of("settings.makeUp"))],
        (_, "active") => [new(YesNo[0], PageText.Of("settings.active")), new(YesNo[1], PageText.Of("settings.inactive"))],
        (_, "level") => [.. Enumerable.Range(0, 4).Select(l => new ChoiceView($"{l}", PageText.Of(l == 0 ? "settings.allLevels" : "settings.level", l)))],
        (SettingKinds.Standards, "unit") => [.. Enum.GetValues<LimitUnit>().Select(u => new ChoiceView(u.Term(), u.Term()))],
        (_, "unit" or "unit_id" or "parent_id") => [.. city.Organisations.All.OrderBy(u => u.Group).ThenBy(u => u.Id, StringComparer.Ordinal)
            .Select(u => new ChoiceView(u.Id, city.Organisations.NameOf(u.Id, today)) { Group = PageText.Of("units.group." + u.Group) })],
        (_, "class_key") => [.. city.Catalogue.Classes.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new ChoiceView(c.Key, $"{c.Code} {c.DisplayName}") { Group = c.MajorName })],
        _ => [],
    };

    /// <summary>The field in which a cell is entered.</summary>
    public static FieldView Field(SettingKind kind, SettingColumn column, string? value, string? error, CityBooks city, DateOnly today)
    {
        var choices = Choices(kind, column.Name, city, today);
        return new FieldView($"Cells[{column.Name}]", Column(kind, column.Name), choices.Count > 0 ? FieldKind.Select : Long.Contains(column.Name) ? FieldKind.Area : FieldKind.Text)
        {
            Value = value,
            Error = error,
            Choices = choices,
            Rows = 2,
            MaxLength = 1000,
            IsOptional = !column.Must,
            EmptyChoice = column.Must ? null : PageText.Of("settings.none"),
            Hint = choices.Count > 0 || column.Expected == Column(kind, column.Name) ? null : column.Expected,
        };
    }

    /// <summary>The versions of a kind that do not hold yet, by instant; an end that another version follows at once is none.</summary>
    public static IReadOnlyList<LaterRow> Later(SettingsBook book, SettingKind kind, DateTime now) =>
    [
        .. book.Keys(kind.Name).SelectMany(key => book.VersionsOf(kind.Name, key).Where(v => v.From > now).DistinctBy(v => v.From)
                .Select(v => new LaterRow(v, book.Find(kind.Name, key, v.From.AddTicks(-1)))))
            .OrderBy(l => l.Row.From).ThenBy(l => l.Row.Key, StringComparer.Ordinal),
    ];

    /// <summary>The cells that differ, each as column, old and new in words; all of a new row, none of one that ends.</summary>
    public static IEnumerable<(string Column, string Old, string New)> Differences(
        SettingKind kind, IReadOnlyDictionary<string, string>? old, IReadOnlyDictionary<string, string>? now, Func<string, string, string> words) =>
        from column in now is null ? [] : kind.Columns.Select(c => c.Name)
        let before = old?.GetValueOrDefault(column, "") ?? ""
        let after = now!.GetValueOrDefault(column, "")
        where !string.Equals(before, after, StringComparison.Ordinal)
        select (Column(kind, column), words(column, before), words(column, after));

    private static IReadOnlyList<ChoiceView> Of<T>(SettingKind kind, string column, Func<T, string> words)
        where T : struct, Enum
    {
        var known = kind.Columns.First(c => c.Name == column);
        return [.. Enum.GetValues<T>().Where(v => known.Fits(v.ToString(), SettingReferences.None)).Select(v => new ChoiceView(v.ToString(), words(v)))];
    }
}
