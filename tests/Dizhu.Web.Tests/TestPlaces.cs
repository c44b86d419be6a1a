using Dizhu.Core.Cases;
using Dizhu.Kernel.Geography;

namespace Dizhu.Web.Tests;

/// <summary>Points of the sample city that tests stand on.</summary>
public static class TestPlaces
{
    /// <summary>A point inside a grid: its first component's.</summary>
    public static Cgcs2000 Inside(CityBooks city, string gridCode)
    {
        var component = city.Places.Components.First(c => c.GridCode == gridCode);
        return new Cgcs2000(component.Lon, component.Lat);
    }
}
