using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Dispatch;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>What was entered for later can be taken back before it holds, on both databases.</summary>
public class WithdrawTests
{
    private static readonly Principal Admin = new(new Guid("01000000-0000-7000-8000-000000000009"), "系统管理员 01", Post.Administrator, null, Scope.Everything);
    private static readonly DateTime Now = TestClock.Monday().Now;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_version_for_later_goes_and_the_log_says_what_it_was_who_took_it_back_and_why(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var later = (await EnterAsync(city, SettingKinds.CaseSettings, "name,value,source,from\nreopen-days,9,市里自定,2026-12-01\n")).Changes[0].New;

        Assert.Equal("maintenance.reason-missing", (await WithdrawAsync(city, SettingKinds.CaseSettings, later.Key, later.From, "  ")).Refusal.Code);
        Assert.Equal("maintenance.wrong-post", (await WithdrawAsync(city, SettingKinds.CaseSettings, later.Key, later.From, "填错", Admin with { Post = Post.Leader })).Refusal.Code);
        Assert.True((await WithdrawAsync(city, SettingKinds.CaseSettings, later.Key, later.From, "填错了")).Moved);
        Assert.Equal("maintenance.no-version", (await WithdrawAsync(city, SettingKinds.CaseSettings, later.Key, later.From, "再来一次")).Refusal.Code);

        await using var db = city.Store.Open();
        Assert.Equal(7, (await SettingsBook.LoadAsync(db)).CaseSettings(later.From).ReopenDays);
        var log = await db.Set<SettingChange>().OrderByDescending(c => c.No).FirstAsync();
        Assert.Equal((ChangeSort.Withdrawn, "系统管理员 01", "填错了", later.From, Now), (log.Sort, log.Who, log.Reason, log.From, log.At));
        Assert.Equal("9", SettingRow.Read(log.Old!)["value"]);
        Assert.Null(log.New);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_holds_already_stays(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var now = (await EnterAsync(city, SettingKinds.CaseSettings, "name,value,source\nreopen-days,9,市里自定\n")).Changes[0].New;

        Assert.Equal("maintenance.holds-already", (await WithdrawAsync(city, SettingKinds.CaseSettings, now.Key, now.From, "填错了")).Refusal.Code);
        Assert.Equal("maintenance.no-version", (await WithdrawAsync(city, SettingKinds.CaseSettings, now.Key, DateTime.UnixEpoch, "出厂的")).Refusal.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_row_before_holds_on_in_the_table_of_its_room(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var (december, january) = (new DateOnly(2026, 12, 1), new DateOnly(2027, 1, 1));
        var before = city.Books.Current.Dispatch.ManualRowOf("2013-C0101", december)!.DutyIds;
        await EnterAsync(city, SettingKinds.Manual, "class_key,duty_ids,source,from\n2013-C0101,UD-051,市里自定,2026-12-01\n");
        await EnterAsync(city, SettingKinds.Manual, "class_key,duty_ids,source,from\n2013-C0101,UD-052,市里自定,2027-01-01\n");

        Assert.True((await WithdrawAsync(city, SettingKinds.Manual, "2013-C0101", Start(december), "改期")).Moved);
        var book = await DispatchAsync(city);
        Assert.Equal(before, book.ManualRowOf("2013-C0101", december)!.DutyIds);
        Assert.Equal(["UD-052"], book.ManualRowOf("2013-C0101", january)!.DutyIds);

        Assert.True((await WithdrawAsync(city, SettingKinds.Manual, "2013-C0101", Start(january), "不改了")).Moved);
        Assert.Equal(before, (await DispatchAsync(city)).ManualRowOf("2013-C0101", new DateOnly(2028, 1, 1))!.DutyIds);

        await EnterAsync(city, SettingKinds.Manual, "class_key,from,end\n2013-C0101,2026-12-01,是\n");
        Assert.Null((await DispatchAsync(city)).ManualRowOf("2013-C0101", december));
        Assert.True((await WithdrawAsync(city, SettingKinds.Manual, "2013-C0101", Start(december), "仍要用")).Moved);
        Assert.Equal(before, (await DispatchAsync(city)).ManualRowOf("2013-C0101", december)!.DutyIds);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_name_of_a_unit_is_taken_back_but_a_new_unit_is_not(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var plan = await EnterAsync(city, SettingKinds.Units, "id,name,parent_id,group,source\nORG-U048,市体育中心,,Municipal,市里自定\nORG-U900,市体育场馆所,ORG-U048,SubUnit,市里自定\n");
        var from = plan.Changes[0].From;

        Assert.True((await WithdrawAsync(city, SettingKinds.Units, "ORG-U048", from, "名称有误")).Moved);
        Assert.Equal("maintenance.unit-stays", (await WithdrawAsync(city, SettingKinds.Units, "ORG-U900", from, "不设了")).Refusal.Code);

        await using var db = city.Store.Open();
        var units = await OrganisationBook.LoadAsync(db, CancellationToken.None);
        Assert.Equal("市体育局", units.NameOf("ORG-U048", CityClock.DayOf(from)));
        Assert.NotNull(units.Find("ORG-U900"));
    }

    private static DateTime Start(DateOnly day) => CityClock.FromLocal(day.ToDateTime(TimeOnly.MinValue));

    private static async Task<DispatchBook> DispatchAsync(SmallCity city)
    {
        await using var db = city.Store.Open();
        return await DispatchBook.LoadAsync(db, CancellationToken.None);
    }

    private static async Task<SettingPlan> EnterAsync(SmallCity city, string kind, string table)
    {
        using var text = new StringReader(table);
        var known = SettingKinds.Find(kind)!;
        var plan = await Door(city).ImportAsync(known, SettingImport.Read(known, text).Value, true, new ActContext(Admin, Now, "r"), CancellationToken.None);
        Assert.Empty(plan.Value.Refused.SelectMany(r => r.Reasons).Select(r => r.Message));
        return plan.Value;
    }

    private static Task<Outcome<SettingRow>> WithdrawAsync(SmallCity city, string kind, string key, DateTime from, string reason, Principal? who = null) =>
        Door(city).WithdrawAsync(SettingKinds.Find(kind)!, key, from, reason, new ActContext(who ?? Admin, Now, "r"), CancellationToken.None);

    private static SettingsDoor Door(SmallCity city) => new(city.Store.Transactions, city.Store);
}
