namespace Dizhu.Core.Cases;

/// <summary>Where the bytes of attachments lie. What was put is on disk before the call returns.</summary>
public interface IAttachmentFiles
{
    /// <summary>Stores the bytes under an id; replaces what an unfinished upload left.</summary>
    Task PutAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Opens the bytes, or null when there are none.</summary>
    Task<Stream?> OpenAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Removes the bytes of an upload nobody used.</summary>
    Task RemoveAsync(Guid id, CancellationToken cancellationToken);
}
