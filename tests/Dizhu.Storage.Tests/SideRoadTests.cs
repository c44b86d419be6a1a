using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Dizhu.Storage.Tests;

/// <summary>The side roads through the door, on both databases: what is stored verifies, and races have one winner.</summary>
public class SideRoadTests
{
    private static readonly DateTime Now = TestClock.Monday().Now;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_case_with_every_side_road_verifies(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await SignedAsync(city);
        await DoAsync(city, id, People.Dispatcher, new AddCoHandlerCommand { UnitId = TestCity.Housing });
        await DoAsync(city, id, People.HousingClerk, new FinishCoCommand { Result = "已停电" });
        await DoAsync(city, id, People.Bureau, new AskExtensionCommand { Amount = 2, Opinion = "等配件" });
        await DoAsync(city, id, People.Dispatcher, new GrantExtensionCommand());
        await DoAsync(city, id, People.Bureau, new AskDeferralCommand { ResumeOn = new DateOnly(2026, 12, 1), Opinion = "等天晴" }, Now.AddMinutes(1));
        await DoAsync(city, id, People.Dispatcher, new ConsentCommand(), Now.AddMinutes(1));
        await DoAsync(city, id, People.Leader, new GrantDeferralCommand(), Now.AddMinutes(1));
        await DoAsync(city, id, People.Clock, new ResumeCommand(), new DateTime(2026, 12, 1, 1, 0, 0, DateTimeKind.Utc));
        var later = new DateTime(2026, 12, 1, 2, 0, 0, DateTimeKind.Utc);
        await DoAsync(city, id, People.Head, new UrgeCommand { Opinion = "请快" }, later);
        await DoAsync(city, id, People.Bureau, new AnswerUrgeCommand { Result = "今天完成" }, later);
        await DoAsync(city, id, People.Bureau, new AskCancelCommand { Opinion = "重复" }, later.AddMinutes(1));
        await DoAsync(city, id, People.Bureau, new HandleCommand { Result = "已清理" }, later.AddMinutes(2));

        await using var db = city.Store.Open();
        var requests = await db.Set<CaseRequest>().AsNoTracking().OrderBy(r => r.AskedAt).ThenBy(r => r.Id).ToListAsync();
        Assert.Equal(
            [(RequestKind.Extension, RequestState.Granted), (RequestKind.Deferral, RequestState.Granted), (RequestKind.Urging, RequestState.Answered), (RequestKind.Cancel, RequestState.Void)],
            requests.Select(r => (r.Kind, r.State)));
        Assert.Equal(2, requests[1].ConsentedBy.Count);
        Assert.Empty((await city.VerifyAsync()).Faults);
        Assert.Equal(1, await city.SqlAsync("UPDATE case_requests SET reason = 'x' WHERE amount IS NOT NULL"));
        Assert.Contains((await city.VerifyAsync()).Faults, f => f.Kind == "request");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Acts_beside_the_main_line_by_many_hands_are_all_kept_and_refuse_nobodys_move(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        var notes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryAsync(city, id, People.Head, new NoteCommand { Opinion = $"请关注 {i}" })));
        var accepted = await city.AcceptAsync(id);
        Assert.All(notes, n => Assert.True(n.Moved));
        Assert.True(accepted.Moved);
        Assert.Equal(2, accepted.Value.Version);
        Assert.Equal(10, await city.CountAsync<JournalEntry>());
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_two_who_grant_at_once_one_does_and_of_a_grant_and_a_move_the_later_is_refused_in_words(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await SignedAsync(city);
        await DoAsync(city, id, People.Bureau, new AskExtensionCommand { Amount = 2, Opinion = "等配件" });
        var second = People.Of(70, "派遣员 02", Post.Dispatcher, "ORG-U081-C");
        var answers = await Task.WhenAll(new[] { People.Dispatcher, second }.Select(who => TryAsync(city, id, who, new GrantExtensionCommand())));
        Assert.Single(answers, a => a.Moved);
        Assert.Equal("case.nothing-asked", answers.Single(a => !a.Moved).Refusals[0].Code);

        await DoAsync(city, id, People.Bureau, new AskDeferralCommand { ResumeOn = new DateOnly(2026, 12, 1), Opinion = "等天晴" });
        await DoAsync(city, id, People.Bureau, new HandleCommand { Result = "已清理" });
        Assert.Equal("case.nothing-asked", (await TryAsync(city, id, People.Dispatcher, new ConsentCommand())).Refusals[0].Code);
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_cases_merged_into_each_other_at_once_leave_one_standing_and_both_chains_whole(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (one, two) = (await city.ReportAsync(), await city.ReportAsync());
        var answers = await Task.WhenAll(
            TryAsync(city, one, SmallCity.Acceptor, new MergeCommand { IntoCaseId = two }),
            TryAsync(city, two, SmallCity.Acceptor, new MergeCommand { IntoCaseId = one }));
        Assert.Single(answers, a => a.Moved);
        await using var db = city.Store.Open();
        var stages = await db.Set<Case>().AsNoTracking().Select(c => c.Stage).ToListAsync();
        Assert.Equal([Stage.AwaitingAcceptance, Stage.Merged], stages.Order());
        Assert.Equal(4, await city.CountAsync<JournalEntry>());
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_part_split_off_is_a_case_of_its_own_that_verifies(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        var split = await TryAsync(city, id, SmallCity.Acceptor, new SplitCommand { Result = "旁边还有一处" });
        Assert.True(split.Moved);
        await using var db = city.Store.Open();
        var born = await db.Set<Case>().AsNoTracking().SingleAsync(c => c.OriginCaseId == id);
        Assert.Equal(split.Value.OtherCaseId, born.Id);
        Assert.True((await TryAsync(city, born.Id, SmallCity.Acceptor, new AcceptCommand())).Moved);
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_self_handled_report_waits_for_review_and_a_control_area_takes_none(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        city.Books.Swap(city.Books.Current with { Places = TestCity.Books.Places });
        var collector = new ActContext(People.Collector, Now, "test");
        var report = SmallCity.NewReport() with { Source = ReportSource.Collector, ClassKey = TestCity.Litter, ObservedAt = Now, SelfHandled = true };
        Assert.Equal("input.missing", (await city.Door.ReportAsync(collector, report, CancellationToken.None)).Refusals[0].Code);
        var taken = await city.Door.ReportAsync(collector, report with { SelfHandledResult = "已捡走" }, CancellationToken.None);
        Assert.Equal((CaseAct.ReportSelfHandled, Stage.ReviewingSelfHandled), (taken.Value.Act, taken.Value.Stage));
        await DoAsync(city, taken.Value.CaseId, SmallCity.Acceptor, new ConfirmSelfHandledCommand());
        Assert.Equal("report.self-handled-not-yours", (await city.Door.ReportAsync(SmallCity.Context(), SmallCity.NewReport() with { SelfHandled = true, SelfHandledResult = "已捡走" }, CancellationToken.None)).Refusals[0].Code);

        var grid = city.Books.Current.Places.Locate(new(report.Lon!.Value, report.Lat!.Value)).GridCode!;
        city.Books.Swap(city.Books.Current with { Settings = With(SettingKinds.ControlAreas, ("id", "施工一"), ("class_prefix", "2013-E01"), ("area_prefix", grid[..12]), ("begins", "2026-11-01 00:00"), ("finishes", "2026-12-01 00:00"), ("reason", "道路改造"), ("source", "示例")) });
        var closed = await city.Door.ReportAsync(collector, report with { Id = Guid.NewGuid(), SelfHandled = false }, CancellationToken.None);
        Assert.Equal("report.control-area", closed.Refusals[0].Code);
        Assert.Contains("道路改造", closed.Refusals[0].Message, StringComparison.Ordinal);
        var after = await city.Door.ReportAsync(collector with { At = Now.AddDays(30) }, report with { Id = Guid.NewGuid(), SelfHandled = false }, CancellationToken.None);
        Assert.True(after.Moved);
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_roster_sends_who_is_on_duty_before_whose_post_reaches_the_grid(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        city.Books.Swap(city.Books.Current with { Places = TestCity.Books.Places });
        var night = People.Of(80, "采集员 夜班", Post.Collector, "ORG-U081-S");
        await using (var db = city.Store.Open())
        {
            db.Add(new Person { Id = night.Id, Label = night.Label, IsSynthetic = true, Active = true });
            db.Add(new PostAssignment { Id = Guid.NewGuid(), PersonId = night.Id, Post = Post.Collector, UnitId = night.UnitId, ScopeKind = ScopeKind.All, ScopeKeys = [], From = new DateOnly(2017, 1, 1) });
            var regular = People.Of(81, "采集员 责任网格", Post.Collector, "ORG-U081-S");
            db.Add(new Person { Id = regular.Id, Label = regular.Label, IsSynthetic = true, Active = true });
            db.Add(new PostAssignment { Id = Guid.NewGuid(), PersonId = regular.Id, Post = Post.Collector, UnitId = regular.UnitId, ScopeKind = ScopeKind.DutyGrids, ScopeKeys = [TestCity.DutyGrid], From = new DateOnly(2017, 1, 1) });
            await db.SaveChangesAsync();
        }

        Assert.Equal("采集员 责任网格", await SentAsync(city, Now));
        city.Books.Swap(city.Books.Current with { Settings = With(SettingKinds.Shifts, ("collector", night.Id.ToString()), ("duty_grid", TestCity.DutyGrid), ("day", "2026-11-23"), ("starts", "00:00"), ("ends", "23:59"), ("source", "示例")) });
        Assert.Equal("采集员 夜班", await SentAsync(city, Now));
        Assert.Equal("采集员 责任网格", await SentAsync(city, Now.AddDays(1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_desk_is_advice_kept_by_signs_of_life_and_taken_over_on_purpose(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        var desks = new DeskLocks(city.Store.Transactions, city.Store, city.Books);
        var (mine, theirs) = (new ActContext(People.Acceptor, Now, "a"), new ActContext(People.Leader, Now.AddSeconds(30), "b"));
        Assert.Equal(People.Acceptor.Id, (await desks.TakeAsync(mine, id, takeOver: false, CancellationToken.None)).PersonId);
        Assert.Equal(People.Acceptor.Id, (await desks.TakeAsync(theirs, id, takeOver: false, CancellationToken.None)).PersonId);
        Assert.Equal(People.Acceptor.Label, (await desks.OtherAsync(People.Leader, id, theirs.At, CancellationToken.None))!.Label);
        Assert.True((await city.AcceptAsync(id)).Moved);
        Assert.Equal(People.Leader.Id, (await desks.TakeAsync(theirs, id, takeOver: true, CancellationToken.None)).PersonId);
        var dead = Now.AddSeconds(31 + city.Books.Current.Settings.CaseSettings(Now).DeskLockSeconds);
        Assert.Null(await desks.OtherAsync(People.Acceptor, id, dead, CancellationToken.None));
        Assert.Equal(People.Acceptor.Id, (await desks.TakeAsync(mine with { At = dead }, id, takeOver: false, CancellationToken.None)).PersonId);
        await desks.GiveBackAsync(mine, id, CancellationToken.None);
        Assert.Equal(0, await city.CountAsync<DeskLock>());
    }

    private static SettingsBook With(string kind, params (string Name, string Value)[] cells)
    {
        var values = cells.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
        return new SettingsBook([new SettingVersion { Kind = kind, Key = "one", Version = 1, From = DateTime.UnixEpoch, Ends = false, Cells = SettingRow.Write(values) }], 1);
    }

    private static async Task<string> SentAsync(SmallCity city, DateTime at)
    {
        var id = await city.ReportAsync();
        await DoAsync(city, id, SmallCity.Acceptor, new SendVerifyCommand(), at);
        await using var db = city.Store.Open();
        var person = await db.Set<CaseTask>().Where(t => t.CaseId == id).Select(t => t.PersonId).SingleAsync();
        return (await db.Set<Person>().SingleAsync(p => p.Id == person)).Label;
    }

    /// <summary>A case that the city's management bureau has signed for.</summary>
    private static async Task<Guid> SignedAsync(SmallCity city)
    {
        // The limits of the sample city: an installation of one's own starts without any.
        city.Books.Swap(city.Books.Current with { Catalogue = TestCity.Books.Catalogue });
        var report = SmallCity.NewReport() with { Source = ReportSource.Collector, ClassKey = TestCity.Litter, ObservedAt = Now };
        var id = (await city.Door.ReportAsync(new ActContext(People.Collector, Now, "test"), report, CancellationToken.None)).Value.CaseId;
        await DoAsync(city, id, SmallCity.Acceptor, new AcceptCommand());
        await DoAsync(city, id, People.Leader, new FileCommand { StandardId = TestCity.FourHours });
        await DoAsync(city, id, People.Dispatcher, new DispatchCommand { UnitId = TestCity.CityManagement, Opinion = "按职责" });
        await DoAsync(city, id, People.Bureau, new SignForCommand());
        return id;
    }

    private static async Task DoAsync(SmallCity city, Guid id, Principal who, CaseCommand command, DateTime? at = null)
    {
        var outcome = await TryAsync(city, id, who, command, at);
        Assert.True(outcome.Moved, outcome.Moved ? "" : $"{command.Act}: {outcome.Refusals[0].Code} {outcome.Refusals[0].Message}");
    }

    private static async Task<Outcome<ActAnswer>> TryAsync(SmallCity city, Guid id, Principal who, CaseCommand command, DateTime? at = null)
    {
        await using var db = city.Store.Open();
        var version = await db.Set<Case>().Where(c => c.Id == id).Select(c => c.Version).SingleAsync();
        return await city.Door.ActAsync(new ActContext(who, at ?? Now, Guid.NewGuid().ToString("N")), id, command with { Version = version }, key: null, CancellationToken.None);
    }
}
