using System.Collections.Frozen;
using Dizhu.Kernel.Geography;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>Where a point lies. Everything is null and <see cref="IsKnown"/> is false outside all basic grids; nothing is guessed.</summary>
/// <param name="GridCode">Basic grid.</param>
/// <param name="DutyGridCode">Duty grid; null also where the grid belongs to none.</param>
/// <param name="CommunityCode">12 digits.</param>
/// <param name="StreetCode">9 digits.</param>
/// <param name="DistrictCode">6 digits.</param>
/// <param name="ManagementAreaCode">Management area; null also where the grid belongs to none.</param>
/// <param name="AreaLevel">1–3; null also where nobody has set it.</param>
/// <param name="BaseVersion">The version of the base data this answer comes from.</param>
public sealed record Location(
    string? GridCode,
    string? DutyGridCode,
    string? CommunityCode,
    string? StreetCode,
    string? DistrictCode,
    string? ManagementAreaCode,
    int? AreaLevel,
    long BaseVersion)
{
    /// <summary>Whether the point lies in a basic grid.</summary>
    public bool IsKnown => GridCode is not null;
}

/// <summary>All base data of one version, as lists.</summary>
public sealed record BaseData(
    IReadOnlyList<BasicGrid> Grids,
    IReadOnlyList<DutyGrid> DutyGrids,
    IReadOnlyList<Community> Communities,
    IReadOnlyList<Street> Streets,
    IReadOnlyList<District> Districts,
    IReadOnlyList<ManagementArea> ManagementAreas,
    IReadOnlyList<ManagedComponent> Components,
    IReadOnlyList<Place> Places,
    BaseDataVersion? Version)
{
    /// <summary>The types of places; the shipped ones unless a city has its own.</summary>
    public IReadOnlyList<PlaceType> PlaceTypes { get; init; } = PlaceType.Shipped();

    /// <summary>Other and earlier names of places.</summary>
    public IReadOnlyList<PlaceName> PlaceNames { get; init; } = [];

    /// <summary>Layers without a table of their own that have data; the features are read where they are served.</summary>
    public IReadOnlyList<BaseLayer> Layers { get; init; } = [];

    /// <summary>Other ids of components.</summary>
    public IReadOnlyList<ComponentAlias> ComponentAliases { get; init; } = [];
}

/// <summary>
/// The base data of one version in memory: points to places, names of codes, components. It never changes; a newer
/// version is a new book. Only grids in force (no last day) are found.
/// </summary>
public sealed class PlaceBook
{
    private readonly Location _unknown;
    private readonly Location[] _locations;
    private readonly BasicGrid[] _grids;
    private readonly PackedGridIndex _gridIndex;
    private readonly FrozenDictionary<string, int> _gridByCode;
    private readonly FrozenDictionary<string, string> _names;
    private readonly FrozenSet<string> _divisions;
    private readonly Dictionary<string, int> _componentById;
    private readonly PackedPointIndex _componentIndex;
    private readonly PackedPointIndex _placeIndex;
    private readonly FrozenDictionary<string, string> _componentAliases;
    private readonly Lazy<string[]> _streets;
    private readonly Lazy<string[]> _communities;
    private readonly Lazy<Geocoder> _geocoder;
    private readonly Lazy<(string Code, Cgcs2000 Middle)[]> _dutyGridMiddles;
    private readonly Lazy<(string Code, Cgcs2000 Middle)[]> _streetMiddles;

    /// <exception cref="FormatException">The polygon of a grid cannot be read.</exception>
    public PlaceBook(BaseData data)
    {
        Base = data.Version;
        Version = data.Version?.Number ?? 0;
        Components = data.Components;
        Layers = data.Layers;
        Places = data.Places;
        DutyGrids = data.DutyGrids;
        ManagementAreas = data.ManagementAreas;
        _unknown = new(null, null, null, null, null, null, null, Version);
        _grids = [.. data.Grids.Where(g => g.Until is null)];
        _locations = [.. _grids.Select(LocationOf)];
        var shapes = _grids.Select(g => (g.Code, Shape: Wkb.Read(g.Ring))).ToList();
        _gridIndex = new PackedGridIndex(shapes);
        _gridByCode = _grids.Select((g, i) => KeyValuePair.Create(g.Code, i)).ToFrozenDictionary();
        _names = Names(data);
        _divisions = data.Districts.Select(d => d.Code)
            .Concat(data.Streets.Select(s => s.Code))
            .Concat(data.Communities.Select(c => c.Code)).ToFrozenSet();

        // Without a version row there is no centre; any point of the data serves to measure by.
        var centre = data.Version is { } version
            ? new Cgcs2000(version.CentreLon, version.CentreLat)
            : shapes.Count > 0 ? shapes[0].Shape.Rings[0][0] : default;
        Plane = new CityPlane(centre);
        _componentById = new(data.Components.Count);
        for (var i = 0; i < data.Components.Count; i++)
        {
            _componentById.Add(data.Components[i].Id, i);
        }

        _dutyGridMiddles = new(() => Middles(shapes, g => g.DutyGridCode));
        _streetMiddles = new(() => Middles(shapes, g => DivisionCode.StreetOf(g.CommunityCode)));
        _componentIndex = new(Plane, [.. data.Components.Select(c => new Cgcs2000(c.Lon, c.Lat))]);
        _placeIndex = new(Plane, [.. data.Places.Select(p => new Cgcs2000(p.Lon, p.Lat))]);
        _componentAliases = data.ComponentAliases.ToFrozenDictionary(a => a.OtherId, a => a.ComponentId);
        _communities = new(() => [.. _grids.Select(g => g.CommunityCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        _streets = new(() => [.. _communities.Value.Select(DivisionCode.StreetOf).Distinct(StringComparer.Ordinal)]);
        _geocoder = new(() => new Geocoder(data, this));
    }

    /// <summary>The number of the base data's version; 0 when there are none yet.</summary>
    public long Version { get; }

    /// <summary>Label, city, extent; null when there are no base data yet.</summary>
    public BaseDataVersion? Base { get; }

    /// <summary>The data are made up; pages and interfaces say so.</summary>
    public bool IsSynthetic => Base?.IsSynthetic ?? false;

    /// <summary>The plane in which distances of this city are measured.</summary>
    public CityPlane Plane { get; }

    /// <summary>The grids in force.</summary>
    public IReadOnlyList<BasicGrid> Grids => _grids;

    /// <summary>The streets and the communities that have grids, by code: what a page offers to choose from.</summary>
    public IReadOnlyList<string> StreetsWithGrids => _streets.Value;

    /// <summary>See <see cref="StreetsWithGrids"/>.</summary>
    public IReadOnlyList<string> CommunitiesWithGrids => _communities.Value;

    /// <summary>Where the streets lie: the middle of the grids of each.</summary>
    public IReadOnlyList<(string Code, Cgcs2000 Middle)> StreetMiddles => _streetMiddles.Value;

    public IReadOnlyList<DutyGrid> DutyGrids { get; }

    public IReadOnlyList<ManagementArea> ManagementAreas { get; }

    public IReadOnlyList<ManagedComponent> Components { get; }

    /// <summary>Layers without a table of their own that have data.</summary>
    public IReadOnlyList<BaseLayer> Layers { get; }

    public IReadOnlyList<Place> Places { get; }

    /// <summary>Where a point lies; on a shared edge the lowest grid code, outside all grids an unknown location.</summary>
    public Location Locate(Cgcs2000 point)
    {
        var found = _gridIndex.FindSource(point);
        return found < 0 ? _unknown : _locations[found];
    }

    /// <summary>The codes of the duty grids, the one whose middle lies nearest first.</summary>
    public IEnumerable<string> DutyGridsByDistance(Cgcs2000 point) =>
        _dutyGridMiddles.Value.OrderBy(g => Plane.Distance(g.Middle, point)).ThenBy(g => g.Code, StringComparer.Ordinal).Select(g => g.Code);

    /// <summary>The location a grid stands for; unknown when no grid in force has this code.</summary>
    public Location LocationOfGrid(string gridCode) => _gridByCode.TryGetValue(gridCode, out var i) ? _locations[i] : _unknown;

    /// <summary>A grid in force.</summary>
    public BasicGrid? FindGrid(string code) => _gridByCode.TryGetValue(code, out var i) ? _grids[i] : null;

    /// <summary>The component with an id, also one of another edition or an earlier one.</summary>
    public ManagedComponent? FindComponent(string id) =>
        _componentById.TryGetValue(_componentAliases.GetValueOrDefault(id, id), out var i) ? Components[i] : null;

    /// <summary>Addresses to positions and back; its index is made when first asked for.</summary>
    public Geocoder Geocoder => _geocoder.Value;

    /// <summary>The nearest component within a radius in metres, and its distance; null when there is none.</summary>
    /// <param name="point">Where to look from.</param>
    /// <param name="radius">Metres.</param>
    /// <param name="classKey">Only components of this class; null for any.</param>
    public (ManagedComponent Component, double Metres)? NearestComponent(Cgcs2000 point, double radius, string? classKey = null)
    {
        Func<int, bool>? wanted = classKey is null ? null : i => string.Equals(Components[i].ClassKey, classKey, StringComparison.Ordinal);
        var (index, metres) = _componentIndex.Nearest(point, radius, wanted);
        return index < 0 ? null : (Components[index], metres);
    }

    /// <summary>All components within a radius in metres, nearest first.</summary>
    public IReadOnlyList<(ManagedComponent Component, double Metres)> ComponentsWithin(Cgcs2000 point, double radius) =>
        [.. _componentIndex.Within(point, radius).Select(found => (Components[found.Index], found.Metres))];

    /// <summary>The nearest basic place within a radius in metres, and its distance; null when there is none.</summary>
    /// <param name="point">Where to look from.</param>
    /// <param name="radius">Metres.</param>
    /// <param name="wanted">Only these places; null for any in force.</param>
    public (Place Place, double Metres)? NearestPlace(Cgcs2000 point, double radius, Func<Place, bool>? wanted = null)
    {
        wanted ??= p => p.Until is null;
        var (index, metres) = _placeIndex.Nearest(point, radius, i => wanted(Places[i]));
        return index < 0 ? null : (Places[index], metres);
    }

    /// <summary>Whether a district, street or community has this code.</summary>
    public bool IsDivision(string code) => _divisions.Contains(code);

    /// <summary>The name of a code as <see cref="NameOf"/> gives it; null for none.</summary>
    public string? NameOrNull(string? code) => code is null ? null : NameOf(code);

    /// <summary>The name of a district, street, community, duty grid or management area; the code itself when it has none.</summary>
    public string NameOf(string code) => _names.GetValueOrDefault(code, code);

    /// <summary>Reads the live base data from the database.</summary>
    public static Task<PlaceBook> LoadAsync(DizhuDb db, CancellationToken cancellation) => LoadAsync(db, objects: true, cancellation);

    /// <summary>Reads grids, areas and divisions and leaves components and places out: enough to locate.</summary>
    public static Task<PlaceBook> LoadGridsAsync(DizhuDb db, CancellationToken cancellation) => LoadAsync(db, objects: false, cancellation);

    private static async Task<PlaceBook> LoadAsync(DizhuDb db, bool objects, CancellationToken cancellation)
    {
        var version = await db.Set<BaseDataVersion>().AsNoTracking().SingleOrDefaultAsync(cancellation);
        var grids = await db.Set<BasicGrid>().AsNoTracking().Where(g => g.Until == null).OrderBy(g => g.Code).ToListAsync(cancellation);
        return new PlaceBook(new(
            grids,
            await db.Set<DutyGrid>().AsNoTracking().OrderBy(d => d.Code).ToListAsync(cancellation),
            await db.Set<Community>().AsNoTracking().OrderBy(c => c.Code).ToListAsync(cancellation),
            await db.Set<Street>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(cancellation),
            await db.Set<District>().AsNoTracking().OrderBy(d => d.Code).ToListAsync(cancellation),
            await db.Set<ManagementArea>().AsNoTracking().OrderBy(a => a.Code).ThenBy(a => a.From).ToListAsync(cancellation),
            objects ? await LoadComponentsAsync(db, grids, cancellation) : [],
            !objects ? [] : await db.Set<Place>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellation),
            version)
        {
            PlaceTypes = await PlaceTypesAsync(db, cancellation),
            Layers = [.. (await db.Set<BaseLayer>().AsNoTracking().Where(l => l.LiveVersion > 0).OrderBy(l => l.Id).ToListAsync(cancellation)).Where(l => !l.HasOwnTable)],
            PlaceNames = !objects ? [] : await db.Set<PlaceName>().AsNoTracking().OrderBy(n => n.PlaceId).ThenBy(n => n.From).ToListAsync(cancellation),
            ComponentAliases = !objects ? [] : await db.Set<ComponentAlias>().AsNoTracking().ToListAsync(cancellation),
        });
    }

    /// <summary>The shipped types with those of the city, which go before them.</summary>
    private static async Task<IReadOnlyList<PlaceType>> PlaceTypesAsync(DizhuDb db, CancellationToken cancellation)
    {
        var own = await db.Set<PlaceType>().AsNoTracking().ToListAsync(cancellation);
        return [.. own.Concat(PlaceType.Shipped()).DistinctBy(t => t.Code).OrderBy(t => t.Rank).ThenBy(t => t.Code, StringComparer.Ordinal)];
    }

    /// <summary>Reads the components with every repeated text kept once: most of their size is the same few names.</summary>
    private static async Task<List<ManagedComponent>> LoadComponentsAsync(DizhuDb db, List<BasicGrid> grids, CancellationToken cancellation)
    {
        var pool = new Dictionary<string, string>();
        foreach (var grid in grids)
        {
            pool[grid.Code] = grid.Code;
        }

        string Pooled(string text) => pool.TryGetValue(text, out var kept) ? kept : pool[text] = text;
        List<ManagedComponent> components = [];

        // Plain columns: reading them costs half of what whole entities cost, and a city has many components.
        var rows = db.Set<ManagedComponent>().OrderBy(c => c.Id).Select(c => new
        {
            c.Id,
            c.ClassKey,
            c.Name,
            c.CompetentDepartmentId,
            c.OwnerId,
            c.MaintainerId,
            c.Lon,
            c.Lat,
            c.GridCode,
            c.State,
            c.InitialDate,
            c.ChangeDate,
            c.DataSource,
            c.MortonKey,
            c.Accuracy,
        });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            components.Add(new ManagedComponent
            {
                Id = row.Id,
                ClassKey = Pooled(row.ClassKey),
                Name = Pooled(row.Name),
                CompetentDepartmentId = Pooled(row.CompetentDepartmentId),
                OwnerId = row.OwnerId is { } owner ? Pooled(owner) : null,
                MaintainerId = row.MaintainerId is { } maintainer ? Pooled(maintainer) : null,
                Lon = row.Lon,
                Lat = row.Lat,
                GridCode = Pooled(row.GridCode),
                State = row.State,
                InitialDate = row.InitialDate,
                ChangeDate = row.ChangeDate,
                DataSource = Pooled(row.DataSource),
                MortonKey = row.MortonKey,
                Accuracy = row.Accuracy,
            });
        }

        return components;
    }

    private Location LocationOf(BasicGrid grid) => new(
        grid.Code,
        grid.DutyGridCode,
        grid.CommunityCode,
        DivisionCode.StreetOf(grid.CommunityCode),
        DivisionCode.DistrictOf(grid.CommunityCode),
        grid.ManagementAreaCode,
        grid.AreaLevel,
        Version);

    private static FrozenDictionary<string, string> Names(BaseData data)
    {
        var names = new Dictionary<string, string>();
        foreach (var (code, name) in data.Districts.Select(d => (d.Code, d.Name))
            .Concat(data.Streets.Select(s => (s.Code, s.Name)))
            .Concat(data.Communities.Select(c => (c.Code, c.Name)))
            .Concat(data.DutyGrids.Select(d => (d.Code, d.Name)))
            .Concat(data.ManagementAreas.OrderBy(a => a.From).Select(a => (a.Code, a.Name))))
        {
            names[code] = name;
        }

        return names.ToFrozenDictionary();
    }

    /// <summary>The middle of each duty grid or street: the mean of the first corners of its basic grids.</summary>
    private (string Code, Cgcs2000 Middle)[] Middles(IReadOnlyList<(string Code, Shape Shape)> shapes, Func<BasicGrid, string?> part) =>
    [
        .. shapes.Select((s, i) => (Part: part(_grids[i]), Corner: s.Shape.Rings[0][0]))
            .Where(g => g.Part is not null).GroupBy(g => g.Part!, StringComparer.Ordinal)
            .Select(g => (g.Key, new Cgcs2000(g.Average(x => x.Corner.Lon), g.Average(x => x.Corner.Lat)))),
    ];
}
