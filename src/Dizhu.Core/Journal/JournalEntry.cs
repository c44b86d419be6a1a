using System.Buffers;
using System.Text.Json;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Journal;

/// <summary>
/// One act in the journal of one case. Entries are only added; each is linked to the one before by its hash.
/// </summary>
public sealed record JournalEntry
{
    public Guid CaseId { get; init; }

    /// <summary>Running number within the case, from 1 without gaps.</summary>
    public int Seq { get; init; }

    /// <summary>The instant of the act, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>The act, by the name of the case flow.</summary>
    public string Act { get; init; } = "";

    public Guid PersonId { get; init; }

    /// <summary>How the person was named in the act, for example 受理员 03.</summary>
    public string PersonLabel { get; init; } = "";

    public string Post { get; init; } = "";

    public string? UnitId { get; init; }

    /// <summary>Ties the entry to the request that caused it.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>What the act decided and changed, canonical JSON exactly as hashed.</summary>
    public string Body { get; init; } = "";

    public byte[] PreviousHash { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    /// <summary>The bytes the hash is taken over: all columns but the two hashes, as JSON in this order.</summary>
    public byte[] CanonicalBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(512 + (Body.Length * 2));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(CaseId);
            json.WriteNumberValue(Seq);
            json.WriteNumberValue(At.Ticks);
            json.WriteStringValue(Act);
            json.WriteStringValue(PersonId);
            json.WriteStringValue(PersonLabel);
            json.WriteStringValue(Post);
            json.WriteStringValue(UnitId);
            json.WriteStringValue(RequestId);
            json.WriteStringValue(Body);
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The entry linked to its predecessor.</summary>
    public JournalEntry LinkedTo(byte[] previousHash) =>
        this with { PreviousHash = previousHash, Hash = HashChain.Next(previousHash, CanonicalBytes()) };

    /// <summary>True when the hashes fit the content and the predecessor.</summary>
    public bool IsLinkedTo(ReadOnlySpan<byte> previousHash) =>
        previousHash.SequenceEqual(PreviousHash) && HashChain.Next(PreviousHash, CanonicalBytes()).AsSpan().SequenceEqual(Hash);
}
