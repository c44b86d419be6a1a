using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.BaseData;

/// <summary>核查过的案件 may propose a change of a component: the case must be the reader's to see and its check passed.</summary>
internal static class CaseProposals
{
    /// <summary>True once the check on site was passed.</summary>
    public static bool IsChecked(Stage stage) => stage is Stage.AwaitingClosing or Stage.Closed;

    /// <summary>Why a case cannot propose a change; null when it can, and for a change without a case.</summary>
    public static async Task<Refusal?> CheckAsync(CaseReads reads, Principal who, Guid? caseId, CancellationToken cancellationToken) => caseId is not { } id ? null
        : await reads.FileAsync(who, id, cancellationToken) is not { } file ? new("change.unknown-case", "没有这个案件，或它不在您的范围内。请从案件页提出变更。", RefusalKind.NotFound, Field: "caseId")
        : IsChecked(file.State.Case.Stage) ? null
        : new("change.case-unchecked", "案件还没有核查通过，不能据此变更部件。请在核查通过后提出。", RefusalKind.Rule, Field: "caseId");
}
