using System.Text.Json;
using Dizhu.Core.Geodata;

namespace Dizhu.Web.BaseData.Formats;

/// <summary>Reads the members of a FeatureCollection from a file of any size: one feature at a time, the buffer no larger than the largest feature.</summary>
internal sealed class GeoJsonStream(string path) : IDisposable
{
    private const int FirstBuffer = 256 * 1024;
    private const int LargestFeature = 64 << 20;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _isLast;
    private JsonReaderState _state = new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });

    /// <summary>The name the <c>crs</c> member gives, once <see cref="Features"/> has passed it; null without one.</summary>
    public string? Crs { get; private set; }

    /// <summary>The features; the caller disposes each.</summary>
    /// <exception cref="FeatureFileException">Not JSON, cut off, no features, or one feature is larger than 64 MB.</exception>
    public IEnumerable<JsonDocument> Features()
    {
        SkipMark();
        var isCollection = false;
        while (NextMember() is { } name)
        {
            if (name == "features")
            {
                isCollection = true;
                while (NextItem() is { } feature)
                {
                    yield return feature;
                }

                continue;
            }

            using var value = Value();
            Crs ??= name == "crs" ? CrsOf(value.RootElement) : null;
        }

        if (!isCollection)
        {
            throw new FeatureFileException(BrokenFile.Of("import.no-features", "文件里没有 features。请导出为 GeoJSON 的要素集合（FeatureCollection）。"));
        }
    }

    public void Dispose() => _file.Dispose();

    private static string? CrsOf(JsonElement crs) =>
        crs.ValueKind == JsonValueKind.Object && crs.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("name", out var name)
            ? name.GetString() switch
            {
                "urn:ogc:def:crs:OGC:1.3:CRS84" or "urn:ogc:def:crs:OGC::CRS84" => "WGS84",
                var said => said,
            }
            : null;

    private void SkipMark()
    {
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }
    }

    /// <summary>The next member of the collection, standing before its value; null at its end.</summary>
    private string? NextMember()
    {
        while (true)
        {
            switch (Token(out var text))
            {
                case JsonTokenType.PropertyName:
                    return text;
                case JsonTokenType.EndObject or JsonTokenType.None:
                    return null;
                case JsonTokenType.StartObject:
                    continue;
                default:
                    throw NotJson(null);
            }
        }
    }

    /// <summary>The next feature of the array; null at its end.</summary>
    private JsonDocument? NextItem()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            try
            {
                var isAtName = reader.TokenType == JsonTokenType.PropertyName;
                if (!reader.Read())
                {
                    Fill();
                    continue;
                }

                if (reader.TokenType == JsonTokenType.StartArray && isAtName)
                {
                    Take(reader);
                    continue;
                }

                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    Take(reader);
                    return null;
                }

                if (JsonDocument.TryParseValue(ref reader, out var feature))
                {
                    Take(reader);
                    return feature;
                }

                Fill();
            }
            catch (JsonException problem)
            {
                throw NotJson(problem);
            }
        }
    }

    private JsonDocument Value()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            try
            {
                if (JsonDocument.TryParseValue(ref reader, out var value))
                {
                    Take(reader);
                    return value;
                }
            }
            catch (JsonException problem)
            {
                throw NotJson(problem);
            }

            Fill();
        }
    }

    private JsonTokenType Token(out string? text)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            try
            {
                if (reader.Read())
                {
                    text = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
                    Take(reader);
                    return reader.TokenType;
                }
            }
            catch (JsonException problem)
            {
                throw NotJson(problem);
            }

            if (_isLast)
            {
                text = null;
                return JsonTokenType.None;
            }

            Fill();
        }
    }

    private void Take(in Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _start += (int)reader.BytesConsumed;
    }

    /// <summary>Reads on, keeping what is not yet used; the buffer grows only while one value does not fit.</summary>
    private void Fill()
    {
        if (_isLast)
        {
            throw NotJson(null);
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LargestFeature)
            {
                throw new FeatureFileException(BrokenFile.Of("import.feature-too-large", "有一个要素超过 64 MB。请简化它的图形。"));
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _file.Read(_buffer, _end, _buffer.Length - _end);
        _isLast = read == 0;
        _end += read;
    }

    private FeatureFileException NotJson(JsonException? problem) => new(
        BrokenFile.Of("import.format", problem is null ? "文件不完整：在结束之前断开了。请重新导出或重新上传。" : "文件不是有效的 GeoJSON（UTF-8）。请用制图软件重新导出。"), problem);
}
