using System.Text;

namespace Dizhu.Core.Journal;

/// <summary>
/// The seals outside the database: a text file, one line a seal, that only grows. Whoever copies it elsewhere – another machine, a
/// printout – can show later that nothing sealed was rewritten, not even by somebody who owns the database.
/// </summary>
/// <param name="folder">The folder; it is made when missing.</param>
public sealed class SealFile(string folder)
{
    private const string Name = "seals.txt";

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <summary>The lines, oldest first; null when there is no file.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellationToken) =>
        File.Exists(Path) ? await File.ReadAllLinesAsync(Path, cancellationToken) : null;

    /// <summary>Adds the seals the file does not have yet, flushed to disk. One writer at a time.</summary>
    /// <exception cref="IOException">The file cannot be written, or another process is writing it; the next call makes up for it.</exception>
    public async Task AppendAsync(Func<int, CancellationToken, Task<IReadOnlyList<JournalSeal>>> after, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await using var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var (lines, length) = await WholeLinesAsync(file, cancellationToken);

        // A line torn by a power cut has no end; it is written anew.
        file.SetLength(length);
        file.Position = length;
        foreach (var seal in await after(lines, cancellationToken))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(seal.ToLine() + "\n"), cancellationToken);
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>How many whole lines the file has, and where the last of them ends.</summary>
    private static async Task<(int Lines, long Length)> WholeLinesAsync(FileStream file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return (bytes.AsSpan().Count((byte)'\n'), bytes.AsSpan().LastIndexOf((byte)'\n') + 1);
    }
}
