using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dizhu.WebKit.TagHelpers;

/// <summary>A component whose markup stands in <c>Views/Shared/Kit</c>, so that Razor encodes all of it.</summary>
public abstract class KitTagHelper(IHtmlHelper html) : TagHelper
{
    /// <summary>The view the component stands in.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Puts the partial in the place of the element.</summary>
    protected async Task RenderAsync(TagHelperOutput output, string partial, object model)
    {
        ArgumentNullException.ThrowIfNull(output);
        ((IViewContextAware)html).Contextualize(ViewContext);
        output.TagName = null;
        output.Content.SetHtmlContent(await html.PartialAsync($"/Views/Shared/Kit/{partial}.cshtml", model));
    }
}

/// <summary>A component with one typed model: <c>&lt;dz-x of="…"/&gt;</c>.</summary>
public abstract class KitTagHelper<TModel>(IHtmlHelper html, string partial) : KitTagHelper(html)
    where TModel : class
{
    /// <summary>What is shown.</summary>
    public TModel? Of { get; set; }

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        RenderAsync(output, partial, Of ?? throw new InvalidOperationException($"<{context?.TagName} of=…> needs a model."));
}
