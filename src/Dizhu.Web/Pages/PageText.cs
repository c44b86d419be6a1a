using System.Globalization;
using System.Resources;

namespace Dizhu.Web.Pages;

/// <summary>The words of the pages, from the files of <c>Resources</c> (zh-CN): one for all pages and one for each large family. A missing entry is an error, not an empty page.</summary>
public static class PageText
{
    private static readonly ResourceManager[] Texts = [File("Pages"), File("Desks"), File("Maintenance"), File("Public"), File("Office")];

    /// <summary>The text of a name.</summary>
    public static string Of(string name) =>
        Texts.Select(t => t.GetString(name, CultureInfo.InvariantCulture)).FirstOrDefault(t => t is not null) ?? throw new InvalidOperationException($"There is no text {name} in the resource files of the pages.");

    /// <summary>The text of a name, filled in.</summary>
    public static string Of(string name, params object?[] values) => string.Format(CultureInfo.InvariantCulture, Of(name), values);

    private static ResourceManager File(string name) => new($"Dizhu.Web.Resources.{name}", typeof(PageText).Assembly);
}
