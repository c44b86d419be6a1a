using Dizhu.Core.Calendar;

namespace Dizhu.Core.Maintenance;

/// <summary>管控区域: a time in which a class may not be reported in an area, for example on a road under works.</summary>
/// <param name="Id">How the city names it.</param>
/// <param name="ClassPrefix">The first letters of the class keys; empty for every class.</param>
/// <param name="AreaPrefix">The first digits of the grid codes; never empty.</param>
/// <param name="From">The first instant, UTC.</param>
/// <param name="Until">The first instant it no longer holds, UTC.</param>
/// <param name="Reason">What the reporter is told.</param>
/// <param name="Source">Who asked for it and on what ground.</param>
public sealed record ControlArea(string Id, string ClassPrefix, string AreaPrefix, DateTime From, DateTime Until, string Reason, string Source)
{
    /// <summary>True when a class may not be reported on a grid at an instant.</summary>
    public bool Forbids(string classKey, string gridCode, DateTime at) =>
        From <= at && at < Until
        && classKey.StartsWith(ClassPrefix, StringComparison.Ordinal) && gridCode.StartsWith(AreaPrefix, StringComparison.Ordinal);

    internal static ControlArea Of(SettingRow row) => new(
        row["id"], row["class_prefix"], row["area_prefix"],
        CityClock.FromLocal(CellForms.Time(row["begins"])!.Value), CityClock.FromLocal(CellForms.Time(row["finishes"])!.Value),
        row["reason"], row["source"]);
}
