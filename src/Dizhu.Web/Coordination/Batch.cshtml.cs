using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Coordination;

/// <summary>One case of a batch as it was confirmed.</summary>
public sealed class BatchLine
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public string? UnitId { get; set; }

    /// <summary>Makes the line sent twice one act.</summary>
    public string? Key { get; set; }
}

/// <summary>批量派遣: the chosen cases each to the one unit the rules suggest, seen before it is done. Each is an act of its own: one that is refused does not hold up the others.</summary>
public sealed class BatchModel(CaseReads reads, CaseDoor door, UnitLoads loads, CityBooksHolder city, CityClock clock) : PageModel
{
    public const string ListHref = "/cases?stage=AwaitingDispatch";

    /// <summary>As many as one list shows.</summary>
    private const int Most = 50;

    /// <param name="Index">Its place among the lines that are sent; -1 for one without a suggested unit.</param>
    public sealed record Row(Guid Id, int Index, int Version, string Key, string Number, string Title, string? UnitId, string? UnitName, int? Open, string Why, string Due);

    [BindProperty]
    public List<BatchLine> Sent { get; set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>What became of each case that was sent: null when dispatched, else why not.</summary>
    public IReadOnlyDictionary<Guid, string?> Results { get; private set; } = new Dictionary<Guid, string?>();

    public int Failed => Results.Values.Count(r => r is not null);

    public int Ready => Rows.Count(r => r.UnitId is not null);

    public Task OnGetAsync([FromQuery] IReadOnlyList<Guid> id) => LoadAsync([.. id.Distinct().Take(Most)]);

    public async Task OnPostAsync()
    {
        var sent = Sent.Where(s => s.UnitId is not null && !string.IsNullOrEmpty(s.Key)).DistinctBy(s => s.Id).Take(Most).ToList();
        await LoadAsync([.. sent.Select(s => s.Id)]);
        var results = new Dictionary<Guid, string?>();
        foreach (var line in sent)
        {
            var done = await door.ActAsync(
                HttpContext.Act(HttpContext.Who()!), line.Id, new DispatchCommand { UnitId = line.UnitId, Version = line.Version }, new ClientKey(line.Key!, "page dispatch", CaseDoor.HashOf(line.Key!)), HttpContext.RequestAborted);
            results[line.Id] = done.Moved ? null : done.Refusal.Message;
        }

        Results = results;
    }

    private async Task LoadAsync(IReadOnlyList<Guid> ids)
    {
        var (books, now) = (city.Current, clock.Now);
        List<(CaseFile File, Suggestion? Suggestion)> found = [];
        foreach (var id in ids)
        {
            if (await reads.FileAsync(HttpContext.Who()!, id, HttpContext.RequestAborted) is { } file)
            {
                found.Add((file, file.OpenMoves.Any(m => m.Act == CaseAct.Dispatch) ? Dispatching.Suggest(file.State, books, now) : null));
            }
        }

        var units = await loads.OfAsync([.. found.Select(f => f.Suggestion?.Suggested?.UnitId).OfType<string>().Distinct(StringComparer.Ordinal)], now, HttpContext.RequestAborted);
        var index = 0;
        Rows = [.. found.Select(f => RowOf(f.File, f.Suggestion?.Suggested))];

        Row RowOf(CaseFile file, Candidate? to)
        {
            var c = file.State.Case;
            var limit = c.StandardId is { } id && books.Catalogue.FindStandard(id) is { } standard ? books.Catalogue.LimitFor(standard, c.AreaLevel) : null;
            return new Row(
                c.Id, to is null ? -1 : index++, c.Version, Guid.NewGuid().ToString("N"), c.Number ?? file.Reports[0].Number, CaseViews.Title(c, books), to?.UnitId, to?.Name,
                to is null ? null : units.GetValueOrDefault(to.UnitId)?.Open ?? 0, to is null ? "" : string.Join('；', to.Reasons.Select(r => r.Sentence)),
                limit?.Value is { } of ? CaseViews.ShortMoment(books.Calendar.Due(now, of).DueUtc) : limit?.Words ?? "");
        }
    }
}
