namespace Dizhu.Core.Journal;

/// <summary>One thing that does not fit: where, and what is wrong with it.</summary>
/// <param name="Kind">What was looked at: journal, case, task, clock, fact, report, attachment, file.</param>
/// <param name="Where">The row or file.</param>
/// <param name="What">Chinese: what does not fit.</param>
public sealed record Fault(string Kind, string Where, string What);

/// <summary>What <c>dizhu verify</c> found.</summary>
public sealed record VerificationResult(int Cases, int Entries, int Attachments, IReadOnlyList<Fault> Faults)
{
    public bool IsClean => Faults.Count == 0;
}
