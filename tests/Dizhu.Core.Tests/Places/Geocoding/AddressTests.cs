using CsCheck;
using Dizhu.Core.Places;

namespace Dizhu.Core.Tests.Places.Geocoding;

public class AddressTests
{
    private static readonly Geocoder Small = SmallPlaces.Book().Geocoder;

    [Theory]
    [InlineData("崤山路４７号", "崤山路47号")]
    [InlineData("崤山路 四十七 號", "崤山路47号")]
    [InlineData("崤山路四七号", "崤山路47号")]
    [InlineData("崤山路〇四七号", "崤山路47号")]
    [InlineData("崤山路一百二十三号", "崤山路123号")]
    [InlineData("崤山路两千零八号", "崤山路2008号")]
    [InlineData("崤山路十号", "崤山路10号")]
    [InlineData("崤山路47#", "崤山路47号")]
    [InlineData("经1路3号", "经一路3号")]
    [InlineData("经12路", "经十二路")]
    [InlineData("经105路", "经一百零五路")]
    [InlineData("第一小学", "第一小学")]
    [InlineData("a座3單元", "A座3單元")]
    [InlineData("", "")]
    public void One_way_of_writing_is_made_of_many(string written, string folded) => Assert.Equal(folded, AddressText.Fold(written));

    [Fact]
    public void Folding_twice_changes_nothing_more() =>
        Gen.String["崤山路街巷大道一二三十百千两零〇0123456789０４号號#＃弄栋单元层室 \t\u0001（）()-—a楼門ab与交叉口"].Sample(
            text => AddressText.Fold(AddressText.Fold(text)) == AddressText.Fold(text), iter: 20_000, seed: "0000KOIPe036");

    [Theory]
    [InlineData("河南省三门峡市湖滨区湖滨街道市场社区崤山路47号3号楼2单元501室", "411202", "411202001", "411202001001", "崤山路", "47", "3号楼2单元501室", null, null)]
    [InlineData("湖滨街道办事处崤山路47号院附2号", null, "411202001", null, "崤山路", "47-2", null, null, null)]
    [InlineData("崤山路47-1号（院内）北侧50米", null, null, null, "崤山路", "47-1", null, null, "院内，北侧50米")]
    [InlineData("崤山路47号对面", null, null, null, "崤山路", "47", null, null, "对面")]
    [InlineData("崤山路口", null, null, null, "崤山路", null, null, null, "口")]
    [InlineData("新世纪广场附近", null, null, null, null, null, null, "新世纪广场", "附近")]
    [InlineData("人民大道9号", null, null, null, "人民大道", "9", null, null, null)]
    [InlineData("湖滨区", "411202", null, null, null, null, null, null, null)]
    public void An_address_is_taken_apart(
        string address, string? district, string? office, string? community, string? street, string? door, string? building, string? name, string? remark)
    {
        var found = Small.Split(address);
        Assert.Equal(
            (district, office, community, street, door, building, name, remark),
            (found.DistrictCode, found.StreetOfficeCode, found.CommunityCode, found.Street, found.Door, found.Building, found.Name, found.Remark));
    }

    [Theory]
    [InlineData("崤山路与五原街交叉口")]
    [InlineData("崤山路、五原街交叉路口")]
    [InlineData("崤山路五原街口")]
    public void A_crossing_has_two_streets(string address) =>
        Assert.Equal(("崤山路", "五原街"), (Small.Split(address).Street, Small.Split(address).CrossStreet));

    [Fact]
    public void An_area_before_the_rest_is_kept_apart()
    {
        var found = Small.Split("上官地片崤山路47号");
        Assert.Equal(["上官地片"], found.Areas);
        Assert.Equal(("崤山路", "47"), (found.Street, found.Door));
        Assert.Equal(("上官地片", 0), (Small.Split("上官地片").Name, Small.Split("上官地片").Areas.Count));
    }
}
