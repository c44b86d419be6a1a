namespace Dizhu.Core.Cases;

/// <summary>
/// A report (上报): what somebody said. The journal keeps a salted hash of it, not its words, so that
/// personal data in it can be erased without breaking the chain.
/// </summary>
public sealed record Report
{
    /// <summary>Made by the client, so that a report sent twice is stored once (DCM-016).</summary>
    public Guid Id { get; init; }

    public Guid CaseId { get; init; }

    /// <summary>The report number given at reporting.</summary>
    public string Number { get; init; } = "";

    public ReportSource Source { get; init; }

    /// <summary>When it was seen or said, as the reporter's device gave it, UTC.</summary>
    public DateTime ObservedAt { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public DateTime ReceivedAt { get; init; }

    public string? ClassKey { get; init; }

    /// <summary>The reporter's words, kept as said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The place in the reporter's words.</summary>
    public string? PlaceText { get; init; }

    /// <summary>Longitude as given, degrees, in <see cref="Datum"/>.</summary>
    public double Lon { get; init; }

    /// <summary>Latitude as given, degrees, in <see cref="Datum"/>.</summary>
    public double Lat { get; init; }

    /// <summary>The datum of the coordinates as given: CGCS2000, WGS84 or GCJ02.</summary>
    public string Datum { get; init; } = "";

    public string? ComponentId { get; init; }

    /// <summary>Who entered it: a person, or the machine client; citizens have none.</summary>
    public Guid EnteredBy { get; init; }

    /// <summary>The number the matter has in the system it came from; kept, never reused for another case of that sender (DCM-080).</summary>
    public string? ExternalId { get; init; }

    /// <summary>The seat (坐席) that took the call (DCM-052).</summary>
    public string? SeatId { get; init; }

    /// <summary>When the call came in, UTC.</summary>
    public DateTime? CalledAt { get; init; }

    /// <summary>The recording of the call, as the call centre names it.</summary>
    public string? RecordingRef { get; init; }

    /// <summary>The reporter wants an answer (需回复).</summary>
    public bool NeedsReply { get; init; }

    /// <summary>Name of the reporter, personal; null when not given or erased.</summary>
    public string? ReporterName { get; init; }

    /// <summary>Telephone of the reporter, personal; null when not given, withheld or erased.</summary>
    public string? ReporterPhone { get; init; }

    /// <summary>The last digits of <see cref="ReporterPhone"/>, to find a caller who gives only those; null without a number.</summary>
    public string? PhoneTail { get; init; }

    /// <summary>The caller's number was withheld: said as such, not left empty.</summary>
    public bool PhoneWithheld { get; init; }

    /// <summary>Hash of the code by which a citizen follows the report; null for others.</summary>
    public byte[]? FollowHash { get; init; }

    /// <summary>Salt of <see cref="ContentHash"/>, 16 random bytes.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>SHA-256 over the salt and the canonical content, as the journal has it.</summary>
    public byte[] ContentHash { get; init; } = [];
}
