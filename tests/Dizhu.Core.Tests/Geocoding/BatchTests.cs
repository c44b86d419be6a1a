using System.Text;
using Dizhu.Core.Geocoding;
using Dizhu.Core.Places;
using Dizhu.Core.Tests.Places.Geocoding;

namespace Dizhu.Core.Tests.Geocoding;

public class BatchTests
{
    private static readonly Geocoder Small = SmallPlaces.Book().Geocoder;

    private static GeocodeBatchRow Row(string address, int threshold = 90) => GeocodeMatching.Row(Guid.NewGuid(), new AddressLine(2, "A1", address), Small, threshold, null);

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("GBK")]
    public void A_file_is_read_in_either_encoding_with_its_lines_and_numbers(string encoding)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        const string text = "编号,事发地址,详细地址\n甲1,x,崤山路47号\n甲2,,\n甲3,y,\"五原街12号,院内\"\n";
        var file = AddressFile.Read(encoding == "UTF-8" ? [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)] : bytes.GetBytes(text)).Value;

        Assert.Equal(encoding, file.Encoding);
        Assert.Equal([new AddressLine(2, "甲1", "崤山路47号"), new AddressLine(4, "甲3", "五原街12号,院内")], file.Lines);
        Assert.Equal(64, file.ContentHash.Length);
    }

    [Theory]
    [InlineData("", "geocode-batch.column")]
    [InlineData("编号,位置\n1,崤山路47号\n", "geocode-batch.column")]
    [InlineData("地址\n", "geocode-batch.empty")]
    [InlineData("地址\n\"崤山路47号\n", "geocode-batch.format")]
    [InlineData("PK\u0003\u0004\u0000地址\n", "geocode-batch.encoding")]
    public void A_bad_file_is_refused_in_words(string text, string code)
    {
        var file = AddressFile.Read(Encoding.UTF8.GetBytes(text));
        Assert.False(file.Moved);
        Assert.Equal(code, file.Refusal.Code);
    }

    [Fact]
    public void Bytes_of_no_known_encoding_and_files_too_large_are_refused()
    {
        Assert.Equal("geocode-batch.encoding", AddressFile.Read([0xFF, 0xFE, 0x30, 0x57, 0xFF, 0xFF, 0xFF]).Refusal.Code);
        Assert.Equal("geocode-batch.too-large", AddressFile.Read(new byte[AddressFile.MostBytes + 1]).Refusal.Code);
        var many = "地址\n" + string.Concat(Enumerable.Repeat("路1号\n", AddressFile.MostRows + 1));
        Assert.Equal("geocode-batch.too-large", AddressFile.Read(Encoding.UTF8.GetBytes(many)).Refusal.Code);
    }

    [Fact]
    public void Only_a_registered_place_at_or_above_the_threshold_is_taken_without_a_person()
    {
        Assert.Equal((GeocodeRowState.Accepted, "P47", 100, SmallPlaces.Grid), (Row("崤山路47号").State, Row("崤山路47号").PlaceId, Row("崤山路47号").Score, Row("崤山路47号").GridCode));
        Assert.Equal((GeocodeRowState.ToReview, null, 50), (Row("崤山路77号").State, Row("崤山路77号").PlaceId, Row("崤山路77号").Score));
        Assert.Equal(GeocodeRowState.Accepted, Row("崤山路77号", threshold: 50).State);

        // An estimated position scores 75 but is never taken by itself.
        Assert.Equal(GeocodeRowState.ToReview, Row("崤山路49号", threshold: 50).State);
        var unknown = Row("没有的大厦");
        Assert.Equal((GeocodeRowState.ToReview, 0, 0), (unknown.State, unknown.Score, GeocodeMatching.CandidatesOf(unknown).Count));
        Assert.Null(unknown.Lon);
    }

    [Fact]
    public void A_person_picks_sets_no_match_or_corrects()
    {
        var picked = Row("崤山路49号");
        Assert.Null(GeocodeMatching.Decide(picked, new(1, 1, null, null, "现场看过"), Small, 90, null));
        Assert.Equal((GeocodeRowState.Confirmed, true, "现场看过"), (picked.State, picked.IsEstimated, picked.Note));
        Assert.NotNull(picked.Lon);

        Assert.Null(GeocodeMatching.Decide(picked, new(2, null, true, null, null), Small, 90, null));
        Assert.Equal((GeocodeRowState.NoMatch, null, null), (picked.State, picked.Lon, picked.GridCode));

        Assert.Null(GeocodeMatching.Decide(picked, new(3, null, null, "五原街12号", null), Small, 90, null));
        Assert.Equal((GeocodeRowState.Corrected, "P1", "五原街12号"), (picked.State, picked.PlaceId, picked.CorrectedAddress));

        Assert.Null(GeocodeMatching.Decide(picked, new(4, null, null, "崤山路77号", null), Small, 90, null));
        Assert.Equal((GeocodeRowState.ToReview, null, 50), (picked.State, picked.PlaceId, picked.Score));
    }

    [Fact]
    public void A_decision_that_says_nothing_or_too_much_is_refused()
    {
        var row = Row("崤山路49号");
        Assert.Equal("geocode-batch.decision", GeocodeMatching.Decide(row, new(1, null, null, " ", null), Small, 90, null)!.Code);
        Assert.Equal("geocode-batch.decision", GeocodeMatching.Decide(row, new(1, 1, true, null, null), Small, 90, null)!.Code);
        Assert.Equal("geocode-batch.candidate", GeocodeMatching.Decide(row, new(1, 99, null, null, null), Small, 90, null)!.Code);
        Assert.Equal("geocode-batch.candidate", GeocodeMatching.Decide(row, new(1, 0, null, null, null), Small, 90, null)!.Code);
        Assert.Equal("geocode-batch.too-long", GeocodeMatching.Decide(row, new(1, null, null, new string('路', 201), null), Small, 90, null)!.Code);
        Assert.Equal(GeocodeRowState.ToReview, row.State);
    }

    [Fact]
    public void The_result_is_CSV_that_no_spreadsheet_takes_for_a_formula()
    {
        var row = Row("=1+1,\"x\"");
        Assert.Equal("2,A1,\"'=1+1,\"\"x\"\"\",,待复核,0,,,,,否,,,\r\n", GeocodeResultCsv.Line(row));
        Assert.Equal(14, GeocodeResultCsv.Header.Split(',').Length);
    }
}
