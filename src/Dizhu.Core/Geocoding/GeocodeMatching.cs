using System.Text.Json;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geocoding;

/// <summary>What a person decides of a row: one of the candidates, none, or another way to write the address.</summary>
/// <param name="Version">The version of the row it was decided on.</param>
/// <param name="Candidate">The number of the candidate taken, from 1.</param>
/// <param name="NoMatch">True when there is no such place.</param>
/// <param name="Address">The address corrected; it is matched again.</param>
/// <param name="Note">Why.</param>
public sealed record GeocodeDecision(int Version, int? Candidate, bool? NoMatch, string? Address, string? Note);

/// <summary>Matches rows and decides on them; pure.</summary>
public static class GeocodeMatching
{
    /// <summary>How many candidates a row keeps.</summary>
    public const int MostCandidates = 5;

    /// <summary>
    /// A row matched: taken at once when the best candidate reaches the threshold, is a registered position and no other place
    /// reaches the same score; else for a person to look at.
    /// </summary>
    public static GeocodeBatchRow Row(Guid batchId, AddressLine line, Geocoder geocoder, int threshold, DateOnly? at)
    {
        var candidates = Candidates(geocoder, line.Address, at);
        var row = new GeocodeBatchRow
        {
            BatchId = batchId,
            Line = line.Line,
            Reference = line.Reference,
            Address = line.Address,
            State = GeocodeRowState.ToReview,
            Score = candidates.Count > 0 ? candidates[0].Score : 0,
            Candidates = JsonSerializer.Serialize(candidates, JsonSerializerOptions.Web),
            Version = 1,
        };
        if (IsCertain(candidates, threshold))
        {
            Take(row, candidates[0], GeocodeRowState.Accepted);
        }

        return row;
    }

    /// <summary>The candidates a row keeps.</summary>
    public static IReadOnlyList<GeocodeCandidate> CandidatesOf(GeocodeBatchRow row) =>
        JsonSerializer.Deserialize<IReadOnlyList<GeocodeCandidate>>(row.Candidates, JsonSerializerOptions.Web) ?? [];

    /// <summary>Changes the row as decided, or says why not; the caller notes who and when.</summary>
    public static Refusal? Decide(GeocodeBatchRow row, GeocodeDecision decision, Geocoder geocoder, int threshold, DateOnly? at)
    {
        var ways = (decision.Candidate is not null ? 1 : 0) + (decision.NoMatch == true ? 1 : 0) + (string.IsNullOrWhiteSpace(decision.Address) ? 0 : 1);
        if (ways != 1)
        {
            return Wrong("geocode-batch.decision", "请选一个候选、标为无匹配，或填写更正后的地址，三者取一。", "candidate");
        }

        if (decision.Note is { Length: > AddressFile.LongestCell } || decision.Address is { Length: > AddressFile.LongestCell })
        {
            return Wrong("geocode-batch.too-long", $"地址和说明最长 {AddressFile.LongestCell} 个字。请缩短后再提交。", "address");
        }

        if (decision.Candidate is { } number)
        {
            var candidates = CandidatesOf(row);
            if (number < 1 || number > candidates.Count)
            {
                return Wrong("geocode-batch.candidate", $"没有第 {number} 个候选。请从列出的 {candidates.Count} 个中选择。", "candidate");
            }

            Take(row, candidates[number - 1], GeocodeRowState.Confirmed);
        }
        else if (decision.NoMatch == true)
        {
            Take(row, null, GeocodeRowState.NoMatch);
        }
        else
        {
            Correct(row, decision.Address!.Trim(), geocoder, threshold, at);
        }

        row.Note = string.IsNullOrWhiteSpace(decision.Note) ? null : decision.Note.Trim();
        return null;
    }

    private static void Correct(GeocodeBatchRow row, string address, Geocoder geocoder, int threshold, DateOnly? at)
    {
        var candidates = Candidates(geocoder, address, at);
        row.CorrectedAddress = address;
        row.Candidates = JsonSerializer.Serialize(candidates, JsonSerializerOptions.Web);
        Take(row, IsCertain(candidates, threshold) ? candidates[0] : null, IsCertain(candidates, threshold) ? GeocodeRowState.Corrected : GeocodeRowState.ToReview);
        row.Score = candidates.Count > 0 ? candidates[0].Score : 0;
    }

    private static bool IsCertain(IReadOnlyList<GeocodeCandidate> candidates, int threshold) =>
        candidates.Count > 0 && candidates[0].Score >= threshold && !candidates[0].IsEstimated && (candidates.Count == 1 || candidates[1].Score < candidates[0].Score);

    private static void Take(GeocodeBatchRow row, GeocodeCandidate? taken, GeocodeRowState state)
    {
        (row.State, row.PlaceId, row.PlaceName, row.Lon, row.Lat, row.GridCode, row.IsEstimated) =
            (state, taken?.PlaceId, taken?.Name, taken?.Lon, taken?.Lat, taken?.GridCode, taken?.IsEstimated ?? false);
        row.Score = taken?.Score ?? 0;
    }

    private static IReadOnlyList<GeocodeCandidate> Candidates(Geocoder geocoder, string address, DateOnly? at) =>
    [
        .. geocoder.Search(address, GeocodeMode.Fuzzy, at, MostCandidates).Matches.Select(m => new GeocodeCandidate(
            m.Place?.Id, m.Name, m.Point.Lon, m.Point.Lat, m.Location.GridCode, m.Score, m.IsEstimated, string.Join('；', m.Reasons.Select(r => r.Words)))),
    ];

    private static Refusal Wrong(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
