using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Administration;

/// <summary>Decides what an administrator may do about people, posts and accounts: pure.</summary>
public static class StaffRules
{
    /// <summary>The most characters of a label.</summary>
    public const int LongestLabel = 100;

    /// <summary>The most characters of a reason.</summary>
    public const int LongestReason = 200;

    /// <summary>What the act would do, or why it may not be done.</summary>
    public static Outcome<StaffPlan> Decide(StaffAct act, StaffState state, StaffBooks books, ActContext context)
    {
        if (MayNot(act, state, context) is { } refusal)
        {
            return refusal;
        }

        return act switch
        {
            TakeOn taken => TakeOn(taken, state, books, context),
            Rename renamed => Rename(renamed, state, books, context),
            Leave leave => Leave(leave, state, books, context),
            WithdrawLeave back => WithdrawLeave(back, state, context),
            GivePost given => PostRules.Give(given, state, books, context),
            EndPost end => PostRules.End(end, state, books, context),
            WithdrawPost back => PostRules.Withdraw(back, state, context),
            WithdrawEnd back => PostRules.WithdrawEnd(back, state, context),
            OpenAccount opened => AccountRules.Open(opened, state, books, context),
            ResetPassword reset => AccountRules.Reset(reset, state, books, context),
            Unlock unlock => AccountRules.Unlock(unlock, state, context),
            SwitchAccount switched => AccountRules.Switch(switched, state, books, context),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Unknown act."),
        };
    }

    /// <summary>A day that can be a last one: known to the calendar, with one after it, and not past.</summary>
    internal static Refusal? LastDayFault(DateOnly day, DateOnly today) => !CalendarRange.Contains(day) || day == CalendarRange.Last
        ? Fault("staff.bad-day", "lastDay", "最后一天不在工作日历的范围内。请改日期。")
        : day < today
            ? new Refusal("staff.past-day", $"{day:yyyy-MM-dd} 已经过去，岗位记录不能倒填。最早可以到今天为止。", RefusalKind.Rule, Field: "lastDay")
            : null;

    /// <summary>Why nobody would be left to administer on a day without these posts and accounts; null when somebody is.</summary>
    internal static Refusal? NobodyLeft(StaffBooks books, DateOnly day, Func<Account, PostAssignment, bool> goes) =>
        books.Administrators.Any(a => !goes(a.Account, a.Post) && a.Post.HoldsOn(day))
            ? null
            : new Refusal("staff.last-administrator", "这样就没有能长期登录的系统管理员了。请先给另一位人员授予不设期限的系统管理员岗位并开通账号。", RefusalKind.Rule);

    internal static Refusal Fault(string code, string field, string message) => new(code, message, RefusalKind.Invalid, Field: field);

    private static Refusal? MayNot(StaffAct act, StaffState state, ActContext context)
    {
        if (context.Who.Post != Post.Administrator)
        {
            return new Refusal("maintenance.wrong-post", $"{context.Who.Post.Name()}不能维护人员、岗位和账号。请由系统管理员办理。", RefusalKind.Forbidden);
        }

        if (act.Id == Guid.Empty)
        {
            return Fault("input.missing", "id", "缺少编号 id（UUID，由客户端生成）。");
        }

        if (act is not Administration.TakeOn && state.Person is null)
        {
            return new Refusal("staff.not-found", "没有这个人员。请从人员列表中选择。", RefusalKind.NotFound);
        }

        // Whoever could give themselves a post or a password would answer to nobody.
        if (context.Who.Persons.Contains(act.PersonId))
        {
            return new Refusal("staff.oneself", "本人的岗位和账号由另一位系统管理员办理。修改本人密码请用“修改密码”。", RefusalKind.Forbidden);
        }

        if (act.Version is { } seen && seen != state.Version)
        {
            return new Refusal("staff.changed-meanwhile", "您打开页面之后，这个人员的岗位或账号已被改动，没有办理。请看最新内容后再提交。", RefusalKind.Conflict);
        }

        var reason = act.Reason.Trim();
        return reason.Length is 0 or > LongestReason || reason.Contains('\0', StringComparison.Ordinal)
            ? Fault("staff.reason-missing", "reason", $"请写明原因或依据（1–{LongestReason} 字），例如任职通知的文号。")
            : null;
    }

    private static Outcome<StaffPlan> TakeOn(TakeOn act, StaffState state, StaffBooks books, ActContext context)
    {
        if (books.IdTaken || state.Person is not null)
        {
            return IdReused.Refusal;
        }

        if (LabelFault(act.Label, books) is { } fault)
        {
            return fault;
        }

        var person = new Person { Id = act.PersonId, Label = act.Label.Trim(), IsSynthetic = false, Active = true };
        return Plan(act, state, context, new StaffStep(
            StaffLog.People, StaffLog.KeyOf(person.Id), ChangeSort.Added, context.At, null, person, null, StaffLog.Cells(person)));
    }

    private static Outcome<StaffPlan> Rename(Rename act, StaffState state, StaffBooks books, ActContext context)
    {
        var person = state.Person!;
        if (!state.Works(context.At))
        {
            return Gone;
        }

        if (LabelFault(act.Label, books) is { } fault)
        {
            return fault;
        }

        if (string.Equals(act.Label.Trim(), person.Label, StringComparison.Ordinal))
        {
            return Fault("staff.same-label", "label", $"现在就叫“{person.Label}”。请填写新的名称，或不改。");
        }

        var named = new Person { Id = person.Id, Label = act.Label.Trim(), IsSynthetic = person.IsSynthetic, Active = true };
        return Plan(act, state, context, new StaffStep(
            StaffLog.People, StaffLog.KeyOf(person.Id), ChangeSort.Changed, context.At, person, named, StaffLog.Cells(person), StaffLog.Cells(named)));
    }

    private static Outcome<StaffPlan> Leave(Leave act, StaffState state, StaffBooks books, ActContext context)
    {
        var (person, today) = (state.Person!, CityClock.DayOf(context.At));
        if (!state.Works(context.At))
        {
            return Gone;
        }

        if (state.LeaveAhead(context.At) is { } already)
        {
            return new Refusal("staff.leaves-already", $"已登记到 {CityClock.DayOf(already.From).AddDays(-1):yyyy-MM-dd} 离岗。要改日期，请先撤回再登记。", RefusalKind.Rule);
        }

        if (LastDayFault(act.LastDay, today) is { } fault)
        {
            return fault;
        }

        if (state.Posts.FirstOrDefault(p => p.From > act.LastDay) is { } later)
        {
            return new Refusal("staff.post-after-leaving", $"{later.Post.Name()}的岗位要到 {later.From:yyyy-MM-dd} 才开始，在离岗之后。请先撤回这个岗位。", RefusalKind.Rule, Field: "lastDay");
        }

        var over = act.LastDay.AddDays(1);
        if (state.Posts.Any(p => p.Post == Post.Administrator && p.HoldsOn(act.LastDay)) && NobodyLeft(books, over, (a, _) => a.PersonId == person.Id) is { } last)
        {
            return last;
        }

        var line = new StaffStep(StaffLog.People, StaffLog.KeyOf(person.Id), ChangeSort.Ended, CityClock.StartOf(over), person, person, StaffLog.Cells(person), null);
        var ends = state.Posts.Where(p => !(p.Until <= act.LastDay)).Select(p => PostRules.Ended(p, act.LastDay));
        return new StaffPlan(act, state, [line, .. ends], [], over);
    }

    private static Outcome<StaffPlan> WithdrawLeave(WithdrawLeave act, StaffState state, ActContext context)
    {
        if (state.LeaveAhead(context.At) is not { } leave)
        {
            return new Refusal("staff.no-leave", "没有尚未生效的离岗，可能已被撤回或已经生效。请刷新后再看。", RefusalKind.Rule);
        }

        var person = state.Person!;
        var line = new StaffStep(StaffLog.People, StaffLog.KeyOf(person.Id), ChangeSort.Withdrawn, leave.From, person, person, StaffLog.Cells(person), null);
        var back = state.Posts.Where(p => state.EndsByLeaving(p, context.At)).Select(p => PostRules.Restored(p, state.EndAhead(p, context.At)!));
        return new StaffPlan(act, state, [line, .. back], [], CityClock.DayOf(context.At));
    }

    internal static Refusal Gone { get; } = new("staff.left", "这个人员已经离岗。再来工作请新增人员。", RefusalKind.Rule);

    internal static StaffPlan Plan(StaffAct act, StaffState state, ActContext context, params IReadOnlyList<StaffStep> steps) =>
        new(act, state, steps, [], CityClock.DayOf(context.At));

    private static Refusal? LabelFault(string label, StaffBooks books)
    {
        var typed = label.Trim();
        if (typed.Length is 0 or > LongestLabel || typed.Any(char.IsControl))
        {
            return Fault("staff.bad-label", "label", $"请填写名称（1–{LongestLabel} 字）：岗位加序号，例如“受理员 03”，不写姓名。");
        }

        return books.LabelTaken
            ? new Refusal("staff.label-taken", $"在岗人员中已有“{typed}”。请换一个序号。", RefusalKind.Conflict, Field: "label")
            : null;
    }
}
