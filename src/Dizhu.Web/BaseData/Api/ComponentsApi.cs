using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.BaseData.Api;

/// <summary>A component with all it is known by.</summary>
public sealed record ComponentAnswer(
    string Id, string ClassKey, string Name, string CompetentDepartmentId, string CompetentDepartment, string? OwnerId, string? Owner, string? MaintainerId, string? Maintainer,
    double Lon, double Lat, string GridCode, string State, PositionAccuracy? Accuracy, DateOnly InitialDate, DateOnly? ChangeDate, string DataSource, string? Note, Guid? PhotoId, string? OwnershipGap, double? Metres)
{
    internal static ComponentAnswer Of(ManagedComponent c, CityBooks city, DateOnly day, OwnershipGap gap, double? metres)
    {
        string Name(string id) => city.Organisations.NameOf(id, day);
        return new ComponentAnswer(
            c.Id, c.ClassKey, c.Name, c.CompetentDepartmentId, Name(c.CompetentDepartmentId), c.OwnerId, c.OwnerId is { } o ? Name(o) : null, c.MaintainerId, c.MaintainerId is { } m ? Name(m) : null,
            c.Lon, c.Lat, c.GridCode, ComponentStates.NameOf(c.State), c.Accuracy, c.InitialDate, c.ChangeDate, c.DataSource, c.Note.Length == 0 ? null : c.Note, c.PhotoId, gap.Name(), metres is { } x ? Math.Round(x, 1) : null);
    }
}

/// <summary>Who owns a component, and on what it rests.</summary>
public sealed record StatementRequest(string? OwnerId, string? Basis);

/// <summary>The queue of 权属确认: a page, and how many wait in all.</summary>
public sealed record OwnershipAnswer(IReadOnlyList<OwnershipItemAnswer> Items, int Total, string? After);

/// <summary>One component in the queue.</summary>
public sealed record OwnershipItemAnswer(string Id, string ClassKey, string Name, string GridCode, string Gap, string? MustStateId);

/// <summary>Components: found by id, class, owner, grid or near a point; their history; and 权属确认.</summary>
internal static class ComponentsApi
{
    private const int Most = 200;
    private const double LargestRadius = 2_000;

    public static void Map(RouteGroupBuilder data)
    {
        data.MapGet("/components", SearchAsync).RequireAuthorization("staff").WithSummary("查部件：标识码（可只给开头）、类别、权属单位、网格，或某点周围 radius 米内").Produces<IReadOnlyList<ComponentAnswer>>().Problems();
        data.MapGet("/components/{id}/photo", PhotoAsync).RequireAuthorization("staff").WithSummary("部件的照片").Produces(StatusCodes.Status200OK, contentType: PhotoIntake.StoredType).Problems();
        data.MapGet("/components/{id}", GetAsync).RequireAuthorization("staff").WithSummary("一个部件；at 给出某一天的状况").Produces<ComponentAnswer>().Problems();
        data.MapGet("/history/{layer}/{key}", async (string layer, string key, BaseHistory history, CancellationToken ct) => await history.OfAsync(layer, key, ct))
            .RequireAuthorization("staff").WithSummary("一个网格或部件的历次状况，最近的在前").Produces<IReadOnlyList<ObjectState>>().Problems();
        data.MapGet("/ownership", QueueAsync).RequireAuthorization("staff").WithSummary("权属待确认的部件").Produces<OwnershipAnswer>().Problems();
        data.MapPost("/ownership/{id}", StateAsync).RequireAuthorization("owners").WithSummary("界定一个部件的权属").Accepts<StatementRequest>("application/json").Produces<OwnershipStatement>().Problems();
    }

    private static async Task SearchAsync(
        HttpContext http, IReads reads, CityBooksHolder city, CityClock clock, string? id, string? @class, string? owner, string? grid, double? lon, double? lat, double? radius)
    {
        var (books, today) = (city.Current, clock.Today);
        if (lon is { } x && lat is { } y)
        {
            var point = Cgcs2000.TryAt(x, y);
            if (!point.Moved || radius is not (> 0 and <= LargestRadius))
            {
                await Problems.WriteAsync(http, point.Moved ? new Refusal("input.bad-radius", $"radius 须在 0 到 {LargestRadius:0} 米之间。", RefusalKind.Invalid, Field: "radius") : point.Refusal);
                return;
            }

            var near = books.Places.ComponentsWithin(point.Value, radius.Value).Where(f => Fits(f.Component, id, @class, owner, grid)).Take(Most);
            await http.Response.WriteAsJsonAsync(near.Select(f => ComponentAnswer.Of(f.Component, books, today, OwnershipGaps.Of(f.Component, isStated: true), f.Metres)), http.RequestAborted);
            return;
        }

        if (id is null && @class is null && owner is null && grid is null)
        {
            await Problems.WriteAsync(http, new Refusal("input.missing", "请给出标识码、类别、权属单位、网格或一个点。", RefusalKind.Invalid, Field: "id"));
            return;
        }

        await using var db = reads.Open();
        var rows = await db.Set<ManagedComponent>().AsNoTracking()
            .Where(c => (id == null || c.Id.StartsWith(id)) && (@class == null || c.ClassKey == @class) && (owner == null || c.OwnerId == owner) && (grid == null || c.GridCode == grid))
            .OrderBy(c => c.Id).Take(Most).ToListAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(rows.Select(c => ComponentAnswer.Of(c, books, today, OwnershipGaps.Of(c, isStated: true), null)), http.RequestAborted);
    }

    private static bool Fits(ManagedComponent c, string? id, string? classKey, string? owner, string? grid) =>
        (id is null || c.Id.StartsWith(id, StringComparison.Ordinal)) && (classKey is null || c.ClassKey == classKey) && (owner is null || c.OwnerId == owner) && (grid is null || c.GridCode == grid);

    private static async Task PhotoAsync(HttpContext http, string id, CityBooksHolder city, IReads reads, IAttachmentFiles files)
    {
        await using var db = reads.Open();
        var known = city.Current.Places.FindComponent(id)?.Id;
        var photo = await db.Set<ManagedComponent>().Where(c => c.Id == known).Select(c => c.PhotoId).FirstOrDefaultAsync(http.RequestAborted);
        var row = photo is null ? null : await db.Set<Attachment>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == photo, http.RequestAborted);
        await AttachmentsApi.SendAsync(http, row, files);
    }

    private static async Task GetAsync(HttpContext http, string id, DateOnly? at, BaseHistory history, OwnershipDoor ownership, CityBooksHolder city, CityClock clock)
    {
        var found = await history.ComponentAtAsync(id, at ?? clock.Today, http.RequestAborted);
        var gap = await ownership.GapOfAsync(id, http.RequestAborted) ?? OwnershipGap.None;
        await Bodies.AnswerAsync<ComponentAnswer>(
            http,
            found is null
                ? new Refusal("component.unknown", $"{(at is null ? "" : $"{at:yyyy-MM-dd} ")}没有这个部件。请核对标识码。", RefusalKind.NotFound, Field: "id")
                : ComponentAnswer.Of(found, city.Current, at ?? clock.Today, gap, null));
    }

    private static async Task QueueAsync(HttpContext http, OwnershipDoor door, string? after)
    {
        var (items, total) = await door.QueueAsync(after, Most, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new OwnershipAnswer(
                [.. items.Select(i => new OwnershipItemAnswer(i.Component.Id, i.Component.ClassKey, i.Component.Name, i.Component.GridCode, i.Gap.Name() ?? "", i.MustStateId))],
                total, items.Count == Most ? items[^1].Component.Id : null),
            http.RequestAborted);
    }

    private static async Task StateAsync(HttpContext http, string id, OwnershipDoor door, CityBooksHolder city, IReads reads)
    {
        var body = await Bodies.ReadAsync<StatementRequest>(http);
        var done = body.Moved
            ? await door.StateAsync(http.Act(http.Who()!), id, body.Value.Value.OwnerId ?? "", body.Value.Value.Basis ?? "", http.RequestAborted)
            : Outcome<OwnershipStatement>.Refused(body.Refusals);
        if (done.Moved)
        {
            city.Swap(await CityLoader.LoadAsync(reads, http.RequestAborted));
        }

        await Bodies.AnswerAsync(http, done);
    }
}
