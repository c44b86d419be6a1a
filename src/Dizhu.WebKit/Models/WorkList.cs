using System.Globalization;

namespace Dizhu.WebKit;

/// <summary>Chips in a row, and what the row is.</summary>
public sealed record ChipRow(IReadOnlyList<ChipView> Chips, string Label);

/// <summary>A filter chip: a link, so that a view has an address.</summary>
public sealed record ChipView(string Text, string Href, int? Count = null, bool IsCurrent = false, LightKind Light = LightKind.None)
{
    /// <summary>Whether a thin line stands before it.</summary>
    public bool StartsGroup { get; init; }
}

/// <summary>A work list: what will be late first. 40 px rows with a sticky head; cards on the phone.</summary>
/// <param name="Caption">The name of the list, for who cannot see it.</param>
/// <param name="Columns">The columns, one per cell of every row.</param>
/// <param name="Rows">The rows in order.</param>
public sealed record WorkListView(string Caption, IReadOnlyList<WorkColumn> Columns, IReadOnlyList<WorkRow> Rows)
{
    /// <summary>The field name of the tick boxes; null shows none.</summary>
    public string? SelectName { get; init; }

    /// <summary>The form the tick boxes belong to.</summary>
    public string? SelectFormId { get; init; }
}

/// <summary>What a column holds; decides width and its place on a phone card.</summary>
public enum ColumnKind
{
    /// <summary>The remaining time: on the card at the left, large.</summary>
    Time,

    /// <summary>The title of the card: class and condition.</summary>
    Title,

    /// <summary>A line under the title: place, unit.</summary>
    Line,

    /// <summary>A small fact, with its column's name on the card.</summary>
    Fact,

    /// <summary>A number of a case or a report.</summary>
    Number,

    /// <summary>A figure, right-aligned.</summary>
    Figure,
}

/// <summary>How wide a column is; the rest share what is left.</summary>
public enum ColumnWidth
{
    /// <summary>Shares what is left.</summary>
    Rest,

    /// <summary>72 px.</summary>
    Narrow,

    /// <summary>104 px.</summary>
    Short,

    /// <summary>144 px; holds 剩 23 小时 59 分.</summary>
    Medium,

    /// <summary>184 px.</summary>
    Long,
}

/// <summary>A column of a work list.</summary>
public sealed record WorkColumn(string Title, ColumnKind Kind, ColumnWidth Width = ColumnWidth.Rest)
{
    /// <summary>The address that sorts by this column.</summary>
    public string? SortHref { get; init; }

    /// <summary>True ascending, false descending, null not sorted by it.</summary>
    public bool? IsAscending { get; init; }
}

/// <summary>A row of a work list.</summary>
/// <param name="Href">What Enter and a click open.</param>
/// <param name="Cells">One cell per column.</param>
public sealed record WorkRow(string Href, IReadOnlyList<CellView> Cells)
{
    /// <summary>Whether this row is open in the drawer.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The value of its tick box.</summary>
    public string? SelectValue { get; init; }

    /// <summary>The name of the row for its tick box: 选中 26112300171.</summary>
    public string? SelectLabel { get; init; }
}

/// <summary>One cell.</summary>
public abstract record CellView;

/// <summary>The remaining time.</summary>
public sealed record TimeCell(RemainingView Time) : CellView;

/// <summary>Plain text with a quieter detail; a link when it has an address.</summary>
public sealed record TextCell(string Text, string? Detail = null, string? Href = null, bool IsQuiet = false) : CellView;

/// <summary>An 11-digit number, whole, its date half lighter; a link to the row's page unless it has its own.</summary>
/// <param name="Number">The number as issued.</param>
/// <param name="Href">Where it leads; null takes the row's address.</param>
/// <param name="DateDigits">How many leading digits are the date half.</param>
public sealed record NumberCell(string Number, string? Href = null, int DateDigits = 6) : CellView
{
    /// <summary>The lighter half; empty when the number is shorter.</summary>
    public string Head => Number.Length > DateDigits ? Number[..DateDigits] : "";

    /// <summary>The rest.</summary>
    public string Tail => Number.Length > DateDigits ? Number[DateDigits..] : Number;
}

/// <summary>A light with its word, or with another text.</summary>
public sealed record LightCell(LightKind Light, string? Text = null) : CellView;

/// <summary>A badge.</summary>
public sealed record BadgeCell(string Text, LightKind Light = LightKind.None) : CellView;

/// <summary>A figure; every figure opens.</summary>
public sealed record FigureCell(string Figure, string? Href = null) : CellView;

/// <summary>Where one is in a long list.</summary>
/// <param name="Page">This page, from 1.</param>
/// <param name="PageCount">How many pages there are, at least 1.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="HrefOf">The address of a page.</param>
public sealed record PagesView(int Page, int PageCount, long Total, Func<int, string> HrefOf)
{
    /// <summary>The page asked for, or the nearest there is.</summary>
    public static PagesView Of(int asked, int pageSize, int total, Func<int, string> hrefOf)
    {
        var pages = Math.Max(1, (total + pageSize - 1) / pageSize);
        return new(Math.Clamp(asked, 1, pages), pages, total, hrefOf);
    }

    /// <summary>The pages shown: first, last, and two on each side of this one; null marks a gap.</summary>
    public IEnumerable<int?> Shown()
    {
        var last = 0;
        for (var page = 1; page <= PageCount; page++)
        {
            if (page != 1 && page != PageCount && Math.Abs(page - Page) > 2)
            {
                continue;
            }

            if (page - last > 1)
            {
                yield return null;
            }

            last = page;
            yield return page;
        }
    }

    /// <summary>第 2 页，共 7 页，335 条.</summary>
    public string Sentence => string.Format(CultureInfo.InvariantCulture, Words.PageOf, Page, PageCount, Total);
}
