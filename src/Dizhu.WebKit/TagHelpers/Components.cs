using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dizhu.WebKit.TagHelpers;

/// <summary>The remaining time of a row or a card.</summary>
[HtmlTargetElement("dz-remaining")]
public sealed class RemainingTagHelper(IHtmlHelper html) : KitTagHelper<RemainingView>(html, "_Remaining");

/// <summary>One clock, large, with its bar.</summary>
[HtmlTargetElement("dz-clock")]
public sealed class ClockTagHelper(IHtmlHelper html) : KitTagHelper<ClockView>(html, "_Clock");

/// <summary>All clocks of a case, a row each.</summary>
[HtmlTargetElement("dz-clocks")]
public sealed class ClocksTagHelper(IHtmlHelper html) : KitTagHelper<IReadOnlyList<ClockView>>(html, "_Clocks");

/// <summary>A bar alone.</summary>
[HtmlTargetElement("dz-bar")]
public sealed class BarTagHelper(IHtmlHelper html) : KitTagHelper<BarView>(html, "_Bar");

/// <summary>A link to a clause.</summary>
[HtmlTargetElement("dz-clause")]
public sealed class ClauseTagHelper(IHtmlHelper html) : KitTagHelper<ClauseLink>(html, "_Clause");

/// <summary>Reasons, each with what it rests on.</summary>
[HtmlTargetElement("dz-reasons")]
public sealed class ReasonsTagHelper(IHtmlHelper html) : KitTagHelper<IReadOnlyList<ReasonView>>(html, "_Reasons");

/// <summary>The why-panel of a case.</summary>
[HtmlTargetElement("dz-why")]
public sealed class WhyTagHelper(IHtmlHelper html) : KitTagHelper<IReadOnlyList<WhyView>>(html, "_Why");

/// <summary>The timeline of a case.</summary>
[HtmlTargetElement("dz-timeline")]
public sealed class TimelineTagHelper(IHtmlHelper html) : KitTagHelper<IReadOnlyList<TimelineItem>>(html, "_Timeline");

/// <summary>Chips in a row: filters, or the pages of one matter.</summary>
[HtmlTargetElement("dz-chips")]
public sealed class ChipsTagHelper(IHtmlHelper html) : KitTagHelper(html)
{
    /// <summary>The chips.</summary>
    public IReadOnlyList<ChipView> Of { get; set; } = [];

    /// <summary>What the row is, for who cannot see it; rows of one page are told apart by it.</summary>
    public string? Label { get; set; }

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => RenderAsync(output, "_Chips", new ChipRow(Of, Label ?? Words.Filters));
}

/// <summary>A work list.</summary>
[HtmlTargetElement("dz-worklist")]
public sealed class WorkListTagHelper(IHtmlHelper html) : KitTagHelper<WorkListView>(html, "_WorkList");

/// <summary>Where one is in a long list.</summary>
[HtmlTargetElement("dz-pages")]
public sealed class PagesTagHelper(IHtmlHelper html) : KitTagHelper<PagesView>(html, "_Pages");

/// <summary>The act bar at the foot of a page.</summary>
[HtmlTargetElement("dz-acts")]
public sealed class ActsTagHelper(IHtmlHelper html) : KitTagHelper<IReadOnlyList<ActButton>>(html, "_Acts");

/// <summary>Empty, refused, failed, done.</summary>
[HtmlTargetElement("dz-state")]
public sealed class StateTagHelper(IHtmlHelper html) : KitTagHelper<StateView>(html, "_State");

/// <summary>Photos before and after handling.</summary>
[HtmlTargetElement("dz-photos")]
public sealed class PhotosTagHelper(IHtmlHelper html) : KitTagHelper<PhotoPair>(html, "_Photos");

/// <summary>The head of a printed paper.</summary>
[HtmlTargetElement("dz-print-head")]
public sealed class PrintHeadTagHelper(IHtmlHelper html) : KitTagHelper<PrintHead>(html, "_PrintHead");

/// <summary>The foot of a printed paper.</summary>
[HtmlTargetElement("dz-print-foot")]
public sealed class PrintFootTagHelper(IHtmlHelper html) : KitTagHelper<PrintFoot>(html, "_PrintFoot");

/// <summary>The choice of a unit; the radio buttons carry <see cref="Name"/>.</summary>
[HtmlTargetElement("dz-units")]
public sealed class UnitsTagHelper(IHtmlHelper html) : KitTagHelper(html)
{
    /// <summary>The units, the suggested ones first.</summary>
    public IReadOnlyList<UnitChoice> Of { get; set; } = [];

    /// <summary>The field name.</summary>
    public string Name { get; set; } = "unit";

    /// <summary>The form the choice belongs to, when it stands outside.</summary>
    public string? Form { get; set; }

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        RenderAsync(output, "_Units", new UnitsModel(Of, Name, Form));
}

/// <summary>What the partial of <see cref="UnitsTagHelper"/> needs.</summary>
public sealed record UnitsModel(IReadOnlyList<UnitChoice> Units, string Name, string? Form);

/// <summary>Facts as a list of terms.</summary>
[HtmlTargetElement("dz-facts")]
public sealed class FactsTagHelper(IHtmlHelper html) : KitTagHelper(html)
{
    /// <summary>The facts.</summary>
    public IReadOnlyList<FactView> Of { get; set; } = [];

    /// <summary>How they are laid out.</summary>
    public FactsLook Look { get; set; }

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        RenderAsync(output, "_Facts", new FactsModel(Of, Look));
}

/// <summary>What the partial of <see cref="FactsTagHelper"/> needs.</summary>
public sealed record FactsModel(IReadOnlyList<FactView> Facts, FactsLook Look);

/// <summary>The keys of a list, in one line under it; not shown on a phone.</summary>
[HtmlTargetElement("dz-keys")]
public sealed class KeysTagHelper(IHtmlHelper html) : KitTagHelper(html)
{
    /// <summary>The verb of the main act.</summary>
    public string? Act { get; set; }

    /// <summary>Whether rows can be ticked.</summary>
    public bool Select { get; set; }

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        RenderAsync(output, "_Keys", new KeysModel(Act, Select));
}

/// <summary>What the partial of <see cref="KeysTagHelper"/> needs.</summary>
public sealed record KeysModel(string? Act, bool CanSelect);
