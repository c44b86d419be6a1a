using Dizhu.Core.Geodata;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.BaseData.Api;

/// <summary>A layer with what does not fit the plan.</summary>
public sealed record BaseLayerAnswer(
    string Id, string Set, string SetName, string? Kind, string Title, string? ProviderId, string Provider, LayerOrigin Origin, DateOnly DatedOn, int? Scale, string Datum, LayerShape Shape,
    string Metadata, DateOnly? SupplyAskedOn, bool IsUpdateDue, bool IsSynthetic, int LiveVersion, IReadOnlyList<string> Remarks, IReadOnlyList<LayerVersionAnswer>? Versions)
{
    internal static BaseLayerAnswer Of(BaseLayer l, IReadOnlyList<LayerVersion>? versions) => new(
        l.Id, l.Set.ToString(), LayerForm.NameOf(l.Set), l.KindSaid, l.Title, l.ProviderId, l.Provider, l.Origin, l.DatedOn, l.Scale, l.Datum, l.Shape, l.Metadata, l.SupplyAskedOn,
        l.IsUpdateDue, l.IsSynthetic, l.LiveVersion, LayerForm.Remarks(l),
        versions is null ? null : [.. versions.Select(v => new LayerVersionAnswer(v.Number, v.From, v.PublishedAt, v.By, v.FileName, v.FileHash is null ? null : Convert.ToHexStringLower(v.FileHash), v.Added, v.Changed, v.Ended, v.Refused, v.BaseVersion))]);
}

/// <summary>One published supply of a layer.</summary>
public sealed record LayerVersionAnswer(
    int Number, DateOnly From, DateTime PublishedAt, string By, string FileName, string? Sha256, int Added, int Changed, int Ended, int Refused, long BaseVersion);

/// <summary>When a supply was asked for or delivered.</summary>
public sealed record SupplyRequest(DateOnly? AskedOn, DateOnly? DeliveredOn, string? Words);

/// <summary>A planned supply and what has come of it.</summary>
public sealed record SupplyAnswer(
    string LayerId, string UnitId, string Title, string Group, int? Scale, string DutyId, string DutyWords, string Clause, DateOnly? AskedOn, DateOnly? DeliveredOn, bool IsDelivered)
{
    internal static SupplyAnswer Of(SupplyView s) => new(
        s.Plan.LayerId, s.UnitId, s.Plan.Title, s.Plan.Group, s.Plan.Scale, s.Plan.DutyId, s.DutyWords, s.Clause, s.Supply?.AskedOn, s.Supply?.DeliveredOn, s.IsDelivered);
}

/// <summary>All planned supplies and how far the enterprises' list is.</summary>
public sealed record SuppliesAnswer(IReadOnlyList<SupplyAnswer> Supplies, int EnterprisesDelivered, int Enterprises, decimal EnterprisesPercent);

/// <summary>Layers of the five sets and what the units are to supply.</summary>
internal static class LayersApi
{
    public static void Map(RouteGroupBuilder data)
    {
        data.MapGet("/layers", async (BaseLayersDoor door, CancellationToken ct) => (await door.ListAsync(ct)).Select(l => BaseLayerAnswer.Of(l, null)).ToList())
            .RequireAuthorization("staff").WithSummary("图层：种类、提供单位、比例尺、日期、来源").Produces<IReadOnlyList<BaseLayerAnswer>>().Problems();
        data.MapGet("/layers/{id}", async (HttpContext http, string id, BaseLayersDoor door) => await Bodies.AnswerAsync<BaseLayerAnswer>(
                http, await door.FindAsync(id, http.RequestAborted) is { } found ? BaseLayerAnswer.Of(found.Layer, found.Versions) : new Refusal("layer.unknown", "没有这个图层。请从列表中选择。", RefusalKind.NotFound)))
            .RequireAuthorization("staff").WithSummary("一个图层和它的各版").Produces<BaseLayerAnswer>().Problems();
        data.MapPut("/layers", RegisterAsync).RequireAuthorization("administrators").WithSummary("登记或修改图层的说明").Accepts<LayerForm>("application/json").Produces<BaseLayerAnswer>().Problems();
        data.MapGet("/supplies", async (BaseLayersDoor door, CancellationToken ct) =>
            {
                var supplies = await door.SuppliesAsync(ct);
                var progress = BaseLayersDoor.ProgressOf(supplies, SupplyPlan.Enterprises);
                return new SuppliesAnswer([.. supplies.Select(SupplyAnswer.Of)], progress.Delivered, progress.Total, progress.Percent);
            })
            .RequireAuthorization("staff").WithSummary("各单位应提供的数据和进度").Produces<SuppliesAnswer>().Problems();
        data.MapPost("/supplies/{layerId}", NoteAsync).RequireAuthorization("administrators").WithSummary("登记要求或交付的日期").Accepts<SupplyRequest>("application/json").Produces<DataSupply>().Problems();
    }

    private static async Task RegisterAsync(HttpContext http, BaseLayersDoor door, AuditLog audit)
    {
        var body = await Bodies.ReadAsync<LayerForm>(http);
        var done = body.Moved ? await door.RegisterAsync(http.Act(http.Who()!), body.Value.Value, http.RequestAborted) : Outcome<BaseLayer>.Refused(body.Refusals);
        if (done.Moved)
        {
            await audit.WriteAsync("config", http.Who()!.Label, $"登记图层 {done.Value.Id}（{done.Value.Title}）", http);
        }

        await Bodies.AnswerAsync(http, done, v => BaseLayerAnswer.Of(v, null));
    }

    private static async Task NoteAsync(HttpContext http, string layerId, BaseLayersDoor door)
    {
        var body = await Bodies.ReadAsync<SupplyRequest>(http);
        await Bodies.AnswerAsync(
            http,
            body.Moved
                ? await door.NoteAsync(http.Act(http.Who()!), layerId, body.Value.Value.AskedOn, body.Value.Value.DeliveredOn, body.Value.Value.Words ?? "", http.RequestAborted)
                : Outcome<DataSupply>.Refused(body.Refusals));
    }
}
