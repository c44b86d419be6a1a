using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Xunit;

namespace Dizhu.Tests.Kit;

/// <summary>
/// One case carried through decisions in memory: what the door does with a database, without one. Each act done moves the
/// state and adds an entry; a refused act changes nothing.
/// </summary>
public sealed class CaseWalk
{
    private readonly List<(JournalEntry Entry, ActBody Body)> _entries = [];
    private readonly int _number;
    private int _made;

    private CaseWalk(CityBooks city, ActBody born, Principal who, DateTime at, int number)
    {
        _number = number;
        City = city;
        State = new CaseState(born.Case, [], born.Clocks);
        Add(CaseAct.Report, born, who, at);
    }

    public CityBooks City { get; set; }

    public CaseState State { get; private set; }

    public Case Case => State.Case;

    /// <summary>The journal so far, the report first.</summary>
    public IReadOnlyList<(JournalEntry Entry, ActBody Body)> Entries => _entries;

    /// <summary>The fact row as the acts made it.</summary>
    public CaseFact Fact { get; private set; } = null!;

    /// <summary>A case as it stands right after a report from inside the grid of <see cref="TestCity"/>.</summary>
    /// <param name="number">Tells several cases of one test apart.</param>
    /// <param name="change">Makes it another case, for example one outside all management areas.</param>
    public static CaseWalk Reported(DateTime at, ReportSource source = ReportSource.Collector, CityBooks? city = null, Func<Case, Case>? change = null, int number = 1)
    {
        var books = city ?? TestCity.Books;
        var id = Made(number);
        var found = books.Places.Locate(TestCity.Inside);
        var limit = books.Catalogue.StageLimitOf(nameof(ClockKind.Acceptance), found.AreaLevel)!.Limit;
        var born = new Case
        {
            Id = id,
            Stage = Stage.AwaitingAcceptance,
            Version = 1,
            Source = source,
            FirstReportId = id,
            ReportedAt = at,
            LastActAt = at,
            ClassKey = TestCity.Litter,
            Lon = TestCity.Inside.Lon,
            Lat = TestCity.Inside.Lat,
            GridCode = found.GridCode,
            DutyGridCode = found.DutyGridCode,
            CommunityCode = found.CommunityCode,
            StreetCode = found.StreetCode,
            ManagementAreaCode = found.ManagementAreaCode,
            AreaLevel = found.AreaLevel,
        };
        var clock = new CaseClock
        {
            CaseId = id,
            No = 1,
            Kind = ClockKind.Acceptance,
            Round = 1,
            State = ClockState.Running,
            At = at,
            StartedAt = at,
            LimitAmount = limit.Amount,
            LimitUnit = limit.Unit,
            DueAt = books.Calendar.Due(at, limit).DueUtc,
            CalendarVersion = books.Calendar.Version,
        };
        var reporter = source == ReportSource.Collector ? People.Collector : People.Acceptor;
        born = (change?.Invoke(born) ?? born) with { StageDueAt = clock.DueAt, Actors = [new CaseActor(reporter.Id, reporter.Power)] };
        return new CaseWalk(books, new ActBody { To = born.Stage, Case = born, Clocks = [clock] }, reporter, at, number);
    }

    /// <summary>Tries an act on the version as it stands.</summary>
    /// <param name="sent">The collector who is sent, for the acts that send one.</param>
    /// <param name="other">The other case, for acts on two.</param>
    public Outcome<ActBody> Try(Principal who, CaseCommand command, DateTime at, CollectorChoice? sent = null, CaseWalk? other = null)
    {
        _made++;
        var inputs = new ActInputs
        {
            NewTaskId = Made((1000 * _number) + _made),
            CaseNumber = "26112300001",
            Collector = sent,
            Assignee = command is AssignCommand { PersonId: { } id } && People.All.FirstOrDefault(p => p.Id == id) is { } person ? People.Sent(person) : null,
            Other = other?.State,
            ClosedAt = Fact.ClosedAt,
        };
        var decided = CaseDecision.Decide(new Asking(State, command with { Version = Case.Version }, new ActContext(who, at, "test"), City, inputs));
        if (decided.Moved)
        {
            Take(command.Act, decided.Value, who, at);
            if (decided.Value.Other is { IsBorn: false } beside)
            {
                other!.Take(beside.Act, beside.Body, who, at);
            }
        }

        return decided;
    }

    /// <summary>Does an act that must be open and gives its entry's body.</summary>
    public ActBody Do(Principal who, CaseCommand command, DateTime at, CollectorChoice? sent = null, CaseWalk? other = null)
    {
        var decided = Try(who, command, at, sent, other);
        Assert.True(decided.Moved, string.Join(" ", decided.Refusals.Select(r => $"{command.Act}: {r.Code} {r.Message}")));
        return decided.Value;
    }

    /// <summary>Tries an act that must be refused; gives the first refusal, and sees that nothing moved.</summary>
    public Refusal Refused(Principal who, CaseCommand command, DateTime at, CollectorChoice? sent = null, CaseWalk? other = null)
    {
        var (before, count) = (State, _entries.Count);
        var decided = Try(who, command, at, sent, other);
        Assert.False(decided.Moved, $"{command.Act} was done");
        Assert.Same(before, State);
        Assert.Equal(count, _entries.Count);
        return decided.Refusals[0];
    }

    /// <summary>Accepts, files under a standard row and dispatches to a unit, all at one instant.</summary>
    public CaseWalk Dispatched(DateTime at, string unit = TestCity.Hubin, string standard = TestCity.FourHours)
    {
        Filed(at, standard);
        Do(People.Dispatcher, new DispatchCommand { UnitId = unit, Opinion = "按职责" }, at);
        return this;
    }

    /// <summary>Accepts and files under a standard row.</summary>
    public CaseWalk Filed(DateTime at, string standard = TestCity.FourHours)
    {
        Do(People.Acceptor, new AcceptCommand(), at);
        Do(People.Leader, new FileCommand { StandardId = standard }, at);
        return this;
    }

    /// <summary>Signs, handles and feeds back as a unit.</summary>
    public CaseWalk FedBack(Principal unit, DateTime at)
    {
        if (Case.Stage == Stage.AwaitingSignature)
        {
            Do(unit, new SignForCommand(), at);
        }

        Do(unit, new HandleCommand { Result = "已处理" }, at);
        Do(unit, new FeedBackCommand(), at);
        return this;
    }

    /// <summary>Passes the check and closes.</summary>
    public CaseWalk ClosedWell(DateTime at)
    {
        CheckSent(at);
        Do(People.Collector, new PassCheckCommand(), at);
        Do(People.Leader, new CloseCommand(), at);
        return this;
    }

    /// <summary>Passes on and sends a collector to check.</summary>
    public CaseWalk CheckSent(DateTime at)
    {
        Do(People.Overseer, new PassOnCommand(), at);
        Do(People.Leader, new SendCheckCommand(), at, People.Sent(People.Collector));
        return this;
    }

    private void Take(CaseAct act, ActBody body, Principal who, DateTime at)
    {
        var tasks = State.Tasks.Select(t => body.Tasks.LastOrDefault(x => x.Id == t.Id) ?? t).ToList();
        tasks.AddRange(body.Tasks.Where(t => State.Tasks.All(x => x.Id != t.Id)));
        var changed = body.Requests ?? [];
        State = new CaseState(body.Case, tasks, [.. State.Clocks, .. body.Clocks])
        {
            Requests =
            [
                .. State.Requests.Select(r => changed.LastOrDefault(x => x.Id == r.Id) ?? r),
                .. changed.Where(r => State.Requests.All(x => x.Id != r.Id)),
            ],
        };
        Add(act, body, who, at);
    }

    private void Add(CaseAct act, ActBody body, Principal who, DateTime at)
    {
        var entry = new JournalEntry
        {
            CaseId = body.Case.Id,
            Seq = _entries.Count + 1,
            At = at,
            Act = act.ToString(),
            PersonId = who.Id,
            PersonLabel = who.Label,
            Post = who.Post.ToString(),
            UnitId = who.UnitId,
        };
        _entries.Add((entry, body));
        Fact = CaseFacts.After(Fact, entry, body);
    }

    private static Guid Made(int number) => Guid.Parse(number.ToString("x32", CultureInfo.InvariantCulture));
}

/// <summary>One person of every post that acts on cases.</summary>
public static class People
{
    public static readonly Principal Collector = Of(1, "采集员 01", Post.Collector, "ORG-U081-S");
    public static readonly Principal Acceptor = Of(2, "受理员 01", Post.Acceptor, "ORG-U081-S");
    public static readonly Principal Leader = Of(3, "值班长 01", Post.ShiftLeader, "ORG-U081-S");
    public static readonly Principal Dispatcher = Of(4, "派遣员 01", Post.Dispatcher, "ORG-U081-C");
    public static readonly Principal Overseer = Of(5, "督查员 01", Post.SupervisorOfHandling, "ORG-U081-C");
    public static readonly Principal Platform = Of(6, "二级平台 湖滨区", Post.SecondLevelDispatcher, TestCity.Hubin);
    public static readonly Principal Bureau = Of(7, "经办员 市城管执法局", Post.UnitClerk, TestCity.CityManagement);
    public static readonly Principal HousingClerk = Of(8, "经办员 市住房城乡建设局", Post.UnitClerk, TestCity.Housing);
    public static readonly Principal FieldHandler = Of(9, "处置人员 01", Post.FieldHandler, TestCity.CityManagement);

    public static readonly Principal SecondBureau = Of(10, "经办员 市城管执法局 02", Post.UnitClerk, TestCity.CityManagement);
    public static readonly Principal Head = Of(11, "领导 01", Post.Leader, null);
    public static readonly Principal Citizen = new(Guid.Empty, "市民", Post.Citizen, null, Scope.OwnOnly);
    public static readonly Principal Clock = Of(12, "系统", Post.MachineClient, null);
    public static readonly Principal SecondCollector = Of(13, "采集员 02", Post.Collector, "ORG-U081-S");
    public static readonly Principal Lighting = Of(14, "经办员 亮化办", Post.UnitClerk, TestCity.LightingOffice);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Principal> All =
        [Collector, Acceptor, Leader, Dispatcher, Overseer, Platform, Bureau, HousingClerk, FieldHandler, Lighting, Head, Citizen, Clock, SecondCollector];

    /// <summary>A collector as chosen to be sent.</summary>
    public static CollectorChoice Sent(Principal collector) => new(collector.Id, collector.Label, collector.UnitId);

    public static Principal Of(int number, string label, Post post, string? unit) =>
        new(Guid.Parse(number.ToString("x32", CultureInfo.InvariantCulture)), label, post, unit, Scope.Everything);
}
