namespace Dizhu.Core.Extending;

/// <summary>A standard the order cites, under the title it prints.</summary>
/// <param name="Number">The key, for example <c>GB/T 30428.3-2016</c>.</param>
/// <param name="Area">What it is for, as printed.</param>
/// <param name="Class">Sort of standard, as printed.</param>
/// <param name="Remark">The discrepancy of the print, for example <c>D-DCM-08</c>; null where there is none.</param>
/// <param name="TextKept">True where its text is kept here; the order prints titles only.</param>
public sealed record StandardRow(string Number, int No, string Area, string Class, string TitleAsPrinted, string? Remark, bool TextKept, string Clause);

/// <summary>The nine standards of 三政办〔2017〕26号 三(三), keyed by number.</summary>
public sealed class StandardsRegister
{
    private StandardsRegister(IReadOnlyList<StandardRow> rows) => All = rows;

    /// <summary>All rows in the order of the print.</summary>
    public IReadOnlyList<StandardRow> All { get; }

    public static StandardsRegister FromCity() => new([.. CityTable.Rows("data/standards/standards.csv").Select(r => new StandardRow(
        r["number"], r.Whole("no")!.Value, r["area"], r["class"], r["title_as_printed"], r.Text("remark"), r["text_kept"] is "Y", r["clause"]))]);

    /// <summary>The row of a number, or null.</summary>
    public StandardRow? Find(string number) => All.FirstOrDefault(r => r.Number == number);
}
