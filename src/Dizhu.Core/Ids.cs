namespace Dizhu.Core;

/// <summary>Ids of rows: UUID version 7, ordered by the instant they were made.</summary>
public static class Ids
{
    /// <summary>A new id for an instant, UTC.</summary>
    public static Guid New(DateTime at) => Guid.CreateVersion7(new DateTimeOffset(at));
}
