using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Administration;

/// <summary>Decides about accounts. One of the demonstration stays as it is: its password stands in a file for everybody who tries the product.</summary>
internal static class AccountRules
{
    private const int LongestLogin = 60;

    public static Outcome<StaffPlan> Open(OpenAccount act, StaffState state, StaffBooks books, ActContext context)
    {
        if (books.IdTaken)
        {
            return IdReused.Refusal;
        }

        if (state.Post(act.PostId) is not { } post)
        {
            return new Refusal("staff.no-post", "这个人员没有这个岗位，可能已被撤回。请刷新后再看。", RefusalKind.NotFound);
        }

        if (!state.Works(context.At) || post.Until < CityClock.DayOf(context.At))
        {
            return new Refusal("staff.post-over", "这个岗位已经结束，不能再开通账号。", RefusalKind.Rule);
        }

        if (state.Accounts.FirstOrDefault(a => a.AssignmentId == post.Id) is { } has)
        {
            return new Refusal("staff.has-account", $"这个岗位已有账号 {has.Login}。忘记密码请重设，停用的请启用。", RefusalKind.Rule);
        }

        var login = act.Login.Trim().ToLowerInvariant();
        if (login.Length is 0 or > LongestLogin || !login.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
        {
            return StaffRules.Fault("staff.bad-login", "login", $"请填写账号（1–{LongestLogin} 个字符）：只用字母、数字和 . - _ @，不分大小写。");
        }

        if (books.LoginTaken)
        {
            return new Refusal("staff.login-taken", $"账号 {login} 已被使用。请换一个。", RefusalKind.Conflict, Field: "login");
        }

        var account = new Account
        {
            Id = act.Id,
            Login = login,
            PersonId = act.PersonId,
            AssignmentId = post.Id,
            PasswordHash = books.FirstPassword,
            Active = true,
            CreatedAt = context.At,
            Stamp = books.Stamp,
        };
        return StaffRules.Plan(act, state, context, Step(ChangeSort.Added, null, account, context));
    }

    public static Outcome<StaffPlan> Reset(ResetPassword act, StaffState state, StaffBooks books, ActContext context)
    {
        var found = Find(state, act.AccountId);
        if (!found.Moved)
        {
            return Outcome<StaffPlan>.Refused(found.Refusals);
        }

        var reset = found.Value with { PasswordHash = books.FirstPassword, Stamp = books.Stamp, FailedCount = 0, LockedUntil = null };
        return StaffRules.Plan(act, state, context, Step(ChangeSort.Changed, found.Value, reset, context, "已重设"));
    }

    public static Outcome<StaffPlan> Unlock(Unlock act, StaffState state, ActContext context)
    {
        var found = Find(state, act.AccountId);
        if (!found.Moved)
        {
            return Outcome<StaffPlan>.Refused(found.Refusals);
        }

        return found.Value.LockedUntil > context.At
            ? StaffRules.Plan(act, state, context, Step(ChangeSort.Changed, found.Value, found.Value with { FailedCount = 0, LockedUntil = null }, context))
            : new Refusal("staff.not-locked", "这个账号没有因连错密码而停用，不用解锁。", RefusalKind.Rule);
    }

    public static Outcome<StaffPlan> Switch(SwitchAccount act, StaffState state, StaffBooks books, ActContext context)
    {
        var found = Find(state, act.AccountId);
        if (!found.Moved)
        {
            return Outcome<StaffPlan>.Refused(found.Refusals);
        }

        var account = found.Value;
        if (account.Active == act.On)
        {
            return new Refusal("staff.switched-already", act.On ? "这个账号本来就是启用的。" : "这个账号已经停用。", RefusalKind.Rule);
        }

        if (act.On && !state.Works(context.At))
        {
            return StaffRules.Gone;
        }

        return !act.On && StaffRules.NobodyLeft(books, CityClock.DayOf(context.At), (a, _) => a.Id == account.Id) is { } last
            && state.Post(account.AssignmentId)?.Post == Post.Administrator
                ? last
                : StaffRules.Plan(act, state, context, Step(
                    act.On ? ChangeSort.Changed : ChangeSort.Ended, account, account with { Active = act.On, Stamp = books.Stamp, FailedCount = 0, LockedUntil = null }, context));
    }

    private static Outcome<Account> Find(StaffState state, Guid id) => state.Account(id) switch
    {
        null => new Refusal("staff.no-account", "这个人员没有这个账号。请刷新后再看。", RefusalKind.NotFound),
        { IsDemo: true } => new Refusal("staff.demo-account", "演示账号供试用，不能改动。要试这项功能，请新增人员并开通账号。", RefusalKind.Rule),
        var account => account,
    };

    private static StaffStep Step(ChangeSort sort, Account? old, Account now, ActContext context, string password = "") => new(
        StaffLog.Accounts, StaffLog.KeyOf(now), sort, context.At, old, now, old is null ? null : StaffLog.Cells(old), StaffLog.Cells(now, password));
}
