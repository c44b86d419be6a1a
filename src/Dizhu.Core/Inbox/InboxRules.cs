using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Inbox;

/// <summary>Who is told inside the system what follows from an act. Pure.</summary>
public static class InboxRules
{
    /// <summary>The messages one act leads to: a task given out, a request that waits for a post.</summary>
    public static IReadOnlyList<InboxMessage> From(OutboxMessage message, ActBody body)
    {
        var told = new List<InboxMessage>();
        foreach (var task in body.Tasks.Where(t => t.State == TaskState.Open && t.EndedAt is null))
        {
            told.AddRange(Holders(task).Select(to => to with { Kind = InboxKind.NewTask }));
        }

        foreach (var request in body.Requests ?? [])
        {
            if (request is { State: RequestState.Open, WaitsFor: { } post })
            {
                told.Add(new InboxMessage { Kind = InboxKind.RequestWaiting, Post = post });
            }
        }

        return [.. told.Select((m, n) => m with { Id = Ids.Derived($"{message.Id} {n}"), CaseId = message.CaseId, At = message.At })];
    }

    /// <summary>The warnings that a limit is nearly used up, to whoever's turn it is, at the moment of warning; the same for the same moment.</summary>
    public static IReadOnlyList<InboxMessage> Warnings(Case @case, IReadOnlyList<CaseTask> tasks)
    {
        var holders = tasks.Where(t => t.IsOpen()).SelectMany(Holders).ToList();
        if (holders.Count == 0)
        {
            holders = [.. CaseFlow.MainLine(@case.Stage).SelectMany(m => m.Posts).Distinct().Select(p => new InboxMessage { Post = p })];
        }

        return
        [
            .. holders.Select((m, n) => m with
            {
                Id = Ids.Derived($"warn {@case.Id} {@case.WarnAt?.Ticks} {n}"),
                Kind = InboxKind.Warning,
                CaseId = @case.Id,
                At = @case.WarnAt!.Value,
            }),
        ];
    }

    private static IEnumerable<InboxMessage> Holders(CaseTask task)
    {
        if ((task.AssigneeId ?? task.PersonId) is { } person)
        {
            return [new InboxMessage { PersonId = person }];
        }

        return task.UnitId is { } unit
            ? new[] { Post.UnitClerk, Post.SecondLevelDispatcher }.Select(p => new InboxMessage { Post = p, UnitId = unit })
            : [];
    }
}
