using System.Buffers.Binary;

namespace Dizhu.Kernel.Geography;

/// <summary>
/// Shapes as well-known binary (OGC 06-103r4), two dimensions. A shape's first ring is written as the outer ring of one
/// polygon and the others as its holes; polygons and multi-polygons are read, in either byte order.
/// </summary>
public static class Wkb
{
    private const byte LittleEndian = 1;
    private const uint Polygon = 3;
    private const uint MultiPolygon = 6;

    /// <summary>One polygon: an outer ring, then its holes. Rings are closed where they are not.</summary>
    public static byte[] Write(Shape shape)
    {
        var rings = shape.Rings.Select(r => r[0] == r[^1] ? r : [.. r, r[0]]).ToList();
        var bytes = new byte[9 + rings.Sum(r => 4 + 16 * r.Count)];
        bytes[0] = LittleEndian;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), Polygon);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(5), (uint)rings.Count);
        var at = 9;
        foreach (var ring in rings)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)ring.Count);
            at += 4;
            foreach (var point in ring)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), point.Lon);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at + 8), point.Lat);
                at += 16;
            }
        }

        return bytes;
    }

    /// <summary>The rings of a polygon or multi-polygon.</summary>
    /// <exception cref="FormatException">Not such a shape, or cut off.</exception>
    public static Shape Read(ReadOnlySpan<byte> bytes)
    {
        List<IReadOnlyList<Cgcs2000>> rings = [];
        try
        {
            var rest = ReadGeometry(bytes, rings, outermost: true);
            return rest.IsEmpty && rings.Count > 0 ? new(rings) : throw new FormatException("The shape is empty or is followed by other bytes.");
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new FormatException("The shape is cut off or holds an impossible position.", problem);
        }
    }

    private static ReadOnlySpan<byte> ReadGeometry(ReadOnlySpan<byte> bytes, List<IReadOnlyList<Cgcs2000>> rings, bool outermost)
    {
        var little = bytes[..1][0] == LittleEndian;
        var kind = Number(bytes[1..], little);
        var count = Number(bytes[5..], little);
        var rest = bytes[9..];
        for (var i = 0; i < count; i++)
        {
            rest = kind switch
            {
                Polygon => ReadRing(rest, little, rings),
                MultiPolygon when outermost => ReadGeometry(rest, rings, outermost: false),
                _ => throw new FormatException($"Shape type {kind} is neither polygon nor multi-polygon."),
            };
        }

        return rest;
    }

    private static ReadOnlySpan<byte> ReadRing(ReadOnlySpan<byte> bytes, bool little, List<IReadOnlyList<Cgcs2000>> rings)
    {
        var count = Number(bytes, little);
        var rest = bytes[4..];
        if (count > rest.Length / 16)
        {
            throw new FormatException("The shape is cut off.");
        }

        var ring = new Cgcs2000[count];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = new(Real(rest[(16 * i)..], little), Real(rest[(16 * i + 8)..], little));
        }

        rings.Add(ring);
        return rest[(16 * ring.Length)..];
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static double Real(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
}
