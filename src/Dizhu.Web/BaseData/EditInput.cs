using System.Globalization;
using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.BaseData.Api;
using NetTopologySuite.Geometries;

namespace Dizhu.Web.BaseData;

/// <summary>What the form of an edit holds: which object, what is done, what was drawn, and the fields as they are to be.</summary>
public sealed class EditInput
{
    /// <summary>Made with the page, so that sending it twice drafts one change.</summary>
    public Guid Id { get; set; }

    public string Layer { get; set; } = BaseLayers.Components;

    /// <summary>The object; empty while a new one is drawn.</summary>
    public string? Key { get; set; }

    public ChangeKind Do { get; set; } = ChangeKind.Attributes;

    /// <summary>The line or polygon drawn, GeoJSON, CGCS2000 degrees.</summary>
    public string? Shape { get; set; }

    public string? Lon { get; set; }

    public string? Lat { get; set; }

    /// <summary>The grids to be merged with it.</summary>
    public List<string> Others { get; set; } = [];

    /// <summary>The community of a new grid.</summary>
    public string? Community { get; set; }

    /// <summary>The class of a new component.</summary>
    public string? ClassKey { get; set; }

    public string? DutyGrid { get; set; }

    public string? Area { get; set; }

    public string? Level { get; set; }

    public string? Name { get; set; }

    public string? Competent { get; set; }

    public string? Owner { get; set; }

    public string? Maintainer { get; set; }

    public string? State { get; set; }

    public string? Accuracy { get; set; }

    public string? Source { get; set; }

    public string? Note { get; set; }

    /// <summary>A new photo of the component; none keeps the one there is.</summary>
    public IFormFile? Photo { get; set; }

    public DateOnly? From { get; set; }

    public string? Reason { get; set; }

    /// <summary>The checked case that proposes it; null for none.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>The drawn geometry; null when nothing was drawn, a refusal when it cannot be read.</summary>
    internal Outcome<Geometry?> Drawn() => string.IsNullOrWhiteSpace(Shape) ? Outcome<Geometry?>.Of(null) : GeoJsonText.Read(Shape) switch
    {
        { Moved: true } read => Outcome<Geometry?>.Of(read.Value),
        var refused => Outcome<Geometry?>.Refused(refused.Refusals),
    };

    /// <summary>Where a component is to be; null without a position.</summary>
    internal Cgcs2000? Position() =>
        double.TryParse(Lon, NumberStyles.Float, CultureInfo.InvariantCulture, out var lon) && double.TryParse(Lat, NumberStyles.Float, CultureInfo.InvariantCulture, out var lat)
            ? new Cgcs2000(lon, lat) : null;

    /// <summary>Fills the fields with what a grid has now.</summary>
    internal void Take(BasicGrid grid) =>
        (DutyGrid, Area, Level, Community) = (grid.DutyGridCode, grid.ManagementAreaCode, grid.AreaLevel?.ToString(CultureInfo.InvariantCulture), grid.CommunityCode);

    /// <summary>Fills the fields with what a component has now.</summary>
    internal void Take(ManagedComponent c)
    {
        (Lon, Lat) = (c.Lon.ToString("0.000000", CultureInfo.InvariantCulture), c.Lat.ToString("0.000000", CultureInfo.InvariantCulture));
        (Name, Competent, Owner, Maintainer, State) = (c.Name, c.CompetentDepartmentId, c.OwnerId, c.MaintainerId, ComponentStates.NameOf(c.State));
        (Accuracy, Source, Note) = (c.Accuracy?.ToString(), c.DataSource, c.Note);
    }

    /// <summary>The fields of a grid as imports know them.</summary>
    internal Dictionary<string, string> GridCells() => new(StringComparer.Ordinal) { ["dutyGrid"] = DutyGrid?.Trim() ?? "", ["area"] = Area ?? "", ["level"] = Level ?? "" };

    /// <summary>The fields of a component as imports know them.</summary>
    internal Dictionary<string, string> ComponentCells() => new(StringComparer.Ordinal)
    {
        ["name"] = Name?.Trim() ?? "",
        ["competent"] = Competent ?? "",
        ["owner"] = Owner ?? "",
        ["maintainer"] = Maintainer ?? "",
        ["state"] = State ?? "",
        ["accuracy"] = Accuracy ?? "",
        ["source"] = Source?.Trim() ?? "",
        ["note"] = Note?.Trim() ?? "",
    };
}
