using Dizhu.Core.Cases;
using Dizhu.Core.Exchange;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>Other systems send matters under their own numbers and read how they stand.</summary>
internal static class ExchangeApi
{
    private static readonly Refusal NoNumber = new(
        "exchange.no-number", "缺少对方系统的编号 externalId（不超过 100 字）。请带上，重发时用同一个编号。", RefusalKind.Invalid,
        Sources.Order26.Clause("三(二)3", "预留对接接口"), "externalId");

    private static readonly Refusal NoSuchMatter = new("exchange.not-found", "贵系统没有用这个编号报送过案件。请核对编号。", RefusalKind.NotFound);

    public static void Map(RouteGroupBuilder api)
    {
        var exchange = api.MapGroup("/exchange").RequireAuthorization("machines").WithTags("数据交换");
        exchange.MapPost("/reports", ReportAsync)
            .WithSummary("外系统报送：用对方编号 externalId，id 不用填；同一编号重发只登记一次")
            .Accepts<ReportCommand>("application/json").Produces<ActAnswer>(StatusCodes.Status201Created).Produces<ActAnswer>().Problems();
        exchange.MapGet("/cases/{externalId}", FindAsync).WithSummary("按对方编号查办理状态").Produces<MirroredCase>().Problems();
    }

    private static async Task ReportAsync(HttpContext http, CaseDoor door)
    {
        var body = await Bodies.ReadAsync<ReportCommand>(http);
        if (!body.Moved || body.Value.Value.ExternalId?.Trim() is not { Length: > 0 and <= 100 } number)
        {
            await Problems.WriteAsync(http, body.Moved ? [NoNumber] : body.Refusals);
            return;
        }

        var who = http.Who()!;
        var command = body.Value.Value with { Id = CaseMirror.ReportIdOf(who.Id, number) };
        var outcome = await door.ReportAsync(http.Act(who), command, http.RequestAborted);
        await Bodies.AnswerAsync(http, outcome, outcome is { Moved: true, Value.AlreadyDone: false } ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task FindAsync(HttpContext http, string externalId, CaseMirror mirror)
    {
        if (externalId.Contains('\0', StringComparison.Ordinal) || await mirror.FindAsync(http.Who()!.Id, externalId, http.RequestAborted) is not { } found)
        {
            await Problems.WriteAsync(http, NoSuchMatter);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(found, http.RequestAborted);
    }
}
