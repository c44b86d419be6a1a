using System.Security.Cryptography;

namespace Dizhu.Kernel.Outcomes;

/// <summary>
/// The chain that makes a rewritten entry visible: each hash covers the one before it, so that a change
/// anywhere breaks every later link. SHA-256, 32 bytes; the first entry stands on <see cref="Start"/>.
/// </summary>
public static class HashChain
{
    /// <summary>What the first entry of a chain is linked to: 32 zero bytes.</summary>
    public static byte[] Start => new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of an entry: SHA-256 over the previous hash followed by the entry's canonical bytes.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> canonical)
    {
        if (previous.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException("A link is 32 bytes.", nameof(previous));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(canonical);
        return hash.GetHashAndReset();
    }
}
