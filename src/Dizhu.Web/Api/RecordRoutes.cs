using Dizhu.Core;
using Dizhu.Core.Ledgers;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>What the routes of kept records have in common.</summary>
internal static class RecordRoutes
{
    /// <summary>The list and the single record with its change log, for everybody at work; each sees what they may.</summary>
    public static void MapRecords<T>(this RouteGroupBuilder group, string name)
        where T : KeptRecord
    {
        group.MapGet("", async (HttpContext http, RecordDoor door) => await door.ListAsync<T>(http.Who()!, http.RequestAborted))
            .RequireAuthorization("staff").WithSummary($"{name}：最近 {RecordDoor.Most} 条").Produces<IReadOnlyList<T>>().Problems();
        group.MapGet("/{id:guid}", async (HttpContext http, Guid id, RecordDoor door) =>
                await Bodies.AnswerAsync(http, await door.FindAsync<T>(http.Who()!, id, http.RequestAborted)))
            .RequireAuthorization("staff").WithSummary($"{name}及其更改日志：谁、何时、原值、现值").Produces<RecordWithChanges<T>>().Problems();
    }

    /// <summary>Only these posts may enter.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, params Post[] posts) =>
        route.RequireAuthorization(p => p.RequireRole(posts.Select(x => x.ToString())));

    /// <summary>Makes a record of the body.</summary>
    public static async Task AddAsync<TBody, T>(HttpContext http, RecordDoor door, Func<ActContext, TBody, Outcome<T>> make)
        where TBody : notnull
        where T : KeptRecord
    {
        var body = await Bodies.ReadAsync<TBody>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var (context, sent) = (http.Act(http.Who()!), body.Value.Value);
        var made = make(context, sent);
        await Bodies.AnswerAsync(http, made.Moved ? await door.AddAsync(context, made.Value, sent, http.RequestAborted) : made);
    }

    /// <summary>Does an act on a record.</summary>
    public static async Task ActAsync<TBody, T>(
        HttpContext http, Guid id, string name, RecordDoor door, Func<TBody, (Guid? ActId, int Version)> named, Func<T, ActContext, TBody, Refusal?> change)
        where TBody : notnull
        where T : KeptRecord
    {
        var body = await Bodies.ReadAsync<TBody>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var (context, sent) = (http.Act(http.Who()!), body.Value.Value);
        var (actId, version) = named(sent);
        await Bodies.AnswerAsync(
            http, await door.ChangeAsync<T>(context, id, name, actId ?? Guid.Empty, version, sent, record => change(record, context, sent), http.RequestAborted));
    }
}
