using Dizhu.Core.Maintenance;
using System.Collections.Immutable;
using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Administration;

/// <summary>
/// Kinds whose rows live in the tables of their own room with days of validity: shown as settings are, and changed by ending
/// the row in force the day before and adding the next. Rows that decisions rest on are never rewritten.
/// </summary>
internal static class OwnTables
{
    private const string VersionMark = CaseStandard.VersionMark;

    /// <summary>The rows of a kind with their versions; null for a kind that has no table of its own.</summary>
    public static async Task<IReadOnlyList<SettingVersion>?> LoadAsync(DizhuDb db, SettingKind kind, CancellationToken cancellationToken) => kind.Name switch
    {
        SettingKinds.Manual => [.. (await db.Set<ManualRow>().AsNoTracking().ToListAsync(cancellationToken))
            .SelectMany(r => Versions(kind.Name, r.ClassKey, r.Version, r.From, r.Until, CellsOf(r)))],
        SettingKinds.Standards => [.. (await db.Set<CaseStandard>().AsNoTracking().ToListAsync(cancellationToken))
            .SelectMany(s => Versions(kind.Name, BaseOf(s.Id), VersionOf(s.Id), s.From, s.Until, CellsOf(s)))],
        SettingKinds.Units => [.. await UnitVersionsAsync(db, cancellationToken)],
        _ => null,
    };

    /// <summary>Makes a planned change in the table of its room; the caller saves.</summary>
    public static async Task StoreAsync(DizhuDb db, SettingKind kind, PlannedChange change, CancellationToken cancellationToken)
    {
        var day = CityClock.DayOf(change.From);
        switch (kind.Name)
        {
            case SettingKinds.Manual:
                var manual = await db.Set<ManualRow>().Where(r => r.ClassKey == change.Key && r.From < day && (r.Until == null || r.Until >= day)).ToListAsync(cancellationToken);
                manual.ForEach(r => r.Until = day.AddDays(-1));
                if (!change.New.Ends)
                {
                    db.Add(ManualOf(change.New, day));
                }

                break;
            case SettingKinds.Standards:
                var versions = change.Key + VersionMark;
                var standards = await db.Set<CaseStandard>()
                    .Where(s => (s.Id == change.Key || s.Id.StartsWith(versions)) && s.From < day && (s.Until == null || s.Until >= day)).ToListAsync(cancellationToken);
                standards.ForEach(s => s.Until = day.AddDays(-1));
                if (!change.New.Ends)
                {
                    db.Add(StandardOf(change.New, day));
                }

                break;
            default:
                await StoreUnitAsync(db, change, day, cancellationToken);
                break;
        }

        // Acts run without looking for changes by themselves; the days set above would be lost.
        db.ChangeTracker.DetectChanges();
    }

    /// <summary>
    /// Takes back a version that does not hold yet: its row goes, and the one before holds on for as long as it would have. The caller saves.
    /// False for the first name of a unit: the unit itself is there already and others may refer to it.
    /// </summary>
    public static async Task<bool> WithdrawAsync(DizhuDb db, SettingKind kind, SettingRow row, CancellationToken cancellationToken)
    {
        var day = CityClock.DayOf(row.From);
        var (key, eve) = (row.Key, day.AddDays(-1));
        switch (kind.Name)
        {
            case SettingKinds.Manual:
                var manual = await db.Set<ManualRow>().Where(r => r.ClassKey == key && (r.From == day || r.Until == eve)).ToListAsync(cancellationToken);
                var nextManual = manual.Find(r => r.From == day);
                manual.FindAll(r => r.Until == eve).ForEach(r => r.Until = nextManual?.Until);
                Drop(db, nextManual);
                break;
            case SettingKinds.Standards:
                var versions = key + VersionMark;
                var standards = await db.Set<CaseStandard>()
                    .Where(s => (s.Id == key || s.Id.StartsWith(versions)) && (s.From == day || s.Until == eve)).ToListAsync(cancellationToken);
                var nextStandard = standards.Find(s => s.From == day);
                standards.FindAll(s => s.Until == eve).ForEach(s => s.Until = nextStandard?.Until);
                Drop(db, nextStandard);
                break;
            default:
                var names = await db.Set<UnitName>().Where(n => n.UnitId == key && (n.From == day || n.Until == eve)).ToListAsync(cancellationToken);
                var nextName = names.Find(n => n.From == day);
                if (!names.Exists(n => n.Until == eve))
                {
                    return false;
                }

                names.FindAll(n => n.Until == eve).ForEach(n => n.Until = nextName?.Until);
                Drop(db, nextName);
                break;
        }

        // As above: the days set would be lost.
        db.ChangeTracker.DetectChanges();
        return true;
    }

    private static void Drop(DizhuDb db, object? row)
    {
        if (row is not null)
        {
            db.Remove(row);
        }
    }

    private static IEnumerable<SettingVersion> Versions(
        string kind, string key, int version, DateOnly? from, DateOnly? until, Dictionary<string, string> cells)
    {
        SettingVersion At(DateTime instant, bool ends) => new()
        {
            Kind = kind,
            Key = key,
            Version = version,
            From = instant,
            Ends = ends,
            Cells = SettingRow.Write(cells),
        };
        yield return At(from is { } day ? CityClock.StartOf(day) : DateTime.UnixEpoch, ends: false);
        if (until is { } last)
        {
            // A row that follows on the next day has the higher number and so goes before this end.
            yield return At(CityClock.StartOf(last.AddDays(1)), ends: true);
        }
    }


    private static Dictionary<string, string> CellsOf(ManualRow row) => new(StringComparer.Ordinal)
    {
        ["class_key"] = row.ClassKey,
        ["duty_ids"] = string.Join(';', row.DutyIds),
        ["general_duty_id"] = row.GeneralDutyId ?? "",
        ["likely_owner_duty_ids"] = string.Join(';', row.LikelyOwnerDutyIds),
        ["source"] = row.Basis,
    };

    private static ManualRow ManualOf(SettingRow row, DateOnly day) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{row.Key}{VersionMark}{row.Version}"),
        ClassKey = row.Key,
        Version = row.Version,
        DutyIds = [.. row["duty_ids"].Split(';')],
        GeneralDutyId = row["general_duty_id"] is { Length: > 0 } general ? general : null,
        LikelyOwnerDutyIds = [.. row["likely_owner_duty_ids"].Split(';', StringSplitOptions.RemoveEmptyEntries)],
        BasisKind = ManualBasis.Entered,
        Basis = row["source"],
        From = day,
    };

    private static string BaseOf(string id) => id.LastIndexOf(VersionMark, StringComparison.Ordinal) is var at and > 0 ? id[..at] : id;

    private static int VersionOf(string id) => BaseOf(id) is var own && own.Length == id.Length
        ? 1
        : int.Parse(id.AsSpan(own.Length + VersionMark.Length), CultureInfo.InvariantCulture);

    private static Dictionary<string, string> CellsOf(CaseStandard row) => new(StringComparer.Ordinal)
    {
        ["id"] = BaseOf(row.Id),
        ["class_key"] = row.ClassKey,
        ["filing_condition"] = row.FilingConditionText,
        ["closing_condition"] = row.ClosingConditionText,
        ["level1"] = Text(row.Level1),
        ["level2"] = Text(row.Level2),
        ["level3"] = Text(row.Level3),
        ["unit"] = row.Unit?.Term() ?? "",
        ["mark"] = row.Mark.ToString(),
        ["source"] = row.Source,
    };

    private static CaseStandard StandardOf(SettingRow row, DateOnly day) => new()
    {
        Id = row.Version == 1 ? row.Key : string.Create(CultureInfo.InvariantCulture, $"{row.Key}{VersionMark}{row.Version}"),
        ClassKey = row["class_key"],
        FilingCondition = row["filing_condition"],
        ClosingCondition = row["closing_condition"],
        Level1 = CellForms.Number(row["level1"]),
        Level2 = CellForms.Number(row["level2"]),
        Level3 = CellForms.Number(row["level3"]),
        Unit = LimitUnits.TryParse(row["unit"], out var unit) ? unit : null,
        Mark = Enum.Parse<SourceMark>(row["mark"]),
        Source = row["source"],
        From = day,
    };

    private static string Text(decimal? amount) => amount?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    private static async Task<IEnumerable<SettingVersion>> UnitVersionsAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        var units = await db.Set<Unit>().AsNoTracking().ToDictionaryAsync(u => u.Id, StringComparer.Ordinal, cancellationToken);
        var names = await db.Set<UnitName>().AsNoTracking().ToListAsync(cancellationToken);
        return names.SelectMany(n => Versions(SettingKinds.Units, n.UnitId, n.No, n.From, n.Until, new(StringComparer.Ordinal)
        {
            ["id"] = n.UnitId,
            ["name"] = n.Name,
            ["parent_id"] = units[n.UnitId].ParentId ?? "",
            ["group"] = units[n.UnitId].Group.ToString(),
            ["source"] = n.Clause,
        }));
    }

    private static async Task StoreUnitAsync(DizhuDb db, PlannedChange change, DateOnly day, CancellationToken cancellationToken)
    {
        if (change.Sort == ChangeSort.Added)
        {
            var parentId = change.New["parent_id"];
            var parent = await db.Set<Unit>().SingleAsync(u => u.Id == parentId, cancellationToken);
            db.Add(new Unit
            {
                Id = change.Key,
                Kind = "entered",
                ParentId = parent.Id,
                Group = Enum.Parse<UnitGroup>(change.New["group"]),
                Tier = parent.Tier + 1,
                IsSynthetic = false,
                Source = change.New["source"],
            });
        }

        var ending = await db.Set<UnitName>().Where(n => n.UnitId == change.Key && (n.Until == null || n.Until >= day)).ToListAsync(cancellationToken);
        ending.ForEach(n => n.Until = day.AddDays(-1));
        db.Add(new UnitName { UnitId = change.Key, No = change.New.Version, Name = change.New["name"], From = day, Clause = change.New["source"] });
    }
}
