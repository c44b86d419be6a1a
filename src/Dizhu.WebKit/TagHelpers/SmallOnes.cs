using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dizhu.WebKit.TagHelpers;

/// <summary>A light: shape, colour and word. The content, if any, takes the place of the word.</summary>
[HtmlTargetElement("dz-light")]
public sealed class LightTagHelper : TagHelper
{
    /// <summary>Which light.</summary>
    public LightKind Kind { get; set; }

    /// <summary>Another text, for example 按期，用 74%.</summary>
    public string? Text { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"light {Kind.CssClass()}".TrimEnd());
        output.Content.SetContent(Text ?? Kind.Word());
    }
}

/// <summary>A badge, with or without a light.</summary>
[HtmlTargetElement("dz-badge")]
public sealed class BadgeTagHelper : TagHelper
{
    /// <summary>The light whose soft ground it takes; none is grey.</summary>
    public LightKind Kind { get; set; } = LightKind.None;

    /// <summary>The words.</summary>
    public string Text { get; set; } = "";

    /// <summary>Where it leads.</summary>
    public string? Href { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = Href is null ? "span" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Href is not null)
        {
            output.Attributes.SetAttribute("href", Href);
        }

        output.Attributes.SetAttribute("class", Kind == LightKind.None ? "badge" : $"badge light {Kind.CssClass()}");
        output.Content.SetContent(Text);
    }
}

/// <summary>A small sign. Beside a word it is hidden from screen readers; alone it needs a <see cref="Label"/>.</summary>
[HtmlTargetElement("dz-icon")]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>Which sign.</summary>
    public Icon Name { get; set; }

    /// <summary>What it means, when no word stands beside it.</summary>
    public string? Label { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "i");
        output.Attributes.SetAttribute("viewBox", "0 0 16 16");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        output.Content.SetHtmlContent(Drawings.Of(Name));
    }
}

/// <summary>A notice bar; the content says more and may link.</summary>
[HtmlTargetElement("dz-notice")]
public sealed class NoticeTagHelper : TagHelper
{
    /// <summary>What it is about.</summary>
    public NoticeKind Kind { get; set; }

    /// <summary>The first sentence, in bold.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var more = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"notice {CssClass}".TrimEnd());
        output.Attributes.SetAttribute("role", Kind is NoticeKind.Warn or NoticeKind.Bad ? "alert" : "status");
        output.Content.SetHtmlContent($"""<svg class="i" viewBox="0 0 16 16" aria-hidden="true">{Drawings.Of(Sign)}</svg><div class="grow"><b>""");
        output.Content.Append(Title);
        output.Content.AppendHtml("</b>");
        if (!more.IsEmptyOrWhiteSpace)
        {
            output.Content.AppendHtml("<p>").AppendHtml(more).AppendHtml("</p>");
        }

        output.Content.AppendHtml("</div>");
    }

    private string CssClass => Kind switch
    {
        NoticeKind.Warn => "warn",
        NoticeKind.Bad => "bad",
        NoticeKind.Done => "done",
        _ => "",
    };

    private Icon Sign => Kind switch
    {
        NoticeKind.Warn => Icon.Warn,
        NoticeKind.Bad => Icon.Stop,
        NoticeKind.Done => Icon.Tick,
        _ => Icon.Info,
    };
}

/// <summary>What was just done, with the way back where there is one. The content may hold a link or a form.</summary>
[HtmlTargetElement("dz-toast")]
public sealed class ToastTagHelper : TagHelper
{
    /// <summary>What was done.</summary>
    public string Text { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var more = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "toast");
        output.Attributes.SetAttribute("role", "status");
        output.Content.SetHtmlContent("""<span class="light done">""");
        output.Content.Append(Text);
        output.Content.AppendHtml("</span>").AppendHtml(more);
    }
}

/// <summary>Where one is among the questions of a public form.</summary>
[HtmlTargetElement("dz-steps")]
public sealed class StepsTagHelper : TagHelper
{
    /// <summary>This question, from 1.</summary>
    public int Step { get; set; } = 1;

    /// <summary>How many there are.</summary>
    public int Count { get; set; } = 1;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var bar = new BarView(100m * Step / Count);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "steps");
        output.Content.SetHtmlContent("""<span class="step">""");
        output.Content.Append(Words.Fill(Words.StepOf, Step, Count));
        output.Content.AppendHtml(
            $"""</span><svg class="bar brand" aria-hidden="true"><rect class="bar-used" width="{bar.Width}" height="4" y="2" rx="2"/></svg>""");
    }
}
