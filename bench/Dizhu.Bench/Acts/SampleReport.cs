using Dizhu.Core.Places;

namespace Dizhu.Bench.Acts;

/// <summary>The report that the benches send: a broken manhole cover where the component lies.</summary>
internal static class SampleReport
{
    public static object Of(Guid id, ManagedComponent component, DateTime observedAt) => new
    {
        id,
        source = "Collector",
        observedAt,
        classKey = component.ClassKey,
        description = "井盖破损，边缘缺失约十厘米，夜间行人容易绊倒，请尽快修复或先行围挡。",
        placeText = "路口东北角人行道",
        lon = component.Lon,
        lat = component.Lat,
        datum = "CGCS2000",
        componentId = component.Id,
    };
}
