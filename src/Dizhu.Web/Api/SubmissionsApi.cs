using Dizhu.Core.Ledgers;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Api;

/// <summary>签字报送: what the leader in charge signs before it goes out.</summary>
internal static class SubmissionsApi
{
    private static readonly Post[] Drafters = [Post.UnitClerk, Post.ShiftLeader, Post.SupervisorOfHandling];

    public static void Map(RouteGroupBuilder api)
    {
        var submissions = api.MapGroup("/submissions").WithTags("签字报送");
        submissions.MapRecords<SignedSubmission>("报送材料");
        submissions.MapPost("", (HttpContext http, RecordDoor door) => RecordRoutes.AddAsync<SubmissionRequest, SignedSubmission>(http, door, SignedSubmission.New))
            .For(Drafters).WithSummary("起草报送材料；id 由客户端生成").Accepts<SubmissionRequest>("application/json").Produces<SignedSubmission>().Problems();
        submissions.MapPost("/{id:guid}/sign", (HttpContext http, Guid id, RecordDoor door) => RecordRoutes.ActAsync<RecordAct, SignedSubmission>(
                http, id, "sign", door, s => (s.ActId, s.Version), (record, act, _) => record.Sign(act)))
            .For(Post.Leader).WithSummary("分管领导签字").Accepts<RecordAct>("application/json").Produces<SignedSubmission>().Problems();
        submissions.MapPost("/{id:guid}/submit", (HttpContext http, Guid id, RecordDoor door) => RecordRoutes.ActAsync<RecordAct, SignedSubmission>(
                http, id, "submit", door, s => (s.ActId, s.Version), (record, act, _) => record.Submit(act)))
            .For(Drafters).WithSummary("报送；没有签字的不能报送").Accepts<RecordAct>("application/json").Produces<SignedSubmission>().Problems();
    }
}
