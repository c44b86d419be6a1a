using Dizhu.Core.Views;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>A saved view.</summary>
/// <param name="Href">The address that opens it.</param>
public sealed record ViewAnswer(Guid Id, SavedList List, string Name, IReadOnlyList<ViewCondition> Conditions, int Position, string Href, DateTime CreatedAt, DateTime ChangedAt)
{
    internal static ViewAnswer Of(SavedView view) =>
        new(view.Id, view.List, view.Name, view.Conditions, view.Position, Pages.ListViews.HrefOf(view.List, view.Conditions), view.CreatedAt, view.ChangedAt);
}

/// <summary>保存的视图: the conditions of lists that somebody keeps under a name, their own alone.</summary>
internal static class ViewsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var views = api.MapGroup("/views").RequireAuthorization("staff").WithTags("保存的视图");
        views.MapGet("", ListAsync).WithSummary("本人在本岗位保存的视图，按顺序；可用 list 只看一个列表").Produces<IReadOnlyList<ViewAnswer>>().Problems();
        views.MapPost("", SaveAsync).WithSummary("保存视图；id 由客户端生成，列表不认识的条件不保存").Accepts<ViewRequest>("application/json").Produces<ViewAnswer>().Problems();
        views.MapPut("/{id:guid}", ChangeAsync).WithSummary("改名或调整顺序").Accepts<ViewChange>("application/json").Produces<ViewAnswer>().Problems();
        views.MapDelete("/{id:guid}", DeleteAsync).WithSummary("删除视图；再删一次也一样").Produces(StatusCodes.Status204NoContent).Problems();
    }

    private static async Task<IReadOnlyList<ViewAnswer>> ListAsync(HttpContext http, SavedViews views, SavedList? list) =>
        [.. (await views.ListAsync(http.Who()!, list, http.RequestAborted)).Select(ViewAnswer.Of)];

    private static async Task SaveAsync(HttpContext http, SavedViews views)
    {
        var body = await Bodies.ReadAsync<ViewRequest>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var saved = await views.SaveAsync(http.Act(http.Who()!), body.Value.Value, http.RequestAborted);
        await Bodies.AnswerAsync(http, saved, ViewAnswer.Of);
    }

    private static async Task ChangeAsync(HttpContext http, Guid id, SavedViews views)
    {
        var body = await Bodies.ReadAsync<ViewChange>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var changed = await views.ChangeAsync(http.Act(http.Who()!), id, body.Value.Value, http.RequestAborted);
        await Bodies.AnswerAsync(http, changed, ViewAnswer.Of);
    }

    private static async Task DeleteAsync(HttpContext http, Guid id, SavedViews views)
    {
        var deleted = await views.DeleteAsync(http.Act(http.Who()!), id, http.RequestAborted);
        if (!deleted.Moved)
        {
            await Problems.WriteAsync(http, deleted.Refusals);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
