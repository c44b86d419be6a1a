using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dizhu.Core;

/// <summary>Ids of rows: UUID version 7, ordered by the instant they were made; version 8 where they follow from what they stand for.</summary>
public static class Ids
{
    /// <summary>A new id for an instant, UTC.</summary>
    public static Guid New(DateTime at) => Guid.CreateVersion7(new DateTimeOffset(at));

    /// <summary>The same id for the same words, so that what follows from them is written once (UUID version 8).</summary>
    public static Guid Derived(string words)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(words))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>No id made at this instant or later, UTC, comes before it.</summary>
    public static Guid Floor(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, new DateTimeOffset(at).ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
