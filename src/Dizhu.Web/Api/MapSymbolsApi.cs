using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;

namespace Dizhu.Web.Api;

/// <summary>What the map needs to draw a component by its major class.</summary>
internal static class MapSymbolsApi
{
    /// <param name="Prefix">What the keys of the classes begin with: <c>2013-C01</c>.</param>
    /// <param name="Name">The major class as its edition names it.</param>
    public sealed record MajorAnswer(string Prefix, string Name);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/map/symbols", Majors).WithTags("地图").WithSummary("部件大类：类别键的开头和名称，各版一行").Produces<IReadOnlyList<MajorAnswer>>().Problems();

    private static IReadOnlyList<MajorAnswer> Majors(CityBooksHolder city)
    {
        var catalogue = city.Current.Catalogue;
        return
        [
            .. catalogue.Classes.Select(c => c.Edition).Distinct(StringComparer.Ordinal).SelectMany(catalogue.MajorsOf)
                .Where(m => m.Kind == MatterKind.Component).Select(m => new MajorAnswer($"{m.Edition}-C{m.Code}", m.Name)),
        ];
    }
}
