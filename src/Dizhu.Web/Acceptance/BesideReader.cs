using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Web.Pages;
using Dizhu.WebKit;

namespace Dizhu.Web.Acceptance;

/// <summary>Reads what stands beside an intake, of whatever has been filled in so far.</summary>
public sealed class BesideReader(CaseReads reads, CallerHistory callers, CityBooksHolder city, CityClock clock)
{
    private const int MostEarlier = 10;

    /// <param name="who">The acceptor.</param>
    /// <param name="classKey">The class; null while none is chosen.</param>
    /// <param name="at">The position; null while none is known.</param>
    /// <param name="componentId">The component it is about; null for none.</param>
    /// <param name="phone">The caller's number as typed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<BesideView> OfAsync(Principal who, string? classKey, Cgcs2000? at, string? componentId, string? phone, CancellationToken cancellationToken)
    {
        var (books, now) = (city.Current, clock.Now);
        var matter = string.IsNullOrEmpty(classKey) ? null : books.Catalogue.FindClass(classKey);
        var location = at is { } point ? books.Places.Locate(point) : null;
        var settings = books.Settings.CaseSettings(now);
        List<FactView> facts = [.. at is { } here ? PlaceFinder.Facts(books, here) : []];
        if (matter is not null && location is not null && Dispatching.SuggestFor(matter, string.IsNullOrWhiteSpace(componentId) ? null : componentId, location, books, now) is { } suggestion)
        {
            facts.Add(suggestion.Suggested is { } unit
                ? new FactView(PageText.Of("intake.unit"), unit.Name) { Note = unit.Reasons.FirstOrDefault()?.Sentence }
                : new FactView(PageText.Of("intake.unit"), PageText.Of("batch.undecided")));
        }

        return new BesideView
        {
            Facts = facts,
            Limits = matter is null ? [] : [.. books.Catalogue.StandardsOf(matter.Key, clock.Today).Select(s => new FactView(s.FilingConditionText, books.Catalogue.LimitFor(s, location?.AreaLevel).Value?.ToString() ?? PageText.Of("brief.noLimit")))],
            Similar = matter is null || at is not { } place ? [] : await SimilarAsync(who, matter.Key, place, now, cancellationToken),
            History = string.IsNullOrWhiteSpace(phone) ? [] : [.. (await callers.OfPhoneAsync(who, phone.Trim(), MostEarlier, cancellationToken)).Select(Earlier)],
            Warning = matter is not null && location?.GridCode is { } grid ? books.Settings.ControlAreaHit(matter.Key, grid, now)?.Reason : null,
            WindowHours = settings.DuplicateWindowHours,
            RadiusMetres = settings.DuplicateRadiusMetres,
        };
    }

    private async Task<IReadOnlyList<SameMatter>> SimilarAsync(Principal who, string classKey, Cgcs2000 at, DateTime now, CancellationToken cancellationToken) =>
    [
        .. (await reads.SimilarToAsync(who, classKey, at, now, null, cancellationToken)).Select(s => new SameMatter(
            s.Id, s.Number ?? PageText.Of("intake.noNumber"), s.Stage.Name(),
            PageText.Of("intake.near", Math.Round(s.Metres).ToString(CultureInfo.InvariantCulture), CaseViews.ShortMoment(s.ReportedAt)), !s.Stage.IsFinal())),
    ];

    private EarlierCase Earlier(CaseListItem c) => new(
        c.Id, c.Number ?? c.ReportNumber,
        string.Join('，', new[] { CaseViews.ClassName(c.ClassKey, city.Current), c.Stage.Name(), CaseViews.ShortMoment(c.ReportedAt) }));
}
