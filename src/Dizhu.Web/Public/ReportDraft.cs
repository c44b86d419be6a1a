using System.IO.Compression;
using System.Text.Json;

namespace Dizhu.Web.Public;

/// <summary>The questions of the public report, in their order.</summary>
public enum ReportStep
{
    /// <summary>What was seen.</summary>
    What,

    /// <summary>Where it is.</summary>
    Where,

    /// <summary>Photos of it.</summary>
    Photo,

    /// <summary>A telephone for the answer.</summary>
    Phone,

    /// <summary>Everything once more, and sending it.</summary>
    Check,
}

/// <summary>
/// What a citizen has said so far. It travels packed in a sealed cookie of the browser session, so that going back, reloading
/// and a refused step lose nothing and the server keeps nothing of a report that was never sent.
/// </summary>
public sealed record ReportDraft
{
    /// <summary>Made with the first page: the id of the report to be.</summary>
    public Guid Id { get; init; }

    /// <summary>The major class somebody thinks it is: kind and code, as in <c>E06</c>; null when not known.</summary>
    public string? Guess { get; init; }

    public string? Description { get; init; }

    public string? PlaceText { get; init; }

    public string? Lon { get; init; }

    public string? Lat { get; init; }

    public string? Datum { get; init; }

    public string? ComponentId { get; init; }

    public string? Phone { get; init; }

    /// <summary>Photos already stored, by id.</summary>
    public IReadOnlyList<Guid> Photos { get; init; } = [];

    /// <summary>The first question without which nothing can be sent and that is not answered; the last one when all are.</summary>
    public ReportStep FirstOpen => string.IsNullOrWhiteSpace(Description) ? ReportStep.What
        : string.IsNullOrWhiteSpace(Lon) || string.IsNullOrWhiteSpace(Lat) ? ReportStep.Where
        : ReportStep.Check;

    /// <summary>Small enough for a cookie even with the longest words allowed.</summary>
    public string Pack()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(deflate, this);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>The draft packed before; null when there is none.</summary>
    public static ReportDraft? Unpack(string? packed)
    {
        if (packed is null)
        {
            return null;
        }

        using var bytes = new MemoryStream(Convert.FromBase64String(packed));
        using var inflate = new DeflateStream(bytes, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ReportDraft>(inflate);
    }
}
