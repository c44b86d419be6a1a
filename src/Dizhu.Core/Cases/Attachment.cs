namespace Dizhu.Core.Cases;

/// <summary>When in the work a photo was taken. Stored by name.</summary>
public enum AttachmentPhase
{
    /// <summary>With the report or the verification.</summary>
    Before,

    /// <summary>With handling.</summary>
    After,

    /// <summary>With the check.</summary>
    Check,
}

/// <summary>
/// A file kept for a case. It is stored and flushed before the act that names it commits; until then it
/// belongs to its uploader and is swept when nobody names it.
/// </summary>
public sealed record Attachment
{
    /// <summary>Made by the client.</summary>
    public Guid Id { get; init; }

    /// <summary>The case it belongs to; null until an act names it.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The journal entry that named it.</summary>
    public int? EntrySeq { get; init; }

    /// <summary>When in the work it was taken; also set, without a case, on a photo that base data have named for a component.</summary>
    public AttachmentPhase? Phase { get; init; }

    public Guid UploadedBy { get; init; }

    public DateTime UploadedAt { get; init; }

    /// <summary>The media type after re-encoding.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Length in bytes as stored.</summary>
    public long Length { get; init; }

    /// <summary>SHA-256 of the bytes as stored.</summary>
    public byte[] Sha256 { get; init; } = [];

    /// <summary>SHA-256 of the bytes as sent: the same id with other content is refused.</summary>
    public byte[] SentSha256 { get; init; } = [];

    /// <summary>Picture size in pixels.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>When the device says it was taken, local time as written in the picture; null when unknown.</summary>
    public DateTime? TakenAt { get; init; }
}
