using System.Globalization;
using System.Resources;

namespace Dizhu.WebKit;

/// <summary>
/// The words of the furniture, from <c>Resources/Kit.resx</c> (zh-CN). A property is the name of its entry; a missing entry is an error, not an
/// empty page. Words with <c>{0}</c> are filled in where they are used.
/// </summary>
public static class Words
{
    private static readonly ResourceManager Texts = new("Dizhu.WebKit.Resources.Kit", typeof(Words).Assembly);

    public static string SkipToContent => Of(nameof(SkipToContent));
    public static string MainMenu => Of(nameof(MainMenu));
    public static string PhoneMenu => Of(nameof(PhoneMenu));
    public static string Menu => Of(nameof(Menu));
    public static string CloseMenu => Of(nameof(CloseMenu));
    public static string ProductName => Of(nameof(ProductName));
    public static string Search => Of(nameof(Search));
    public static string SearchHint => Of(nameof(SearchHint));
    public static string SyntheticData => Of(nameof(SyntheticData));
    public static string AsOf => Of(nameof(AsOf));

    public static string DarkLook => Of(nameof(DarkLook));

    public static string LightLook => Of(nameof(LightLook));

    public static string Connected => Of(nameof(Connected));

    public static string Disconnected => Of(nameof(Disconnected));
    public static string Messages => Of(nameof(Messages));
    public static string ChangePassword => Of(nameof(ChangePassword));
    public static string LogOut => Of(nameof(LogOut));
    public static string PageHelp => Of(nameof(PageHelp));
    public static string LightGo => Of(nameof(LightGo));
    public static string LightSoon => Of(nameof(LightSoon));
    public static string LightLate => Of(nameof(LightLate));
    public static string LightHold => Of(nameof(LightHold));
    public static string LightDone => Of(nameof(LightDone));
    public static string NoLimit => Of(nameof(NoLimit));
    public static string Left => Of(nameof(Left));
    public static string Over => Of(nameof(Over));
    public static string ClockStopped => Of(nameof(ClockStopped));
    public static string Minute => Of(nameof(Minute));
    public static string Hour => Of(nameof(Hour));
    public static string Limit => Of(nameof(Limit));
    public static string UsedWord => Of(nameof(UsedWord));
    public static string UsedSoFar => Of(nameof(UsedSoFar));
    public static string UsedPart => Of(nameof(UsedPart));
    public static string Rule => Of(nameof(Rule));
    public static string MarkNote => Of(nameof(MarkNote));
    public static string Suggested => Of(nameof(Suggested));
    public static string OpenCases => Of(nameof(OpenCases));
    public static string ChooseUnit => Of(nameof(ChooseUnit));
    public static string Filters => Of(nameof(Filters));
    public static string Select => Of(nameof(Select));
    public static string SelectRow => Of(nameof(SelectRow));
    public static string SortBy => Of(nameof(SortBy));
    public static string BeforeHandling => Of(nameof(BeforeHandling));
    public static string AfterHandling => Of(nameof(AfterHandling));
    public static string NoPhotoBefore => Of(nameof(NoPhotoBefore));
    public static string NoPhotoAfter => Of(nameof(NoPhotoAfter));
    public static string Optional => Of(nameof(Optional));
    public static string ErrorCount => Of(nameof(ErrorCount));
    public static string ErrorPrefix => Of(nameof(ErrorPrefix));
    public static string PleaseChoose => Of(nameof(PleaseChoose));
    public static string ReportCode => Of(nameof(ReportCode));
    public static string Pages => Of(nameof(Pages));
    public static string PageOf => Of(nameof(PageOf));
    public static string PageNumber => Of(nameof(PageNumber));
    public static string Previous => Of(nameof(Previous));
    public static string Next => Of(nameof(Next));
    public static string Acts => Of(nameof(Acts));
    public static string StepOf => Of(nameof(StepOf));
    public static string ClausesUsed => Of(nameof(ClausesUsed));
    public static string PrintedAt => Of(nameof(PrintedAt));
    public static string CaseNumber => Of(nameof(CaseNumber));
    public static string KeyMove => Of(nameof(KeyMove));
    public static string KeyOpen => Of(nameof(KeyOpen));
    public static string KeySelect => Of(nameof(KeySelect));
    public static string KeyAct => Of(nameof(KeyAct));
    public static string KeySearch => Of(nameof(KeySearch));
    public static string KeyHelp => Of(nameof(KeyHelp));
    public static string Keys => Of(nameof(Keys));
    public static string PleaseFill => Of(nameof(PleaseFill));
    public static string NotUnderstood => Of(nameof(NotUnderstood));
    public static string NotValid => Of(nameof(NotValid));
    public static string MustBeNumber => Of(nameof(MustBeNumber));
    public static string TooLong => Of(nameof(TooLong));
    public static string OutOfRange => Of(nameof(OutOfRange));

    /// <summary>A text with its places filled in.</summary>
    public static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    private static string Of(string name) =>
        Texts.GetString(name, CultureInfo.InvariantCulture)
        ?? throw new InvalidOperationException($"Kit.resx has no text named {name}.");
}
