using Dizhu.Core.Access;
using Dizhu.Core.Cases;

namespace Dizhu.Web.Pages;

/// <summary>How many open cases stand in each stage, asked once for all parts of a page that show it.</summary>
public sealed class DeskCounts(CaseReads reads)
{
    private Task<IReadOnlyDictionary<Stage, int>>? _counts;

    /// <summary>The counts of the reader of this request.</summary>
    public Task<IReadOnlyDictionary<Stage, int>> OfAsync(Principal who, CancellationToken cancellationToken) => _counts ??= reads.CountsAsync(who, cancellationToken);
}
