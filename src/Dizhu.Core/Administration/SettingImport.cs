using Dizhu.Core.Maintenance;
using System.Collections.Immutable;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Administration;

/// <summary>One row as it was sent: the cells of its kind, from when it is to hold, and whether it ends.</summary>
/// <param name="Line">The line of the file, the header being 1; the place in the list for the interface.</param>
/// <param name="Cells">The cells by column.</param>
/// <param name="From">As typed, wall clock: <c>2026-12-01</c> or <c>2026-12-01 08:00</c>; empty for now.</param>
/// <param name="Ends">The row is to end.</param>
public sealed record SentRow(int Line, IReadOnlyDictionary<string, string> Cells, string From, bool Ends);

/// <summary>What a row would change.</summary>
public sealed record PlannedChange(int Line, string Key, ChangeSort Sort, DateTime From, SettingRow? Old, SettingRow New);

/// <summary>A row that cannot be taken, and why.</summary>
public sealed record RefusedRow(int Line, IReadOnlyList<Refusal> Reasons);

/// <summary>What an import would do, row by row. Making it changes nothing.</summary>
public sealed record SettingPlan(SettingKind Kind, IReadOnlyList<PlannedChange> Changes, int Unchanged, IReadOnlyList<RefusedRow> Refused)
{
    public int Count(ChangeSort sort) => Changes.Count(c => c.Sort == sort);
}

/// <summary>Compares sent rows with what is in force: pure.</summary>
public static class SettingImport
{
    private const string FromColumn = "from";
    private const string EndColumn = "end";

    // 三(二)1  Long-term management: what was assessed or decided keeps the rules of its day (DCM-037).
    private static readonly Clause LongTerm = Sources.Order26.Clause("三(二)1", "科学的考核制度和长效管理制度");

    /// <summary>Reads a table (CSV, UTF-8); besides the columns of the kind it may have <c>from</c> and <c>end</c> (是).</summary>
    public static Outcome<IReadOnlyList<SentRow>> Read(SettingKind kind, TextReader text)
    {
        var whole = text.ReadToEnd();
        if (whole.Contains('\0', StringComparison.Ordinal))
        {
            return new Refusal("maintenance.not-text", "文件不是 UTF-8 文本。请另存为 UTF-8 的 CSV 再导入。", RefusalKind.Invalid, Field: "file");
        }

        using var table = new StringReader(whole);
        var read = CityTable.ReadSent(table);
        if (!read.Moved)
        {
            return read.Refusal;
        }

        var rows = read.Value;
        if (rows.Count == 0)
        {
            return new Refusal("maintenance.empty-table", $"文件里没有数据行。第一行须是列名 {string.Join(",", kind.Columns.Select(c => c.Name))}，可另有 from、end。", RefusalKind.Invalid, Field: "file");
        }

        return rows.Select((row, i) => new SentRow(
            i + 2,
            row.Cells.Where(c => c.Key is not (FromColumn or EndColumn)).ToImmutableSortedDictionary(c => c.Key, c => c.Value.Trim(), StringComparer.Ordinal),
            row.Cells.GetValueOrDefault(FromColumn, "").Trim(),
            row.Cells.GetValueOrDefault(EndColumn, "").Trim() == "是")).ToList();
    }

    /// <summary>What the rows would change in the book if they came at an instant.</summary>
    public static SettingPlan Plan(SettingKind kind, IReadOnlyList<SentRow> rows, SettingsBook book, SettingReferences references, DateTime now)
    {
        var (changes, refused, unchanged) = (new List<PlannedChange>(), new List<RefusedRow>(), 0);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var planned = PlanOne(kind, row, book, references, now);
            if (planned.Moved && planned.Value is { } seen && !lines.TryAdd(seen.Key, row.Line))
            {
                planned = Refuse("maintenance.twice", $"与第 {lines[seen.Key]} 行是同一项（{seen.Key}）。一次导入中每项只能有一行，请删去一行。");
            }

            if (!planned.Moved)
            {
                refused.Add(new RefusedRow(row.Line, planned.Refusals));
            }
            else if (planned.Value.Old is { } old && planned.Value.Sort == ChangeSort.Changed && old.Says(planned.Value.New.Cells))
            {
                unchanged++;
            }
            else
            {
                changes.Add(planned.Value);
            }
        }

        return new SettingPlan(kind, changes, unchanged, refused);
    }

    private static Outcome<PlannedChange> PlanOne(SettingKind kind, SentRow row, SettingsBook book, SettingReferences references, DateTime now)
    {
        var faults = kind.Faults(row.Cells, row.Ends, references);
        if (faults.Count > 0)
        {
            return Outcome<PlannedChange>.Refused(faults);
        }

        if (row.Ends && !kind.MayEnd)
        {
            return Refuse("maintenance.cannot-end", $"{kind.Title}不能停用：以前的案件仍要用到它。");
        }

        if ((kind.ByDay ? FirstDayOf(row.From, now) : FromOf(row.From, now)) is not { } from)
        {
            return Refuse("maintenance.bad-from", $"生效时间是“{row.From}”，须为 2026-12-01{(kind.ByDay ? " 这样的日期，留空为明天" : " 或 2026-12-01 08:00 这样的写法，留空为立即生效")}。请改正。", FromColumn);
        }

        if (kind.DatedBy is not null && from != now)
        {
            return Refuse("maintenance.holds-at-once", $"{kind.Title}一经登记即生效，不另设生效时间。请把 from 留空。", FromColumn);
        }

        var cells = row.Cells.ToImmutableSortedDictionary(StringComparer.Ordinal);
        cells = kind.Normal?.Invoke(cells, references) ?? cells;
        var key = kind.KeyOf(cells);
        var old = book.Find(kind.Name, key, from);
        if (row.Ends && old is null)
        {
            return Refuse("maintenance.nothing-to-end", $"{kind.Title}“{key}”在生效时间没有可停用的内容。请核对标识。");
        }

        if (!row.Ends && old is not null && kind.Fixed?.FirstOrDefault(c => old[c] != cells.GetValueOrDefault(c, "")) is { } column)
        {
            return Refuse("maintenance.fixed", $"{kind.Title}“{key}”的 {column} 现为“{old[column]}”，不能改。请另立一项。", column);
        }

        var same = !row.Ends && old is not null && old.Says(cells);
        if ((from < now || IsOver(kind, cells, now)) && !same)
        {
            return new Refusal("maintenance.past", "所说的时间已经过去：已经作出的决定按当时的规定，不能改动。请填以后的时间。", RefusalKind.Rule, LongTerm, FromColumn);
        }

        if (kind.ByDay && !row.Ends && !same && book.VersionsOf(kind.Name, key).FirstOrDefault(v => v.From >= from && !v.Ends) is { } later)
        {
            return Refuse("maintenance.later-version", $"{kind.Title}“{key}”已登记了 {CityClock.DayOf(later.From):yyyy-MM-dd} 起的内容，不能插到它前面。请把生效日期填在它之后。", FromColumn);
        }

        var sort = row.Ends ? ChangeSort.Ended : old is null ? ChangeSort.Added : ChangeSort.Changed;
        var version = book.VersionsOf(kind.Name, key).Select(v => v.Version).DefaultIfEmpty(0).Max() + 1;
        return new PlannedChange(row.Line, key, sort, from, old, new SettingRow(key, version, from, row.Ends, row.Ends ? old!.Cells : cells));
    }

    /// <summary>The beginning of the legal day meant; nothing typed means tomorrow.</summary>
    private static DateTime? FirstDayOf(string typed, DateTime now) =>
        (typed.Length == 0 ? CityClock.DayOf(now).AddDays(1) : CellForms.Day(typed)) is { } day ? CityClock.StartOf(day) : null;

    private static bool IsOver(SettingKind kind, ImmutableSortedDictionary<string, string> cells, DateTime now) =>
        kind.DatedBy is { } column && CellForms.Day(cells[column]) <= CityClock.DayOf(now);

    /// <summary>The instant meant; the present day alone means now.</summary>
    private static DateTime? FromOf(string typed, DateTime now) => typed.Length == 0
        ? now
        : CellForms.Time(typed) is { } local
            ? CellForms.Day(typed) == CityClock.DayOf(now) ? now : CityClock.FromLocal(local)
            : null;

    private static Refusal Refuse(string code, string message, string? field = null) => new(code, message, RefusalKind.Invalid, Field: field);
}
