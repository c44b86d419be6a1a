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
        MapBeside(cases);
        cases.MapGet("/{id:guid}/suggestion", SuggestAsync).WithSummary("建议责任单位及理由").Produces<SuggestionAnswer>().Problems();
    }

    /// <summary>The acts of tasks, requests and linked cases.</summary>
    private static void MapBeside(RouteGroupBuilder cases)
    {
        MapAct<ConfirmSelfHandledCommand>(cases, "confirm-self-handled");
        MapAct<RejectSelfHandledCommand>(cases, "reject-self-handled");
        MapAct<TakeUpCommand>(cases, "take-up");
        MapAct<HandOverCommand>(cases, "hand-over");
        MapAct<CorrectCommand>(cases, "correct");
        MapAct<MergeCommand>(cases, "merge");
        MapAct<SplitCommand>(cases, "split");
        MapAct<ReopenCommand>(cases, "reopen");
        MapAct<RestoreCommand>(cases, "restore");
        MapAct<AssignCommand>(cases, "assign");
        MapAct<WithdrawAssignmentCommand>(cases, "withdraw-assignment");
        MapAct<DispatchOnCommand>(cases, "dispatch-on");
        MapAct<HandDownCommand>(cases, "hand-down");
        MapAct<FeedUpCommand>(cases, "feed-up");
        MapAct<ReturnUpCommand>(cases, "return-up");
        MapAct<SendDownCommand>(cases, "send-down");
        MapAct<AddCoHandlerCommand>(cases, "add-co-handler");
        MapAct<FinishCoCommand>(cases, "finish-co");
        MapAct<ExcuseCoCommand>(cases, "excuse-co");
        MapAct<UrgeCommand>(cases, "urge");
        MapAct<AnswerUrgeCommand>(cases, "answer-urge");
        MapAct<ReplyCommand>(cases, "reply");
        MapAct<NoteCommand>(cases, "note");
        MapAct<MarkTypicalCommand>(cases, "mark-typical");
        MapAct<AskReturnCommand>(cases, "ask-return");
        MapAct<GrantReturnCommand>(cases, "grant-return");
        MapAct<AskExtensionCommand>(cases, "ask-extension");
        MapAct<GrantExtensionCommand>(cases, "grant-extension");
        MapAct<AskDeferralCommand>(cases, "ask-deferral");
        MapAct<GrantDeferralCommand>(cases, "grant-deferral");
        MapAct<ResumeCommand>(cases, "resume");
        MapAct<AskCancelCommand>(cases, "ask-cancel");
        MapAct<AskForceCloseCommand>(cases, "ask-force-close");
        MapAct<ForceCloseCommand>(cases, "force-close");
        MapAct<AppealCommand>(cases, "appeal");
        MapAct<GrantAppealCommand>(cases, "grant-appeal");
        MapAct<ConsentCommand>(cases, "consent");
        MapAct<RefuseAskedCommand>(cases, "refuse-asked");
        MapAct<WithdrawAskedCommand>(cases, "withdraw-asked");
        MapAct<RateCommand>(cases, "rate");
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

    private static async Task ListAsync(HttpContext http, CaseReads reads, CityBooksHolder city, [AsParameters] CaseListParameters asked)
    {
        var query = asked.ToQuery(http.Act(http.Who()!).At);
        if (!query.Moved)
        {
            await Problems.WriteAsync(http, query.Refusals);
            return;
        }

        var page = await reads.ListAsync(http.Who()!, query.Value, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new CaseListAnswer(page.Total, page.IsCounted, city.Current.Places.IsSynthetic, [.. page.Items.Select(i => CaseListAnswer.Row.From(i, city.Current))], page.Next?.ToString()),
            http.RequestAborted);
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
