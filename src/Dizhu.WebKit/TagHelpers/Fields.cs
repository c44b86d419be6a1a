using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Dizhu.WebKit.TagHelpers;

/// <summary>
/// A form field. <c>for="Reason"</c> takes name and value from the page's model, keeps what was typed and shows the errors of the model state;
/// <c>of="…"</c> shows a ready <see cref="FieldView"/>.
/// </summary>
[HtmlTargetElement("dz-field")]
public sealed class FieldTagHelper(IHtmlHelper html) : KitTagHelper(html)
{
    /// <summary>The property of the page's model.</summary>
    public ModelExpression? For { get; set; }

    /// <summary>A ready field.</summary>
    public FieldView? Of { get; set; }

    /// <summary>What is asked.</summary>
    public string Label { get; set; } = "";

    /// <summary>What helps to answer.</summary>
    public string? Hint { get; set; }

    /// <summary>The kind of field.</summary>
    public FieldKind Kind { get; set; }

    /// <summary>Whether it may be left empty.</summary>
    public bool Optional { get; set; }

    /// <summary>The choices.</summary>
    public IReadOnlyList<ChoiceView> Choices { get; set; } = [];

    /// <summary>Lines of a field with several.</summary>
    public int Rows { get; set; } = 3;

    /// <summary>The most characters.</summary>
    public int? MaxLength { get; set; }

    /// <summary>The browser's hint for filling in.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>A key that, with Alt, goes to the field.</summary>
    public string? Key { get; set; }

    /// <summary>The file types allowed.</summary>
    public string? Accept { get; set; }

    /// <summary>Several files.</summary>
    public bool Multiple { get; set; }

    /// <summary>The words of the empty choice in a list that opens.</summary>
    public string? Empty { get; set; }

    /// <summary>The form it belongs to, when it stands outside.</summary>
    public string? Form { get; set; }

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        RenderAsync(output, "_Field", Of ?? FromModel(For ?? throw new InvalidOperationException("<dz-field> needs for=… or of=….")));

    private FieldView FromModel(ModelExpression expression)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(expression.Name);
        var entry = ViewContext.ModelState.GetValueOrDefault(name);
        var values = Typed(entry) ?? Texts(expression.Model);
        return new(name, Label, Kind)
        {
            Value = Kind == FieldKind.Password ? null : values.Count > 0 ? values[0] : null,
            Values = Kind == FieldKind.Password ? [] : values,
            Hint = Hint,
            Error = entry?.Errors is [var first, ..] ? first.ErrorMessage : null,
            IsOptional = Optional,
            Choices = Choices,
            Rows = Rows,
            MaxLength = MaxLength,
            Autocomplete = Autocomplete,
            AccessKey = Key,
            Accept = Accept,
            IsMultiple = Multiple,
            EmptyChoice = Empty,
            FormId = Form,
        };
    }

    private static IReadOnlyList<string>? Typed(ModelStateEntry? entry) => entry?.RawValue switch
    {
        string[] several => several,
        string one => [one],
        _ => null,
    };

    private List<string> Texts(object? model) => model switch
    {
        null => [],
        string one => [one],
        IEnumerable several => [.. several.Cast<object>().Select(Text)],
        _ => [Text(model)],
    };

    private string Text(object value) => value switch
    {
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString(Kind == FieldKind.Date ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>The error summary on top of a form: from the model state, or the lines given. Nothing wrong shows nothing.</summary>
[HtmlTargetElement("dz-errors")]
public sealed class ErrorsTagHelper(IHtmlHelper html) : KitTagHelper(html)
{
    /// <summary>The lines; null takes those of the model state.</summary>
    public IReadOnlyList<ErrorLine>? Of { get; set; }

    /// <summary>The field names in the order of the page, with commas; what is not named comes first.</summary>
    public string Fields { get; set; } = "";

    /// <inheritdoc/>
    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var lines = Of ?? [.. FromModelState()];
        if (lines.Count > 0)
        {
            return RenderAsync(output, "_Errors", lines);
        }

        output.SuppressOutput();
        return Task.CompletedTask;
    }

    private IEnumerable<ErrorLine> FromModelState()
    {
        var order = Fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return
            from entry in ViewContext.ModelState
            where entry.Value is not null
            orderby Array.IndexOf(order, entry.Key)
            from error in entry.Value.Errors.Take(entry.Key.Length == 0 ? int.MaxValue : 1)
            select new ErrorLine(error.ErrorMessage, entry.Key.Length == 0 ? null : entry.Key);
    }
}
