using Dizhu.Core.Ledgers;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Api;

/// <summary>台账: items that are reported done and struck off by a second person.</summary>
internal static class LedgerApi
{
    private static readonly Post[] City = [Post.Administrator, Post.ShiftLeader, Post.SupervisorOfHandling];

    public static void Map(RouteGroupBuilder api)
    {
        var items = api.MapGroup("/ledger").WithTags("台账");
        items.MapRecords<LedgerItem>("台账事项");
        items.MapPost("", (HttpContext http, RecordDoor door) => RecordRoutes.AddAsync<LedgerItemRequest, LedgerItem>(http, door, LedgerItem.New))
            .For(City).WithSummary("登记台账事项；id 由客户端生成").Accepts<LedgerItemRequest>("application/json").Produces<LedgerItem>().Problems();
        items.MapPost("/{id:guid}/edit", (HttpContext http, Guid id, RecordDoor door) => RecordRoutes.ActAsync<LedgerEdit, LedgerItem>(
                http, id, "edit", door, s => (s.ActId, s.Version), (item, act, sent) => item.Edit(act, sent)))
            .For(City).WithSummary("更正期限或金额；更改日志保留前后两个值").Accepts<LedgerEdit>("application/json").Produces<LedgerItem>().Problems();
        items.MapPost("/{id:guid}/report", (HttpContext http, Guid id, RecordDoor door) => Act(http, id, "report", door, (item, act, sent) => item.Report(act, sent)))
            .For([.. City, Post.UnitClerk]).WithSummary("报告完成并写明依据").Accepts<LedgerAct>("application/json").Produces<LedgerItem>().Problems();
        items.MapPost("/{id:guid}/strike-off", (HttpContext http, Guid id, RecordDoor door) => Act(http, id, "strike-off", door, (item, act, _) => item.StrikeOff(act)))
            .For(City).WithSummary("销号：须由报告完成之外的另一人办理").Accepts<LedgerAct>("application/json").Produces<LedgerItem>().Problems();
        items.MapPost("/{id:guid}/send-back", (HttpContext http, Guid id, RecordDoor door) => Act(http, id, "send-back", door, (item, act, sent) => item.SendBack(act, sent)))
            .For(City).WithSummary("退回已报完成的事项并写明原因").Accepts<LedgerAct>("application/json").Produces<LedgerItem>().Problems();
    }

    private static Task Act(HttpContext http, Guid id, string name, RecordDoor door, Func<LedgerItem, Core.ActContext, LedgerAct, Kernel.Outcomes.Refusal?> change) =>
        RecordRoutes.ActAsync(http, id, name, door, s => (s.ActId, s.Version), change);
}
