using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Microsoft.Extensions.Caching.Memory;

namespace Dizhu.Web.Public;

/// <summary>One published line, with its name.</summary>
public sealed record FigureLine(string Name, int? Reported, int? Filed, int? Closed, decimal? OnTimePercent);

/// <summary>The figures of a month as they are published; read anew after a few minutes, so that many readers cost one reading.</summary>
public sealed record FigureBook(string Month, IReadOnlyList<FigureLine> Streets, IReadOnlyList<FigureLine> Classes);

/// <summary>Reads and keeps what is published.</summary>
public sealed class PublishedFigures(PublicFigures figures, CityBooksHolder city, CityClock clock, IMemoryCache kept)
{
    /// <summary>The first month anything is told of.</summary>
    public static readonly DateOnly First = new(2017, 1, 1);

    private static readonly TimeSpan Keeps = TimeSpan.FromMinutes(5);

    /// <summary>The month of an address (<c>2026-11</c>); the present one without, null for one that is none or lies ahead.</summary>
    public DateOnly? MonthOf(string? text) => string.IsNullOrEmpty(text) ? new DateOnly(clock.Today.Year, clock.Today.Month, 1)
        : DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var month) && month >= First && month <= clock.Today ? month : null;

    /// <summary>The figures of a month.</summary>
    public async Task<FigureBook> OfAsync(DateOnly month, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue((nameof(PublishedFigures), month), out FigureBook? book) && book is not null)
        {
            return book;
        }

        var (places, catalogue) = (city.Current.Places, city.Current.Catalogue);
        book = new FigureBook(
            month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
            [.. (await figures.OfStreetsAsync(month, cancellationToken)).Select(f => Line(f, f.Key is { } code ? places.NameOf(code) : Pages.PageText.Of("figures.nowhere")))],
            [.. (await figures.OfClassesAsync(month, cancellationToken)).Select(f => Line(f, f.Key is { } key ? catalogue.FindClass(key)?.DisplayName ?? key : Pages.PageText.Of("figures.noClass")))]);
        return kept.Set((nameof(PublishedFigures), month), book, Keeps);
    }

    private static FigureLine Line(PublicFigure f, string name) => new(name, f.Reported, f.Filed, f.Closed, f.OnTimePercent);
}
