using System.Text;

namespace Dizhu.Core;

/// <summary>
/// The encodings supplied files come in: UTF-8, and GBK of older office programs (read as GB18030, which holds it). Both refuse wrong bytes instead of
/// replacing them: a replaced character would be stored.
/// </summary>
public static class TextEncodings
{
    private const int Looked = 4 << 20;

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding Gbk { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>An encoding by the names files and people use; null for any other.</summary>
    public static Encoding? ByName(string? name) => name?.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal) switch
    {
        "UTF8" or "65001" => Utf8,
        "GBK" or "GB2312" or "GB18030" or "CP936" or "936" or "ANSI 936" or "ANSI936" => Gbk,
        _ => null,
    };

    /// <summary>As people call it.</summary>
    public static string NameOf(Encoding encoding) => ReferenceEquals(encoding, Gbk) ? "GBK" : "UTF-8";

    /// <summary>UTF-8 where the first megabytes are, else GBK; a character cut off at the end of what is looked at does not count. The stream is put back to its start.</summary>
    public static Encoding Look(Stream stream)
    {
        var bytes = new byte[Looked];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        try
        {
            Utf8.GetDecoder().GetCharCount(bytes, 0, read, flush: false);
            return Utf8;
        }
        catch (DecoderFallbackException)
        {
            return Gbk;
        }
    }
}
