using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Dizhu.Web.Tests.Pages;

/// <summary>The pages of 地理编码 as their readers get them.</summary>
public partial class GeocodingPagesTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private async Task<Reader> AsAsync(string login) => new((await _host.LogInAsync(login)).Client);

    private static string Of(string path, string text) => path + Uri.EscapeDataString(text);

    [Fact]
    public async Task Everybody_at_work_finds_an_address_with_score_reasons_grid_and_map()
    {
        var place = _host.City.Places.Places.Single(p => p.Name == "崤山路47号");
        foreach (var login in new[] { "cj01", "sl01", "pq01", "zy08", "ld01", "sj01" })
        {
            var (status, html) = await (await AsAsync(login)).GetAsync(Of("/geocode?Address=", "崤山路４７號对面"));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("找到“崤山路47号”。", html, StringComparison.Ordinal);
            Assert.Contains(place.GridCode!, html, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"/map?at={place.Lon:0.000000},{place.Lat:0.000000}"), html, StringComparison.Ordinal);
            Assert.Contains("未参与匹配的说明：对面", html, StringComparison.Ordinal);
            Assert.Contains("href=\"/geocode\"", html, StringComparison.Ordinal);
        }

        var acceptor = await AsAsync("sl01");
        Assert.Contains("无匹配", (await acceptor.GetAsync(Of("/geocode?Address=", "没有的大厦"))).Html, StringComparison.Ordinal);
        Assert.Contains("请填写地址", (await acceptor.GetAsync("/geocode?Address=+")).Html, StringComparison.Ordinal);
        Assert.Contains("日期须写成", (await acceptor.GetAsync(Of("/geocode?At=x&Address=", "崤山路47号"))).Html, StringComparison.Ordinal);
        Assert.Contains("经纬度不是数字", (await acceptor.GetAsync("/geocode?Lon=x&Lat=y")).Html, StringComparison.Ordinal);
        Assert.Contains("不在任何单元网格内", (await acceptor.GetAsync("/geocode?Lon=116.4&Lat=39.9&Datum=CGCS2000")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_shows_the_history_of_its_names_and_an_old_name_answers_by_day()
    {
        var reader = await AsAsync("zb01");
        var (_, list) = await reader.GetAsync(Of("/geocode/places?Type=poi&Text=", "旧示例"));
        var id = Regex.Match(list, "/geocode/places/([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var place = _host.City.Places.Geocoder.Find(id)!;
        var (_, one) = await reader.GetAsync($"/geocode/places/{id}");
        Assert.Contains($"旧{place.Name}", one, StringComparison.Ordinal);
        Assert.Contains("曾用名", one, StringComparison.Ordinal);
        Assert.Contains($"找到“{place.Name}”", (await reader.GetAsync(Of("/geocode?At=2010-01-01&Address=", "旧" + place.Name))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/geocode/places/none")).Status);
        Assert.Contains("没有这样的地点", (await reader.GetAsync(Of("/geocode/places?Text=", "没有这样的名字"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acceptor_uploads_a_file_and_reviews_its_rows()
    {
        var client = (await _host.LogInAsync("sl01")).Client;
        var reader = new Reader(client);
        var location = await UploadAsync(client, "地址\n崤山路47号\n没有的大厦\n");
        var (_, html) = await reader.GetAsync(location);
        Assert.Contains("自动接受", html, StringComparison.Ordinal);
        Assert.Contains("没有候选", html, StringComparison.Ordinal);

        var (status, _, to) = await reader.SendAsync(location, ("Line", "3"), ("Version", "1"), ("NoMatch", "true"), ("Address", "没有的大厦"));
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Contains("第 3 行：无匹配", (await reader.GetAsync(to!)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await reader.SendAsync(location, ("Line", "3"), ("Version", "1"), ("NoMatch", "true"))).Status);
        var (_, _, corrected) = await reader.SendAsync(location, ("Line", "3"), ("Version", "2"), ("Address", "崤山路47号"));
        Assert.Contains("更正为“崤山路47号”", (await reader.GetAsync(corrected!)).Html, StringComparison.Ordinal);
        Assert.Contains("地址.csv", (await reader.GetAsync("/geocode/batches")).Html, StringComparison.Ordinal);
        Assert.Contains("缺少地址列", await UploadAsync(client, "位置\n崤山路47号\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("/geocode/batches\"", (await (await AsAsync("pq01")).GetAsync("/geocode")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_is_found_by_either_code_and_the_report_form_offers_both()
    {
        var reader = await AsAsync("sl01");
        var (_, html) = await reader.GetAsync("/maintenance/classes?Text=02031");
        Assert.Contains("0505 港监设施", html, StringComparison.Ordinal);
        Assert.Contains("移至另一大类", html, StringComparison.Ordinal);
        Assert.Contains("0101（2026 版 01001）上水井盖", (await reader.GetAsync("/intake")).Html, StringComparison.Ordinal);
        Assert.Contains("没有代码或名称为“99999”", (await reader.GetAsync("/maintenance/classes?Text=99999")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_form_takes_a_sure_place_at_once_and_only_offers_one_that_is_like_it()
    {
        var reader = await AsAsync("sl01");
        var alias = _host.City.Places.Components.First(c => c.ClassKey == "2013-C0101");
        var other = "41120201001" + alias.Id[^6..];
        var (_, byNewId, _) = await reader.SendAsync("/intake", ("Find", other), ("Look", "1"));
        Assert.Contains($"value=\"{alias.Id}\"", byNewId, StringComparison.Ordinal);

        var (_, sure, _) = await reader.SendAsync("/intake", ("Find", "崤山路四十七号"), ("Look", "1"));
        Assert.Contains("value=\"崤山路47号\"", sure, StringComparison.Ordinal);
        var (_, offered, _) = await reader.SendAsync("/intake", ("Find", "崤山路49号"), ("Look", "1"));
        Assert.Contains("得分 50", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"f-Lon\" name=\"Lon\" value=\"111", offered, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(HttpClient client, string csv)
    {
        var page = await client.GetStringAsync("/geocode/batches");
        using var form = new MultipartFormDataContent();
        foreach (Match hidden in Hidden().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]))
        {
            form.Add(new StringContent(hidden.Groups[2].Value), hidden.Groups[1].Value);
        }

        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "Upload", "地址.csv");
        using var answer = await client.PostAsync("/geocode/batches", form);
        return answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<input(?=[^>]*type=\"hidden\")(?=[^>]*name=\"([^\"]+)\")(?=[^>]*value=\"([^\"]*)\")[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
