using System.Collections;
using System.Globalization;
using System.Resources;

namespace Dizhu.WebKit;

/// <summary>The words of the map, from <c>Resources/Map.resx</c> (zh-CN). Its script says them, so they travel with the tag.</summary>
public static class MapWords
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new ResourceManager("Dizhu.WebKit.Resources.Map", typeof(MapWords).Assembly)
        .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
        .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    /// <summary>What stands in the place of the map until it is drawn.</summary>
    public static string Plain => All["MapPlain"];

    /// <summary>What stands there in an installation without it.</summary>
    public static string NotBuilt => All["MapNotBuilt"];
}
