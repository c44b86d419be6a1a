using Dizhu.Core.Journal;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>What the door draws by chance for a report, given here instead, so that it comes out the same each time.</summary>
/// <param name="Number">The report's number.</param>
/// <param name="Salt">16 bytes for the salted hash.</param>
/// <param name="FollowCode">The citizen's code; null for other sources.</param>
public sealed record ReportChance(string Number, byte[] Salt, string? FollowCode);

/// <summary>
/// One case carried through the same decisions as behind <see cref="CaseDoor"/>, without a database: every row the door
/// would have written stands here as it is after the last act.
/// </summary>
public sealed class CaseInMemory
{
    private readonly CityBooks _city;
    private readonly List<JournalEntry> _journal = [];

    private CaseInMemory(CityBooks city, Report report, ActContext context, CaseAct act, ActBody born)
    {
        _city = city;
        Report = report;
        State = new CaseState(born.Case, [], []);
        Take(context, act, born);
    }

    public Report Report { get; }

    /// <summary>Case, tasks and clocks as they stand.</summary>
    public CaseState State { get; private set; }

    /// <summary>The fact row as it stands.</summary>
    public CaseFact Fact { get; private set; } = null!;

    /// <summary>All entries, the report first.</summary>
    public IReadOnlyList<JournalEntry> Journal => _journal;

    /// <summary>A case is born with a report, or every fault found in it.</summary>
    public static Outcome<CaseInMemory> Born(CityBooks city, ActContext context, ReportCommand command, ReportChance chance)
    {
        var sound = Reporting.Check(context, command, city);
        if (!sound.Moved)
        {
            return Outcome<CaseInMemory>.Refused(sound.Refusals);
        }

        var report = Reporting.Finish(sound.Value, chance.Number, chance.FollowCode);
        report = report with { Salt = chance.Salt, ContentHash = ReportContent.Hash(report, chance.Salt) };
        return new CaseInMemory(city, report, context, Reporting.ActOf(command), Reporting.Decide(context, report, command, city, []));
    }

    /// <summary>Does an act on the version as it stands; a refused act changes nothing.</summary>
    public Outcome<ActBody> Act(ActContext context, CaseCommand command, ActInputs inputs)
    {
        var decided = CaseDecision.Decide(new Asking(State, command with { Version = State.Case.Version }, context, _city, inputs));
        if (decided.Moved)
        {
            Take(context, command.Act, decided.Value);
        }

        return decided;
    }

    /// <summary>What the door does with a decision, kept here instead of saved; <c>CaseDoor.Save</c> is its twin.</summary>
    private void Take(ActContext context, CaseAct act, ActBody body)
    {
        (var entry, body) = CaseEntries.Of(context, act, body, _journal.Count + 1, _journal.Count == 0 ? HashChain.Start : _journal[^1].Hash);
        _journal.Add(entry);
        Fact = CaseFacts.After(Fact, entry, body);
        var kept = State.Tasks.Select(t => body.Tasks.LastOrDefault(changed => changed.Id == t.Id) ?? t);
        var opened = body.Tasks.Where(t => !State.Tasks.Any(old => old.Id == t.Id));
        var asked = body.Requests ?? [];
        State = new CaseState(body.Case with { ChainLength = entry.Seq, ChainHead = entry.Hash }, [.. kept, .. opened], [.. State.Clocks, .. body.Clocks])
        {
            Requests = [.. State.Requests.Where(old => !asked.Any(r => r.Id == old.Id)), .. asked],
        };
    }
}
