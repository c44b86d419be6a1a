using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>A change as it is drafted.</summary>
public sealed record ChangeDraft(Guid Id, string LayerId, ChangeKind Kind, ChangeProposal Proposal, DateOnly From, string Reason, Guid? CaseId);

/// <summary>Drafts changes of grids and components, and publishes them once a second person has reviewed them.</summary>
public sealed class BaseChanges(IActTransactions transactions, IReads reads, ImportDoor imports)
{
    private const int LongestText = 1000;
    private const int MostListed = 200;

    /// <summary>The latest changes, or those in one state.</summary>
    public async Task<IReadOnlyList<BaseChange>> ListAsync(ChangeState? state, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<BaseChange>().AsNoTracking().Where(c => state == null || c.State == state).OrderByDescending(c => c.DraftedAt).Take(MostListed).ToListAsync(cancellationToken);
    }

    /// <summary>One change; null when there is none.</summary>
    public async Task<BaseChange?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await db.Set<BaseChange>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>Drafts a change. It is checked as if it were published, so that a reviewer never meets one that cannot be.</summary>
    public async Task<Outcome<BaseChange>> DraftAsync(ActContext context, ChangeDraft draft, CancellationToken cancellationToken)
    {
        if (Wrong(context, draft) is { } wrong)
        {
            return wrong;
        }

        var tried = await TryAsync(context, draft, cancellationToken);
        return !tried.Moved
            ? Outcome<BaseChange>.Refused(tried.Refusals)
            : await transactions.RunAsync<Outcome<BaseChange>>(
                async (db, ct) =>
                {
                    var proposal = draft.Proposal.Write();
                    if (await db.Set<BaseChange>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == draft.Id, ct) is { } before)
                    {
                        return before.DraftedById == context.Who.Id && before.Proposal == proposal && before.LayerId == draft.LayerId
                            ? before
                            : IdReused.Refusal;
                    }

                    var change = new BaseChange
                    {
                        Id = draft.Id,
                        LayerId = draft.LayerId,
                        Kind = draft.Kind,
                        Proposal = proposal,
                        From = draft.From,
                        Reason = draft.Reason.Trim(),
                        CaseId = draft.CaseId,
                        DraftedById = context.Who.Id,
                        DraftedBy = context.Who.Label,
                        DraftedAt = context.At,
                        State = ChangeState.Submitted,
                        Version = 1,
                    };
                    db.Add(change);

                    // What waits for review keeps its photos.
                    await PartPhotos.NameAsync(db, context, draft.Proposal.Photos, ct);
                    db.ChangeTracker.DetectChanges();
                    return change;
                },
                cancellationToken);
    }

    /// <summary>Publishes or sends back. Who drafted it may not review it, neither themselves nor in another's place.</summary>
    public Task<Outcome<BaseChange>> ReviewAsync(ActContext context, Guid id, int version, bool publish, string opinion, CancellationToken cancellationToken) =>
        WholeOrNothing.RunAsync(
            transactions,
            async (db, ct) =>
            {
                var found = await OpenAsync(db, id, version, ct);
                if (!found.Moved)
                {
                    return found;
                }

                var change = found.Value;
                if (context.Who.Post != Post.Administrator || context.Who.Persons.Contains(change.DraftedById))
                {
                    return context.Who.Post != Post.Administrator
                        ? new Refusal("change.wrong-post", $"{context.Who.Post.Name()}不能审核基础数据的变更。请由系统管理员办理。", RefusalKind.Forbidden)
                        : new Refusal("change.same-person", "变更须由另一人审核，起草人不能审核自己的变更。请转其他系统管理员。", RefusalKind.Forbidden);
                }

                if (!publish && opinion.Trim().Length == 0)
                {
                    return new Refusal("input.missing", "退回须写明理由。请填写。", RefusalKind.Invalid, Field: "opinion");
                }

                if (publish)
                {
                    var done = await PublishAsync(db, context, change, ct);
                    if (!done.Moved)
                    {
                        return Outcome<BaseChange>.Refused(done.Refusals);
                    }

                    change.BaseVersion = done.Value.BaseVersion;
                }

                (change.State, change.Version) = (publish ? ChangeState.Published : ChangeState.SentBack, change.Version + 1);
                (change.ReviewedById, change.ReviewedBy, change.ReviewedAt, change.Opinion) = (context.Who.Id, context.Who.Label, context.At, opinion.Trim());
                db.ChangeTracker.DetectChanges();
                return change;
            },
            _ => true,
            cancellationToken);

    /// <summary>Who drafted it takes it back.</summary>
    public Task<Outcome<BaseChange>> WithdrawAsync(ActContext context, Guid id, int version, CancellationToken cancellationToken) =>
        transactions.RunAsync<Outcome<BaseChange>>(
            async (db, ct) =>
            {
                var found = await OpenAsync(db, id, version, ct);
                if (!found.Moved)
                {
                    return found;
                }

                if (found.Value.DraftedById != context.Who.Id)
                {
                    return new Refusal("change.not-yours", "只有起草人可以撤回变更。", RefusalKind.Forbidden);
                }

                (found.Value.State, found.Value.Version) = (ChangeState.Withdrawn, version + 1);
                db.ChangeTracker.DetectChanges();
                return found;
            },
            cancellationToken);

    private static async Task<Outcome<BaseChange>> OpenAsync(DizhuDb db, Guid id, int version, CancellationToken cancellationToken) =>
        await db.Set<BaseChange>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) switch
        {
            null => new Refusal("change.unknown", "没有这项变更。请从列表中选择。", RefusalKind.NotFound),
            { State: ChangeState.Submitted } change when change.Version == version => change,
            _ => new Refusal("change.version", "这项变更已有人办过。请刷新后再看。", RefusalKind.Conflict, Field: "version"),
        };

    /// <summary>Runs the change to its end and undoes it.</summary>
    private Task<Outcome<ImportReport>> TryAsync(ActContext context, ChangeDraft draft, CancellationToken cancellationToken) =>
        WholeOrNothing.RunAsync(
            transactions, (db, ct) => RunAsync(db, context, draft.LayerId, draft.Proposal, draft.From, draft.Reason, "编辑", ct), _ => false, cancellationToken);

    private Task<Outcome<ImportReport>> PublishAsync(DizhuDb db, ActContext context, BaseChange change, CancellationToken cancellationToken) =>
        RunAsync(db, context, change.LayerId, ChangeProposal.Read(change.Proposal), change.From, change.Reason, $"编辑 {change.Id}", cancellationToken);

    private async Task<Outcome<ImportReport>> RunAsync(
        DizhuDb db, ActContext context, string layerId, ChangeProposal proposal, DateOnly from, string reason, string name, CancellationToken cancellationToken)
    {
        var request = new ImportRequest { LayerId = layerId, Mode = ImportMode.Update, From = from, FileName = name, Datum = "CGCS2000", DatumConfirmed = true, Ends = proposal.Ends, Reason = reason };
        var keys = proposal.Objects.Select(o => o.Key).ToList();
        using var source = layerId == BaseLayers.Grids
            ? ProposedSource.OfGrids(proposal, await db.Set<BasicGrid>().AsNoTracking().Where(g => keys.Contains(g.Code) && g.Until == null).ToDictionaryAsync(g => g.Code, StringComparer.Ordinal, cancellationToken))
            : ProposedSource.OfComponents(proposal, await db.Set<ManagedComponent>().AsNoTracking().Where(c => keys.Contains(c.Id)).ToDictionaryAsync(c => c.Id, StringComparer.Ordinal, cancellationToken));
        var outcome = await imports.InsideAsync(db, context, request, source, cancellationToken);
        if (!outcome.Moved)
        {
            return outcome;
        }

        var faults = outcome.Value.Refused.Select(r => r.Reason).Concat(outcome.Value.Faults.Where(f => !f.IsWarning).Select(f => f.Reason)).ToList();
        return faults.Count > 0
            ? Outcome<ImportReport>.Refused(faults)
            : outcome.Value.IsPublished
                ? outcome
                : new Refusal("change.nothing", "与现有数据相同，没有需要变更的内容。", RefusalKind.Rule);
    }

    private static Refusal? Wrong(ActContext context, ChangeDraft draft)
    {
        if (!MayDraft(context.Who, draft))
        {
            return new Refusal("change.wrong-post", $"{context.Who.Post.Name()}不能起草基础数据的变更。请由系统管理员办理；受理员、值班长可由核查过的案件提出部件变更。", RefusalKind.Forbidden);
        }

        if (draft.Id == Guid.Empty || draft.LayerId is not (BaseLayers.Grids or BaseLayers.Components) || draft.Reason.Trim().Length is 0 or > LongestText)
        {
            return new Refusal("change.invalid", $"请写明编号（UUID）、图层（grids 或 components）和理由（最多 {LongestText} 个字）。", RefusalKind.Invalid, Field: "reason");
        }

        return draft.Proposal.Misfit(draft.Kind) is { } misfit
            ? new Refusal("change.misfit", $"{misfit}。请改正。", RefusalKind.Invalid, Field: "proposal")
            : null;
    }

    private static bool MayDraft(Principal who, ChangeDraft draft) =>
        who.Post == Post.Administrator || (draft is { CaseId: not null, LayerId: BaseLayers.Components } && who.Post is Post.Acceptor or Post.ShiftLeader);
}
