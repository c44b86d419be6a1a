using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Core.Places;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Cli;

/// <summary>
/// Life for the demonstration: some forty made-up cases played through the real door over the last working days,
/// in every stage, some late, some returned, reworked, refused. Everything in them is sample data.
/// </summary>
public sealed class DemoCases(IStore store, CaseDoor door, PhotoStore photos, CityBooksHolder city)
{
    private const int Seed = 26;
    private const int SiteWork = 60;
    private readonly Dictionary<string, Principal> _byLogin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Principal> _byUnit = new(StringComparer.Ordinal);

    // A further report of the same matter is merged into the last case of its class.
    private readonly Dictionary<string, Guid> _lastOfClass = new(StringComparer.Ordinal);

    /// <summary>One case on its way.</summary>
    private sealed class Running(DemoJourney journey, FoundSpot spot)
    {
        public DemoJourney Journey => journey;

        public FoundSpot Spot => spot;

        public Guid CaseId { get; set; }

        public int Version { get; set; }

        public string? UnitId { get; set; }
    }

    private sealed record FoundSpot(double Lon, double Lat, string? ComponentId, string PlaceText);

    /// <summary>Plays the cases so that they end shortly before <paramref name="now"/>; nothing when there are cases already. Their number.</summary>
    /// <exception cref="InvalidOperationException">An act of a journey was refused.</exception>
    public async Task<int> PlayAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using (var db = store.Open())
        {
            if (await db.Set<Case>().AnyAsync(cancellationToken))
            {
                return 0;
            }

            await FindPeopleAsync(db, cancellationToken);
        }

        var random = new Random(Seed);
        var moments = new List<(DateTime At, int Order, Running Case, DemoStep Step)>();
        foreach (var journey in DemoJourneys.All)
        {
            var running = new Running(journey, Spot(journey.ClassKey, random));
            var at = Before(now, journey.EndedBefore);
            foreach (var step in journey.Steps.Reverse())
            {
                moments.Add((at, -moments.Count, running, step));
                at = Before(at, step.Minutes);
            }
        }

        foreach (var moment in moments.OrderBy(m => m.At).ThenBy(m => m.Order))
        {
            await PlayAsync(moment.Case, moment.Step, moment.At, cancellationToken);
        }

        return DemoJourneys.All.Count;
    }

    private async Task PlayAsync(Running running, DemoStep step, DateTime at, CancellationToken cancellationToken)
    {
        var who = WhoDoes(step.Act, running);
        var context = new ActContext(who, at, $"demo-{step.Act.ToString().ToLowerInvariant()}");
        var files = await PhotosAsync(running.Journey, step.Act, who, at, cancellationToken);
        var outcome = step.Act is CaseAct.Report
            ? await door.ReportAsync(context, Report(running, files, at), cancellationToken)
            : await door.ActAsync(context, running.CaseId, Command(running, step, at) with { Version = running.Version, AttachmentIds = files }, key: null, cancellationToken);
        if (!outcome.Moved)
        {
            throw new InvalidOperationException($"Demo case {running.Journey.Words}: {step.Act} was refused: {outcome.Refusal.Message}");
        }

        (running.CaseId, running.Version) = (outcome.Value.CaseId, outcome.Value.Version);
        if (step.Act == CaseAct.Report && !running.Journey.Steps.Any(s => s.Act == CaseAct.Merge))
        {
            _lastOfClass[running.Journey.ClassKey] = running.CaseId;
        }
    }

    private static ReportCommand Report(Running running, IReadOnlyList<Guid> files, DateTime at) => new()
    {
        Id = Ids.New(at),
        Source = running.Journey.Source,
        ObservedAt = running.Journey.Source == ReportSource.Collector ? at : null,
        ClassKey = running.Journey.ClassKey,
        Description = $"{running.Journey.Words}（示例）",
        PlaceText = running.Spot.PlaceText,
        Lon = running.Spot.Lon,
        Lat = running.Spot.Lat,
        Datum = "CGCS2000",
        ComponentId = running.Spot.ComponentId,
        NeedsReply = running.Journey.Source == ReportSource.Hotline,
        SelfHandled = running.Journey.IsSelfHandled,
        SelfHandledResult = running.Journey.IsSelfHandled ? "当场清理，已拍照" : null,
        AttachmentIds = files,
    };

    private CaseCommand Command(Running running, DemoStep step, DateTime at) => step.Act switch
    {
        CaseAct.Accept => new AcceptCommand(),
        CaseAct.Decline => new DeclineCommand { Opinion = step.Words ?? "不属于城市管理范围，已告知来电人" },
        CaseAct.SendVerify => new SendVerifyCommand { CollectorId = _byLogin["cj01"].Id },
        CaseAct.AnswerVerify => new AnswerVerifyCommand { Confirmed = true, Result = step.Words ?? "属实，已拍照" },
        CaseAct.File => new FileCommand { StandardId = StandardOf(running.Journey, at) },
        CaseAct.RefuseFiling => new RefuseFilingCommand { Opinion = step.Words ?? "现场未发现，不符合立案条件" },
        CaseAct.Dispatch => new DispatchCommand { UnitId = running.UnitId ??= UnitOf(running, at), Opinion = step.Words ?? "按职责派遣" },
        CaseAct.SignFor => new SignForCommand(),
        CaseAct.Handle => new HandleCommand { Result = step.Words ?? "已处置完毕，现场恢复" },
        CaseAct.FeedBack => new FeedBackCommand(),
        CaseAct.PassOn => new PassOnCommand(),
        CaseAct.SendCheck => new SendCheckCommand { CollectorId = _byLogin["cj01"].Id },
        CaseAct.PassCheck => new PassCheckCommand { Result = step.Words ?? "已恢复，符合结案条件" },
        CaseAct.Rework => new ReworkCommand { Result = step.Words ?? "一侧仍有残留，请补做" },
        CaseAct.Return => new ReturnCommand { Opinion = step.Words ?? "需先由其他单位配合，请重新研究派遣" },
        CaseAct.Close => new CloseCommand { Opinion = "符合结案条件" },
        CaseAct.Cancel => new CancelCommand { Opinion = step.Words ?? "与另一案件重复" },
        _ => SideCommand(running, step, at),
    };

    private CaseCommand SideCommand(Running running, DemoStep step, DateTime at) => step.Act switch
    {
        CaseAct.ConfirmSelfHandled => new ConfirmSelfHandledCommand(),
        CaseAct.RejectSelfHandled => new RejectSelfHandledCommand { Opinion = step.Words ?? "照片与位置不符" },
        CaseAct.Merge => new MergeCommand { IntoCaseId = _lastOfClass[running.Journey.ClassKey] },
        CaseAct.AskExtension => new AskExtensionCommand { Amount = 4, Opinion = step.Words ?? "配件在途" },
        CaseAct.GrantExtension => new GrantExtensionCommand(),
        CaseAct.AskDeferral => new AskDeferralCommand { ResumeOn = CityClock.DayOf(at).AddDays(30), Opinion = step.Words ?? "冬季不能施工" },
        CaseAct.Consent => new ConsentCommand { Opinion = "情况属实" },
        CaseAct.GrantDeferral => new GrantDeferralCommand { Opinion = "同意" },
        CaseAct.HandDown => new HandDownCommand { UnitId = "ORG-U122" },
        CaseAct.Urge => new UrgeCommand { Level = RequestSize.Important, Opinion = step.Words ?? "群众多次反映，请今天办完" },
        CaseAct.Appeal => new AppealCommand { Opinion = step.Words ?? "当日暴雨红色预警，停工避险" },
        _ => throw new InvalidOperationException($"{step.Act} is no act of a demo journey."),
    };

    private Principal WhoDoes(CaseAct act, Running running) => act switch
    {
        CaseAct.Report when running.Journey.Source == ReportSource.Citizen => Hosting.Identity.Citizen,
        CaseAct.Report when running.Journey.Source == ReportSource.Collector => _byLogin["cj01"],
        CaseAct.AnswerVerify or CaseAct.PassCheck or CaseAct.Rework => _byLogin["cj01"],
        CaseAct.Report or CaseAct.Accept or CaseAct.Decline or CaseAct.SendVerify => _byLogin["sl01"],
        CaseAct.File or CaseAct.RefuseFiling or CaseAct.SendCheck or CaseAct.Close or CaseAct.Cancel => _byLogin["zb01"],
        CaseAct.Dispatch => _byLogin["pq01"],
        CaseAct.PassOn or CaseAct.Urge => _byLogin["dc01"],
        CaseAct.ConfirmSelfHandled or CaseAct.RejectSelfHandled or CaseAct.Merge => _byLogin["sl01"],
        CaseAct.GrantExtension or CaseAct.Consent => _byLogin["pq01"],
        CaseAct.GrantDeferral => _byLogin["zb01"],
        _ => _byUnit[running.UnitId!],
    };

    private string StandardOf(DemoJourney journey, DateTime at)
    {
        var rows = city.Current.Catalogue.StandardsOf(journey.ClassKey, CityClock.DayOf(at));
        return rows[Math.Min(journey.StandardIndex, rows.Count - 1)].Id;
    }

    /// <summary>The unit the rules suggest, where somebody of the sample city works there.</summary>
    private string UnitOf(Running running, DateTime at)
    {
        var location = city.Current.Places.Locate(new(running.Spot.Lon, running.Spot.Lat));
        var state = new CaseState(
            new Case
            {
                Id = running.CaseId,
                Stage = Stage.AwaitingDispatch,
                Source = running.Journey.Source,
                ClassKey = running.Journey.ClassKey,
                ComponentId = running.Spot.ComponentId,
                ManagementAreaCode = location.ManagementAreaCode,
                FiledAt = at,
            },
            [],
            []);
        return Dispatching.Suggest(state, city.Current, at)?.Candidates.Select(c => c.UnitId).FirstOrDefault(_byUnit.ContainsKey) ?? "ORG-U035";
    }

    private FoundSpot Spot(string classKey, Random random)
    {
        var book = city.Current.Places;
        var components = book.Components.Where(c => string.Equals(c.ClassKey, classKey, StringComparison.Ordinal)).ToList();
        if (components.Count > 0)
        {
            var one = components[random.Next(components.Count)];
            var near = book.NearestPlace(new(one.Lon, one.Lat), 500);
            return new FoundSpot(one.Lon, one.Lat, one.Id, near is { } found ? $"{found.Place.Name}附近" : "路边");
        }

        var places = book.Places.Where(p => p.GridCode is not null && book.LocationOfGrid(p.GridCode).ManagementAreaCode is not null).ToList();
        var place = places[random.Next(places.Count)];
        return new FoundSpot(place.Lon, place.Lat, null, place.Name);
    }

    private async Task<IReadOnlyList<Guid>> PhotosAsync(DemoJourney journey, CaseAct act, Principal who, DateTime at, CancellationToken cancellationToken)
    {
        var after = act == CaseAct.Handle;
        if (!after && !(act == CaseAct.Report && journey.Source == ReportSource.Collector) && act != CaseAct.AnswerVerify)
        {
            return [];
        }

        var id = Ids.New(at);
        var stored = await photos.PutAsync(id, DemoPhotos.Of(journey.ClassKey.Contains("-C", StringComparison.Ordinal), after), who, at, cancellationToken);
        return stored.Moved ? [id] : throw new InvalidOperationException($"A demo photo was refused: {stored.Refusal.Message}");
    }

    private async Task FindPeopleAsync(DizhuDb db, CancellationToken cancellationToken)
    {
        var rows = await (
            from account in db.Set<Account>().AsNoTracking()
            join person in db.Set<Person>().AsNoTracking() on account.PersonId equals person.Id
            join post in db.Set<PostAssignment>().AsNoTracking() on account.AssignmentId equals post.Id
            orderby account.Login
            select new { account.Login, person.Id, person.Label, post.Post, post.UnitId, post.ScopeKind, post.ScopeKeys }).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            var who = new Principal(row.Id, row.Label, row.Post, row.UnitId, new Scope(row.ScopeKind, [.. row.ScopeKeys]));
            _byLogin[row.Login] = who;
            if (row is { UnitId: not null, Post: Post.UnitClerk or Post.SecondLevelDispatcher })
            {
                _byUnit[row.UnitId] = who;
            }
        }
    }

    /// <summary>
    /// So many minutes before an instant: office minutes for work on site, plain minutes for the desks, which are
    /// manned around the clock.
    /// </summary>
    private DateTime Before(DateTime end, int minutes)
    {
        if (minutes < SiteWork)
        {
            return end - TimeSpan.FromMinutes(minutes);
        }

        var calendar = city.Current.Calendar;
        var wanted = TimeSpan.FromMinutes(minutes);
        var at = end;
        while (calendar.Used(at, end, LimitUnit.WorkHour) < wanted)
        {
            at -= TimeSpan.FromHours(1);
        }

        var over = calendar.Used(at, end, LimitUnit.WorkHour) - wanted;
        return over > TimeSpan.Zero ? calendar.DueIn(at, over, LimitUnit.WorkHour).DueUtc : at;
    }
}

/// <summary>One act of a journey, so many minutes after the one before.</summary>
public sealed record DemoStep(CaseAct Act, int Minutes, string? Words = null);

/// <summary>One made-up case.</summary>
/// <param name="EndedBefore">Minutes between its last act and now.</param>
/// <param name="StandardIndex">Which standard row of the class.</param>
public sealed record DemoJourney(ReportSource Source, string ClassKey, string Words, int EndedBefore, IReadOnlyList<DemoStep> Steps, int StandardIndex = 0)
{
    /// <summary>自处理: mended on the spot by the collector.</summary>
    public bool IsSelfHandled { get; init; }

    /// <summary>Reads <c>Accept 6, File 9</c>; words may follow after a colon.</summary>
    public static DemoJourney Of(ReportSource source, string classKey, string words, int endedBefore, string script, int standard = 0)
    {
        IEnumerable<DemoStep> steps = script.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var (act, said) = part.Split(':') is [var first, var second] ? (first, second) : (part, (string?)null);
            var gap = act.IndexOf(' ', StringComparison.Ordinal);
            return new DemoStep(Enum.Parse<CaseAct>(act[..gap]), int.Parse(act[(gap + 1)..], CultureInfo.InvariantCulture), said);
        });
        return new DemoJourney(source, classKey, words, endedBefore, [new DemoStep(CaseAct.Report, 0), .. steps], standard);
    }
}
