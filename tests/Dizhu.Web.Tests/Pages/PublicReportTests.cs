using System.Globalization;
using System.Net;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Tests.Pages;

/// <summary>A citizen's report, one question a page: nothing typed is lost, and it is stored once.</summary>
public sealed class PublicReportTests(PageHost pages) : IClassFixture<PageHost>
{
    private readonly TestHost _host = pages.Host;

    private ManagedComponent Component => _host.City.Places.Components[11];

    private (string, string)[] Position =>
    [
        ("Lon", Component.Lon.ToString(CultureInfo.InvariantCulture)), ("Lat", Component.Lat.ToString(CultureInfo.InvariantCulture)), ("Datum", "CGCS2000"),
    ];

    [Fact]
    public async Task The_questions_follow_each_other_and_all_answers_are_shown_before_sending()
    {
        var citizen = new Reader(_host.Anonymous());
        var (_, first) = await citizen.GetAsync("/public/report");
        Assert.Contains("第 1 步", first, StringComparison.Ordinal);
        Assert.Contains("市政公用设施", first, StringComparison.Ordinal);
        Assert.Contains("不知道", first, StringComparison.Ordinal);
        Assert.Equal("/public/report?step=where", (await citizen.SendAsync("/public/report", ("Description", "路灯不亮"), ("Guess", "C01"))).Location);
        Assert.Equal("/public/report?step=photo", (await citizen.SendAsync("/public/report?step=where", [.. Position, ("PlaceText", "南门第四盏")])).Location);
        Assert.Equal("/public/report?step=phone", (await citizen.SendAsync("/public/report?step=photo")).Location);
        var (refused, again, _) = await citizen.SendAsync("/public/report?step=phone", ("ReporterPhone", "1390000123"));
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("电话号码不完整", again, StringComparison.Ordinal);
        Assert.Contains("value=\"1390000123\"", again, StringComparison.Ordinal);
        Assert.Equal("/public/report?step=check", (await citizen.SendAsync("/public/report?step=phone", ("ReporterPhone", "13900001234"))).Location);
        var (_, last) = await citizen.GetAsync("/public/report?step=check");
        Assert.All(["【市政公用设施】路灯不亮", "南门第四盏", "13900001234", "提交"], words => Assert.Contains(words, last, StringComparison.Ordinal));

        // Going back or reloading shows what was typed.
        Assert.Contains("路灯不亮", (await citizen.GetAsync("/public/report")).Html, StringComparison.Ordinal);
        Assert.Contains("value=\"南门第四盏\"", (await citizen.GetAsync("/public/report?step=where")).Html, StringComparison.Ordinal);

        Assert.Equal("/public/thanks", (await citizen.SendAsync("/public/report?step=check")).Location);
        foreach (var _ in new[] { "first look", "reload" })
        {
            var (_, thanks) = await citizen.GetAsync("/public/thanks");
            Assert.Matches("[A-Z2-9]{5}(-[A-Z2-9]{5}){3}", thanks);
            Assert.Contains("前，监督中心受理", thanks, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("路灯不亮", (await citizen.GetAsync("/public/report")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_not_passed_without_its_answer_and_keeps_what_was_typed()
    {
        var citizen = new Reader(_host.Anonymous());
        using var early = await _host.Anonymous().GetAsync("/public/report?step=check");
        Assert.Equal("/public/report", early.Headers.Location?.OriginalString);
        var (status, html, _) = await citizen.SendAsync("/public/report", ("Description", " "), ("Guess", "E06"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("请写明问题：看到了什么。", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-Description\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await citizen.SendAsync("/public/report", ("Description", new string('长', 2001)))).Status);

        await citizen.SendAsync("/public/report", ("Description", "井盖响"));
        Assert.Contains("示例一路", (await citizen.GetAsync("/public/report?step=where")).Html, StringComparison.Ordinal);
        (status, html, _) = await citizen.SendAsync("/public/report?step=where", ("PlaceText", "五原路口"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("还没有选定位置", html, StringComparison.Ordinal);
        (_, html, _) = await citizen.SendAsync("/public/report?step=where", ("PlaceText", "五原路口"), ("Lon", "34.77"), ("Lat", "111.2"), ("Datum", "WGS84"));
        Assert.Contains("经度在前", html, StringComparison.Ordinal);
        Assert.Contains("value=\"五原路口\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"34.77\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_words_survive_the_way_through_the_questions()
    {
        var random = new Random(7);
        var words = string.Concat(Enumerable.Range(0, 1900).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));
        var citizen = new Reader(_host.Anonymous());
        await citizen.SendAsync("/public/report", ("Description", words));
        await citizen.SendAsync("/public/report?step=where", Position);
        Assert.Contains(words, (await citizen.GetAsync("/public/report?step=check")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_twice_one_report_is_stored_and_its_code_is_told_both_times()
    {
        var client = _host.Anonymous();
        var citizen = new Reader(client);
        var words = "重复提交 " + Guid.NewGuid();
        await citizen.SendAsync("/public/report", ("Description", words));
        await citizen.SendAsync("/public/report?step=where", Position);
        var (_, page) = await citizen.GetAsync("/public/report?step=check");
        var fields = new[] { "Id", "__RequestVerificationToken" }.Select(name => KeyValuePair.Create(
            name, System.Text.RegularExpressions.Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value)).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            using var content = new FormUrlEncodedContent(fields);
            using var answer = await client.PostAsync("/public/report?step=check", content);
            return answer.Headers.Location?.OriginalString;
        }));
        Assert.All(answers, location => Assert.Equal("/public/thanks", location));
        Assert.Matches("[A-Z2-9]{5}(-[A-Z2-9]{5}){3}", (await citizen.GetAsync("/public/thanks")).Html);
        await using var db = _host.Database.Store.Open();
        Assert.Equal(1, await db.Set<Report>().CountAsync(r => r.Description == words));
    }

    [Fact]
    public async Task A_report_is_followed_by_number_and_the_end_of_the_telephone_a_few_times_an_hour()
    {
        var number = await NumberOfAsync(phone: "139 0000 4321");
        var silent = await NumberOfAsync(phone: null);
        var citizen = new Reader(_host.Anonymous());
        Assert.Contains("待受理", (await FollowAsync(citizen, number.ToLowerInvariant(), "4321")).Html, StringComparison.Ordinal);
        foreach (var (asked, digits) in new[] { (number, "1234"), ("SB99999999999", "4321"), (silent, "----"), (silent, ""), (number, "04321") })
        {
            var (status, html) = await FollowAsync(citizen, asked, digits);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("编号和手机号后四位对不上", html, StringComparison.Ordinal);
            Assert.DoesNotContain("待受理", html, StringComparison.Ordinal);
        }

        foreach (var asked in new[] { number, "SB99999999998" })
        {
            for (var i = 0; i < Dizhu.Web.Public.NumberLookups.PerNumber; i++)
            {
                await FollowAsync(citizen, asked, "0000");
            }

            var (status, html) = await FollowAsync(citizen, asked, "4321");
            Assert.Equal(HttpStatusCode.TooManyRequests, status);
            Assert.Contains("查得太频繁", html, StringComparison.Ordinal);
        }
    }

    private static async Task<(HttpStatusCode Status, string Html)> FollowAsync(Reader citizen, string number, string digits)
    {
        var (status, html, _) = await citizen.SendAsync("/public/follow", ("ByNumber", number), ("Digits", digits));
        return (status, html);
    }

    private async Task<string> NumberOfAsync(string? phone)
    {
        var (_, born) = await Desk.PostAsync(_host.Anonymous(), "/api/v1/public/reports", new
        {
            id = Guid.CreateVersion7(),
            source = "Citizen",
            description = "路灯不亮",
            lon = Component.Lon,
            lat = Component.Lat,
            datum = "CGCS2000",
            reporterPhone = phone,
        });
        return (string)born!["reportNumber"]!;
    }

    [Fact]
    public async Task What_was_typed_can_be_forgotten()
    {
        var citizen = new Reader(_host.Anonymous());
        await citizen.SendAsync("/public/report", ("Description", "想想算了"));
        Assert.Equal("/public/report", (await citizen.SendAsync("/public/report", ("Forget", "all"))).Location);
        Assert.DoesNotContain("想想算了", (await citizen.GetAsync("/public/report")).Html, StringComparison.Ordinal);
    }
}
