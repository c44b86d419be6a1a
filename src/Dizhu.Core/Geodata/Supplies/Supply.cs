using Dizhu.Core.Places;

namespace Dizhu.Core.Geodata;

/// <summary>Something the order asks a unit to supply (三政办〔2017〕26号 四(一)), from <c>data/geodata/supplies.csv</c>.</summary>
/// <param name="LayerId">The layer it becomes.</param>
/// <param name="DutyId">The item of duty it stands in.</param>
/// <param name="Set">One of the five sets.</param>
/// <param name="Scale">The denominator the order names; null for none.</param>
/// <param name="Title">What it is.</param>
/// <param name="Group">Which list its progress counts in.</param>
public sealed record SupplyPlan(string LayerId, string DutyId, BaseSet Set, int? Scale, string Title, string Group)
{
    /// <summary>The eleven enterprises and institutions.</summary>
    public const string Enterprises = "enterprises";

    public static IReadOnlyList<SupplyPlan> All { get; } =
    [
        .. CityTable.Rows("data/geodata/supplies.csv")
            .Select(r => new SupplyPlan(r["layer_id"], r["duty_id"], Enum.Parse<BaseSet>(r["set"]), r.Whole("scale"), r["title"], r["group"])),
    ];
}

/// <summary>When something was asked for and delivered.</summary>
public sealed class DataSupply
{
    /// <summary>The layer of the plan.</summary>
    public required string Id { get; init; }

    public required string UnitId { get; init; }

    /// <summary>What was asked or said.</summary>
    public required string Words { get; set; }

    /// <summary>The day it was last asked for; null when it was not.</summary>
    public DateOnly? AskedOn { get; set; }

    /// <summary>The day it was last delivered; null while it was not.</summary>
    public DateOnly? DeliveredOn { get; set; }

    public required DateTime ChangedAt { get; set; }

    public required Guid ById { get; set; }

    public required string By { get; set; }

    /// <summary>Delivered, and not asked for again since.</summary>
    public bool IsDelivered => DeliveredOn is not null && !(AskedOn > DeliveredOn);
}

/// <summary>A planned supply with what has come of it.</summary>
public sealed record SupplyView(SupplyPlan Plan, string UnitId, string DutyWords, string Clause, DataSupply? Supply)
{
    public bool IsDelivered => Supply?.IsDelivered ?? false;
}

/// <summary>How many of a list are delivered.</summary>
public sealed record SupplyProgress(int Delivered, int Total)
{
    /// <summary>In per cent, to one decimal place; 0 for an empty list.</summary>
    public decimal Percent => Total == 0 ? 0 : Math.Round(Delivered * 100m / Total, 1, MidpointRounding.AwayFromZero);
}
