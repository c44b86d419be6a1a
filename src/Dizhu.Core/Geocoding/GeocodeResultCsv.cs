using System.Globalization;
using System.Text;

namespace Dizhu.Core.Geocoding;

/// <summary>The result of a batch as CSV, row by row in the order of the file.</summary>
public static class GeocodeResultCsv
{
    /// <summary>The header, with the byte-order mark that spreadsheets need to read Chinese.</summary>
    public const string Header = CsvText.Mark + "行号,编号,地址,更正后地址,状态,得分,地点,经度,纬度,单元网格,估算位置,复核人,复核时间,说明\r\n";

    /// <summary>One row, with its line end.</summary>
    public static string Line(GeocodeBatchRow row) => new StringBuilder()
        .AppendJoin(',', new[]
        {
            row.Line.ToString(CultureInfo.InvariantCulture), row.Reference, row.Address, row.CorrectedAddress, GeocodeBatches.Name(row.State),
            row.Score.ToString(CultureInfo.InvariantCulture), row.PlaceName, Degrees(row.Lon), Degrees(row.Lat), row.GridCode, row.IsEstimated ? "是" : "否",
            row.DecidedBy, row.DecidedAt?.ToString("O", CultureInfo.InvariantCulture), row.Note,
        }.Select(CsvText.Cell)).Append("\r\n").ToString();

    private static string? Degrees(double? value) => value?.ToString("0.0000000", CultureInfo.InvariantCulture);
}
