using Dizhu.Core.Organisations;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Cases;

/// <summary>Who supervises and who commands the cases of an area: one level of supervision, one or two of command (DCM-004, 030).</summary>
/// <param name="Supervision">The area whose centre supervises.</param>
/// <param name="Command">The areas whose centres command, from above.</param>
public sealed record CommandLevels(string Supervision, IReadOnlyList<string> Command)
{
    private const string City = "市本级";

    /// <summary>The clause both modes stand on.</summary>
    public static readonly Clause Modes = Sources.Order26.Clause("三(二)1", "市本级采取“一级监督,二级指挥”的管理模式");

    /// <summary>The levels for a management area; outside every area the city alone.</summary>
    public static CommandLevels Of(string? area, OrganisationBook organisations)
    {
        var platform = area is null ? null : organisations.Platforms.FirstOrDefault(p => string.Equals(p.UnitId, area, StringComparison.Ordinal));
        return platform switch
        {
            null => new(City, [City]),
            { CommandModel: CommandModel.OneSupervisionOneCommand } => new(platform.Area, [platform.Area]),
            _ => new(City, [City, platform.Area]),
        };
    }
}
