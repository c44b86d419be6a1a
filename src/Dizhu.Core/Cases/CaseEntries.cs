using System.Text.Json;
using Dizhu.Core.Journal;

namespace Dizhu.Core.Cases;

/// <summary>Makes the journal entry of an act; the one place that says what an entry records.</summary>
internal static class CaseEntries
{
    /// <summary>The entry, linked to the one before it, and the body it records.</summary>
    /// <param name="previous">The hash of the entry before; that of the start for the first.</param>
    public static (JournalEntry Entry, ActBody Body) Of(ActContext context, CaseAct act, ActBody body, int seq, byte[] previous)
    {
        var who = context.Who;
        body = body with { For = who.For };
        var entry = new JournalEntry
        {
            CaseId = body.Case.Id,
            Seq = seq,
            At = context.At,
            Act = act.ToString(),
            PersonId = who.Id,
            PersonLabel = who.Label,
            Post = who.Post.ToString(),
            UnitId = who.UnitId,
            RequestId = context.RequestId,
            Body = JsonSerializer.Serialize(body, CaseJson.Canonical.ActBody),
        };
        return (entry.LinkedTo(previous), body);
    }
}
