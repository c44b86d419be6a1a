using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geocoding;

/// <summary>One address of a file.</summary>
/// <param name="Line">Its line; the header is line 1.</param>
/// <param name="Reference">Its own number; null when the file has none.</param>
public sealed record AddressLine(int Line, string? Reference, string Address);

/// <summary>A file of addresses, read: how it was written, what is in it, and its hash.</summary>
public sealed record AddressFile(string Encoding, string ContentHash, IReadOnlyList<AddressLine> Lines)
{
    /// <summary>The largest file taken, bytes; keeps memory bounded.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>The most rows taken.</summary>
    public const int MostRows = 10_000;

    /// <summary>The longest cell kept, characters.</summary>
    public const int LongestCell = 200;

    private static readonly string[] AddressHeaders = ["地址", "详细地址", "事发位置", "address", "SFWZ"];
    private static readonly string[] ReferenceHeaders = ["编号", "序号", "id"];

    /// <summary>Reads a CSV file with a header, in UTF-8 or GBK; what cannot be taken is refused whole, in words.</summary>
    public static Outcome<AddressFile> Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return TooLarge;
        }

        if (Decoded(bytes) is not var (text, encoding))
        {
            return Wrong("geocode-batch.encoding", "文件不是 UTF-8 或 GBK 编码的文本。请另存为“CSV UTF-8”后重新上传。");
        }

        try
        {
            var lines = LinesOf(text);
            return lines.Moved ? new AddressFile(encoding, Convert.ToHexStringLower(SHA256.HashData(bytes)), lines.Value) : lines.Refusal;
        }
        catch (CsvFormatException problem)
        {
            return Wrong("geocode-batch.format", $"文件第 {problem.LineNumber} 行附近不是有效的 CSV。请检查引号是否成对，再重新上传。");
        }
    }

    /// <summary>What is said of a file that is too large.</summary>
    public static Refusal TooLarge { get; } = new(
        "geocode-batch.too-large", $"文件太大：最多 {MostBytes / 1024 / 1024} MB、{MostRows} 行。请分成几个文件上传。", RefusalKind.TooLarge, Field: "file");

    private static (string Text, string Encoding)? Decoded(byte[] bytes)
    {
        foreach (var encoding in new[] { TextEncodings.Utf8, TextEncodings.Gbk })
        {
            try
            {
                // A text with control characters was no text: an older spreadsheet file, a picture.
                var text = encoding.GetString(bytes).TrimStart('\uFEFF');
                return text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) ? null : (text, TextEncodings.NameOf(encoding));
            }
            catch (DecoderFallbackException)
            {
                continue;
            }
        }

        return null;
    }

    private static Outcome<List<AddressLine>> LinesOf(string text)
    {
        using var reader = CsvReader.Create(new StringReader(text), CsvText.Reading);
        reader.ReadHeader();
        var header = reader.Headers.Select(h => h.Trim()).ToList();
        var (address, reference) = (At(header, AddressHeaders), At(header, ReferenceHeaders));
        if (address < 0)
        {
            return Wrong("geocode-batch.column", $"文件缺少地址列。第一行须是表头，其中一列名为{string.Join("、", AddressHeaders.Select(h => $"“{h}”"))}之一。");
        }

        List<AddressLine> lines = [];
        while (reader.Read())
        {
            string Cell(int at) => at >= 0 && at < reader.FieldCount ? Cut(reader.GetString(at).Trim()) : "";
            if (Cell(address) is { Length: > 0 } cell)
            {
                lines.Add(new AddressLine((int)reader.LineNumber, Cell(reference) is { Length: > 0 } own ? own : null, cell));
            }

            if (lines.Count > MostRows)
            {
                return TooLarge;
            }
        }

        return lines.Count > 0 ? lines : Wrong("geocode-batch.empty", "文件里没有一行地址。请核对地址列后重新上传。");
    }

    private static int At(List<string> header, string[] names) => header.FindIndex(h => names.Contains(h, StringComparer.OrdinalIgnoreCase));

    private static string Cut(string cell) => cell.Length <= LongestCell ? cell : cell[..LongestCell];

    private static Refusal Wrong(string code, string message) => new(code, message, RefusalKind.Invalid, Field: "file");
}
