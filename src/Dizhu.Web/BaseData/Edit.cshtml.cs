using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Geodata;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Web.BaseData;

/// <summary>编辑: one grid or component on the map – moved, split, merged, ended, new, or with other fields. What is sent is a draft that a second person reviews.</summary>
public sealed class EditModel(BaseChanges changes, DrawnChanges drawn, PhotoStore photos, CaseReads cases, CityBooksHolder city, IReads reads, CityClock clock) : PageModel
{
    private static readonly ChangeKind[] GridKinds = [ChangeKind.Attributes, ChangeKind.Move, ChangeKind.Split, ChangeKind.Merge];
    private static readonly ChangeKind[] ComponentKinds = [ChangeKind.Attributes, ChangeKind.Move, ChangeKind.Retire];
    private static readonly string[] Levels = ["1", "2", "3"];
    private static readonly string[] Accuracies = ["A", "B", "C"];

    [BindProperty]
    public EditInput Input { get; set; } = new();

    public IReadOnlyList<ChipView> Links { get; private set; } = [];

    /// <summary>The other things that can be done to this object.</summary>
    public IReadOnlyList<ChipView> Kinds { get; private set; } = [];

    public BasicGrid? Grid { get; private set; }

    public ManagedComponent? Component { get; private set; }

    public bool IsGrid => Input.Layer == BaseLayers.Grids;

    /// <summary>Whether there is an object to work on, or a new one is made.</summary>
    public bool HasObject => Grid is not null || Component is not null || Input.Do == ChangeKind.Create;

    /// <summary>What of the map is drawn for the form.</summary>
    public string? Draw => (IsGrid, Input.Do) switch
    {
        (true, ChangeKind.Split) => "line",
        (true, ChangeKind.Move or ChangeKind.Create) => "polygon",
        (false, ChangeKind.Move or ChangeKind.Create) => Component?.Shape is null ? "point" : Wkb(Component.Shape) is LineString ? "line" : "polygon",
        _ => null,
    };

    /// <summary>Whether the fields of the object are asked for.</summary>
    public bool AsksFields => Input.Do is ChangeKind.Attributes or ChangeKind.Create or ChangeKind.Merge;

    public (double Lon, double Lat)? Centre { get; private set; }

    public IReadOnlyList<string> Adjoining { get; private set; } = [];

    public string Title => Input.Do == ChangeKind.Create ? PageText.Of(IsGrid ? "edit.newGrid" : "edit.newComponent")
        : PageText.Of(IsGrid ? "edit.grid" : "edit.component", Input.Key, Component?.Name);

    public IReadOnlyList<ChoiceView> Units => [.. city.Current.Organisations.All.Select(u => new ChoiceView(u.Id, city.Current.Organisations.NameOf(u.Id, clock.Today)))];

    public IReadOnlyList<ChoiceView> Areas => [.. city.Current.Places.ManagementAreas.Where(a => a.Until is null).Select(a => new ChoiceView(a.Code, a.Name))];

    public IReadOnlyList<ChoiceView> LevelChoices => [.. Levels.Select(l => new ChoiceView(l, PageText.Of("case.levelOf", l)))];

    public IReadOnlyList<ChoiceView> AccuracyChoices => [.. Accuracies.Select(l => new ChoiceView(l, l))];

    public IReadOnlyList<ChoiceView> States => [.. Enum.GetValues<ComponentState>().Select(s => new ChoiceView(ComponentStates.NameOf(s), ComponentStates.NameOf(s)))];

    public IReadOnlyList<ChoiceView> Communities => [.. city.Current.Places.CommunitiesWithGrids.Select(c => new ChoiceView(c, $"{city.Current.Places.NameOf(c)} {c}"))];

    public IReadOnlyList<ChoiceView> Classes =>
        [.. city.Current.Catalogue.Classes.Where(c => c is { IsSelectable: true, Kind: MatterKind.Component }).OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new ChoiceView(c.Key, ClassViews.Choice(city.Current.Catalogue, c)) { Group = c.MajorName })];

    public async Task OnGetAsync(string? layer, string? key, ChangeKind? what, Guid? caseId)
    {
        Input = new EditInput { Id = Ids.New(clock.Now), Layer = layer is BaseLayers.Grids ? layer : BaseLayers.Components, Key = key?.Trim(), Do = what ?? ChangeKind.Attributes, From = clock.Today, CaseId = caseId };
        await FindAsync();
        if (Grid is { } grid)
        {
            Input.Take(grid);
        }
        else if (Component is { } component)
        {
            Input.Take(component);
            Input.Shape = component.Shape is { } shape ? GeoJsonText.ForDrawing(shape) : null;
        }
        else if (!string.IsNullOrEmpty(Input.Key))
        {
            ModelState.AddModelError("Input.Key", PageText.Of(IsGrid ? "edit.noGrid" : "edit.noComponent", Input.Key));
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await FindAsync();
        var proposal = await ProposalAsync();
        var done = !proposal.Moved ? Outcome<BaseChange>.Refused(proposal.Refusals)
            : await CaseProposals.CheckAsync(cases, HttpContext.Who()!, Input.CaseId, HttpContext.RequestAborted) is { } refusal ? refusal
            : await changes.DraftAsync(HttpContext.Act(HttpContext.Who()!), Draft(proposal.Value), HttpContext.RequestAborted);
        if (done.Moved)
        {
            return Redirect($"/base/changes#{done.Value.Id}");
        }

        foreach (var wrong in done.Refusals)
        {
            ModelState.AddModelError(FieldOf(wrong), wrong.Message);
        }

        Response.StatusCode = Problems.StatusOf(done.Refusal.Kind);
        return Page();
    }

    /// <summary>A component may get other fields, another place or an end in one change; a grid is one thing at a time.</summary>
    private ChangeDraft Draft(ChangeProposal proposal) => new(Input.Id, Input.Layer, Input.Do, proposal, Input.From ?? clock.Today, Input.Reason ?? "", Input.CaseId);

    private async Task<Outcome<ChangeProposal>> ProposalAsync()
    {
        var shape = Input.Drawn();
        if (!shape.Moved)
        {
            return shape.Refusal;
        }

        return IsGrid
            ? await drawn.GridsAsync(
                city.Current.Places, new GridSketch(Input.Do, (Input.Do == ChangeKind.Create ? Input.Community : Input.Key) ?? "", shape.Value, Input.Others, AsksFields ? Input.GridCells() : Nothing), HttpContext.RequestAborted)
            : await WithPhotoAsync(ComponentProposal(shape.Value));
    }

    /// <summary>A photo sent along is stored and named by the proposal.</summary>
    private async Task<Outcome<ChangeProposal>> WithPhotoAsync(Outcome<ChangeProposal> proposal)
    {
        if (!proposal.Moved || Input.Photo is not { Length: > 0 } photo || proposal.Value.Objects is not [{ Cells: { } cells } one])
        {
            return proposal;
        }

        var stored = await photos.PutAllAsync([photo], HttpContext.Who()!, clock.Now, HttpContext.RequestAborted);
        return stored.Moved
            ? proposal.Value with { Objects = [one with { Cells = new Dictionary<string, string>(cells, StringComparer.Ordinal) { ["photo"] = stored.Value[0].ToString() } }] }
            : stored.Refusal with { Field = "photo" };
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private Outcome<ChangeProposal> ComponentProposal(Geometry? shape) => Input.Do switch
    {
        ChangeKind.Create => NewComponent(shape),
        _ when Component is null => new Refusal("component.unknown", PageText.Of("edit.noComponent", Input.Key), RefusalKind.Rule, Field: "key"),
        ChangeKind.Retire => new ChangeProposal([], [Component.Id]),
        ChangeKind.Move => At(shape) is { } place
            ? new ChangeProposal([new(Component.Id, place.Shape.AsText(), new Dictionary<string, string>(StringComparer.Ordinal) { ["grid"] = place.GridCode })], [])
            : NotPlaced(),
        ChangeKind.Attributes => new ChangeProposal([new(Component.Id, null, Input.ComponentCells())], []),
        _ => new Refusal("change.misfit", PageText.Of("edit.onlyGrids"), RefusalKind.Rule, Field: "do"),
    };

    private Outcome<ChangeProposal> NewComponent(Geometry? shape)
    {
        if (city.Current.Catalogue.FindClass(Input.ClassKey ?? "") is not { Kind: MatterKind.Component } matter)
        {
            return new Refusal("component.class", PageText.Of("edit.noClass"), RefusalKind.Invalid, Field: "classKey");
        }

        if (At(shape) is not { } place)
        {
            return NotPlaced();
        }

        var edition = matter.Edition == "2026" ? ComponentEdition.Edition2026 : ComponentEdition.Edition2013;
        var prefix = DivisionCode.DistrictOf(place.GridCode) + matter.Code;
        var last = city.Current.Places.Components.Where(c => c.Id.Length == ComponentId.LengthOf(edition) && c.Id.StartsWith(prefix, StringComparison.Ordinal))
            .Select(c => ComponentId.TryParse(c.Id, out var id, edition) ? id!.Sequence : 0).DefaultIfEmpty(0).Max();
        var next = ComponentId.Of(DivisionCode.DistrictOf(place.GridCode), matter.Code, last + 1, edition);
        if (!next.Moved)
        {
            return next.Refusal;
        }

        var cells = Input.ComponentCells();
        cells["grid"] = place.GridCode;
        cells["name"] = cells["name"].Length > 0 ? cells["name"] : matter.DisplayName;
        cells["from"] = (Input.From ?? clock.Today).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new ChangeProposal([new(next.Value.Value, place.Shape.AsText(), cells)], []);
    }

    private static Refusal NotPlaced() => new("component.outside", PageText.Of("edit.notPlaced"), RefusalKind.Rule, Field: "lon");

    /// <summary>Where the component is to be, with the grid around it; null for no place or one outside every grid.</summary>
    private (Geometry Shape, string GridCode)? At(Geometry? shape)
    {
        var at = shape is { IsEmpty: false } ? shape : Input.Position() is { } p ? new Point(p.Lon, p.Lat) : null;
        return at is not null && city.Current.Places.Locate(new Cgcs2000(at.InteriorPoint.X, at.InteriorPoint.Y)).GridCode is { } code ? (at, code) : null;
    }

    /// <summary>The whole row of a component is asked for: what stands in memory has no note, no photo and no line.</summary>
    private async Task FindAsync()
    {
        Links = BaseDataLinks.For(HttpContext.Who()!.Post, "/base/changes");
        var book = city.Current.Places;
        Grid = IsGrid ? book.FindGrid(Input.Key ?? "") : null;
        Component = null;
        if (!IsGrid && book.FindComponent(Input.Key ?? "")?.Id is { } id)
        {
            await using var db = reads.Open();
            Component = await db.Set<ManagedComponent>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, HttpContext.RequestAborted);
        }

        Kinds = Grid is null && Component is null ? [] :
        [
            .. (IsGrid ? GridKinds : ComponentKinds).Select(k => new ChipView(
                PageText.Of(IsGrid && k == ChangeKind.Move ? "edit.border" : $"changes.kind.{k}"),
                $"/base/edit?layer={Input.Layer}&key={Uri.EscapeDataString(Input.Key!)}&what={k}{(Input.CaseId is { } from ? $"&caseId={from}" : "")}", null, k == Input.Do)),
        ];
        Adjoining = IsGrid && Input.Do == ChangeKind.Merge ? DrawnChanges.Adjoining(book, Input.Key ?? "") : [];
        Centre = Component is { } c ? (c.Lon, c.Lat) : Grid is { } g && Wkb(g.Ring).Centroid is { } middle ? (middle.X, middle.Y) : null;
    }

    /// <summary>The field of the form a refusal is about; those of the whole change stand on top.</summary>
    private string FieldOf(Refusal refusal)
    {
        var name = refusal.Field is { Length: > 0 } field ? char.ToUpperInvariant(field[0]) + field[1..] : "";
        return AsksFields && typeof(EditInput).GetProperty(name) is not null || name is nameof(EditInput.Reason) or nameof(EditInput.From) ? $"Input.{name}" : "";
    }

    private static Geometry Wkb(byte[] bytes) => new WKBReader().Read(bytes);
}
