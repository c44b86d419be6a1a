using Dizhu.Core.Organisations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dizhu.Core.Calendar;
using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Cases;

/// <summary>The client's word that a write is the same when sent again: its key, its route and the hash of its body.</summary>
public sealed record ClientKey(string Key, string Route, byte[] BodyHash);

/// <summary>
/// The one door for writing a case. Each act is loaded, decided and saved in one transaction: case, task and
/// clock rows, the journal entry that links them, the fact row and the outbox row.
/// </summary>
public sealed class CaseDoor(IActTransactions transactions, CityBooksHolder city, NumberBlocks numbers)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>Takes a report; a case is born with it. The same report sent again is answered again, not stored again.</summary>
    public async Task<Outcome<ActAnswer>> ReportAsync(ActContext context, ReportCommand command, CancellationToken cancellationToken)
    {
        var books = city.Current;
        var checkedReport = Reporting.Check(context, command, books);
        if (!checkedReport.Moved)
        {
            return Outcome<ActAnswer>.Refused(checkedReport.Refusals);
        }

        var number = await numbers.NextReportAsync(context.At, cancellationToken);
        var followCode = Reporting.NewFollowCode(command.Source);

        // A report sent again is rare and its key refuses it, so the first try does not look; only files, which the
        // first time has bound, must not be looked at before it.
        var look = command.AttachmentIds.Count > 0;
        return await transactions.RunAsync(
            async (db, ct) =>
            {
                if (look && await db.Set<Report>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == command.Id, ct) is { } existing)
                {
                    // Sent without an instant of its own it was given that of its arrival, which is another each time.
                    var sent = checkedReport.Value;
                    return await AnswerAgainAsync(db, existing, command.ObservedAt is null ? sent with { ObservedAt = existing.ObservedAt } : sent, ct);
                }

                look = true;
                var files = await Attachments.BindableAsync(db, context, command.AttachmentIds, ct);
                if (!files.Moved)
                {
                    return Outcome<ActAnswer>.Refused(files.Refusals);
                }

                var report = Reporting.Finish(checkedReport.Value, number, followCode);
                var body = Reporting.Decide(context, report, command, books, files.Value);
                db.Add(report);
                db.Add(CaseWords.Of(body.Case.Id, report.Description, report.PlaceText));
                return Save(db, context, Reporting.ActOf(command), body, files.Value, before: null, fact: null) with
                {
                    ReportNumber = number,
                    FollowCode = followCode,
                };
            },
            cancellationToken);
    }

    /// <summary>Does one act on a case.</summary>
    /// <param name="key">The client's idempotency key, or null.</param>
    public async Task<Outcome<ActAnswer>> ActAsync(
        ActContext context, Guid caseId, CaseCommand command, ClientKey? key, CancellationToken cancellationToken)
    {
        var caseNumber = command is FileCommand ? await numbers.NextCaseAsync(context.At, cancellationToken) : null;
        var newTaskId = Ids.New(context.At);
        return await transactions.RunAsync(
            async (db, ct) =>
            {
                if (await RecordOfAsync(db, context.Who.Id, key, ct) is { } record)
                {
                    return AnswerAgain(record, key!);
                }

                var (state, fact) = await LoadForActAsync(db, caseId, ct);
                if (state is null || !CaseScope.Sees(context.Who, state, city.Current.Organisations))
                {
                    return Refusals.NoSuchCase();
                }

                if (state.Case.LastActAt - context.At > ClockTolerance)
                {
                    return Refusals.ClockBehind();
                }

                var now = context.At < state.Case.LastActAt ? context with { At = state.Case.LastActAt } : context;
                var (other, otherFact) = command is MergeCommand { IntoCaseId: { } otherId } ? await LoadForActAsync(db, otherId, ct) : (null, null);
                var inputs = new ActInputs
                {
                    NewTaskId = newTaskId,
                    CaseNumber = caseNumber,
                    Collector = await Collectors.ForAsync(db, command, state, city.Current, now.At, ct),
                    Assignee = await Collectors.AssigneeAsync(db, command, now.At, ct),
                    Other = other is not null && CaseScope.Sees(context.Who, other, city.Current.Organisations) ? other : null,
                    ClosedAt = fact?.ClosedAt,
                };
                if (other?.Case.LastActAt > now.At)
                {
                    now = now with { At = other.Case.LastActAt };
                }

                var outcome = await DecideAndSaveAsync(db, new Asking(state, command, now, city.Current, inputs), (fact, otherFact), key, ct);

                // The same write may have been done between looking for its answer and reading the case.
                return !outcome.Moved && await RecordOfAsync(db, context.Who.Id, key, ct) is { } late ? AnswerAgain(late, key!) : outcome;
            },
            cancellationToken);
    }

    private static async Task<IdempotencyRecord?> RecordOfAsync(DizhuDb db, Guid who, ClientKey? key, CancellationToken cancellationToken) =>
        key is null
            ? null
            : await CaseQueries.Of(db).Record(db, who, key.Key, cancellationToken);

    /// <summary>A case as it stands, for reading. Null when there is none.</summary>
    public static async Task<CaseState?> LoadAsync(DizhuDb db, Guid caseId, CancellationToken cancellationToken) =>
        (await ReadAsync(db, caseId, cancellationToken))?.State;

    /// <summary>The same with its fact row.</summary>
    internal static async Task<(CaseState State, CaseFact? Fact)?> ReadAsync(DizhuDb db, Guid caseId, CancellationToken cancellationToken)
    {
        var queries = CaseQueries.Of(db);
        if (await queries.Stand(db, caseId, cancellationToken) is not { } found)
        {
            return null;
        }

        var tasks = await queries.Tasks(db, caseId).ToListAsync(cancellationToken);
        var requests = await queries.Requests(db, caseId).ToListAsync(cancellationToken);
        return (new CaseState(found.Case, tasks, found.Clocks) { Requests = requests }, found.Fact);
    }

    /// <summary>The same for an act, which changes what it loads and waits for each query.</summary>
    private static async Task<(CaseState? State, CaseFact? Fact)> LoadForActAsync(DizhuDb db, Guid caseId, CancellationToken cancellationToken)
    {
        var queries = CaseQueries.Of(db);
        if (await queries.Stand(db, caseId, cancellationToken) is not { } found)
        {
            return (null, null);
        }

        // An act changes these two; the clocks it only reads and adds to.
        db.Attach(found.Case);
        if (found.Fact is not null)
        {
            db.Attach(found.Fact);
        }

        var tasks = await queries.Tasks(db, caseId).ToListAsync(cancellationToken);

        // Only what waits for an answer matters to an act, and seldom is there any.
        var requests = found.Case.OpenRequests == 0
            ? []
            : await db.Set<CaseRequest>().Where(r => r.CaseId == caseId && r.State == RequestState.Open).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        return (new CaseState(found.Case, tasks, found.Clocks) { Requests = requests }, found.Fact);
    }

    private static async Task<Outcome<ActAnswer>> DecideAndSaveAsync(
        DizhuDb db, Asking asking, (CaseFact? Own, CaseFact? Other) facts, ClientKey? key, CancellationToken cancellationToken)
    {
        var decided = CaseDecision.Decide(asking);
        if (!decided.Moved)
        {
            return Outcome<ActAnswer>.Refused(decided.Refusals);
        }

        var files = await Attachments.BindableAsync(db, asking.Context, asking.Command!.AttachmentIds, cancellationToken);
        if (!files.Moved)
        {
            return Outcome<ActAnswer>.Refused(files.Refusals);
        }

        var body = decided.Value with { Attachments = Attachments.Marks(files.Value, asking.Command.Act) };
        var answer = Save(db, asking.Context, asking.Command.Act, body, files.Value, asking.State, facts.Own);
        if (body.Other is { } other)
        {
            Save(db, asking.Context, other.Act, other.Body, [], other.IsBorn ? null : asking.Inputs.Other, other.IsBorn ? null : facts.Other);
            answer = answer with { OtherCaseId = other.Body.Case.Id };
            await AddWordsAsync(db, other, cancellationToken);
        }

        if (key is not null)
        {
            db.Add(new IdempotencyRecord
            {
                PrincipalId = asking.Context.Who.Id,
                Key = key.Key,
                Route = key.Route,
                BodyHash = key.BodyHash,
                At = asking.Context.At,
                Answer = JsonSerializer.Serialize(answer, CaseJson.Canonical.ActAnswer),
            });
        }

        return answer;
    }

    /// <summary>A case that begins with another's report is found by the words of that report.</summary>
    private static async Task AddWordsAsync(DizhuDb db, OtherEntry other, CancellationToken cancellationToken)
    {
        if (other.IsBorn)
        {
            var first = other.Body.Case.FirstReportId;
            var report = await db.Set<Report>().AsNoTracking().FirstAsync(r => r.Id == first, cancellationToken);
            db.Add(CaseWords.Of(other.Body.Case.Id, report.Description, report.PlaceText));
        }
    }

    /// <summary>Stages every row of one act; the transaction saves them together.</summary>
    private static ActAnswer Save(
        DizhuDb db, ActContext context, CaseAct act, ActBody body, IReadOnlyList<Attachment> files, CaseState? before, CaseFact? fact)
    {
        (var entry, body) = CaseEntries.Of(context, act, body, (before?.Case.ChainLength ?? 0) + 1, before?.Case.ChainHead ?? HashChain.Start);
        CaseRows.PutCase(db, before, body.Case with { ChainLength = entry.Seq, ChainHead = entry.Hash }, body.Tasks);
        CaseRows.PutRequests(db, before, body.Requests ?? []);
        db.AddRange(body.Clocks);
        CaseRows.Put(db, fact, CaseFacts.After(fact, entry, body));
        Attachments.Bind(db, files, body, entry.Seq);
        db.Add(entry);
        db.Add(new OutboxMessage
        {
            Id = Ids.New(context.At),
            CaseId = entry.CaseId,
            Seq = entry.Seq,
            Topic = "case." + act.ToString().ToLowerInvariant(),
            At = entry.At,
        });
        return Answer(entry, body, act);
    }

    private static ActAnswer Answer(JournalEntry entry, ActBody body, CaseAct act) => new()
    {
        CaseId = entry.CaseId,
        Number = body.Case.Number,
        Act = act,
        Stage = body.To,
        StageName = body.To.Name(),
        Version = body.Case.Version,
        EntrySeq = entry.Seq,
        EntryHash = Convert.ToHexStringLower(entry.Hash),
        StageDueAt = body.Case.StageDueAt,
        HandlingDueAt = body.Case.HandlingDueAt,
        Because = body.Because,
    };

    private static Outcome<ActAnswer> AnswerAgain(IdempotencyRecord record, ClientKey key) =>
        record.BodyHash.AsSpan().SequenceEqual(key.BodyHash) && string.Equals(record.Route, key.Route, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize(record.Answer, CaseJson.Canonical.ActAnswer)! with { AlreadyDone = true }
            : Refusals.SameIdOtherContent("请求");

    private static async Task<Outcome<ActAnswer>> AnswerAgainAsync(DizhuDb db, Report existing, Report sent, CancellationToken cancellationToken)
    {
        var same = ReportContent.Hash(sent, existing.Salt).AsSpan().SequenceEqual(existing.ContentHash);
        if (!same)
        {
            return Refusals.SameIdOtherContent("上报");
        }

        var entry = await db.Set<JournalEntry>().AsNoTracking().FirstAsync(j => j.CaseId == existing.CaseId && j.Seq == 1, cancellationToken);
        var body = JsonSerializer.Deserialize(entry.Body, CaseJson.Canonical.ActBody)!;
        return Answer(entry, body, CaseAct.Report) with { ReportNumber = existing.Number, AlreadyDone = true };
    }

    /// <summary>The hash of a request body, for <see cref="ClientKey"/>.</summary>
    public static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));
}
