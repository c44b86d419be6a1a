using System.Globalization;

namespace Dizhu.Core.Maintenance;

/// <summary>
/// The figures of case work that are the city's to set. None is printed in an order or a standard; the shipped ones
/// are our own (本系统默认) until the city sets its own, and <see cref="SourceOf"/> says which it is.
/// </summary>
public sealed class CaseSettings
{
    private readonly Func<string, SettingRow> _row;

    internal CaseSettings(Func<string, SettingRow> row) => _row = row;

    /// <summary>Share of a limit at which it is warned of, 0 to 1.</summary>
    public decimal WarnShare => Number("warn-share");

    /// <summary>How near two reports of a class must be to be hinted as duplicates, metres.</summary>
    public decimal DuplicateRadiusMetres => Number("duplicate-radius-metres");

    /// <summary>How close in time they must be, hours.</summary>
    public decimal DuplicateWindowHours => Number("duplicate-window-hours");

    /// <summary>For how many days after closing the reporter may have a case reopened.</summary>
    public int ReopenDays => (int)Number("reopen-days");

    /// <summary>For how many days after closing a unit may appeal.</summary>
    public int AppealDays => (int)Number("appeal-days");

    /// <summary>How long an advisory desk lock stands without a sign of life, seconds.</summary>
    public int DeskLockSeconds => (int)Number("desk-lock-seconds");

    /// <summary>How often the handling of a case may be extended.</summary>
    public int MaxExtensions => (int)Number("max-extensions");

    /// <summary>The longest deferral, natural days.</summary>
    public int MaxDeferralDays => (int)Number("max-deferral-days");

    /// <summary>From which score on, 0 to 100, an address of a batch is matched without a person.</summary>
    public int GeocodeAcceptScore => (int)Number("geocode-accept-score");

    /// <summary>Where the figure comes from: a clause, or 本系统默认.</summary>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    public string SourceOf(string name) => _row(name)["source"];

    private decimal Number(string name) => decimal.Parse(_row(name)["value"], CultureInfo.InvariantCulture);
}
