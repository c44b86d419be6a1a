namespace Dizhu.Core.Cases;

/// <summary>
/// Attachments as files in a folder (or a mount all nodes share): written beside, flushed, renamed, and the
/// folder flushed too, so that a file is there whole or not at all, also after a power cut.
/// </summary>
public sealed class FolderAttachmentFiles(string root) : IAttachmentFiles
{
    public async Task PutAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
            DurableFolder.Flush(folder);
        }
        catch (IOException problem)
        {
            File.Delete(part);
            throw new StoreUnavailableException("The file could not be stored.", problem);
        }
    }

    public Task<Stream?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous)
            : null);
    }

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    /// <summary>The last hex digits spread version-7 ids evenly; the first would put a day in one folder.</summary>
    private string PathOf(Guid id)
    {
        var name = id.ToString("N");
        return Path.Combine(root, name[^2..], name);
    }
}
