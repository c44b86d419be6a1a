using Dizhu.Core.Ledgers;

namespace Dizhu.Web.Api;

/// <summary>公示、通报、公布: notices with their medium and times.</summary>
internal static class NoticesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("公示通报");
        notices.MapRecords<PublicNotice>("公示通报");
        notices.MapPost("", (HttpContext http, RecordDoor door) => RecordRoutes.AddAsync<NoticeRequest, PublicNotice>(http, door, PublicNotice.New))
            .For(PublicNotice.Publishers).WithSummary("发布公示、通报或公布；id 由客户端生成").Accepts<NoticeRequest>("application/json").Produces<PublicNotice>().Problems();
        notices.MapPost("/{id:guid}/withdraw", (HttpContext http, Guid id, RecordDoor door) => RecordRoutes.ActAsync<NoticeWithdrawal, PublicNotice>(
                http, id, "withdraw", door, s => (s.ActId, s.Version), (record, act, sent) => record.Withdraw(act, sent)))
            .For(PublicNotice.Publishers).WithSummary("撤回并写明原因；发布时间保留").Accepts<NoticeWithdrawal>("application/json").Produces<PublicNotice>().Problems();
    }
}
