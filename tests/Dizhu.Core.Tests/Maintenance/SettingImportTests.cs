using Dizhu.Core.Administration;
using Dizhu.Core.Maintenance;
using Dizhu.Kernel.Outcomes;
using Dizhu.Tests.Kit;

namespace Dizhu.Core.Tests.Maintenance;

public class SettingImportTests
{
    private static readonly DateTime Now = TestClock.Monday().Now;

    [Fact]
    public void A_dry_run_tells_added_changed_ended_unchanged_and_refused_rows_with_line_and_sentence()
    {
        var plan = Plan(
            SettingKinds.ApprovalChains,
            """
            kind,size,posts,source,from,end
            Cancel,Ordinary,SupervisorOfHandling;ShiftLeader,市里自定,2027-01-01,
            Cancel,Long,ShiftLeader,市里自定,,
            Extension,Ordinary,Dispatcher,本系统默认,,
            Deferral,Long,,,,是
            Return,Gross,Dispatcher,市里自定,,
            Deferral,Ordinary,Citizen,,,
            Cancel,Long,SupervisorOfHandling;ShiftLeader,市里自定,,
            """);

        Assert.Equal((1, 1, 1, 1), (plan.Count(ChangeSort.Added), plan.Count(ChangeSort.Changed), plan.Count(ChangeSort.Ended), plan.Unchanged));
        Assert.Equal(new DateTime(2026, 12, 31, 16, 0, 0, DateTimeKind.Utc), plan.Changes.Single(c => c.Sort == ChangeSort.Changed).From);
        Assert.Equal([6, 7, 8], plan.Refused.Select(r => r.Line));
        Assert.Equal("“size”是“Gross”，须为申请大小 Ordinary、Engineering、Second、Long、WrongDispatch、NoNeed 之一。请改正。", plan.Refused[0].Reasons.Single().Message);
        Assert.Equal(["posts", "source"], plan.Refused[1].Reasons.Select(r => r.Field));
        Assert.Equal("maintenance.twice", plan.Refused[2].Reasons.Single().Code);
    }

    [Fact]
    public void The_past_cannot_be_changed_but_the_same_row_may_be_sent_again()
    {
        var refused = Plan(SettingKinds.CaseSettings, "name,value,source,from\nmax-extensions,3,市里自定,2026-11-22\n").Refused.Single().Reasons.Single();
        Assert.Equal(("maintenance.past", RefusalKind.Rule), (refused.Code, refused.Kind));
        Assert.Equal("三政办〔2017〕26号 三(二)1", refused.Clause!.ToString());

        Assert.Equal(1, Plan(SettingKinds.CaseSettings, "name,value,source,from\nmax-extensions,2,本系统默认,2026-11-22\n").Unchanged);
        Assert.Equal(Now, Plan(SettingKinds.CaseSettings, "name,value,source,from\nmax-extensions,3,市里自定,2026-11-23\n").Changes.Single().From);
    }

    [Fact]
    public void A_holiday_holds_at_once_and_only_for_a_day_to_come()
    {
        string CodeOf(string row) => Plan(SettingKinds.Holidays, "date,name,off,source,from\n" + row).Refused.Single().Reasons.Single().Code;

        Assert.Equal("maintenance.past", CodeOf("2026-11-23,临时放假,是,市里自定,"));
        Assert.Equal("maintenance.holds-at-once", CodeOf("2026-12-23,临时放假,是,市里自定,2026-12-01"));
        Assert.Single(Plan(SettingKinds.Holidays, "date,name,off,source\n2026-11-24,临时放假,是,市里自定").Changes);
    }

    [Theory]
    [InlineData(SettingKinds.CaseSettings, "name,value,source\nwarn-share,1.2,x")]
    [InlineData(SettingKinds.CaseSettings, "name,value,source\nno-such,1,x")]
    [InlineData(SettingKinds.CaseSettings, "name,value,source,colour\nwarn-share,0.7,x,red")]
    [InlineData(SettingKinds.CaseSettings, "name,value,source,from\nwarn-share,0.7,x,someday")]
    [InlineData(SettingKinds.CaseSettings, "name,value,source,from\nwarn-share,0.7,x,0001-01-01")]
    [InlineData(SettingKinds.CaseSettings, "name,value,source,from\nwarn-share,0.7,x,9999-12-31")]
    [InlineData(SettingKinds.ApprovalChains, "kind,size,posts,source\nReturn,Ordinary,Dispatcher;Dispatcher,x")]
    [InlineData(SettingKinds.ApprovalChains, "kind,size,posts,source\n0,Ordinary,Dispatcher,x")]
    [InlineData(SettingKinds.ApprovalChains, "kind,size,posts,source,end\nCancel,Long,,,是")]
    [InlineData(SettingKinds.ApprovalChains, "kind,size,posts,source\nCancel,Long,Dispatcher,x")]
    [InlineData(SettingKinds.ApprovalChains, "kind,size,posts,source\nUrging,Ordinary,Dispatcher,x")]
    [InlineData(SettingKinds.OfficeHours, "place,slots,source\ncity,08:00-12:00;11:00-18:00,x")]
    [InlineData(SettingKinds.OfficeHours, "place,slots,source\ncity,noon,x")]
    [InlineData(SettingKinds.StageLimits, "clock,level,limit,source\nHandling,1,2 工作时,x")]
    [InlineData(SettingKinds.StageLimits, "clock,level,limit,source\nCheck,4,2 工作时,x")]
    [InlineData(SettingKinds.StageLimits, "clock,level,limit,source\nCheck,1,-2 工作时,x")]
    [InlineData(SettingKinds.ControlAreas, "id,class_prefix,area_prefix,begins,finishes,reason,source\n1,,4112,2026-12-02,2026-12-01,施工,x")]
    [InlineData(SettingKinds.ControlAreas, "id,class_prefix,area_prefix,begins,finishes,reason,source\n1,,,2026-12-01,2026-12-02,施工,x")]
    [InlineData(SettingKinds.ControlAreas, "id,class_prefix,area_prefix,begins,finishes,reason,source\n1,no-class,4112,2026-12-01,2026-12-02,施工,x")]
    [InlineData(SettingKinds.Shifts, "collector,duty_grid,day,starts,ends\n采集员 99,41,周一,08:00,18:00")]
    [InlineData(SettingKinds.Holidays, "date,name,off,source\n1999-12-31,假,是,x")]
    [InlineData(SettingKinds.NumberPatterns, "series,pattern,source\ncase,{00000},x")]
    public void A_row_that_does_not_fit_is_refused_in_words(string kind, string table)
    {
        var plan = Plan(kind, table);

        Assert.Empty(plan.Changes);
        Assert.All(plan.Refused.Single().Reasons, r => Assert.EndsWith("。", r.Message, StringComparison.Ordinal));
        Assert.NotEmpty(plan.Refused.Single().Reasons);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,value,source\n")]
    [InlineData("name,value\0,source\nwarn-share,0.7,x")]
    public void A_file_without_rows_or_that_is_no_text_is_refused_whole(string table)
    {
        using var text = new StringReader(table);
        Assert.Equal("file", SettingImport.Read(SettingKinds.Find(SettingKinds.CaseSettings)!, text).Refusal.Field);
    }

    private static SettingPlan Plan(string kindName, string table)
    {
        var kind = SettingKinds.Find(kindName)!;
        using var text = new StringReader(table);
        return SettingImport.Plan(kind, SettingImport.Read(kind, text).Value, SettingsBook.Shipped, SettingReferences.None, Now);
    }
}
