using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Administration;

/// <summary>What an administrator may do about people, posts and accounts, by example.</summary>
public class StaffRulesTests
{
    private const string Centre = "ORG-U081-S";
    private static readonly OrganisationBook Units = OrganisationSeed.Read(sampleCity: false).ToBook();
    private static readonly DateTime Now = TestClock.Monday().Now;
    private static readonly DateOnly Today = CityClock.DayOf(Now);
    private static readonly Principal Admin = new(new Guid("01000000-0000-7000-8000-000000000009"), "系统管理员 01", Post.Administrator, null, Scope.Everything);
    private static readonly Guid Somebody = new("01000000-0000-7000-8000-000000000021");
    private static readonly StaffBooks Books = new()
    {
        Units = Units,
        Areas = new Dictionary<string, string>(StringComparer.Ordinal) { ["A-1"] = "ORG-U099" },
        DutyGrids = new HashSet<string>(StringComparer.Ordinal) { "D-1", "D-2" },
    };

    [Theory]
    [InlineData(Post.Acceptor, Centre, "", null)]
    [InlineData(Post.ShiftLeader, Centre, "", null)]
    [InlineData(Post.Dispatcher, "ORG-U081-C", "", null)]
    [InlineData(Post.SupervisorOfHandling, "ORG-U081-C", "", null)]
    [InlineData(Post.Collector, Centre, "D-1 D-2", null)]
    [InlineData(Post.UnitClerk, "ORG-U042", "", null)]
    [InlineData(Post.FieldHandler, "ORG-U042", "", null)]
    [InlineData(Post.SecondLevelDispatcher, null, "A-1", null)]
    [InlineData(Post.SecondLevelDispatcher, "ORG-U099", "A-1", null)]
    [InlineData(Post.Leader, null, "", null)]
    [InlineData(Post.Auditor, null, "", null)]
    [InlineData(Post.Acceptor, null, "", "staff.unit-missing")]
    [InlineData(Post.Acceptor, "ORG-U042", "", "staff.unit-does-not-fit")]
    [InlineData(Post.Dispatcher, Centre, "", "staff.unit-does-not-fit")]
    [InlineData(Post.UnitClerk, Centre, "", "staff.unit-does-not-fit")]
    [InlineData(Post.UnitClerk, "ORG-NONE", "", "staff.unknown-unit")]
    [InlineData(Post.UnitClerk, "ORG-U042", "ORG-U042", "staff.no-keys-for-post")]
    [InlineData(Post.Leader, "ORG-U042", "", "staff.no-unit-for-post")]
    [InlineData(Post.Collector, Centre, "", "staff.grids-missing")]
    [InlineData(Post.Collector, Centre, "D-1 D-9", "staff.unknown-grid")]
    [InlineData(Post.SecondLevelDispatcher, null, "", "staff.unknown-area")]
    [InlineData(Post.SecondLevelDispatcher, null, "A-9", "staff.unknown-area")]
    [InlineData(Post.SecondLevelDispatcher, "ORG-U042", "A-1", "staff.area-of-another")]
    [InlineData(Post.Citizen, null, "", "staff.not-for-people")]
    [InlineData(Post.MachineClient, null, "", "staff.not-for-people")]
    public void A_post_has_the_unit_and_the_reach_that_belong_to_it(Post post, string? unit, string keys, string? code)
    {
        var plan = Decide(Give(post, unit, keys), State());
        Assert.Equal(code, plan.Moved ? null : plan.Refusal.Code);
        if (plan.Moved)
        {
            var given = plan.Value.Posts.Single().New!;
            Assert.Equal(PostFit.ReachOf(post), given.ScopeKind);
            Assert.Equal(post is Post.SecondLevelDispatcher ? "ORG-U099" : unit, given.UnitId);
            Assert.Equal(given.ScopeKind is ScopeKind.All, given.ScopeKeys.Count == 0);
        }
    }

    [Theory]
    [InlineData(-1, null, "staff.past-day")]
    [InlineData(0, null, null)]
    [InlineData(5, 4, "staff.bad-term")]
    [InlineData(5, 5, null)]
    [InlineData(100_000, null, "staff.bad-day")]
    public void A_post_begins_today_or_later_and_does_not_end_before_it_begins(int from, int? until, string? code)
    {
        var plan = Decide(Give(Post.Acceptor, Centre, "") with { From = Today.AddDays(from), Until = until is { } days ? Today.AddDays(days) : null }, State());
        Assert.Equal(code, plan.Moved ? null : plan.Refusal.Code);
    }

    [Fact]
    public void The_same_post_of_the_same_unit_is_held_once_at_a_time()
    {
        var held = Held(Post.Acceptor, Centre, until: Today.AddDays(3));
        Assert.Equal("staff.post-overlaps", Decide(Give(Post.Acceptor, Centre, "") with { From = Today.AddDays(3) }, State(held)).Refusal.Code);
        Assert.True(Decide(Give(Post.Acceptor, Centre, "") with { From = Today.AddDays(4) }, State(held)).Moved);
        Assert.True(Decide(Give(Post.ShiftLeader, Centre, ""), State(held)).Moved);
    }

    [Fact]
    public void Posts_of_powers_that_are_apart_are_given_with_a_warning_and_its_clause()
    {
        var plan = Decide(Give(Post.UnitClerk, "ORG-U042", ""), State(Held(Post.Acceptor, Centre))).Value;
        var warning = Assert.Single(plan.Warnings);
        Assert.Equal("三政办〔2017〕26号 三(二)1", warning.Clause!.ToString());
        Assert.Contains("受理员", warning.Message, StringComparison.Ordinal);
        Assert.Empty(Decide(Give(Post.UnitClerk, "ORG-U042", ""), State(Held(Post.Dispatcher, "ORG-U081-C"))).Value.Warnings);
        Assert.Empty(Decide(Give(Post.UnitClerk, "ORG-U042", ""), State(Held(Post.Acceptor, Centre, until: Today.AddDays(-1)))).Value.Warnings);
    }

    [Fact]
    public void A_post_ends_today_or_later_and_only_once()
    {
        var held = Held(Post.Acceptor, Centre, until: Today.AddDays(30));
        Assert.Equal("staff.past-day", Decide(new EndPost(Somebody, held.Id, Today.AddDays(-1)), State(held)).Refusal.Code);
        Assert.Equal("staff.ends-before", Decide(new EndPost(Somebody, held.Id, Today.AddDays(30)), State(held)).Refusal.Code);
        Assert.Equal("staff.no-post", Decide(new EndPost(Somebody, Guid.NewGuid(), Today), State(held)).Refusal.Code);
        Assert.Equal("staff.post-over", Decide(new EndPost(Somebody, held.Id, Today), State(held) with { Posts = [Copy(held, Today.AddDays(-1))] }).Refusal.Code);

        var plan = Decide(new EndPost(Somebody, held.Id, Today), State(held)).Value;
        Assert.Equal((Today, Today.AddDays(1)), (plan.Posts.Single().New!.Until!.Value, plan.Over));
        Assert.Equal([held.Id], plan.Ending.Select(p => p.Id));
        Assert.Equal(["sl09"], plan.Silenced.Select(a => a.Login));

        var after = After(plan);
        Assert.Equal("staff.ends-already", Decide(new EndPost(Somebody, held.Id, Today.AddDays(2)), after).Refusal.Code);
        var back = Decide(new WithdrawEnd(Somebody, held.Id), after).Value;
        Assert.Equal(Today.AddDays(30), back.Posts.Single().New!.Until);
        Assert.Equal("staff.no-end", Decide(new WithdrawEnd(Somebody, held.Id), After(back)).Refusal.Code);
        Assert.Equal("staff.no-end", Decide(new WithdrawEnd(Somebody, held.Id), after, Now.AddDays(1)).Refusal.Code);
    }

    [Fact]
    public void A_post_that_has_not_begun_is_taken_back_with_its_account_and_one_that_has_is_not()
    {
        var ahead = Held(Post.Acceptor, Centre, from: Today.AddDays(1));
        var plan = Decide(new WithdrawPost(Somebody, ahead.Id), State(ahead)).Value;
        Assert.All(plan.Steps, s => Assert.Null(s.New));
        Assert.Equal([StaffLog.Posts, StaffLog.Accounts], plan.Steps.Select(s => s.Kind));
        Assert.Equal("staff.holds-already", Decide(new WithdrawPost(Somebody, ahead.Id), State(ahead), Now.AddDays(1)).Refusal.Code);
        Assert.Equal("staff.not-begun", Decide(new EndPost(Somebody, ahead.Id, Today), State(ahead)).Refusal.Code);
    }

    [Fact]
    public void Who_leaves_ends_every_post_on_that_day_and_takes_all_of_it_back_at_once()
    {
        var (one, two, ended) = (Held(Post.Acceptor, Centre), Held(Post.ShiftLeader, Centre, until: Today.AddDays(90)), Held(Post.Leader, null, until: Today.AddDays(2)));
        var state = State(one, two, ended);
        var plan = Decide(new Leave(Somebody, Today.AddDays(7)), state).Value;
        Assert.Equal([one.Id, two.Id], plan.Ending.Select(p => p.Id));

        var after = After(plan);
        Assert.NotNull(after.LeaveAhead(Now));
        Assert.Equal("staff.ends-by-leaving", Decide(new WithdrawEnd(Somebody, one.Id), after).Refusal.Code);
        Assert.Equal("staff.leaves-already", Decide(new Leave(Somebody, Today.AddDays(9)), after).Refusal.Code);
        Assert.Equal("staff.leaves-already", Decide(Give(Post.Auditor, null, ""), after).Refusal.Code);

        var back = After(Decide(new WithdrawLeave(Somebody), after).Value);
        Assert.Null(back.LeaveAhead(Now));
        Assert.Equal([(one.Id, null), (two.Id, Today.AddDays(90)), (ended.Id, (DateOnly?)Today.AddDays(2))], back.Posts.Select(p => (p.Id, p.Until)));
        Assert.Equal("staff.no-leave", Decide(new WithdrawLeave(Somebody), after, Now.AddDays(8)).Refusal.Code);
        Assert.Equal("staff.left", Decide(new Rename(Somebody, "受理员 10"), after, Now.AddDays(8)).Refusal.Code);
        Assert.True(after.Works(Now.AddDays(7)) && !after.Works(Now.AddDays(8)));
        Assert.Equal("staff.post-after-leaving", Decide(new Leave(Somebody, Today), State(Held(Post.Acceptor, Centre, from: Today.AddDays(1)))).Refusal.Code);
    }

    [Fact]
    public void The_last_administrator_who_can_log_in_stays()
    {
        var post = Held(Post.Administrator, null);
        var state = State(post);
        var alone = Books with { Administrators = [(state.Accounts[0], post)] };
        foreach (var act in new StaffAct[] { new EndPost(Somebody, post.Id, Today), new Leave(Somebody, Today), new SwitchAccount(Somebody, state.Accounts[0].Id, On: false) })
        {
            Assert.Equal("staff.last-administrator", StaffRules.Decide(Ready(act), state, alone, Context()).Refusal.Code);
        }

        var other = Held(Post.Administrator, null);
        var two = Books with { Administrators = [(state.Accounts[0], post), (new Account { Id = Guid.NewGuid(), PersonId = Guid.NewGuid(), Active = true, AssignmentId = other.Id }, other)] };
        Assert.True(StaffRules.Decide(Ready(new EndPost(Somebody, post.Id, Today)), state, two, Context()).Moved);

        // One who is to begin later does not stand in for today.
        var later = Books with { Administrators = [(state.Accounts[0], post), (two.Administrators[1].Account, Held(Post.Administrator, null, from: Today.AddDays(2)))] };
        Assert.Equal("staff.last-administrator", StaffRules.Decide(Ready(new EndPost(Somebody, post.Id, Today)), state, later, Context()).Refusal.Code);
        Assert.True(StaffRules.Decide(Ready(new EndPost(Somebody, post.Id, Today.AddDays(1))), state, later, Context()).Moved);
    }

    [Fact]
    public void Nobody_but_an_administrator_does_it_and_nobody_to_themselves_or_unseen()
    {
        var state = State(Held(Post.Acceptor, Centre));
        var act = Ready(new Rename(Somebody, "受理员 08"));
        Assert.Equal("maintenance.wrong-post", StaffRules.Decide(act, state, Books, Context() with { Who = Admin with { Post = Post.Leader } }).Refusal.Code);
        Assert.Equal("staff.oneself", StaffRules.Decide(act, state, Books, Context() with { Who = Admin with { Id = Somebody } }).Refusal.Code);
        Assert.Equal("staff.changed-meanwhile", StaffRules.Decide(act with { Version = 7 }, state, Books, Context()).Refusal.Code);
        Assert.Equal("staff.reason-missing", StaffRules.Decide(act with { Reason = " " }, state, Books, Context()).Refusal.Code);
        Assert.Equal("staff.not-found", StaffRules.Decide(act, StaffState.None, Books, Context()).Refusal.Code);
        Assert.Equal("input.missing", StaffRules.Decide(act with { Id = Guid.Empty }, state, Books, Context()).Refusal.Code);
        Assert.True(StaffRules.Decide(act with { Version = 0 }, state, Books, Context()).Moved);
    }

    [Theory]
    [InlineData("", false, "staff.bad-label")]
    [InlineData("受理员\n03", false, "staff.bad-label")]
    [InlineData("受理员 03", true, "staff.label-taken")]
    [InlineData(" 受理员 03 ", false, null)]
    public void A_label_is_said_once_among_those_who_work(string label, bool taken, string? code)
    {
        var id = Guid.NewGuid();
        var plan = StaffRules.Decide(Ready(new TakeOn(id, label)), StaffState.None, Books with { LabelTaken = taken }, Context());
        Assert.Equal(code, plan.Moved ? null : plan.Refusal.Code);
        Assert.Equal(plan.Moved ? "受理员 03" : null, plan.Moved ? ((Person)plan.Value.Steps[0].New!).Label : null);
    }

    [Theory]
    [InlineData("SL11", null)]
    [InlineData("", "staff.bad-login")]
    [InlineData("s l", "staff.bad-login")]
    [InlineData("sl;11", "staff.bad-login")]
    public void An_account_has_a_plain_name_and_a_password_its_owner_replaces(string login, string? code)
    {
        var post = Held(Post.Acceptor, Centre);
        var plan = StaffRules.Decide(
            Ready(new OpenAccount(Somebody, post.Id, login)), State(post) with { Accounts = [] }, Books with { FirstPassword = FirstPassword.Stored("x") }, Context());
        Assert.Equal(code, plan.Moved ? null : plan.Refusal.Code);
        if (plan.Moved)
        {
            var account = (Account)plan.Value.Steps[0].New!;
            Assert.Equal(("sl11", true), (account.Login, account.HasFirstPassword));
            Assert.DoesNotContain("once", string.Join(' ', plan.Value.Steps[0].NewCells!.Values), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Accounts_are_reset_unlocked_and_switched_but_not_those_of_the_demonstration()
    {
        var post = Held(Post.Acceptor, Centre);
        var account = State(post).Accounts[0];
        StaffState With(Account now) => State(post) with { Accounts = [now] };
        var stamp = Guid.NewGuid();

        var reset = (Account)StaffRules.Decide(Ready(new ResetPassword(Somebody, account.Id)), With(account), Books with { Stamp = stamp, FirstPassword = FirstPassword.Stored("y") }, Context()).Value.Steps[0].New!;
        Assert.Equal((stamp, true), (reset.Stamp, reset.HasFirstPassword));
        Assert.Equal("staff.not-locked", Decide(new Unlock(Somebody, account.Id), With(account)).Refusal.Code);
        Assert.Null(((Account)Decide(new Unlock(Somebody, account.Id), With(account with { LockedUntil = Now.AddMinutes(9) })).Value.Steps[0].New!).LockedUntil);
        Assert.Equal("staff.switched-already", Decide(new SwitchAccount(Somebody, account.Id, On: true), With(account)).Refusal.Code);
        Assert.Equal(["sl09"], Decide(new SwitchAccount(Somebody, account.Id, On: false), With(account)).Value.Silenced.Select(a => a.Login));
        Assert.Equal("staff.has-account", Decide(new OpenAccount(Somebody, post.Id, "sl12"), With(account)).Refusal.Code);
        foreach (var act in new StaffAct[] { new ResetPassword(Somebody, account.Id), new Unlock(Somebody, account.Id), new SwitchAccount(Somebody, account.Id, On: false) })
        {
            Assert.Equal("staff.demo-account", Decide(act, With(account with { IsDemo = true })).Refusal.Code);
            Assert.Equal("staff.no-account", Decide(act, State(post) with { Accounts = [] }).Refusal.Code);
        }
    }

    private static GivePost Give(Post post, string? unit, string keys) => new(Somebody, post, unit, keys.Split(' ', StringSplitOptions.RemoveEmptyEntries), Today, null);

    private static PostAssignment Held(Post post, string? unit, DateOnly? from = null, DateOnly? until = null) => new()
    {
        Id = Guid.NewGuid(),
        PersonId = Somebody,
        Post = post,
        UnitId = unit,
        ScopeKind = PostFit.ReachOf(post),
        ScopeKeys = [],
        From = from ?? new DateOnly(2020, 1, 1),
        Until = until,
    };

    private static PostAssignment Copy(PostAssignment post, DateOnly until) => new()
    {
        Id = post.Id,
        PersonId = post.PersonId,
        Post = post.Post,
        UnitId = post.UnitId,
        ScopeKind = post.ScopeKind,
        ScopeKeys = post.ScopeKeys,
        From = post.From,
        Until = until,
    };

    /// <summary>A person with these posts and an account for the first.</summary>
    private static StaffState State(params PostAssignment[] posts) => new(
        new Person { Id = Somebody, Label = "受理员 09", IsSynthetic = false, Active = true }, posts,
        posts.Length == 0 ? [] : [new Account { Id = Guid.NewGuid(), Login = "sl09", PersonId = Somebody, AssignmentId = posts[0].Id, Active = true, PasswordHash = "h" }], []);

    /// <summary>The person once a plan is stored.</summary>
    private static StaffState After(StaffPlan plan)
    {
        var before = plan.Before;
        var no = before.Version;
        return before with
        {
            Posts = [.. before.Posts.Select(p => plan.Posts.FirstOrDefault(s => s.Old?.Id == p.Id)?.New ?? p)],
            Log =
            [
                .. before.Log,
                .. plan.Steps.Select(s => new SettingChange
                {
                    No = ++no, At = Now, WhoId = Admin.Id, Who = Admin.Label, RequestId = StaffLog.RequestOf(plan.Act), Kind = s.Kind, Key = s.Key, Sort = s.Sort, From = s.From,
                    Old = s.OldCells is { } old ? SettingRow.Write(old) : null, New = s.NewCells is { } now ? SettingRow.Write(now) : null, Reason = plan.Act.Reason,
                }),
            ],
        };
    }

    private static StaffAct Ready(StaffAct act) => act with { Id = Guid.NewGuid(), Reason = "任职通知〔测试〕1号" };

    private static ActContext Context(DateTime? at = null) => new(Admin, at ?? Now, "r");

    private static Outcome<StaffPlan> Decide(StaffAct act, StaffState state, DateTime? at = null) => StaffRules.Decide(Ready(act), state, Books with { Administrators = [(new Account(), Held(Post.Administrator, null))] }, Context(at));
}
