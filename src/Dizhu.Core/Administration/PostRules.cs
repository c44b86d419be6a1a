using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Calendars;
using Dizhu.Kernel.Outcomes;
using Dizhu.Kernel.Rules;

namespace Dizhu.Core.Administration;

/// <summary>Decides about posts: given, ended, taken back.</summary>
internal static class PostRules
{
    /// <summary>As many duty grids as one post may list.</summary>
    private const int MostGrids = 200;

    // 三(二)1  Supervision is apart from command and handling. A lent post that crosses this line is refused, for it would let one person come
    // back to a case from the other side under another's name. Two posts of one person are two log-ins under one name: the guards of the case
    // know the person and refuse the second power on the same case. So it is allowed, and said.
    private static readonly Clause Apart = Sources.Order26.Clause("三(二)1", "要建立独立的监督制度");

    public static Outcome<StaffPlan> Give(GivePost act, StaffState state, StaffBooks books, ActContext context)
    {
        if (!state.Works(context.At))
        {
            return StaffRules.Gone;
        }

        if (books.IdTaken)
        {
            return IdReused.Refusal;
        }

        if (state.LeaveAhead(context.At) is not null)
        {
            return new Refusal("staff.leaves-already", "这个人员已登记离岗。要授予岗位，请先撤回离岗。", RefusalKind.Rule);
        }

        var faults = new[] { PlaceFault(act, books), TermFault(act, CityClock.DayOf(context.At)) }.OfType<Refusal>().ToList();
        if (faults.Count > 0)
        {
            return Outcome<StaffPlan>.Refused(faults);
        }

        var post = PostOf(act, books);
        if (state.Posts.FirstOrDefault(p => p.Post == post.Post && p.UnitId == post.UnitId && Overlap(p, post)) is { } same)
        {
            return new Refusal("staff.post-overlaps", $"这个人员{Term(same)}已任同一单位的{same.Post.Name()}。请改日期，或先终止原来的岗位。", RefusalKind.Rule, Field: "from");
        }

        var step = new StaffStep(StaffLog.Posts, StaffLog.KeyOf(post), ChangeSort.Added, CityClock.StartOf(post.From), null, post, null, StaffLog.Cells(post));
        return new StaffPlan(act, state, [step], [.. Warnings(state, post)], post.From);
    }

    public static Outcome<StaffPlan> End(EndPost act, StaffState state, StaffBooks books, ActContext context)
    {
        var today = CityClock.DayOf(context.At);
        if (state.Post(act.PostId) is not { } post)
        {
            return NoPost;
        }

        if (post.Until < today)
        {
            return new Refusal("staff.post-over", $"这个岗位到 {post.Until:yyyy-MM-dd} 已经结束，不能再改。", RefusalKind.Rule);
        }

        if (state.EndAhead(post, context.At) is not null)
        {
            return new Refusal("staff.ends-already", $"这个岗位已登记到 {post.Until:yyyy-MM-dd} 终止。要改日期，请先撤回再登记。", RefusalKind.Rule);
        }

        if (StaffRules.LastDayFault(act.LastDay, today) is { } fault)
        {
            return fault;
        }

        if (act.LastDay < post.From)
        {
            return new Refusal("staff.not-begun", $"这个岗位 {post.From:yyyy-MM-dd} 才开始。不要它，请撤回这个岗位。", RefusalKind.Rule, Field: "lastDay");
        }

        if (post.Until <= act.LastDay)
        {
            return new Refusal("staff.ends-before", $"这个岗位本来就到 {post.Until:yyyy-MM-dd} 为止。要延长，请从次日起另行授予。", RefusalKind.Rule, Field: "lastDay");
        }

        var over = act.LastDay.AddDays(1);
        return post.Post == Post.Administrator && StaffRules.NobodyLeft(books, over, (_, p) => p.Id == post.Id) is { } last
            ? last
            : new StaffPlan(act, state, [Ended(post, act.LastDay)], [], over);
    }

    public static Outcome<StaffPlan> Withdraw(WithdrawPost act, StaffState state, ActContext context)
    {
        if (state.Post(act.PostId) is not { } post)
        {
            return NoPost;
        }

        if (post.From <= CityClock.DayOf(context.At))
        {
            return new Refusal("staff.holds-already", $"这个岗位 {post.From:yyyy-MM-dd} 已经开始，不能撤回。请终止它。", RefusalKind.Rule);
        }

        // Accounts of a post that never began were never logged in with: they go with it, and their names are free again.
        var accounts = state.Accounts.Where(a => a.AssignmentId == post.Id).Select(a => new StaffStep(
            StaffLog.Accounts, StaffLog.KeyOf(a), ChangeSort.Withdrawn, context.At, a, null, StaffLog.Cells(a), null));
        var line = new StaffStep(StaffLog.Posts, StaffLog.KeyOf(post), ChangeSort.Withdrawn, CityClock.StartOf(post.From), post, null, StaffLog.Cells(post), null);
        return new StaffPlan(act, state, [line, .. accounts], [], post.From);
    }

    public static Outcome<StaffPlan> WithdrawEnd(WithdrawEnd act, StaffState state, ActContext context)
    {
        if (state.Post(act.PostId) is not { } post)
        {
            return NoPost;
        }

        if (state.EndAhead(post, context.At) is not { } end)
        {
            return new Refusal("staff.no-end", "这个岗位没有尚未生效的终止，可能已被撤回或已经生效。请刷新后再看。", RefusalKind.Rule);
        }

        if (state.EndsByLeaving(post, context.At))
        {
            return new Refusal("staff.ends-by-leaving", "这个岗位随离岗终止。请撤回离岗。", RefusalKind.Rule);
        }

        var back = Restored(post, end);
        return state.Posts.FirstOrDefault(p => p.Id != post.Id && p.Post == post.Post && p.UnitId == post.UnitId && Overlap(p, (PostAssignment)back.New!)) is { } same
            ? new Refusal("staff.post-overlaps", $"撤回后会与{Term(same)}的同一岗位重叠。请先撤回或终止那个岗位。", RefusalKind.Rule)
            : StaffRules.Plan(act, state, context, back);
    }

    /// <summary>The step by which a post ends on a day.</summary>
    public static StaffStep Ended(PostAssignment post, DateOnly lastDay)
    {
        var ended = Until(post, lastDay);
        return new StaffStep(StaffLog.Posts, StaffLog.KeyOf(post), ChangeSort.Ended, CityClock.StartOf(lastDay.AddDays(1)), post, ended, StaffLog.Cells(post), StaffLog.Cells(ended));
    }

    /// <summary>The step by which an end is taken back.</summary>
    public static StaffStep Restored(PostAssignment post, SettingChange end)
    {
        var restored = Until(post, StaffLog.UntilBefore(end));
        return new StaffStep(StaffLog.Posts, StaffLog.KeyOf(post), ChangeSort.Withdrawn, end.From, post, restored, StaffLog.Cells(post), null);
    }

    private static Refusal NoPost { get; } = new("staff.no-post", "这个人员没有这个岗位，可能已被撤回。请刷新后再看。", RefusalKind.NotFound);

    private static Refusal? PlaceFault(GivePost act, StaffBooks books)
    {
        if (!PostFit.OfPeople.Contains(act.Post))
        {
            return StaffRules.Fault("staff.not-for-people", "post", "市民不设岗位，接口用户用接口密钥。请另选岗位。");
        }

        if (KeysFault(act, books) is { } fault)
        {
            return fault;
        }

        var unit = UnitOf(act, books);
        if (!PostFit.NeedsUnit(act.Post))
        {
            return unit is null ? null : StaffRules.Fault("staff.no-unit-for-post", "unitId", $"{act.Post.Name()}不代表哪个单位。请不选单位。");
        }

        return unit is null ? StaffRules.Fault("staff.unit-missing", "unitId", $"{act.Post.Name()}代表一个单位。请选择单位。")
            : books.Units!.Find(unit) is null ? StaffRules.Fault("staff.unknown-unit", "unitId", "没有这个单位。请从单位名录中选择。")
            : PostFit.Fits(act.Post, unit, books.Units) ? null
            : new Refusal("staff.unit-does-not-fit", $"{act.Post.Name()}不能设在{books.Units.NameOf(unit, act.From)}：监督、指挥和处置的权力分开，各有各的单位。请改选单位或岗位。", RefusalKind.Rule, Apart, "unitId");
    }

    private static Refusal? KeysFault(GivePost act, StaffBooks books) => PostFit.ReachOf(act.Post) switch
    {
        ScopeKind.DutyGrids when act.Keys.Count is 0 or > MostGrids => StaffRules.Fault("staff.grids-missing", "keys", $"采集员须有责任网格（1–{MostGrids} 个）。请填写责任网格编码。"),
        ScopeKind.DutyGrids when act.Keys.FirstOrDefault(k => !books.DutyGrids.Contains(k)) is { } unknown =>
            StaffRules.Fault("staff.unknown-grid", "keys", $"没有责任网格“{(unknown.Length > 40 ? unknown[..40] + "…" : unknown)}”。请核对编码。"),
        ScopeKind.ManagementArea when act.Keys.Count != 1 || !books.Areas.ContainsKey(act.Keys[0]) => StaffRules.Fault("staff.unknown-area", "keys", "请选择一个已登记的管理区域。"),
        ScopeKind.ManagementArea when act.UnitId is { } unit && unit != books.Areas[act.Keys[0]] =>
            StaffRules.Fault("staff.area-of-another", "unitId", "这个管理区域属于另一个二级平台。请改选管理区域，或不选单位。"),
        ScopeKind.All or ScopeKind.UnitSubtree when act.Keys.Count > 0 => StaffRules.Fault("staff.no-keys-for-post", "keys", $"{act.Post.Name()}的范围由岗位和单位决定，不用列出编码。请留空。"),
        _ => null,
    };

    private static Refusal? TermFault(GivePost act, DateOnly today) =>
        !CalendarRange.Contains(act.From) || act.Until is { } end && (!CalendarRange.Contains(end) || end == CalendarRange.Last)
            ? StaffRules.Fault("staff.bad-day", "from", "起止日期不在工作日历的范围内。请改日期。")
            : act.From < today ? new Refusal("staff.past-day", $"{act.From:yyyy-MM-dd} 已经过去，岗位记录不能倒填。请从今天或以后开始。", RefusalKind.Rule, Field: "from")
            : act.Until < act.From ? StaffRules.Fault("staff.bad-term", "until", "最后一天早于第一天。请改日期。")
            : null;

    private static PostAssignment PostOf(GivePost act, StaffBooks books)
    {
        var unit = UnitOf(act, books);
        return new PostAssignment
        {
            Id = act.Id,
            PersonId = act.PersonId,
            Post = act.Post,
            UnitId = unit,
            ScopeKind = PostFit.ReachOf(act.Post),
            ScopeKeys = PostFit.ReachOf(act.Post) == ScopeKind.UnitSubtree ? [unit!] : [.. act.Keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            From = act.From,
            Until = act.Until,
        };
    }

    /// <summary>The unit of the post: for an area its platform.</summary>
    private static string? UnitOf(GivePost act, StaffBooks books) =>
        PostFit.ReachOf(act.Post) == ScopeKind.ManagementArea ? books.Areas.GetValueOrDefault(act.Keys[0]) : act.UnitId;

    private static IEnumerable<Refusal> Warnings(StaffState state, PostAssignment post) =>
        state.Posts.Where(p => Overlap(p, post) && Powers.Exclude(Powers.Of(p.Post), Powers.Of(post.Post))).DistinctBy(p => p.Post).Select(p => new Refusal(
            "staff.powers-apart",
            $"这个人员还任{p.Post.Name()}（{Powers.Of(p.Post).Name()}），与{post.Post.Name()}（{Powers.Of(post.Post).Name()}）的权力分开：同一案件上办过一边的，不能再办另一边。两个岗位各用各的账号。",
            RefusalKind.Rule, Apart));

    private static bool Overlap(PostAssignment one, PostAssignment other) => !(one.Until < other.From) && !(other.Until < one.From);

    private static string Term(PostAssignment post) => post.Until is { } until ? $"从 {post.From:yyyy-MM-dd} 到 {until:yyyy-MM-dd} " : $"从 {post.From:yyyy-MM-dd} 起";

    private static PostAssignment Until(PostAssignment post, DateOnly? lastDay) => new()
    {
        Id = post.Id,
        PersonId = post.PersonId,
        Post = post.Post,
        UnitId = post.UnitId,
        ScopeKind = post.ScopeKind,
        ScopeKeys = post.ScopeKeys,
        From = post.From,
        Until = lastDay,
    };
}
