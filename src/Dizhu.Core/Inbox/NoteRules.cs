using Dizhu.Core.Access;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Inbox;

/// <summary>A note to send: to a post (of one unit, or wherever it is), to everybody of a unit, or to people by their labels.</summary>
/// <param name="Id">Made by the client.</param>
public sealed record NoteRequest(Guid? Id, string? Text, Post? Post, string? UnitId, IReadOnlyList<string>? People);

/// <summary>A note as it goes out.</summary>
public sealed record NoteToSend(InboxNote Note, IReadOnlyList<InboxMessage> Messages);

/// <summary>Who may write to whom inside the system. Pure.</summary>
public static class NoteRules
{
    public const int LongestText = 500;

    /// <summary>How many people one note can name; more are a unit or a post.</summary>
    public const int MostPeople = 50;

    /// <summary>Who may write: they lead a shift, keep the system, or coordinate the work.</summary>
    public static readonly Post[] Writers = [Post.ShiftLeader, Post.Administrator, Post.Dispatcher];

    /// <summary>True when a note of this person may go to a unit: the whole city, or what their post reaches.</summary>
    public static bool Reaches(Principal who, string? unit, OrganisationBook organisations) => who.Scope.Kind switch
    {
        ScopeKind.All => true,
        ScopeKind.UnitSubtree => unit is not null && who.Scope.Keys.Any(k => organisations.IsInSubtree(unit, k)),
        _ => unit is not null && who.UnitId is { } own && organisations.IsInSubtree(unit, own),
    };

    /// <summary>What goes out to whom, or why it does not. <paramref name="holders"/> are those who hold posts on that day.</summary>
    public static Outcome<NoteToSend> Decide(ActContext context, NoteRequest sent, OrganisationBook organisations, IReadOnlyList<PostHolder> holders)
    {
        var who = context.Who;
        if (!Writers.Contains(who.Post))
        {
            return new Refusal("inbox.wrong-post", $"{who.Post.Name()}不能发站内通知。请由值班长、派遣员或系统管理员发送。", RefusalKind.Forbidden);
        }

        List<Refusal> faults =
        [
            .. ((Refusal?[])
            [
                sent.Id is null || sent.Id == Guid.Empty ? Fault("input.missing", "缺少编号 id（UUID，由客户端生成）。", "id") : null,
                sent.Text?.Trim() is not { Length: > 0 and <= LongestText } text || text.Contains('\0', StringComparison.Ordinal) ? Fault("inbox.text", $"请写明通知内容，不超过 {LongestText} 字。", "text") : null,
            ]).OfType<Refusal>(),
        ];
        var to = Recipients(who, sent, organisations, holders);
        faults.AddRange(to.Moved ? [] : to.Refusals);
        return faults.Count > 0 ? faults : Made(context, sent, to.Value);
    }

    private static NoteToSend Made(ActContext context, NoteRequest sent, (IReadOnlyList<InboxMessage> Messages, int Reached) to)
    {
        var id = sent.Id!.Value;
        var note = new InboxNote
        {
            Id = id,
            At = context.At,
            ById = context.Who.Id,
            By = context.Who.Signature,
            Post = context.Who.Post,
            Text = sent.Text!.Trim(),
            ToPost = sent.Post,
            ToUnitId = sent.UnitId,
            ToPeople = Names(sent) is { Count: > 0 } names ? string.Join('、', names) : null,
            Reached = to.Reached,
            RequestId = context.RequestId,
        };
        return new(note, [.. to.Messages.Select((m, n) => m with { Id = Ids.Derived($"note {id} {n}"), Kind = InboxKind.Note, NoteId = id, At = context.At })]);
    }

    private static Outcome<(IReadOnlyList<InboxMessage> Messages, int Reached)> Recipients(
        Principal who, NoteRequest sent, OrganisationBook organisations, IReadOnlyList<PostHolder> holders)
    {
        if (Names(sent) is { Count: > 0 } names)
        {
            return sent.Post is null && sent.UnitId is null
                ? People(who, names, organisations, holders)
                : Fault("inbox.to", "人员和岗位、单位不能同时选。请只选一种收件方式。", "people");
        }

        if (sent.Post is null && sent.UnitId is null)
        {
            return Fault("inbox.to", "请选择发给哪个岗位、单位或哪些人员。", "to");
        }

        if (sent.Post is { } post && !PostFit.OfPeople.Contains(post))
        {
            return Fault("inbox.post", "站内通知只能发给工作岗位。请从列表中选择岗位。", "post");
        }

        if (sent.UnitId is { } unit && organisations.Find(unit) is null)
        {
            return Fault("record.unknown-unit", "没有这个单位。请从单位名录中选择。", "unitId");
        }

        if (!Reaches(who, sent.UnitId, organisations))
        {
            return new Refusal(
                "inbox.out-of-reach", $"{(sent.UnitId is null ? "全市的岗位" : "这个单位")}不在您的岗位范围内。请选择本范围内的单位，或请值班长发送。", RefusalKind.Forbidden, Field: "unitId");
        }

        var reached = holders.Where(h => (sent.Post is null || h.Post.Post == sent.Post) && (sent.UnitId is null || h.Post.UnitId == sent.UnitId)).Select(h => h.Id).Distinct().Count();
        return reached == 0
            ? new Refusal("inbox.nobody", "目前没有人担任这个岗位，通知没有发出。请另选岗位、单位或人员。", RefusalKind.Rule, Field: sent.Post is null ? "unitId" : "post")
            : ((IReadOnlyList<InboxMessage>)[new InboxMessage { Post = sent.Post, UnitId = sent.UnitId }], reached);
    }

    private static Outcome<(IReadOnlyList<InboxMessage> Messages, int Reached)> People(
        Principal who, IReadOnlyList<string> names, OrganisationBook organisations, IReadOnlyList<PostHolder> holders)
    {
        if (names.Count > MostPeople)
        {
            return Fault("inbox.too-many-people", $"一次最多写 {MostPeople} 人。人更多时请发给单位或岗位。", "people");
        }

        var found = names.Select(n => (Name: n, Posts: holders.Where(h => string.Equals(Plain(h.Label), Plain(n), StringComparison.OrdinalIgnoreCase)).ToList())).ToList();
        var unknown = found.Where(f => f.Posts.Select(p => p.Id).Distinct().Count() != 1).Select(f => f.Name).ToList();
        if (unknown.Count > 0)
        {
            return Fault("inbox.unknown-person", $"找不到在岗的“{string.Join("”“", unknown)}”。请按人员编号填写，例如“派遣员 02”。", "people");
        }

        var outside = found.Where(f => !f.Posts.Exists(p => Reaches(who, p.Post.UnitId, organisations))).Select(f => f.Name).ToList();
        if (outside.Count > 0)
        {
            return new Refusal("inbox.out-of-reach", $"“{string.Join("”“", outside)}”不在您的岗位范围内。请去掉后再发，或请值班长发送。", RefusalKind.Forbidden, Field: "people");
        }

        var ids = found.Select(f => f.Posts[0].Id).Distinct().ToList();
        return ((IReadOnlyList<InboxMessage>)[.. ids.Select(i => new InboxMessage { PersonId = i })], ids.Count);
    }

    /// <summary>The names given, each once; none that is empty.</summary>
    private static List<string> Names(NoteRequest sent) => [.. (sent.People ?? []).Select(p => p?.Trim() ?? "").Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];

    private static string Plain(string label) => string.Concat(label.Where(c => !char.IsWhiteSpace(c)));

    private static Refusal Fault(string code, string message, string field) => new(code, message, RefusalKind.Invalid, Field: field);
}
