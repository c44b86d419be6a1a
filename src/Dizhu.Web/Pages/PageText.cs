using System.Globalization;
using System.Resources;

namespace Dizhu.Web.Pages;

/// <summary>The words of the pages, from <c>Resources/Pages.resx</c> (zh-CN). A missing entry is an error, not an empty page.</summary>
public static class PageText
{
    private static readonly ResourceManager Texts = new("Dizhu.Web.Resources.Pages", typeof(PageText).Assembly);

    /// <summary>The text of a name.</summary>
    public static string Of(string name) =>
        Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"There is no text {name} in Pages.resx.");

    /// <summary>The text of a name, filled in.</summary>
    public static string Of(string name, params object?[] values) => string.Format(CultureInfo.InvariantCulture, Of(name), values);
}
