using Dizhu.Core.Ledgers;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Api;

/// <summary>印刷差异: two values printed for one thing, with the one that is used.</summary>
internal static class PrintedPairsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var pairs = api.MapGroup("/printed-pairs").WithTags("印刷差异");
        pairs.MapRecords<PrintedPair>("印刷差异");
        pairs.MapPost("", (HttpContext http, RecordDoor door) => RecordRoutes.AddAsync<PrintedPairRequest, PrintedPair>(http, door, PrintedPair.New))
            .For(Post.Administrator).WithSummary("登记一事两值：两个都保留，写明采用哪个").Accepts<PrintedPairRequest>("application/json").Produces<PrintedPair>().Problems();
        pairs.MapPost("/{id:guid}/use", (HttpContext http, Guid id, RecordDoor door) => RecordRoutes.ActAsync<PrintedPairChoice, PrintedPair>(
                http, id, "use", door, s => (s.ActId, s.Version), (record, act, sent) => record.Use(act, sent)))
            .For(Post.Administrator).WithSummary("改用另一个值；两个值都保留").Accepts<PrintedPairChoice>("application/json").Produces<PrintedPair>().Problems();
    }
}
