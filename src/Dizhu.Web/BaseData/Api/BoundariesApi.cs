using System.Text.Json;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData.Api;

/// <summary>The drawing an area confirms.</summary>
public sealed record ConfirmRequest(int Version);

/// <summary>A boundary, who confirmed it and what does not fit.</summary>
public sealed record BoundaryAnswer(
    string Code, string Name, IReadOnlyDictionary<string, string> Limits, double? PlannedKm2, string Clause, string? Discrepancy, int? Version, double? Km2, DateOnly? SetOn, string? By,
    bool IsConfirmed, IReadOnlyList<string> MustConfirm, IReadOnlyList<string> Confirmed, string? Remark)
{
    internal static BoundaryAnswer Of(BoundaryView v) => new(
        v.Plan.Code, v.Plan.Name, v.Plan.Limits, v.Plan.PlannedKm2, v.Plan.Clause, v.Plan.Discrepancy, v.Drawn?.Version, v.Drawn is null ? null : Math.Round(v.Drawn.Km2, 4), v.Drawn?.SetOn, v.Drawn?.By,
        v.IsConfirmed, v.Plan.ConfirmedBy, [.. v.Confirmed.Select(c => c.UnitId)], v.Remark);
}

/// <summary>管理边界: drawn by their areas, the municipal one confirmed by the three that take part.</summary>
internal static class BoundariesApi
{
    public static void Map(RouteGroupBuilder data)
    {
        data.MapGet("/boundaries", async (Boundaries boundaries, CancellationToken ct) => (await boundaries.ListAsync(ct)).Select(BoundaryAnswer.Of).ToList())
            .RequireAuthorization("staff").WithSummary("管理边界：四至、面积、确认情况").Produces<IReadOnlyList<BoundaryAnswer>>().Problems();
        data.MapPut("/boundaries/{code}", DrawAsync).RequireAuthorization("boundaries").WithSummary("画定边界；请求体是 GeoJSON 的面（CGCS2000，经度在前）")
            .Accepts<JsonElement>("application/geo+json", "application/json").Produces<BoundaryAnswer>().Problems();
        data.MapPost("/boundaries/{code}/confirm", ConfirmAsync).RequireAuthorization("boundaries").WithSummary("确认市本级边界的现行一版").Accepts<ConfirmRequest>("application/json").Produces<BoundaryAnswer>().Problems();
    }

    private static async Task DrawAsync(HttpContext http, string code, Boundaries boundaries)
    {
        var shape = await GeoJsonText.ReadAsync(http.Request.Body, http.RequestAborted);
        var done = shape.Moved ? await boundaries.DrawAsync(http.Act(http.Who()!), code, shape.Value, http.RequestAborted) : Outcome<BoundaryView>.Refused(shape.Refusals);
        await AnswerAsync(http, done);
    }

    private static async Task ConfirmAsync(HttpContext http, string code, Boundaries boundaries)
    {
        var body = await Bodies.ReadAsync<ConfirmRequest>(http);
        await AnswerAsync(http, body.Moved ? await boundaries.ConfirmAsync(http.Act(http.Who()!), code, body.Value.Value.Version, http.RequestAborted) : Outcome<BoundaryView>.Refused(body.Refusals));
    }

    private static Task AnswerAsync(HttpContext http, Outcome<BoundaryView> done) =>
        Bodies.AnswerAsync(http, done, BoundaryAnswer.Of);
}
