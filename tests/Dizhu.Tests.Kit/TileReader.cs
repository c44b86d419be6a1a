using System.Text;
using Xunit;

namespace Dizhu.Tests.Kit;

/// <summary>One feature of a tile, read back: its properties, and its parts in units of the tile.</summary>
public sealed record TileFeature(int Type, IReadOnlyDictionary<string, object> Properties, IReadOnlyList<IReadOnlyList<(int X, int Y)>> Paths, int Closed);

/// <summary>Reads vector tiles as the specification (Mapbox Vector Tile 2.1) says, apart from the code that writes them.</summary>
public sealed class TileReader
{
    private readonly byte[] _bytes;
    private int _at;

    private TileReader(byte[] bytes) => _bytes = bytes;

    /// <summary>Name, extent and features of the layer itself; no name for a tile of no bytes. Beside it there may be the points of its names and nothing else.</summary>
    public static (string? Name, int Extent, IReadOnlyList<TileFeature> Features) Read(byte[] tile)
    {
        var layers = ReadAll(tile);
        if (layers.Count == 0)
        {
            return (null, 0, []);
        }

        Assert.All(layers.Skip(1), l => Assert.Equal(layers[0].Name + "-label", l.Name));
        return layers[0];
    }

    /// <summary>All layers, in the order they stand.</summary>
    public static IReadOnlyList<(string? Name, int Extent, IReadOnlyList<TileFeature> Features)> ReadAll(byte[] tile)
    {
        var layers = new TileReader(tile).Fields().ToList();
        Assert.All(layers, l => Assert.Equal(3, l.Field));
        return [.. layers.Select(l => Layer((byte[])l.Value))];
    }

    private static (string? Name, int Extent, IReadOnlyList<TileFeature> Features) Layer(byte[] bytes)
    {
        var fields = new TileReader(bytes).Fields().ToList();
        byte[][] Of(int number) => [.. fields.Where(f => f.Field == number).Select(f => (byte[])f.Value)];
        var keys = Of(3).Select(Encoding.UTF8.GetString).ToList();
        var values = Of(4).Select(v => Assert.Single(new TileReader(v).Fields().ToList())).Select(v => v.Field switch
        {
            1 => (object)Encoding.UTF8.GetString((byte[])v.Value),
            3 => BitConverter.ToDouble((byte[])v.Value),
            4 => (long)(ulong)v.Value,
            _ => throw new FormatException($"A value of kind {v.Field}."),
        }).ToList();
        Assert.Equal(values.Count, values.Distinct().Count());
        Assert.Equal(2UL, fields.Single(f => f.Field == 15).Value);
        return (Encoding.UTF8.GetString(Of(1).Single()), (int)(ulong)fields.Single(f => f.Field == 5).Value, [.. Of(2).Select(f => Feature(f, keys, values))]);
    }

    /// <summary>Twice the area of a ring; positive when it runs clockwise to the eye, which makes it an outer ring.</summary>
    public static long Twice(IReadOnlyList<(int X, int Y)> ring) =>
        Enumerable.Range(0, ring.Count).Sum(i => (long)ring[i].X * ring[(i + 1) % ring.Count].Y - (long)ring[(i + 1) % ring.Count].X * ring[i].Y);

    private static TileFeature Feature(byte[] bytes, List<string> keys, List<object> values)
    {
        var fields = new TileReader(bytes).Fields().ToDictionary(f => f.Field, f => f.Value);
        var tags = new TileReader((byte[])fields[2]).Numbers();
        var properties = tags.Chunk(2).ToDictionary(t => keys[(int)t[0]], t => values[(int)t[1]], StringComparer.Ordinal);
        var commands = new TileReader((byte[])fields[4]).Numbers();
        List<List<(int X, int Y)>> paths = [];
        var (x, y, closed) = (0, 0, 0);
        for (var i = 0; i < commands.Count;)
        {
            var (command, count) = ((int)(commands[i] & 7), (int)(commands[i] >> 3));
            i++;
            if (command == 7)
            {
                Assert.Equal(1, count);
                closed++;
                continue;
            }

            Assert.True(command is 1 or 2, $"Command {command}.");
            for (var n = 0; n < count; n++, i += 2)
            {
                (x, y) = (x + Signed(commands[i]), y + Signed(commands[i + 1]));
                if (command == 1)
                {
                    paths.Add([]);
                }

                paths[^1].Add((x, y));
            }
        }

        return new((int)(ulong)fields[3], properties, paths, closed);
    }

    private static int Signed(ulong value) => (int)(value >> 1) ^ -(int)(value & 1);

    private List<ulong> Numbers()
    {
        List<ulong> numbers = [];
        while (_at < _bytes.Length)
        {
            numbers.Add(Varint());
        }

        return numbers;
    }

    private IEnumerable<(int Field, object Value)> Fields()
    {
        while (_at < _bytes.Length)
        {
            var tag = Varint();
            object value = (tag & 7) switch
            {
                0 => Varint(),
                1 => Take(8),
                2 => Take((int)Varint()),
                _ => throw new FormatException($"Wire type {tag & 7}."),
            };
            yield return ((int)(tag >> 3), value);
        }
    }

    private byte[] Take(int count)
    {
        var taken = _bytes[_at..(_at + count)];
        _at += count;
        return taken;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
