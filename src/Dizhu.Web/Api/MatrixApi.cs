using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>The rule that decides a combination and why; nothing when no rule does.</summary>
public sealed record MatrixRouteAnswer(MatrixRule? Rule, string? UnitName, string? Why);

/// <summary>Rules as a table (CSV) with the columns of the setting <c>responsibility-matrix</c>.</summary>
public sealed record MatrixRequest(string? Rules, DateTime? From, DateTime? Until);

/// <summary>责任矩阵: what the rules in force or proposed ones leave open, and what they would have done. Rules are entered as settings.</summary>
internal static class MatrixApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var matrix = api.MapGroup("/matrix").RequireAuthorization("administrators").WithTags("责任矩阵");
        matrix.MapGet("/route", RouteAsync).WithSummary("一种情形由哪条规则决定").Produces<MatrixRouteAnswer>().Problems();
        matrix.MapGet("/check", (CityBooksHolder city, CityClock clock) => MatrixWork.Check(MatrixBook.At(city.Current.Settings, clock.Now), city.Current))
            .WithSummary("现行规则的缺口、重叠和用不到的规则").Produces<MatrixReport>().Problems();
        matrix.MapPost("/check", CheckAsync).WithSummary("所提规则的缺口、重叠和用不到的规则；不保存").Accepts<MatrixRequest>("application/json").Produces<MatrixReport>().Problems();
        matrix.MapPost("/replay", ReplayAsync).WithSummary("所提规则用于以往案件：多少件会派给别的单位；不保存，不改动案件")
            .Accepts<MatrixRequest>("application/json").Produces<MatrixReplayResult>().Problems();
    }

    private static Task RouteAsync(HttpContext http, CityBooksHolder city, CityClock clock, string? grid, string? @class, Ownership? ownership)
    {
        var books = city.Current;
        var rule = MatrixBook.At(books.Settings, clock.Now).Route(grid, @class, ownership ?? Ownership.None);
        var name = rule is null ? null : books.Organisations.NameOf(rule.UnitId, clock.Today);
        return http.Response.WriteAsJsonAsync(
            new MatrixRouteAnswer(rule, name, rule is null ? null : new MatrixRoute(rule, ownership ?? Ownership.None).Why(name!).Sentence), http.RequestAborted);
    }

    private static async Task CheckAsync(HttpContext http, CityBooksHolder city)
    {
        var proposed = await ProposedAsync(http);
        await Bodies.AnswerAsync(http, proposed.Moved ? MatrixWork.Check(proposed.Value.Book, city.Current) : Outcome<MatrixReport>.Refused(proposed.Refusals));
    }

    private static async Task ReplayAsync(HttpContext http, CityBooksHolder city, IReads reads)
    {
        var proposed = await ProposedAsync(http);
        if (!proposed.Moved)
        {
            await Problems.WriteAsync(http, proposed.Refusals);
            return;
        }

        var (book, asked) = proposed.Value;
        await using var db = reads.Open();
        await Bodies.AnswerAsync<MatrixReplayResult>(http, await MatrixReplay.RunAsync(db, book, city.Current, asked.From, asked.Until, http.RequestAborted));
    }

    private static async Task<Outcome<(MatrixBook Book, MatrixRequest Asked)>> ProposedAsync(HttpContext http)
    {
        var body = await Bodies.ReadAsync<MatrixRequest>(http);
        if (!body.Moved)
        {
            return Outcome<(MatrixBook, MatrixRequest)>.Refused(body.Refusals);
        }

        var asked = body.Value.Value;
        if (asked.From is { Kind: not DateTimeKind.Utc } || asked.Until is { Kind: not DateTimeKind.Utc })
        {
            return new Refusal("input.bad-time", "from 和 until 须带时区，例如 2026-11-01T00:00:00Z。请改正。", RefusalKind.Invalid, Field: "from");
        }

        using var text = new StringReader(asked.Rules ?? "");
        var rules = MatrixRule.Read(text);
        return rules.Moved ? (new MatrixBook(rules.Value), asked) : Outcome<(MatrixBook, MatrixRequest)>.Refused(rules.Refusals);
    }
}

/// <summary>The check on the grids, classes and units of a city.</summary>
internal static class MatrixWork
{
    public static MatrixReport Check(MatrixBook book, CityBooks city) => MatrixCheck.Run(
        book,
        [.. city.Places.Grids.Select(g => g.Code)],
        [.. city.Catalogue.Classes.Where(c => c.IsSelectable)],
        id => city.Organisations.Find(id) is not null);
}
