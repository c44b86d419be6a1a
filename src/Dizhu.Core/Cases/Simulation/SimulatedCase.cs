using System.Globalization;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>One case of a simulation with everything that was asked for it, so that the same can be asked elsewhere.</summary>
public sealed class SimulatedCase
{
    private readonly List<(ActContext Context, CaseCommand Command)> _acts = [];

    internal SimulatedCase(CaseInMemory rows, ActContext context, ReportCommand report, int sequence)
    {
        (Rows, ReportedBy, Report, Sequence) = (rows, context, report, sequence);
    }

    /// <summary>Every row of the case as the last act left it.</summary>
    public CaseInMemory Rows { get; }

    public ActContext ReportedBy { get; }

    public ReportCommand Report { get; }

    /// <summary>Its running number among the reports of its day.</summary>
    public int Sequence { get; }

    /// <summary>The acts after the report, in their order.</summary>
    public IReadOnlyList<(ActContext Context, CaseCommand Command)> Acts => _acts;

    internal void Add(ActContext context, CaseCommand command) => _acts.Add((context, command));
}

/// <summary>
/// Plays one case: at every stage one of the posts whose turn it is does something after a while. What and when is drawn
/// by chance with shares that are made up (本系统默认); whether it may be done is decided as always.
/// </summary>
internal sealed class CasePlayer(CityBooks city, SimulatedStaff staff, SimulatedPlaces places, DateTime until, SplitMix chance, SimulatedNumbers numbers)
{
    private const int MostActs = 60;
    private SimulatedCase _case = null!;
    private DateTime _at;
    private bool _sideRoadTaken;

    private Case Now => _case.Rows.State.Case;

    /// <summary>Plays the case reported at an instant until it ends, or until the simulation does.</summary>
    /// <exception cref="InvalidOperationException">Something the player asked for was refused.</exception>
    public SimulatedCase Play(DateTime reportedAt)
    {
        Report(reportedAt);
        while (_case.Acts.Count < MostActs && Next() is { } next)
        {
            var at = _at + next.After;
            if (at > until)
            {
                break;
            }

            Do(next.Who, next.Command, at);
        }

        return _case;
    }

    private void Report(DateTime at)
    {
        var spot = places.Draw(chance);
        var (source, who) = chance.Below(100) switch
        {
            < 65 => (ReportSource.Collector, staff.CollectorOf(city.Places.Locate(new(spot.Lon, spot.Lat)).DutyGridCode)),
            < 85 => (ReportSource.Hotline, staff.Desk(Post.Acceptor)),
            < 90 => (ReportSource.Petition, staff.Desk(Post.Acceptor)),
            _ => (ReportSource.Citizen, staff.Citizen),
        };
        var command = new ReportCommand
        {
            Id = NewId(at),
            Source = source,
            ObservedAt = at - Minutes(chance.Below(4)),
            ClassKey = spot.ClassKey,
            Description = $"{city.Catalogue.FindClass(spot.ClassKey)!.Name}（模拟）",
            PlaceText = spot.PlaceText,
            Lon = spot.Lon,
            Lat = spot.Lat,
            Datum = "CGCS2000",
            ComponentId = spot.ComponentId,
        };
        var salt = new byte[16];
        BitConverter.TryWriteBytes(salt, chance.Next());
        BitConverter.TryWriteBytes(salt.AsSpan(8), chance.Next());
        var followCode = source == ReportSource.Citizen ? chance.Next().ToString("X16", CultureInfo.InvariantCulture) : null;
        var context = new ActContext(who, at, $"sim-{command.Id:N}-1");
        var born = CaseInMemory.Born(city, context, command, new ReportChance(numbers.OfReport, salt, followCode));
        (_at, _case) = (at, new SimulatedCase(Sound(born, CaseAct.Report), context, command, numbers.Sequence));
    }

    private void Do(Principal who, CaseCommand command, DateTime at)
    {
        var context = new ActContext(who, at, $"sim-{Now.Id:N}-{_case.Rows.Journal.Count + 1}");
        var inputs = new ActInputs
        {
            NewTaskId = NewId(at),
            CaseNumber = command is FileCommand ? numbers.OfCase(at) : null,
            Collector = (command as ISendsCollector)?.CollectorId is { } id && staff.All.First(p => p.Id == id) is var sent
                ? new CollectorChoice(sent.Id, sent.Label, sent.UnitId)
                : null,
            ClosedAt = _case.Rows.Fact.ClosedAt,
        };
        command = command with { Version = Now.Version };
        Sound(_case.Rows.Act(context, command, inputs), command.Act);
        _case.Add(context, command);
        _at = at;
    }

    private (Principal Who, TimeSpan After, CaseCommand Command)? Next() => Asked() ?? Now.Stage switch
    {
        Stage.AwaitingAcceptance => (staff.Desk(Post.Acceptor), Desk(), Accepting()),
        Stage.AwaitingFiling => (staff.Desk(Post.ShiftLeader), Desk(), Filing()),
        Stage.VerifyingAcceptance or Stage.VerifyingFiling => (Collector, Minutes(10 + chance.Below(90)), new AnswerVerifyCommand { Confirmed = One(93), Result = "已到现场核实" }),
        Stage.AwaitingDispatch => (staff.Desk(Post.Dispatcher), Desk(), Dispatching()),
        Stage.AwaitingSignature => (Clerk, Minutes(5 + chance.Below(55)), Now.ReturnCount < 2 && !One(97) ? new ReturnCommand { Opinion = "不属本单位职责，请重新派遣" } : new SignForCommand()),
        Stage.Handling => Handling(),
        Stage.AwaitingFeedback => (Clerk, Desk(), new FeedBackCommand()),
        Stage.AwaitingPassOn => (staff.Desk(Post.SupervisorOfHandling), Desk(), One(97) ? new PassOnCommand() : new SendBackCommand { Opinion = "反馈没有写明结果，请补充" }),
        Stage.AwaitingCheckSending => (staff.Desk(Post.ShiftLeader), Desk(), new SendCheckCommand { CollectorId = Collector.Id }),
        Stage.AwaitingCheck => (Collector, Minutes(15 + chance.Below(120)), One(92) ? new PassCheckCommand() : new ReworkCommand { Result = "现场仍有残留，请补做" }),
        Stage.AwaitingClosing => (staff.Desk(Post.ShiftLeader), Desk(), One(99) ? new CloseCommand() : new ReworkCommand { Opinion = "与结案条件不符，请返工" }),
        Stage.Closed when !_sideRoadTaken => Appeal(),
        _ => null,
    };

    private CaseCommand Accepting() => Now switch
    {
        { Verified: false } => new DeclineCommand { Opinion = "现场核实不属实，已告知" },
        { Verified: null } when Now.Source.NeedsVerification() && One(30) => new SendVerifyCommand { CollectorId = Collector.Id },
        _ => One(98) ? new AcceptCommand() : new DeclineCommand { Opinion = "不属于城市管理范围，已告知" },
    };

    private CaseCommand Filing()
    {
        if (Now.Source.NeedsVerification() && Now.Verified != true)
        {
            return Now.Verified is null ? new SendVerifyCommand { CollectorId = Collector.Id } : new RefuseFilingCommand { Opinion = "现场核实不属实" };
        }

        var rows = city.Catalogue.StandardsOf(Now.ClassKey!, CityClock.DayOf(_at)).OrderBy(s => s.Id, StringComparer.Ordinal).ToList();
        return Now.Number is null && !One(98)
            ? new RefuseFilingCommand { Opinion = "不符合立案条件" }
            : new FileCommand { StandardId = rows[chance.Below(rows.Count)].Id };
    }

    private CaseCommand Dispatching()
    {
        if (Now.ReturnCount < 2 && !One(99))
        {
            return new ReturnCommand { Opinion = "类别不准确，请重新立案" };
        }

        var suggested = Cases.Dispatching.Suggest(_case.Rows.State, city, _at)?.Candidates.Select(c => c.UnitId).FirstOrDefault(u => staff.ClerkOf(u) is not null);
        return new DispatchCommand { UnitId = Now.UnitId ?? suggested ?? staff.All.First(p => p.Post == Post.UnitClerk).UnitId, Opinion = "按职责派遣" };
    }

    /// <summary>Mostly within the limit, sometimes late; now and then with a longer limit or put off first.</summary>
    private (Principal, TimeSpan, CaseCommand)? Handling()
    {
        if (Now.DeferredUntil is { } day)
        {
            var resumed = CityClock.FromLocal(day.ToDateTime(new TimeOnly(8, 30)));
            return (staff.Desk(Post.Dispatcher), resumed > _at ? resumed - _at : Minutes(1), new ResumeCommand());
        }

        if (!_sideRoadTaken && Now.HandlingDueAt is { } soon && soon - _at > TimeSpan.FromHours(2))
        {
            _sideRoadTaken = true;
            switch (chance.Below(100))
            {
                case < 4: return (Clerk, Minutes(30), new AskExtensionCommand { Amount = 1, Opinion = "需协调材料，申请延期" });
                case < 6: return (Clerk, Minutes(30), new AskDeferralCommand { ResumeOn = CityClock.DayOf(_at).AddDays(3 + chance.Below(10)), Opinion = "须等天气转好，申请挂账" });
                default: break;
            }
        }

        var share = One(90) ? 0.1 + (chance.Unit() * 0.85) : 1 + (chance.Unit() * 0.6);
        var took = Now.HandlingDueAt is { } due && due > _at ? (due - _at) * share : Minutes(60 + chance.Below(240));
        return (Clerk, TimeSpan.FromSeconds(Math.Floor(took.TotalSeconds)), new HandleCommand { Result = "已处置完毕，现场恢复" });
    }

    private (Principal, TimeSpan, CaseCommand)? Appeal()
    {
        _sideRoadTaken = true;
        return _case.Rows.Fact.HandlingOnTime == false && !One(85)
            ? (Clerk, TimeSpan.FromHours(20), new AppealCommand { Opinion = "超期系等待材料所致，申请不计入考核" })
            : null;
    }

    /// <summary>What was asked is answered before anything else is done, post after post along its chain.</summary>
    private (Principal, TimeSpan, CaseCommand)? Asked()
    {
        if (_case.Rows.State.Requests.FirstOrDefault(r => r is { State: RequestState.Open, WaitsFor: not null }) is not { } asked)
        {
            return null;
        }

        // Once overdue nothing may be granted any more, so what is nearly overdue is refused.
        var late = asked.Kind != RequestKind.Appeal && Now.HandlingDueAt is { } due && due < _at + Minutes(30);
        CaseCommand answer = late || !One(85) ? new RefuseAskedCommand { RequestId = asked.Id, Opinion = "理由不充分" }
            : !asked.AtLastStep() ? new ConsentCommand { RequestId = asked.Id }
            : asked.Kind switch
            {
                RequestKind.Extension => new GrantExtensionCommand { RequestId = asked.Id },
                RequestKind.Deferral => new GrantDeferralCommand { RequestId = asked.Id },
                _ => new GrantAppealCommand { RequestId = asked.Id },
            };
        return (staff.Desk(asked.WaitsFor!.Value), Desk(), answer);
    }

    private Principal Collector => staff.CollectorOf(Now.DutyGridCode);

    private Principal Clerk => staff.ClerkOf(Now.UnitId!)!;

    private Guid NewId(DateTime at) => SimulatedIds.At(at, chance.Next(), chance.Next());

    private bool One(int inHundred) => chance.Below(100) < inHundred;

    /// <summary>How long a desk takes, which is manned around the clock.</summary>
    private TimeSpan Desk() => TimeSpan.FromSeconds(60 + chance.Below(900));

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static T Sound<T>(Outcome<T> outcome, CaseAct act) => outcome.Moved
        ? outcome.Value
        : throw new InvalidOperationException($"Simulated {act} was refused: {outcome.Refusal.Code} {outcome.Refusal.Message}");
}

/// <summary>
/// Numbers of one simulated case: its place among the reports of its day gives both, so that cases can be played side by
/// side. A case filed a day later takes its number after all of that day's own.
/// </summary>
internal sealed record SimulatedNumbers(DateOnly Reported, int Sequence, int PerDay)
{
    public string OfReport => string.Create(CultureInfo.InvariantCulture, $"SB{Reported:yyMMdd}{Sequence:00000}");

    public string OfCase(DateTime at)
    {
        var day = CityClock.DayOf(at);
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyMMdd}{((day.DayNumber - Reported.DayNumber) * PerDay) + Sequence:00000}");
    }
}
