using System.Buffers.Binary;
using System.Text;

namespace Dizhu.Core.Places.Serving;

/// <summary>The few parts of Protocol Buffers a vector tile is written with, into one growing buffer. Field numbers are below 16: a tag is one byte.</summary>
internal sealed class ProtoBuffer(int capacity = 4096)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Bytes of a tag, a length and what is so long.</summary>
    public static int FieldLength(int length) => 1 + VarintLength((uint)length) + length;

    public static int VarintLength(ulong value) => value < 0x80 ? 1 : (70 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 7;

    public void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    /// <summary>A number that is as often below zero as above: small ones are short.</summary>
    public void Signed(int value) => Varint((uint)((value << 1) ^ (value >> 31)));

    public void Number(int field, ulong value)
    {
        Varint((uint)field << 3);
        Varint(value);
    }

    public void Real(int field, double value)
    {
        Varint(((uint)field << 3) | 1);
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(double);
    }

    /// <summary>The tag and length of something that follows.</summary>
    public void Header(int field, int length)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)length);
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Header(field, bytes.Length);
        Append(bytes);
    }

    public void Text(int field, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Header(field, length);
        Reserve(length);
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (Length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }
}
