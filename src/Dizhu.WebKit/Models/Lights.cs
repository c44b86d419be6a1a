using System.Globalization;

namespace Dizhu.WebKit;

/// <summary>The state of a clock or a case, as colour, shape and word together.</summary>
public enum LightKind
{
    /// <summary>● 按期: within 80 % of the limit.</summary>
    Go,

    /// <summary>▲ 将超: between 80 % and 100 % of the limit.</summary>
    Soon,

    /// <summary>■ 超期: beyond the limit.</summary>
    Late,

    /// <summary>‖ 挂账 or paused: the clock stands still.</summary>
    Hold,

    /// <summary>✓ 已办结: nothing runs any more.</summary>
    Done,

    /// <summary>No limit is set (未设时限): no light, only the word.</summary>
    None,
}

/// <summary>Class name and word of each light.</summary>
public static class Lights
{
    /// <summary>The CSS class of the light; empty for <see cref="LightKind.None"/>.</summary>
    public static string CssClass(this LightKind kind) => kind switch
    {
        LightKind.Go => "go",
        LightKind.Soon => "soon",
        LightKind.Late => "late",
        LightKind.Hold => "hold",
        LightKind.Done => "done",
        _ => "",
    };

    /// <summary>The word that always stands with the light.</summary>
    public static string Word(this LightKind kind) => kind switch
    {
        LightKind.Go => Words.LightGo,
        LightKind.Soon => Words.LightSoon,
        LightKind.Late => Words.LightLate,
        LightKind.Hold => Words.LightHold,
        LightKind.Done => Words.LightDone,
        _ => Words.NoLimit,
    };
}

/// <summary>
/// The remaining working time as shown: the largest thing in a row. Number and unit stand apart so that digits align.
/// </summary>
/// <param name="Light">The light of the clock.</param>
/// <param name="Number">The digits, without sign: <c>"4"</c>. Empty when only words are shown (已停表, 未设时限).</param>
/// <param name="Unit">The unit behind the digits: <c>分</c>, <c>小时</c>, <c>工作日</c>.</param>
/// <param name="Words">The word in front (剩, 超), or the whole text when there is no number; null takes the light's own.</param>
/// <param name="MoreNumber">A second, smaller part: the <c>10</c> of 2 小时 10 分.</param>
/// <param name="MoreUnit">The unit of the second part.</param>
/// <param name="Due">The due moment and its rule in words, shown on hover and read aloud: <c>2026-11-23 16:20 到期</c>.</param>
public sealed record RemainingView(
    LightKind Light, string Number, string Unit, string? Words = null, string? MoreNumber = null, string? MoreUnit = null, string? Due = null)
{
    /// <summary>The word in front of the number, or the whole text where there is no number.</summary>
    public string Lead => Words ?? (Number.Length == 0 ? StandingWords : Light == LightKind.Late ? WebKit.Words.Over : WebKit.Words.Left);

    private string StandingWords => Light == LightKind.Hold ? WebKit.Words.ClockStopped : Light.Word();

    /// <summary>Whole minutes as <c>N 分</c> or <c>H 小时 M 分</c>; the sign is left to the light. Minutes are those of the clock's own unit (工作时).</summary>
    public static RemainingView OfMinutes(LightKind light, long minutes, string? due = null)
    {
        var whole = Math.Abs(minutes);
        return whole < 60
            ? new(light, Digits(whole), WebKit.Words.Minute, Due: due)
            : whole % 60 == 0
                ? new(light, Digits(whole / 60), WebKit.Words.Hour, Due: due)
                : new(light, Digits(whole / 60), WebKit.Words.Hour, null, Digits(whole % 60), WebKit.Words.Minute, due);
    }

    /// <summary>A clock that stands still (挂账, 核实).</summary>
    public static RemainingView Stopped(string? words = null) => new(LightKind.Hold, "", "", words);

    /// <summary>A class without a limit: 未设时限.</summary>
    public static RemainingView NoLimit() => new(LightKind.None, "", "");

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One clock of a case: its name, what it allows, what it has used, and the bar with the hair line at 80 %.</summary>
/// <param name="Name">The task the clock belongs to: 派遣, 处置.</param>
/// <param name="Light">The light; a finished or not yet started clock is <see cref="LightKind.None"/> and its bar grey.</param>
/// <param name="Limit">The limit in words (<c>30 分</c>); null when none is set.</param>
/// <param name="Used">What was used, in words (<c>12 分</c>).</param>
/// <param name="UsedPercent">Used part of the limit in per cent; more than 100 when late; null draws no bar.</param>
public sealed record ClockView(string Name, LightKind Light, string? Limit, string? Used, decimal? UsedPercent)
{
    /// <summary>The remaining time, shown large by <c>dz-clock</c>.</summary>
    public RemainingView? Remaining { get; init; }

    /// <summary>A sentence in place of the remaining time, or behind it: 17:30 到期, 现在派遣则此时到期.</summary>
    public string? Note { get; init; }

    /// <summary>The large text when the clock does not run yet: the due moment it would have.</summary>
    public string? Large { get; init; }

    /// <summary>Where the limit's rule is shown.</summary>
    public string? RuleHref { get; init; }
}

/// <summary>A bar of used time or of load. Drawn as SVG, because the page's policy forbids inline style.</summary>
/// <param name="Percent">The filled part; held between 0 and 100.</param>
/// <param name="Light">The colour; <see cref="LightKind.None"/> is grey (load is no state).</param>
/// <param name="HasMark">Whether the hair line at 80 % is drawn.</param>
public sealed record BarView(decimal Percent, LightKind Light = LightKind.None, bool HasMark = true)
{
    /// <summary>The width of the filled part, as an SVG length.</summary>
    public string Width => Math.Clamp(Percent, 0, 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
