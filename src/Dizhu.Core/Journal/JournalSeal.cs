using System.Globalization;
using System.Text;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Journal;

/// <summary>
/// A seal over the heads of all chains that grew since they were last sealed. A head covers every entry before it, so a
/// seal covers them too. Seals are chained; one that left the house can no longer be made anew in silence.
/// </summary>
public sealed record JournalSeal
{
    /// <summary>Running number, from 1 without gaps.</summary>
    public int No { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>How many heads it covers.</summary>
    public int Heads { get; init; }

    /// <summary>Root of the <see cref="MerkleTree"/> over its <see cref="SealedHead"/>s by place.</summary>
    public byte[] Root { get; init; } = [];

    public byte[] PreviousHash { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    /// <summary>The seal linked to its predecessor.</summary>
    public JournalSeal LinkedTo(byte[] previousHash) =>
        this with { PreviousHash = previousHash, Hash = HashChain.Next(previousHash, CanonicalBytes()) };

    /// <summary>True when the hashes fit the content and the predecessor.</summary>
    public bool IsLinkedTo(ReadOnlySpan<byte> previousHash) =>
        previousHash.SequenceEqual(PreviousHash) && HashChain.Next(PreviousHash, CanonicalBytes()).AsSpan().SequenceEqual(Hash);

    /// <summary>The seal as one line of text, as it is kept outside the database: number, UTC instant, heads, root, previous hash, hash.</summary>
    public string ToLine() => string.Join(
        ' ', No.ToString(CultureInfo.InvariantCulture), At.ToString("O", CultureInfo.InvariantCulture), Heads.ToString(CultureInfo.InvariantCulture),
        Convert.ToHexStringLower(Root), Convert.ToHexStringLower(PreviousHash), Convert.ToHexStringLower(Hash));

    private byte[] CanonicalBytes() =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{No} {At.Ticks} {Heads} {Convert.ToHexStringLower(Root)}"));
}

/// <summary>The head of one chain in a seal: so many entries, the last with this hash.</summary>
public sealed record SealedHead
{
    public Guid CaseId { get; init; }

    /// <summary>The journal entry that was the last when it was sealed.</summary>
    public int Seq { get; init; }

    public int SealNo { get; init; }

    /// <summary>Its place among the heads of the seal, from 0.</summary>
    public int Place { get; init; }

    /// <summary>The hash of that entry.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>The leaf of the tree.</summary>
    public byte[] Leaf() =>
        MerkleTree.Leaf(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CaseId} {Seq} {Convert.ToHexStringLower(Hash)}")));
}
