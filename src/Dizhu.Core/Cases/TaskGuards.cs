using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>Who holds a task and what must be done about it first.</summary>
internal static partial class Guards
{
    public static readonly Guard CollectorFound = new("有采集员可派", a =>
        a.Inputs.Collector is not null ? null
        : Refusals.Rule("case.no-collector", "没有可派的采集员：责任网格没有在岗采集员，或所选人员不是采集员。请另选采集员。"));

    public static readonly Guard AnotherCollector = new("移交给另一名采集员", a =>
        a.Inputs.Collector is { } to && to.PersonId != a.State!.OpenTask?.PersonId ? null
        : Refusals.Invalid("case.no-other-collector", "collectorId", "请选择另一名在岗采集员接手。"));

    public static readonly Guard CheckerIndependent = new("核查人不属于处置单位", a =>
        a.Inputs.Collector is { } checker && HandledBy(a, checker.PersonId, checker.UnitId)
            ? Refusals.Rule(
                "case.handler-may-not-check",
                "不能发核查：核查人参与过处置或属于处置单位（监督与处置分离）。请改派其他采集员核查。",
                Independent)
            : null);

    public static readonly Guard OwnTask = new("任务派给本人", a =>
        a.State!.OpenTask is { PersonId: { } holder } && a.Context.Who.Persons.Contains(holder) ? null
        : Refusals.Forbidden("case.not-your-task", "这项任务派给了其他采集员。请由接到任务的采集员回复。"));

    public static readonly Guard OwnTaskOrDesk = new("任务派给本人，或由受理席移交", a =>
        a.Context.Who.Post == Post.Collector ? OwnTask.Check(a) : null);

    public static readonly Guard OwnUnit = Standing("任务派给本单位", a =>
        a.State!.OpenTask?.UnitId is { } holder && IsOfUnit(a, holder)
            ? null
            : Refusals.Forbidden("case.not-your-unit", "这项任务派给了其他单位。请由责任单位办理；如需改派，请联系指挥中心。", ThreeActs));

    /// <summary>For acts that command and units share: a unit only while the task is its own.</summary>
    public static readonly Guard OwnUnitWhereHeld = Standing("由本单位持有任务，或由指挥中心办理", a =>
        a.Context.Who.Post is Post.UnitClerk or Post.SecondLevelDispatcher ? OwnUnit.Check(a) : null);

    public static readonly Guard UnitOfCase = Standing("本单位是责任单位", a =>
        a.State!.Case.UnitId is { } unit && IsOfUnit(a, unit)
            ? null
            : Refusals.Forbidden("case.not-your-unit", "这件案件的责任单位不是本单位。请由责任单位提出。", ThreeActs));

    public static readonly Guard AtTheTop = Standing("不是上级下派的任务", a =>
        a.State!.OpenTask?.ParentId is null ? null
        : Refusals.Rule("case.handed-down", "这项任务由上级单位下派。请逐级反馈，或退回上级。"));

    public static readonly Guard BelowAnother = Standing("是上级下派的任务", a =>
        a.State!.OpenTask?.ParentId is not null ? null
        : Refusals.Rule("case.not-handed-down", "这项任务由指挥中心直接派来。请反馈，或回退给指挥中心。"));

    public static readonly Guard HandedDownBefore = Standing("曾下派给下级单位", a =>
        LastBelow(a.State!) is not null ? null
        : Refusals.Rule("case.nobody-below", "这项任务没有下派过，不能退回下级。请下派，或由本单位处置。"));

    public static readonly Guard UnitBelowNamed = new("指明一个下级单位", a =>
    {
        if (UnitNamed.Check(a) is { } missing)
        {
            return missing;
        }

        var (unit, holder) = (((INamesUnit)a.Command!).UnitId!, a.State!.OpenTask?.UnitId);
        return holder is not null && !string.Equals(unit, holder, StringComparison.Ordinal) && a.City.Organisations.IsInSubtree(unit, holder)
            ? null
            : Refusals.Invalid("case.not-below", "unitId", "所选单位不是本单位的下级单位。请从下级单位中选择；需派给其他单位，请回退给指挥中心。");
    });

    // 三(二)1  Municipal mode: one level of supervision, two of command; counties generally have one (DCM-030).
    public static readonly Guard TwoCommandLevels = Standing("所在区域实行二级指挥", a =>
        CommandLevels.Of(a.State!.Case.ManagementAreaCode, a.City.Organisations).Command.Count != 1 || a.State.Case.ManagementAreaCode is null
            ? null
            : Refusals.Rule("case.one-command-level", "案件所在区域实行一级指挥，没有二级派遣。请由本单位处置或反馈。", CommandLevels.Modes));

    public static readonly Guard NotAssigned = Standing("没有指派给个人", a =>
        a.State!.OpenTask?.AssigneeId is null ? null
        : Refusals.Rule("case.assigned", "任务已指派给个人。请先撤回指派，再办理这一步。"));

    public static readonly Guard IsAssigned = Standing("已指派给个人", a =>
        a.State!.OpenTask?.AssigneeId is not null ? null
        : Refusals.Rule("case.not-assigned", "任务没有指派给个人，不需要撤回。"));

    public static readonly Guard AssignedToMe = Standing("未指派给他人", a =>
        a.Context.Who.Post != Post.FieldHandler || a.State!.OpenTask?.AssigneeId is not { } assignee || a.Context.Who.Persons.Contains(assignee)
            ? null
            : Refusals.Forbidden("case.assigned-to-another", "任务已指派给本单位其他人员。请由其处置，或请经办员改派。"));

    public static readonly Guard PersonOfUnit = new("指派给本单位人员", a =>
        a.Inputs.Assignee is { UnitId: { } unit } && a.State!.OpenTask?.UnitId is { } holder && a.City.Organisations.IsInSubtree(unit, holder)
            ? null
            : Refusals.Invalid("case.not-of-unit", "personId", "请选择本单位在岗的经办员或处置人员。"));

    public static readonly Guard HelpersDone = new("协办都已完成或免除", a =>
        a.State!.Tasks.FirstOrDefault(t => t.Kind == TaskKind.CoHandle && t.IsOpen()) is { } open
            ? Refusals.Rule("case.helper-open", $"协办单位{a.City.Organisations.NameOf(open.UnitId!, a.Today)}尚未完成。请等其完成，或请指挥中心免除协办后再反馈。")
            : null);

    public static readonly Guard HelperNamed = new("指明一个协办单位", a =>
        UnitNamed.Check(a) ?? (a.State!.Tasks.Any(t => t.IsOpen() && string.Equals(t.UnitId, ((INamesUnit)a.Command!).UnitId, StringComparison.Ordinal))
            ? Refusals.Invalid("case.helps-already", "unitId", "这个单位已有本案的任务。请另选协办单位。")
            : null));

    public static readonly Guard OwnHelp = Standing("协办任务派给本单位", a =>
        HelpOf(a) is not null ? null
        : Refusals.Forbidden("case.not-your-help", "本单位没有这件案件的协办任务。", ThreeActs));

    public static readonly Guard HelpOpen = new("该单位正在协办", a =>
        HelpOf(a) is not null ? null
        : Refusals.Invalid("case.no-help", "unitId", "这个单位没有未完成的协办任务。请从协办单位中选择。"));

    public static readonly Guard HelpersOpen = Standing("有单位正在协办", a =>
        a.State!.Tasks.Any(t => t.Kind == TaskKind.CoHandle && t.IsOpen()) ? null
        : Refusals.Rule("case.no-help", "没有未完成的协办任务。"));

    /// <summary>The open co-handling task a command is about: that of the unit named, else of the asker's own unit.</summary>
    internal static CaseTask? HelpOf(Asking a) => a.State!.Tasks.FirstOrDefault(t => t.Kind == TaskKind.CoHandle && t.IsOpen()
        && (a.Command is ExcuseCoCommand excuse ? string.Equals(t.UnitId, excuse.UnitId, StringComparison.Ordinal) : IsOfUnit(a, t.UnitId!)));

    /// <summary>The last task that was handed down from the open one.</summary>
    internal static CaseTask? LastBelow(CaseState state) =>
        state.OpenTask is { } open ? state.Tasks.LastOrDefault(t => t.ParentId == open.Id) : null;

    private static bool IsOfUnit(Asking a, string holder) =>
        a.Context.Who.UnitId is { } mine && a.City.Organisations.IsInSubtree(mine, holder);

    private static bool HandledBy(Asking a, Guid personId, string? unitId) =>
        a.State!.Case.SelfHandledBy == personId
        || a.State.Case.Actors.Any(x => x.Who == personId && x.Power == Power.Handling)
        || (unitId is not null && a.State.Tasks.Any(t => t.UnitId is { } handler && a.City.Organisations.IsInSubtree(unitId, handler)));
}
