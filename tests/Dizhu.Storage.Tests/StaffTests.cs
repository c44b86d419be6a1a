using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>People, posts and accounts as an administrator changes them, on both databases.</summary>
public class StaffTests
{
    private static readonly Principal Admin = new(new Guid("01000000-0000-7000-8000-000000000009"), "系统管理员 01", Post.Administrator, null, Scope.Everything);
    private static readonly DateTime Now = TestClock.Monday().Now;
    private static readonly DateOnly Today = CityClock.DayOf(Now);

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Somebody_new_gets_a_post_and_an_account_logs_in_once_with_the_password_and_sets_their_own(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (person, post, account) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await DoneAsync(city, new TakeOn(person, "值班长 07") { Id = person });
        await DoneAsync(city, new GivePost(person, Post.ShiftLeader, "ORG-U081-S", [], Today, null) { Id = post });
        var opened = await DoneAsync(city, new OpenAccount(person, post, "ZB07") { Id = account });

        var signIn = new SignIn(city.Store.Transactions, city.Store);
        var first = await signIn.TryAsync("zb07", opened.Password!, Now, CancellationToken.None);
        Assert.True(first.Value.HasFirstPassword);
        Assert.Equal((Post.ShiftLeader, "值班长 07", "ORG-U081-S"), (first.Value.Principal.Post, first.Value.Principal.Label, first.Value.Principal.UnitId));

        Assert.Equal("access.wrong-password", (await signIn.ChangePasswordAsync(account, "not it at all", "a password of mine", Now, null, CancellationToken.None)).Refusal.Code);
        Assert.Equal("access.weak-password", (await signIn.ChangePasswordAsync(account, opened.Password!, "short", Now, null, CancellationToken.None)).Refusal.Code);
        Assert.Equal("access.weak-password", (await signIn.ChangePasswordAsync(account, opened.Password!, "my-ZB07-password", Now, null, CancellationToken.None)).Refusal.Code);
        Assert.Equal("access.weak-password", (await signIn.ChangePasswordAsync(account, opened.Password!, opened.Password!, Now, null, CancellationToken.None)).Refusal.Code);
        var changed = await signIn.ChangePasswordAsync(account, opened.Password!, "a password of mine", Now, null, CancellationToken.None);
        Assert.False(changed.Value.HasFirstPassword);
        Assert.Null(await signIn.ResumeAsync(account, first.Value.Stamp, Now, CancellationToken.None));
        Assert.NotNull(await signIn.ResumeAsync(account, changed.Value.Stamp, Now, CancellationToken.None));
        Assert.Equal("access.wrong-login", (await signIn.TryAsync("zb07", opened.Password!, Now, CancellationToken.None)).Refusal.Code);
        Assert.True((await signIn.TryAsync("zb07", "a password of mine", Now, CancellationToken.None)).Moved);

        await using var db = city.Store.Open();
        var lines = await db.Set<SettingChange>().OrderBy(c => c.No).ToListAsync();
        Assert.Equal([StaffLog.People, StaffLog.Posts, StaffLog.Accounts], lines.Select(l => l.Kind));
        Assert.All(lines, l => Assert.Equal((ChangeSort.Added, "系统管理员 01", "任职通知〔测试〕1号"), (l.Sort, l.Who, l.Reason)));
        Assert.All(lines, l => Assert.DoesNotContain(opened.Password!, l.New! + l.Old + l.RequestId, StringComparison.Ordinal));
        Assert.DoesNotContain(opened.Password!, (await db.Set<Account>().SingleAsync(a => a.Id == account)).PasswordHash, StringComparison.Ordinal);
        Assert.Equal(["zb07"], await db.Set<AuditEntry>().Where(a => a.Kind == "password").Select(a => a.Who).ToListAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_act_sent_again_is_done_once_and_another_under_its_id_is_refused(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var person = Guid.NewGuid();
        var taken = new TakeOn(person, "值班长 07") { Id = person };
        Assert.NotNull((await DoneAsync(city, taken)).Plan);
        Assert.Null((await DoneAsync(city, taken)).Plan);
        Assert.Equal("input.id-reused", (await DoAsync(city, taken with { Label = "值班长 08" })).Refusal.Code);
        Assert.Equal("staff.label-taken", (await DoAsync(city, Newcomer("值班长 07"))).Refusal.Code);

        // Both at once: one is done, the other answered as its repeat.
        var post = new GivePost(person, Post.ShiftLeader, "ORG-U081-S", [], Today, null) { Id = Guid.NewGuid() };
        var both = await Task.WhenAll(DoneAsync(city, post), DoneAsync(city, post));
        Assert.Single(both, b => b.Plan is not null);

        var account = new OpenAccount(person, post.Id, "zb07") { Id = Guid.NewGuid() };
        Assert.NotNull((await DoneAsync(city, account)).Password);
        Assert.Null((await DoneAsync(city, account)).Password);
        Assert.Equal("staff.login-taken", (await DoAsync(city, account with { Id = Guid.NewGuid(), PostId = (await SecondPostAsync(city, person)), Login = SmallCity.Login })).Refusal.Code);

        await using var db = city.Store.Open();
        Assert.Equal(2, await db.Set<PostAssignment>().CountAsync(p => p.PersonId == person));
        Assert.Equal(1, await db.Set<Account>().CountAsync(a => a.PersonId == person));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_changed_since_it_was_seen_is_refused(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await DoneAsync(city, new Rename(SmallCity.CollectorId, "采集员 31") { Version = 0 });
        Assert.Equal("staff.changed-meanwhile", (await DoAsync(city, new Rename(SmallCity.CollectorId, "采集员 32") { Version = 0, Id = Guid.NewGuid() })).Refusal.Code);

        await using var db = city.Store.Open();
        var state = await StaffDoor.ReadAsync(db, SmallCity.CollectorId, CancellationToken.None);
        Assert.Equal(("采集员 31", 1), (state.Person!.Label, state.Version));
        await DoneAsync(city, new Rename(SmallCity.CollectorId, "采集员 32") { Version = state.Version });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_end_and_a_post_for_later_are_taken_back_before_they_hold(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = SmallCity.Acceptor.Id;
        var post = (await StateAsync(city, id)).Posts[0].Id;
        await DoneAsync(city, new EndPost(id, post, Today.AddDays(3)));
        Assert.Equal(Today.AddDays(3), (await StateAsync(city, id)).Posts[0].Until);
        await DoneAsync(city, new WithdrawEnd(id, post));
        Assert.Null((await StateAsync(city, id)).Posts[0].Until);

        var later = new GivePost(id, Post.ShiftLeader, "ORG-U081-S", [], Today.AddDays(5), null) { Id = Guid.NewGuid() };
        await DoneAsync(city, later);
        await DoneAsync(city, new OpenAccount(id, later.Id, "zb08") { Id = Guid.NewGuid() });
        await DoneAsync(city, new WithdrawPost(id, later.Id));
        var state = await StateAsync(city, id);
        Assert.Equal((1, 1), (state.Posts.Count, state.Accounts.Count));
        Assert.Equal(
            [ChangeSort.Ended, ChangeSort.Withdrawn, ChangeSort.Added, ChangeSort.Added, ChangeSort.Withdrawn, ChangeSort.Withdrawn], state.Log.Select(l => l.Sort));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_leaves_cannot_log_in_after_the_last_day_and_is_marked_as_gone(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (id, door) = (SmallCity.Acceptor.Id, Door(city));
        await DoneAsync(city, new Leave(id, Today));
        var signIn = new SignIn(city.Store.Transactions, city.Store);
        Assert.True((await signIn.TryAsync(SmallCity.Login, SmallCity.Password, Now, CancellationToken.None)).Moved);
        Assert.Equal(0, await door.SettleAsync(Now, CancellationToken.None));
        await DoneAsync(city, new WithdrawLeave(id));
        Assert.Equal(0, await door.SettleAsync(Now.AddDays(1), CancellationToken.None));

        await DoneAsync(city, new Leave(id, Today));
        var tomorrow = Now.AddDays(1);
        Assert.Equal("access.no-post", (await signIn.TryAsync(SmallCity.Login, SmallCity.Password, tomorrow, CancellationToken.None)).Refusal.Code);
        Assert.Equal((1, 0), (await door.SettleAsync(tomorrow, CancellationToken.None), await door.SettleAsync(tomorrow, CancellationToken.None)));
        var state = await StateAsync(city, id);
        Assert.Equal((false, false, Today), (state.Person!.Active, state.Accounts[0].Active, state.Posts[0].Until!.Value));
        Assert.Equal("staff.left", (await DoAsync(city, new GivePost(id, Post.Auditor, null, [], Today.AddDays(1), null) { Id = Guid.NewGuid() })).Refusal.Code);

        // The label is free for somebody else.
        await DoneAsync(city, Newcomer(SmallCity.Acceptor.Label));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accounts_are_locked_unlocked_reset_and_switched_off_and_their_log_ins_end(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = SmallCity.Acceptor.Id;
        var signIn = new SignIn(city.Store.Transactions, city.Store);
        var before = (await signIn.TryAsync(SmallCity.Login, SmallCity.Password, Now, CancellationToken.None)).Value;
        for (var i = 0; i < 5; i++)
        {
            await signIn.TryAsync(SmallCity.Login, "wrong", Now, CancellationToken.None);
        }

        Assert.Equal("access.locked", (await signIn.TryAsync(SmallCity.Login, SmallCity.Password, Now, CancellationToken.None)).Refusal.Code);
        await DoneAsync(city, new Unlock(id, before.AccountId));
        Assert.True((await signIn.TryAsync(SmallCity.Login, SmallCity.Password, Now, CancellationToken.None)).Moved);

        var reset = await DoneAsync(city, new ResetPassword(id, before.AccountId));
        Assert.Null(await signIn.ResumeAsync(before.AccountId, before.Stamp, Now, CancellationToken.None));
        var after = (await signIn.TryAsync(SmallCity.Login, reset.Password!, Now, CancellationToken.None)).Value;

        await DoneAsync(city, new SwitchAccount(id, before.AccountId, On: false));
        Assert.Null(await signIn.ResumeAsync(after.AccountId, after.Stamp, Now, CancellationToken.None));
        Assert.Equal("access.wrong-login", (await signIn.TryAsync(SmallCity.Login, reset.Password!, Now, CancellationToken.None)).Refusal.Code);
        await DoneAsync(city, new SwitchAccount(id, before.AccountId, On: true));
        Assert.True((await signIn.TryAsync(SmallCity.Login, reset.Password!, Now, CancellationToken.None)).Value.HasFirstPassword);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_preview_stores_nothing_and_tells_what_hangs_on_a_post(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await city.ReportAsync();
        var id = SmallCity.Acceptor.Id;
        var post = (await StateAsync(city, id)).Posts[0];
        var plan = await Door(city).PreviewAsync(Ready(new EndPost(id, post.Id, Today)), Context, CancellationToken.None);
        Assert.Empty((await StateAsync(city, id)).Log);

        await using var db = city.Store.Open();
        var load = await PostLoad.OfAsync(db, id, plan.Value.Ending, plan.Value.Over, city.Books.Current, CancellationToken.None);
        Assert.Equal((0, 0, 0, 0), (load.Tasks, load.Lent, load.Shifts, load.Contacts));
        Assert.Equal([(Post.Acceptor, 1)], load.Alone);

        // With a second acceptor nobody is missed.
        var other = Guid.NewGuid();
        await DoneAsync(city, new TakeOn(other, "受理员 02") { Id = other });
        await DoneAsync(city, new GivePost(other, Post.Acceptor, "ORG-U081-S", [], Today, null) { Id = Guid.NewGuid() });
        Assert.Empty((await PostLoad.OfAsync(db, id, plan.Value.Ending, plan.Value.Over, city.Books.Current, CancellationToken.None)).Alone);
    }

    private static ActContext Context => new(Admin, Now, "r");

    private static StaffDoor Door(SmallCity city) => new(city.Store.Transactions, city.Store);

    private static StaffAct Ready(StaffAct act) => act with { Id = act.Id == Guid.Empty ? Guid.NewGuid() : act.Id, Reason = "任职通知〔测试〕1号" };

    private static TakeOn Newcomer(string label)
    {
        var id = Guid.NewGuid();
        return new TakeOn(id, label) { Id = id };
    }

    private static async Task<Guid> SecondPostAsync(SmallCity city, Guid person)
    {
        var post = new GivePost(person, Post.Acceptor, "ORG-U081-S", [], Today, null) { Id = Guid.NewGuid() };
        await DoneAsync(city, post);
        return post.Id;
    }

    private static async Task<StaffState> StateAsync(SmallCity city, Guid id)
    {
        await using var db = city.Store.Open();
        return await StaffDoor.ReadAsync(db, id, CancellationToken.None);
    }

    private static Task<Outcome<StaffDone>> DoAsync(SmallCity city, StaffAct act) => Door(city).DoAsync(Ready(act), Context, CancellationToken.None);

    private static async Task<StaffDone> DoneAsync(SmallCity city, StaffAct act)
    {
        var done = await DoAsync(city, act);
        Assert.True(done.Moved, done.Moved ? "" : done.Refusal.Message);
        return done.Value;
    }
}
