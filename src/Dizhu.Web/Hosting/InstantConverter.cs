using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dizhu.Web.Hosting;

/// <summary>
/// Instants in JSON: read with any offset and kept as UTC; one without an offset stays unspecified, which the
/// rooms refuse, because nobody can know which moment it means. Written as UTC.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = reader.GetDateTime();
        return value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value;
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
