using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dizhu.Web.Tests.Api;

/// <summary>Whether an answer has the shape its schema in the OpenAPI document gives; as much of JSON Schema as the document uses.</summary>
internal static class SchemaFit
{
    /// <summary>The first place where the value does not fit, in words; null when it fits.</summary>
    public static string? Misfit(JsonNode document, JsonNode? schema, JsonNode? value, string at)
    {
        if (schema is not JsonObject rules)
        {
            return null;
        }

        if ((string?)rules["$ref"] is { } reference)
        {
            var target = reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]);
            return target is null ? $"{at}: {reference} is not in the document" : Misfit(document, target, value, at);
        }

        if ((rules["oneOf"] ?? rules["anyOf"]) is JsonArray choices)
        {
            return choices.Any(c => Misfit(document, c, value, at) is null) ? null : $"{at} fits none of its shapes";
        }

        if (!TypeFits(rules["type"], value))
        {
            return $"{at} is {value?.ToJsonString() ?? "null"}, not {rules["type"]!.ToJsonString()}";
        }

        if (rules["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)))
        {
            return $"{at} is {value?.ToJsonString() ?? "null"}, none of {words.ToJsonString()}";
        }

        return value switch
        {
            JsonObject members => Members(document, rules, members, at),
            JsonArray items => items.Select((item, i) => Misfit(document, rules["items"], item, $"{at}[{i}]")).FirstOrDefault(m => m is not null),
            _ => null,
        };
    }

    private static string? Members(JsonNode document, JsonObject rules, JsonObject members, string at)
    {
        if (rules["required"]?.AsArray().Select(r => (string)r!).FirstOrDefault(r => !members.ContainsKey(r)) is { } missing)
        {
            return $"{at}.{missing} is missing";
        }

        if (rules["properties"] is not JsonObject properties)
        {
            return null;
        }

        return members.Select(m => properties.ContainsKey(m.Key) ? Misfit(document, properties[m.Key], m.Value, $"{at}.{m.Key}") : $"{at}.{m.Key} is not documented")
            .FirstOrDefault(m => m is not null);
    }

    private static bool TypeFits(JsonNode? type, JsonNode? value)
    {
        var names = type switch
        {
            null => [],
            JsonArray several => several.Select(t => (string)t!).ToList(),
            _ => [(string)type!],
        };
        return names.Count == 0 || names.Exists(name => name switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && !value.ToJsonString().Contains('.', StringComparison.Ordinal),
            _ => value?.GetValueKind() == JsonValueKind.Number,
        });
    }
}
