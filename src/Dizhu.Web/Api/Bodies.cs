using System.Text.Json;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Dizhu.Web.Api;

/// <summary>Reads a JSON body once, so that it can be both understood and hashed; and writes answers.</summary>
internal static class Bodies
{
    private const int Largest = 64 * 1024;

    /// <summary>The body as <typeparamref name="T"/> and its bytes, or the refusal.</summary>
    public static async Task<Outcome<(T Value, byte[] Bytes)>> ReadAsync<T>(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        if (buffer.Length > Largest)
        {
            return Refused.TooLarge;
        }

        var bytes = buffer.ToArray();
        try
        {
            var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            if (HasNul(bytes))
            {
                return Refused.BadJson;
            }

            return JsonSerializer.Deserialize<T>(bytes.Length == 0 ? "{}"u8 : bytes, options) is { } value
                ? (value, bytes)
                : Refused.BadJson;
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return Refused.BadJson with { Field = (problem as JsonException)?.Path };
        }
    }

    /// <summary>True when some text holds U+0000, which no database keeps.</summary>
    private static bool HasNul(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (bytes.Length > 0 && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String && reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The client's idempotency key, or null when it sent none; a malformed one is refused.</summary>
    public static Outcome<ClientKey?> KeyOf(HttpContext http, byte[] body)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
        {
            return (ClientKey?)null;
        }

        return key.Length <= 100 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? new ClientKey(key, $"{http.Request.Method} {http.Request.Path}", System.Security.Cryptography.SHA256.HashData(body))
            : new Refusal("input.bad-key", "Idempotency-Key 只能用字母、数字和 - _ .，最长 100 个字符。", RefusalKind.Invalid, Field: "Idempotency-Key");
    }

    /// <summary>Writes what is said of the value, or the refusals as a problem.</summary>
    public static Task AnswerAsync<T, TAnswer>(HttpContext http, Outcome<T> outcome, Func<T, TAnswer> said, int status = StatusCodes.Status200OK) =>
        AnswerAsync(http, outcome.Moved ? Outcome<TAnswer>.Of(said(outcome.Value)) : Outcome<TAnswer>.Refused(outcome.Refusals), status);

    /// <summary>Writes the value, or the refusals as a problem.</summary>
    public static Task AnswerAsync<T>(HttpContext http, Outcome<T> outcome, int status = StatusCodes.Status200OK)
    {
        if (!outcome.Moved)
        {
            return Problems.WriteAsync(http, outcome.Refusals);
        }

        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(outcome.Value, http.RequestAborted);
    }
}
