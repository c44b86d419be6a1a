namespace Dizhu.Core.Geocoding;

/// <summary>批量匹配: a file of addresses matched to places, with what persons decided of it.</summary>
public sealed class GeocodeBatch
{
    /// <summary>Made by the client: the same file sent again under it is the same batch.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of the file, as shown in lists.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>How the file was written: UTF-8 or GBK</summary>
    public required string Encoding { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required Guid CreatedById { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>From this score on rows were accepted without a person.</summary>
    public required int Threshold { get; init; }

    /// <summary>The legal day whose names were meant; null for now.</summary>
    public DateOnly? At { get; init; }

    /// <summary>The version of the base data it was matched against.</summary>
    public required long BaseVersion { get; init; }

    public required int RowCount { get; init; }
}

/// <summary>How far a row has come.</summary>
public enum GeocodeRowState
{
    /// <summary>自动接受.</summary>
    Accepted,

    /// <summary>待复核.</summary>
    ToReview,

    /// <summary>人工选定.</summary>
    Confirmed,

    /// <summary>更正后匹配.</summary>
    Corrected,

    /// <summary>无匹配.</summary>
    NoMatch,
}

/// <summary>One address of a batch.</summary>
public sealed class GeocodeBatchRow
{
    public required Guid BatchId { get; init; }

    /// <summary>Its line in the file; the header is line 1.</summary>
    public required int Line { get; init; }

    /// <summary>The row's own number in the file; null when it had none.</summary>
    public string? Reference { get; init; }

    /// <summary>As it stands in the file.</summary>
    public required string Address { get; init; }

    /// <summary>As a person corrected it.</summary>
    public string? CorrectedAddress { get; set; }

    public required GeocodeRowState State { get; set; }

    /// <summary>Of the place taken, else of the best candidate; 0 without any.</summary>
    public required int Score { get; set; }

    public string? PlaceId { get; set; }

    /// <summary>The name of the place taken; null while none is.</summary>
    public string? PlaceName { get; set; }

    /// <summary>CGCS2000 degrees.</summary>
    public double? Lon { get; set; }

    /// <summary>CGCS2000 degrees.</summary>
    public double? Lat { get; set; }

    public string? GridCode { get; set; }

    /// <summary>The position lies between registered places.</summary>
    public bool IsEstimated { get; set; }

    /// <summary>The candidates as <see cref="GeocodeCandidate"/>, best first, JSON.</summary>
    public required string Candidates { get; set; }

    public Guid? DecidedById { get; set; }

    /// <summary>Who decided, in which post.</summary>
    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>Why.</summary>
    public string? Note { get; set; }

    /// <summary>Counted up by every decision.</summary>
    public required int Version { get; set; }
}

/// <summary>A position offered for a row.</summary>
public sealed record GeocodeCandidate(string? PlaceId, string Name, double Lon, double Lat, string? GridCode, int Score, bool IsEstimated, string Why);

/// <summary>A batch and how many of its rows stand where.</summary>
public sealed record GeocodeBatchSummary(GeocodeBatch Batch, IReadOnlyDictionary<GeocodeRowState, int> Counts)
{
    /// <summary>How many rows are in a state.</summary>
    public int Count(GeocodeRowState state) => Counts.GetValueOrDefault(state);
}
