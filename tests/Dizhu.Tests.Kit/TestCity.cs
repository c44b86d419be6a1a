using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;

namespace Dizhu.Tests.Kit;

/// <summary>
/// The city's real units, classes, limits and manual without a database, on a map of one grid with one component: for
/// tests of pure decisions.
/// </summary>
public static class TestCity
{
    /// <summary>The one basic grid: in 湖滨区, first area level.</summary>
    public const string Grid = "411202001001001";

    /// <summary>The duty grid it belongs to.</summary>
    public const string DutyGrid = "ZR001";

    /// <summary>A component owned by <see cref="WaterCompany"/>.</summary>
    public const string OwnedComponent = "4112020101000001";

    public const string WaterCompany = "ORG-U109";
    public const string Hubin = "ORG-U099";
    public const string CityManagement = "ORG-U035";
    public const string Housing = "ORG-U042";

    /// <summary>亮化办, below <see cref="Housing"/>.</summary>
    public const string LightingOffice = "ORG-U122";

    /// <summary>A standard row with a limit of 4 working hours: 暴露垃圾.</summary>
    public const string FourHours = "2013-E0110-1";

    /// <summary>Its class.</summary>
    public const string Litter = "2013-E0110";

    /// <summary>Inside the grid.</summary>
    public static readonly Cgcs2000 Inside = new(111.2, 34.77);

    private static readonly Lazy<CityBooks> Made = new(() => new CityBooks(
        WorkCalendarLoader.Load(),
        CatalogueSeed.Read(sampleCity: true).ToBook(),
        OrganisationSeed.Read(sampleCity: true).ToBook(),
        new PlaceBook(Map()),
        DispatchSeed.Read().ToBook()));

    /// <summary>The books, made once.</summary>
    public static CityBooks Books => Made.Value;

    /// <summary>A wall-clock time of the city as an instant, for example <c>2026-11-23 16:00</c>.</summary>
    public static DateTime At(string local) =>
        CityClock.FromLocal(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture));

    private static BaseData Map()
    {
        var ring = Wkb.Write(new Shape([[new(111.19, 34.76), new(111.21, 34.76), new(111.21, 34.78), new(111.19, 34.78)]]));
        var from = new DateOnly(2017, 1, 1);
        return new BaseData(
            [new BasicGrid { Code = Grid, CommunityCode = Grid[..12], DutyGridCode = DutyGrid, ManagementAreaCode = Hubin, AreaLevel = 1, AreaM2 = 10_000, Ring = ring, From = from }],
            [new DutyGrid { Code = DutyGrid, Name = "责任网格一" }],
            [], [], [],
            [new ManagementArea { Code = Hubin, Name = "湖滨区", UnitId = Hubin, Ring = ring, From = from, IsSynthetic = true }],
            [
                new ManagedComponent
                {
                    Id = OwnedComponent, ClassKey = "2013-C0101", Name = "上水井盖", CompetentDepartmentId = Housing, OwnerId = WaterCompany,
                    Lon = Inside.Lon, Lat = Inside.Lat, GridCode = Grid, State = ComponentState.Intact, InitialDate = from, DataSource = "合成",
                },
            ],
            [],
            Version: null);
    }
}
