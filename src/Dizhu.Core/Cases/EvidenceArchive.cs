using System.Buffers.Binary;
using System.Text;

namespace Dizhu.Core.Cases;

/// <summary>One file in an evidence export.</summary>
public sealed record EvidencePart(string Name, byte[] Content);

/// <summary>
/// A zip file of stored parts whose every byte follows from the parts: no times, no compression, no choices. Any zip tool opens it,
/// and whoever packs the same parts again gets the same bytes, so that a byte changed anywhere shows.
/// </summary>
public static class EvidenceArchive
{
    private const uint LocalMark = 0x04034B50;
    private const uint CentralMark = 0x02014B50;
    private const uint EndMark = 0x06054B50;
    private const int LocalLength = 30;

    /// <summary>1980-01-01, the first day a zip file can name.</summary>
    private const ushort FirstDay = 0x21;

    /// <summary>Names are UTF-8.</summary>
    private const ushort Utf8Names = 0x0800;
    private const ushort Version = 20;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Pack(IReadOnlyList<EvidencePart> parts)
    {
        using var local = new MemoryStream();
        using var central = new MemoryStream();
        using (var to = new BinaryWriter(local, Encoding.UTF8, leaveOpen: true))
        using (var list = new BinaryWriter(central, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                var (name, offset, crc) = (Encoding.UTF8.GetBytes(part.Name), (uint)local.Length, Crc(part.Content));
                to.Write(LocalMark);
                WriteCommon(to, crc, part.Content.Length, name.Length);
                to.Write(name);
                to.Write(part.Content);
                to.Flush();
                list.Write(CentralMark);
                list.Write(Version);
                WriteCommon(list, crc, part.Content.Length, name.Length);
                list.Write(new byte[10]);
                list.Write(offset);
                list.Write(name);
            }

            list.Flush();
            var start = (uint)local.Length;
            to.Write(central.ToArray());
            to.Write(EndMark);
            to.Write(0);
            to.Write((ushort)parts.Count);
            to.Write((ushort)parts.Count);
            to.Write((uint)central.Length);
            to.Write(start);
            to.Write((ushort)0);
        }

        return local.ToArray();
    }

    /// <summary>The parts of an archive made by <see cref="Pack"/>; null when one byte of it is not as it would be made.</summary>
    public static IReadOnlyList<EvidencePart>? Unpack(ReadOnlySpan<byte> archive)
    {
        List<EvidencePart> parts = [];
        var rest = archive;
        while (rest.Length >= LocalLength && BinaryPrimitives.ReadUInt32LittleEndian(rest) == LocalMark)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[18..]);
            var name = BinaryPrimitives.ReadUInt16LittleEndian(rest[26..]);
            if (LocalLength + name + length > rest.Length)
            {
                return null;
            }

            parts.Add(new EvidencePart(Encoding.UTF8.GetString(rest.Slice(LocalLength, name)), rest.Slice(LocalLength + name, (int)length).ToArray()));
            rest = rest[(int)(LocalLength + name + length)..];
        }

        return archive.SequenceEqual(Pack(parts)) ? parts : null;
    }

    private static void WriteCommon(BinaryWriter to, uint crc, int length, int nameLength)
    {
        to.Write(Version);
        to.Write(Utf8Names);
        to.Write((ushort)0);
        to.Write((ushort)0);
        to.Write(FirstDay);
        to.Write(crc);
        to.Write(length);
        to.Write(length);
        to.Write((ushort)nameLength);
        to.Write((ushort)0);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = (crc >> 8) ^ CrcTable[(byte)(crc ^ b)];
        }

        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }

        return crc;
    }
}
