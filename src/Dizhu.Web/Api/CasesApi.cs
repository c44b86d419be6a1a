using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;

namespace Dizhu.Web.Api;

/// <summary>Cases: lists, files, and one address per act.</summary>
internal static class CasesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("案件");
        cases.MapGet("", ListAsync).WithSummary("案件列表：先到时限的在前").Produces<CaseListAnswer>().Problems();
        cases.MapGet("/{id:guid}", FileAsync).WithSummary("案卷：经过、时限、理由、现在可办的事").Produces<CaseFileAnswer>().Problems();
        MapAct<AcceptCommand>(cases, "accept");
        MapAct<DeclineCommand>(cases, "decline");
        MapAct<SendVerifyCommand>(cases, "send-verify");
        MapAct<AnswerVerifyCommand>(cases, "answer-verify");
        MapAct<FileCommand>(cases, "file");
        MapAct<RefuseFilingCommand>(cases, "refuse-filing");
        MapAct<DispatchCommand>(cases, "dispatch");
        MapAct<SignForCommand>(cases, "sign-for");
        MapAct<HandleCommand>(cases, "handle");
        MapAct<FeedBackCommand>(cases, "feed-back");
        MapAct<PassOnCommand>(cases, "pass-on");
        MapAct<SendBackCommand>(cases, "send-back");
        MapAct<SendCheckCommand>(cases, "send-check");
        MapAct<PassCheckCommand>(cases, "pass-check");
        MapAct<ReworkCommand>(cases, "rework");
        MapAct<ReturnCommand>(cases, "return");
        MapAct<CloseCommand>(cases, "close");
        MapAct<CancelCommand>(cases, "cancel");
        cases.MapGet("/{id:guid}/suggestion", SuggestAsync).WithSummary("建议责任单位及理由").Produces<SuggestionAnswer>().Problems();
    }

    private static void MapAct<TCommand>(RouteGroupBuilder cases, string name)
        where TCommand : CaseCommand, new()
    {
        var act = new TCommand().Act;
        cases.MapPost($"/{{id:guid}}/{name}", (HttpContext http, Guid id, CaseDoor door) => ActAsync<TCommand>(http, id, door))
            .WithName(act.ToString())
            .WithSummary(act.Name())
            .Accepts<TCommand>("application/json")
            .Produces<ActAnswer>()
            .Problems();
    }

    private static async Task ActAsync<TCommand>(HttpContext http, Guid id, CaseDoor door)
        where TCommand : CaseCommand
    {
        var body = await Bodies.ReadAsync<TCommand>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        var key = Bodies.KeyOf(http, body.Value.Bytes);
        if (!key.Moved)
        {
            await Problems.WriteAsync(http, key.Refusals);
            return;
        }

        await Bodies.AnswerAsync(http, await door.ActAsync(http.Act(http.Who()!), id, body.Value.Value, key.Value, http.RequestAborted));
    }

    private static async Task ListAsync(HttpContext http, CaseReads reads, CityBooksHolder city, string? stage, string? number, int? skip, int? take)
    {
        var stages = new List<Stage>();
        foreach (var name in (stage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<Stage>(name, out var wanted) || !Enum.IsDefined(wanted))
            {
                await Problems.WriteAsync(http, new Refusal("input.unknown-stage", $"没有名为 {name} 的阶段。", RefusalKind.Invalid, Field: "stage"));
                return;
            }

            stages.Add(wanted);
        }

        var query = new CaseListQuery { Stages = stages, Number = number, Skip = skip ?? 0, Take = take ?? 50 };
        var (items, total) = await reads.ListAsync(http.Who()!, query, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new CaseListAnswer(total, city.Current.Places.IsSynthetic, [.. items.Select(i => CaseListAnswer.Row.From(i, city.Current))]), http.RequestAborted);
    }

    private static async Task FileAsync(HttpContext http, Guid id, CaseReads reads, CityBooksHolder city)
    {
        var file = await reads.FileAsync(http.Who()!, id, http.RequestAborted);
        if (file is null)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCase);
            return;
        }

        await http.Response.WriteAsJsonAsync(CaseFileAnswer.From(file, city.Current), http.RequestAborted);
    }

    private static async Task SuggestAsync(HttpContext http, Guid id, CaseReads reads, CityBooksHolder city)
    {
        var file = await reads.FileAsync(http.Who()!, id, http.RequestAborted);
        if (file is null)
        {
            await Problems.WriteAsync(http, CaseAnswers.NoSuchCase);
            return;
        }

        Outcome<SuggestionAnswer> outcome = Dispatching.Suggest(file.State, city.Current, http.Act(http.Who()!).At) is { } suggestion
            ? SuggestionAnswer.From(suggestion)
            : CaseAnswers.NoClassYet;
        await Bodies.AnswerAsync(http, outcome);
    }
}
