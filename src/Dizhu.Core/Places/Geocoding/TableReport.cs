using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Places;

/// <summary>One row of a table of places that was not stored.</summary>
/// <param name="Line">Its line in the file; the header is line 1.</param>
/// <param name="Id">The key as written.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record RefusedTableRow(int Line, string Id, Refusal Reason);

/// <summary>What became of a table of places.</summary>
/// <param name="Stored">Rows stored.</param>
/// <param name="Refused">Rows left out, in the order of the file.</param>
/// <param name="BaseVersion">The version of the base data afterwards.</param>
public sealed record TableReport(int Stored, IReadOnlyList<RefusedTableRow> Refused, long BaseVersion);
