namespace Dizhu.Core.Organisations;

/// <summary>How an area is connected (三政办〔2017〕26号 三(四)).</summary>
public enum PlatformType
{
    /// <summary>A platform of its own, consistent with the municipal one.</summary>
    Own,

    /// <summary>二级平台 on the shared municipal platform.</summary>
    SecondLevel,
}

/// <summary>The management mode of an area (三(二)1).</summary>
public enum CommandModel
{
    /// <summary>一级监督、一级指挥.</summary>
    OneSupervisionOneCommand,

    /// <summary>一级监督、二级指挥.</summary>
    OneSupervisionTwoCommand,
}

/// <summary>The platform of one of the eleven areas.</summary>
public sealed class Platform
{
    /// <summary>The area as printed; 市本级 is one.</summary>
    public required string Area { get; init; }

    /// <summary>The unit of the area; null for 市本级.</summary>
    public string? UnitId { get; init; }

    public required PlatformType Type { get; init; }

    public required string ModeAsPrinted { get; init; }

    public required CommandModel CommandModel { get; init; }

    public required DateOnly Deadline { get; init; }

    /// <summary>Who sets its boundary, or the four limits printed.</summary>
    public required string Boundary { get; init; }

    /// <summary>The discrepancy the print leaves, for example <c>D-DCM-05</c>.</summary>
    public string? Discrepancy { get; init; }

    public required string Clause { get; init; }
}
