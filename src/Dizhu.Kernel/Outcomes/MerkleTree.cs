using System.Security.Cryptography;

namespace Dizhu.Kernel.Outcomes;

/// <summary>
/// One hash over many leaves, in their order, from which each leaf can be shown to belong by a short path.
/// SHA-256; leaves and inner nodes begin with different bytes, so that neither can pass for the other. A node without a
/// neighbour rises as it is.
/// </summary>
public static class MerkleTree
{
    private const byte LeafMark = 0;
    private const byte NodeMark = 1;

    /// <summary>The hash of a leaf's canonical bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> canonical) => Marked(LeafMark, canonical, []);

    /// <summary>The root over leaf hashes.</summary>
    /// <exception cref="ArgumentException">There is no leaf.</exception>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        var level = RequireSome(leaves);
        while (level.Count > 1)
        {
            level = Above(level);
        }

        return level[0];
    }

    /// <summary>The neighbours on the way from one leaf to the root, lowest first.</summary>
    public static IReadOnlyList<byte[]> Path(IReadOnlyList<byte[]> leaves, int index)
    {
        var level = RequireSome(leaves);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        List<byte[]> path = [];
        for (; level.Count > 1; level = Above(level), index /= 2)
        {
            if ((index ^ 1) < level.Count)
            {
                path.Add(level[index ^ 1]);
            }
        }

        return path;
    }

    /// <summary>True when the path leads from this leaf, at this place of so many, to the root.</summary>
    public static bool Includes(ReadOnlySpan<byte> root, byte[] leaf, int index, int count, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= count)
        {
            return false;
        }

        var (hash, used) = (leaf, 0);
        for (; count > 1; index /= 2, count = (count + 1) / 2)
        {
            if ((index ^ 1) >= count)
            {
                continue;
            }

            if (used == path.Count)
            {
                return false;
            }

            var beside = path[used++];
            hash = index % 2 == 0 ? Marked(NodeMark, hash, beside) : Marked(NodeMark, beside, hash);
        }

        return used == path.Count && root.SequenceEqual(hash);
    }

    private static IReadOnlyList<byte[]> RequireSome(IReadOnlyList<byte[]> leaves) =>
        leaves.Count > 0 ? leaves : throw new ArgumentException("A tree has at least one leaf.", nameof(leaves));

    private static List<byte[]> Above(IReadOnlyList<byte[]> level)
    {
        var above = new List<byte[]>((level.Count + 1) / 2);
        for (var i = 0; i < level.Count; i += 2)
        {
            above.Add(i + 1 < level.Count ? Marked(NodeMark, level[i], level[i + 1]) : level[i]);
        }

        return above;
    }

    private static byte[] Marked(byte mark, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([mark]);
        hash.AppendData(left);
        hash.AppendData(right);
        return hash.GetHashAndReset();
    }
}
