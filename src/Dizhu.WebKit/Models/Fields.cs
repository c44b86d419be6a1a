namespace Dizhu.WebKit;

/// <summary>The kinds of form field.</summary>
public enum FieldKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    Area,

    /// <summary>A password; its value is never sent back.</summary>
    Password,

    /// <summary>A whole or decimal number.</summary>
    Number,

    /// <summary>A telephone number.</summary>
    Tel,

    /// <summary>A legal day.</summary>
    Date,

    /// <summary>A moment in city time.</summary>
    Moment,

    /// <summary>A list that opens.</summary>
    Select,

    /// <summary>One of a few, under each other.</summary>
    Radios,

    /// <summary>One of two or three short words, side by side.</summary>
    Segment,

    /// <summary>Any of a few.</summary>
    Checks,

    /// <summary>Yes or no.</summary>
    Check,

    /// <summary>A file.</summary>
    File,

    /// <summary>Photos; opens the camera on a phone.</summary>
    Photos,
}

/// <summary>One choice of a field.</summary>
public sealed record ChoiceView(string Value, string Text, string? Hint = null)
{
    /// <summary>The heading it stands under in a list that opens.</summary>
    public string? Group { get; init; }
}

/// <summary>A form field: label above, hint below the label, the error beside the field. Required is the default; optional is said.</summary>
/// <param name="Name">The name that is sent, for example <c>Input.Reason</c>.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Kind">The kind of field.</param>
public sealed record FieldView(string Name, string Label, FieldKind Kind = FieldKind.Text)
{
    /// <summary>What was typed; kept when the form comes back.</summary>
    public string? Value { get; init; }

    /// <summary>All values of a field with several.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What helps to answer.</summary>
    public string? Hint { get; init; }

    /// <summary>What is wrong and how to mend it.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it may be left empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The choices.</summary>
    public IReadOnlyList<ChoiceView> Choices { get; init; } = [];

    /// <summary>Lines of a field with several.</summary>
    public int Rows { get; init; } = 3;

    /// <summary>The most characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The browser's hint for filling in: <c>username</c>, <c>current-password</c>.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>A key that, with Alt, goes to the field.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The file types allowed.</summary>
    public string? Accept { get; init; }

    /// <summary>Several files.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>The words of the empty choice in a list that opens.</summary>
    public string? EmptyChoice { get; init; }

    /// <summary>The form it belongs to, when it stands outside.</summary>
    public string? FormId { get; init; }

    /// <summary>The element's id; error summaries link to it.</summary>
    public string Id => IdOf(Name);

    /// <summary>The ids of hint and error, for screen readers; null when there are none.</summary>
    public string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-hint",
        (null, not null) => Id + "-error",
        _ => $"{Id}-hint {Id}-error",
    };

    /// <summary>Whether the value is among those chosen.</summary>
    public bool IsChosen(string value) => Values.Count > 0 ? Values.Contains(value) : string.Equals(Value, value, StringComparison.Ordinal);

    /// <summary>The id of the field of this name.</summary>
    public static string IdOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return "f-" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
    }
}

/// <summary>One line of an error summary: the sentence, and the field it leads to.</summary>
/// <param name="Sentence">What is wrong and how to mend it.</param>
/// <param name="FieldName">The field; null when it is about the form as a whole.</param>
public sealed record ErrorLine(string Sentence, string? FieldName = null);
