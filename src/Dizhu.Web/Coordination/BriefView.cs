using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Web.Pages;
using Dizhu.WebKit;

namespace Dizhu.Web.Coordination;

/// <summary>A case in the drawer beside its list: what it is, how its clocks stand, to whom it could go, and the acts open now.</summary>
public sealed class BriefView
{
    private const string DispatchForm = "brief-dispatch";

    public required CaseFile File { get; init; }

    /// <summary>The list the drawer stands beside; acts lead back to it.</summary>
    public required string Back { get; init; }

    public required string Title { get; init; }

    public required string Place { get; init; }

    public required IReadOnlyList<ClockView> Clocks { get; init; }

    public required IReadOnlyList<FactView> Facts { get; init; }

    public required IReadOnlyList<PhotoView> Photos { get; init; }

    /// <summary>The units to choose from; empty where nothing is to be dispatched by this reader.</summary>
    public required IReadOnlyList<UnitChoice> Units { get; init; }

    public required IReadOnlyList<ActButton> Acts { get; init; }

    public bool Undecided { get; init; }

    /// <summary>The form of the units, and the address it goes to.</summary>
    public string FormId => DispatchForm;

    public string DispatchTo => $"/cases/{File.State.Case.Id}/dispatch";

    /// <summary>Makes the form sent twice one act.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    public string Number => File.State.Case.Number ?? File.Reports[0].Number;

    /// <summary>The latest entries of the timeline.</summary>
    public required IReadOnlyList<TimelineItem> Latest { get; init; }

    /// <summary>Reads what the drawer shows; null for a case that is not there for this reader.</summary>
    internal static async Task<BriefView?> OfAsync(CaseReads reads, UnitLoads loads, CityBooks books, Principal who, Guid id, DateTime now, string back, CancellationToken cancellationToken)
    {
        if (await reads.FileAsync(who, id, cancellationToken) is not { } file)
        {
            return null;
        }

        var c = file.State.Case;
        var suggestion = file.OpenMoves.Any(m => m.Act == CaseAct.Dispatch) ? Dispatching.Suggest(file.State, books, now) : null;
        var units = suggestion is null ? [] : UnitChoices.Of(suggestion, null, await loads.OfAsync(UnitChoices.Named(suggestion), now, cancellationToken));
        return new BriefView
        {
            File = file,
            Back = back,
            Title = CaseViews.Title(c, books),
            Place = CaseViews.Place(c, file.Reports[0], books),
            Clocks = ClocksOf(file, books, now),
            Facts = [.. CaseViews.HeadFacts(file, books, now).Where(f => f.Href is not null), new FactView(PageText.Of("card.stage"), c.Stage.Name()), new FactView(PageText.Of("case.source"), c.Source.Name())],
            Photos = [.. file.Attachments.Select(a => CaseViews.Photo(file, a))],
            Units = units,
            Undecided = suggestion?.IsUndecided ?? false,
            Latest = [.. CaseViews.Timeline(file, books, books.Calendar, now).TakeLast(3)],
            Acts = [.. file.OpenMoves.Where(m => !ActButtons.IsFurther(m)).Select(m => ButtonOf(m, file, who, back, units))],
        };
    }

    /// <summary>The clock of the post whose turn it is, and the one of handling; before dispatch that is what it would be now.</summary>
    private static IReadOnlyList<ClockView> ClocksOf(CaseFile file, CityBooks books, DateTime now)
    {
        var c = file.State.Case;
        var own = file.State.LastTurn(c.Stage.OwnClock());
        var handling = file.State.LastTurn(ClockKind.Handling);
        List<ClockView> clocks = [.. new[] { own, handling }.OfType<CaseClock>().DistinctBy(t => t.Kind).Select(t => CaseViews.Clock(t, books.Calendar, now) with { Remaining = t.State == ClockState.Stopped ? null : CaseViews.Remaining(t, books.Calendar, now), Large = t.State == ClockState.Stopped ? PageText.Of("brief.stopped") : null })];
        if (handling is null && c.StandardId is { } id && books.Catalogue.FindStandard(id) is { } standard && books.Catalogue.LimitFor(standard, c.AreaLevel) is var limit)
        {
            clocks.Add(new ClockView(ClockKind.Handling.Name(), LightKind.None, limit.Value?.ToString(), null, null)
            {
                Large = limit.Value is { } of ? CaseViews.ShortMoment(books.Calendar.Due(now, of).DueUtc) : PageText.Of("brief.noLimit"),
                Note = limit.Value is null ? null : PageText.Of("brief.dueIfNow"),
            });
        }

        return clocks;
    }

    private static ActButton ButtonOf(Move move, CaseFile file, Principal who, string back, IReadOnlyList<UnitChoice> units)
    {
        var button = ActButtons.For(move, file, who, back);
        var chosen = units.FirstOrDefault(u => u.IsChosen);
        return move.Act == CaseAct.Dispatch && units.Count > 0
            ? button with { Text = chosen is null ? button.Text : PageText.Of("brief.dispatchTo", chosen.Name), Href = null, FormId = DispatchForm, Name = "Do", Value = "1" }
            : button;
    }
}
