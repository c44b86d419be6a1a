namespace Dizhu.Web.BaseData.Serving;

/// <summary>What may be seen without log-in: the ground a citizen's report is placed on. Components, cases and all else need one.</summary>
internal static class OpenLayers
{
    private static readonly HashSet<string> Ids = new(StringComparer.Ordinal) { "grids", "management-areas", "places" };

    /// <summary>Whether everybody may see a layer.</summary>
    public static bool Has(string layer) => Ids.Contains(layer);
}
