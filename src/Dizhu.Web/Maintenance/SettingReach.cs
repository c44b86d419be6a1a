using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Maintenance;
using Dizhu.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Maintenance;

/// <summary>How many open cases a row touches, where that can be counted; cases keep what they were filed with, so the words say which.</summary>
internal static class SettingReach
{
    /// <summary>A sentence with the count; null where cases cannot be told from a row.</summary>
    public static async Task<string?> OfAsync(DizhuDb db, SettingKind kind, SettingRow row, CancellationToken cancellationToken)
    {
        var open = db.Set<Case>().AsNoTracking().Where(c => c.ListAt < ListOrder.Finished);
        var (key, later) = (row.Key, row.Key + CaseStandard.VersionMark);
        switch (kind.Name)
        {
            case SettingKinds.Standards:
                var classOf = row["class_key"];
                return PageText.Of(
                    "settings.reach.standards",
                    await open.CountAsync(c => c.StandardId != null && (c.StandardId == key || c.StandardId.StartsWith(later)), cancellationToken),
                    await open.CountAsync(c => c.FiledAt == null && c.ClassKey == classOf, cancellationToken));
            case SettingKinds.Manual:
                return PageText.Of(
                    "settings.reach.manual",
                    await open.CountAsync(c => c.FiledAt != null && c.ClassKey == key, cancellationToken),
                    await open.CountAsync(c => c.FiledAt == null && c.ClassKey == key, cancellationToken));
            case SettingKinds.Units or SettingKinds.ReceivingUnits:
                return PageText.Of("settings.reach.unit", await open.CountAsync(c => c.UnitId == key || c.HolderUnitId == key, cancellationToken));
            case SettingKinds.ResponsibilityMatrix:
                var (ofClass, ofGrid) = (row["class_prefix"], row["area_prefix"]);
                return PageText.Of("settings.reach.matrix", await open.CountAsync(
                    c => c.UnitId == null && (ofClass == "" || c.ClassKey!.StartsWith(ofClass)) && (ofGrid == "" || c.GridCode!.StartsWith(ofGrid)), cancellationToken));
            default:
                return null;
        }
    }
}
