using System.Security.Cryptography;
using System.Text.Json;

namespace Dizhu.Core.Cases;

/// <summary>What a report says, in canonical bytes, and its salted hash: the journal keeps the hash, not the words.</summary>
public static class ReportContent
{
    /// <summary>SHA-256 over the salt and the canonical content of a report row.</summary>
    public static byte[] Hash(Report report, ReadOnlySpan<byte> salt)
    {
        using var buffer = new MemoryStream(512);
        buffer.Write(salt);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(report.Id);
            json.WriteStringValue(report.Source.ToString());
            json.WriteNumberValue(report.ObservedAt.Ticks);
            json.WriteStringValue(report.ClassKey);
            json.WriteStringValue(report.Description);
            json.WriteStringValue(report.PlaceText);
            json.WriteNumberValue(report.Lon);
            json.WriteNumberValue(report.Lat);
            json.WriteStringValue(report.Datum);
            json.WriteStringValue(report.ComponentId);
            json.WriteStringValue(report.EnteredBy);
            json.WriteBooleanValue(report.NeedsReply);
            json.WriteStringValue(report.ReporterName);
            json.WriteStringValue(report.ReporterPhone);
            json.WriteBooleanValue(report.PhoneWithheld);
            json.WriteStringValue(report.ExternalId);
            json.WriteStringValue(report.SeatId);
            json.WriteStringValue(report.CalledAt is { } called ? called.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
            json.WriteStringValue(report.RecordingRef);
            json.WriteEndArray();
        }

        return SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
