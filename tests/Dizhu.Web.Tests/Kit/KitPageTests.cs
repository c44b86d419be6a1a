using System.Text.RegularExpressions;
using Dizhu.WebKit;

namespace Dizhu.Web.Tests.Kit;

/// <summary>The furniture as a browser gets it: over HTTP, with the product's content security policy.</summary>
public sealed partial class KitPageTests(Gallery gallery) : IClassFixture<Gallery>
{
    public static TheoryData<string> Pages => [.. Gallery.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_needs_inline_style_or_script(string page)
    {
        var html = await gallery.Client.GetStringAsync(page);

        Assert.DoesNotMatch(InlineStyle(), html);
        Assert.DoesNotMatch(InlineHandler(), html);
        Assert.DoesNotMatch(InlineScript(), html);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_has_one_main_one_first_heading_a_skip_link_and_unique_ids(string page)
    {
        var html = await gallery.Client.GetStringAsync(page);
        var ids = Regex.Matches(html, " id=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).ToList();

        Assert.Single(Regex.Matches(html, "<main ", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("<h1", html);
        Assert.Contains("href=\"#content\"", html);
        Assert.Contains("<html lang=\"zh-CN\">", html);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_style_script_and_picture_a_page_names_is_served(string page)
    {
        var html = await gallery.Client.GetStringAsync(page);
        var assets = Regex.Matches(html, "(?:href|src)=\"(/_content/[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).Distinct();

        foreach (var asset in assets)
        {
            using var answer = await gallery.Client.GetAsync(asset);
            Assert.True(answer.IsSuccessStatusCode, $"{asset} → {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_input_has_a_label(string page)
    {
        var html = await gallery.Client.GetStringAsync(page);
        var inputs = Regex.Matches(html, "<(?:input|textarea|select)\\b[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value)
            .Where(tag => !tag.Contains("type=\"hidden\""));

        foreach (var tag in inputs)
        {
            var id = Regex.Match(tag, " id=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
            Assert.True(tag.Contains("aria-label=") || html.Contains($"for=\"{id}\""), tag);
        }
    }

    [Theory]
    [InlineData("/kit/case")]
    [InlineData("/kit/list")]
    [InlineData("/kit/form")]
    public async Task Markup_in_a_text_is_shown_as_text(string page)
    {
        var html = await gallery.Client.GetStringAsync(page);

        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<b>堵住", html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html);
    }

    [Fact]
    public async Task Chinese_is_written_as_itself_and_not_as_entities()
    {
        var html = await gallery.Client.GetStringAsync("/kit/case");

        Assert.Contains("雨水箅子·堵塞三分之一及以上", html);
        Assert.Contains("〔2017〕26号", html);
        Assert.DoesNotContain("&#x96E8;", html);
    }

    [Theory]
    [InlineData("go", "按期")]
    [InlineData("soon", "将超")]
    [InlineData("late", "超期")]
    [InlineData("hold", "挂账")]
    [InlineData("done", "已办结")]
    public async Task A_light_never_stands_without_its_word(string light, string word) =>
        Assert.Contains($"<span class=\"light {light}\">{word}</span>", await gallery.Client.GetStringAsync("/kit/states"));

    [Fact]
    public async Task The_remaining_time_says_its_light_in_words_and_keeps_number_and_unit_apart()
    {
        var html = await gallery.Client.GetStringAsync("/kit/list");

        Assert.Contains("<span class=\"word sr\">超期</span> <small>超</small> <b class=\"n\">4</b> <small>分</small>", html);
        Assert.Contains("<b class=\"n\">2</b> <small>小时</small> <b class=\"n-more\">10</b> <small>分</small>", html);
        Assert.Contains("<b class=\"standing\">已停表</b>", html);
        Assert.Contains("<b class=\"standing\">未设时限</b>", html);
        Assert.Contains("title=\"2026-11-23 15:16 到期\"", html);
    }

    [Fact]
    public async Task The_hair_line_of_a_bar_stands_at_80_per_cent_and_a_bar_never_leaves_its_track()
    {
        var html = await gallery.Client.GetStringAsync("/kit/case");

        Assert.Contains("class=\"bar-used\" width=\"33%\"", html);
        Assert.Contains("class=\"bar-mark\" x=\"80%\"", html);
        Assert.Contains("<svg class=\"bar late\" aria-hidden=\"true\"><rect class=\"bar-used\" width=\"100%\"", html);
        Assert.DoesNotContain("124%", html);
    }

    [Fact]
    public async Task A_clause_leads_to_its_kept_text()
    {
        var html = await gallery.Client.GetStringAsync("/kit/states");

        Assert.Contains($"href=\"/sources/{Uri.EscapeDataString("三政办〔2017〕26号")}#{Uri.EscapeDataString("三(二)1")}\"", html);
        Assert.Contains(">三政办〔2017〕26号 三(二)1</a>", html);
    }

    [Fact]
    public async Task A_refusal_says_what_happened_why_and_what_to_do_with_the_step_as_a_button()
    {
        var html = await gallery.Client.GetStringAsync("/kit/states");

        Assert.Contains("<h1>不能结案：核查人与处置人相同</h1>", html);
        Assert.Contains("<p>请改派其他采集员核查。</p>", html);
        Assert.Contains("<button class=\"btn main\">改派其他采集员核查</button>", html);
        Assert.Contains("报修时请说编号 <b>E-0412-7F</b>", html);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_its_summary_leads_to_the_field()
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Reason"] = "",
            ["Until"] = "2026-13-45",
            ["Phone"] = "写了一半\"<i>",
            ["Size"] = "large",
            ["Cause"] = "parts",
            ["Works"] = "order",
            ["Told"] = "true",
        });
        using var answer = await gallery.Client.PostAsync("/kit/form", content);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Contains("还有 3 处要改", html);
        Assert.Contains("<a href=\"#f-Reason\">请写明不能按期的原因</a>", html);
        Assert.Contains("id=\"f-Reason\"", html);
        Assert.Contains("aria-invalid=\"true\" aria-describedby=\"f-Reason-hint f-Reason-error\"", html);
        Assert.Contains("<a href=\"#f-Until\">", html);
        Assert.Contains("value=\"2026-13-45\"", html);
        Assert.Contains("value=\"写了一半&quot;&lt;i&gt;\"", html);
        Assert.Matches("value=\"large\"[^>]*checked=\"checked\"", html);
        Assert.Matches("value=\"parts\"[^>]*selected=\"selected\"", html);
        Assert.Matches("id=\"f-Works\"[^>]*checked=\"checked\"", html);
        Assert.Matches("id=\"f-Told\"[^>]*checked=\"checked\"", html);
    }

    [Fact]
    public async Task What_the_framework_refuses_is_said_in_Chinese_and_in_the_order_of_the_page()
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Until"] = "2026-13-45", ["Phone"] = new string('1', 21) });
        using var answer = await gallery.Client.PostAsync("/kit/form", content);
        var html = await answer.Content.ReadAsStringAsync();
        string[] sentences = ["这件已经申请过一次", "请写明不能按期的原因", "“2026-13-45”看不明白，请按要求重填", "最多 20 个字"];

        Assert.DoesNotContain("is not valid", html);
        Assert.DoesNotContain("The field", html);
        Assert.Equal(sentences.Order(StringComparer.Ordinal), sentences.Where(s => html.Contains(s, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(sentences, sentences.OrderBy(s => html.IndexOf(s, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_form_that_nobody_sent_shows_no_errors_and_says_what_may_be_left_out()
    {
        var html = await gallery.Client.GetStringAsync("/kit/form");

        Assert.DoesNotContain("data-errors", html);
        Assert.Contains("可不填", html);
        Assert.Contains("value=\"2026-11-30\"", html);
    }

    [Fact]
    public async Task A_password_is_never_sent_back()
    {
        var html = await gallery.Client.GetStringAsync("/kit/login");

        Assert.Matches("type=\"password\"[^>]*id=\"f-password\"[^>]*autocomplete=\"current-password\"", html);
        Assert.DoesNotMatch("type=\"password\"[^>]*value=", html);
    }

    [Fact]
    public async Task Acts_that_write_are_posts_with_a_token_and_there_is_one_main_act()
    {
        var html = await gallery.Client.GetStringAsync("/kit/case");
        var bar = html[html.IndexOf("class=\"act-bar\"", StringComparison.Ordinal)..];

        Assert.Contains("<form method=\"post\" action=\"/kit/case/close\"", bar);
        Assert.Contains("name=\"version\" value=\"7\"", bar);
        Assert.Contains("__RequestVerificationToken", bar);
        Assert.Single(Regex.Matches(bar, "class=\"act main\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("计入按期结案，并通知来电人", bar);
        Assert.Contains("aria-disabled=\"true\" data-shut><b>作废</b><small>结案后才能申请</small>", bar);
    }

    [Fact]
    public async Task Sample_data_are_called_so_on_every_layout()
    {
        foreach (var page in new[] { "/kit/case", "/kit/public", "/kit/login" })
        {
            Assert.Contains("<span class=\"sample\">示例数据</span>", await gallery.Client.GetStringAsync(page));
        }
    }

    [Fact]
    public async Task A_search_is_kept_in_its_box_as_text() =>
        Assert.Contains("value=\"&quot;&gt;&lt;img src=x&gt;\"", await gallery.Client.GetStringAsync("/kit/case?q=%22%3E%3Cimg%20src%3Dx%3E"));

    [GeneratedRegex(@"<[^>]+\sstyle\s*=|<style", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineStyle();

    [GeneratedRegex(@"<[^>]+\s(on[a-z]+|hx-on[^\s=]*)\s*=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineHandler();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineScript();
}
