namespace Dizhu.Web.BaseData.Serving;

/// <summary>Tiles as they were last made, up to so many bytes; what was not asked for longest goes first. What a key no longer asks for simply ages out.</summary>
/// <param name="mostBytes">Bytes of all tiles together, with what an entry costs beside them.</param>
internal sealed class TileCache(long mostBytes = 64 * 1024 * 1024)
{
    private const int EntryCost = 300;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, byte[] Bytes)>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, byte[] Bytes)> _byUse = new();

    /// <summary>What the entries take now.</summary>
    public long Bytes { get; private set; }

    /// <summary>The tile of a key, or null.</summary>
    public byte[]? Find(string key)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Bytes;
        }
    }

    /// <summary>Keeps a tile; one larger than a tenth of the whole is not kept, it would drive out too many others.</summary>
    public void Keep(string key, byte[] bytes)
    {
        if (bytes.Length > mostBytes / 10)
        {
            return;
        }

        lock (_lock)
        {
            if (_byKey.Remove(key, out var old))
            {
                Drop(old);
            }

            _byKey[key] = _byUse.AddFirst((key, bytes));
            Bytes += CostOf(key, bytes);
            while (Bytes > mostBytes && _byUse.Last is { } last)
            {
                _byKey.Remove(last.Value.Key);
                Drop(last);
            }
        }
    }

    private void Drop(LinkedListNode<(string Key, byte[] Bytes)> node)
    {
        _byUse.Remove(node);
        Bytes -= CostOf(node.Value.Key, node.Value.Bytes);
    }

    private static long CostOf(string key, byte[] bytes) => EntryCost + 2L * key.Length + bytes.Length;
}
