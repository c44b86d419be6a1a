using System.Buffers.Binary;
using System.Buffers.Text;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>
/// Where a page ended: the next begins behind it, whatever was reported or done in between. Opaque to clients.
/// </summary>
public readonly record struct ListCursor(DateTime At, Guid Id)
{
    private const int Length = sizeof(long) + 16;

    /// <summary>The cursor as clients carry it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.Ticks);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; an empty one is the start of the list, anything else that was not made here is refused.</summary>
    public static Outcome<ListCursor?> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (ListCursor?)null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 2 * Length || !Base64Url.IsValid(text, out var length) || length != Length
            || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return Bad();
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks
            ? Bad()
            : new ListCursor(new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes[sizeof(long)..], bigEndian: true));
    }

    private static Outcome<ListCursor?> Bad() => Refusals.Invalid(
        "input.bad-cursor", "cursor", "翻页位置无效：它不是本系统给出的，或已被改动。请去掉 cursor，从第一页重新查询。");
}
