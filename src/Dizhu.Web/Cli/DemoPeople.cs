using Dizhu.Core.Organisations;
using Dizhu.Core.Access;

namespace Dizhu.Web.Cli;

/// <summary>One person of the sample city: named by post, never by a name.</summary>
/// <param name="IsShown">One account of each post is shown at start; the others are in the same file.</param>
public sealed record DemoAccount(string? Login, string Label, Post Post, string? UnitId, Scope Scope, bool IsShown);

/// <summary>The people of the sample city.</summary>
internal static class DemoPeople
{
    private const string Supervision = "ORG-U081-S";
    private const string Command = "ORG-U081-C";
    private const string ShownUnit = "ORG-U042";
    private const string ShownPlatform = "ORG-U099";

    // The units that operate by 三政办〔2017〕26号 四(二), and the second-level platforms that have no account of their own below.
    private static readonly (string Unit, string Name)[] Units =
    [
        ("ORG-U035", "市城管执法局"), ("ORG-U036", "市信访局"), ("ORG-U037", "市城乡规划局"), ("ORG-U038", "市公安消防支队"),
        ("ORG-U039", "市水利局"), ("ORG-U040", "市林业园林局"), ("ORG-U041", "市公安局"), ("ORG-U042", "市住房城乡建设局"),
        ("ORG-U043", "市环保局"), ("ORG-U044", "市商务局"), ("ORG-U045", "市民政局"), ("ORG-U046", "市工商局"),
        ("ORG-U047", "市文化广电新闻出版局"), ("ORG-U048", "市体育局"), ("ORG-U049", "市交通运输局"), ("ORG-U050", "市事管局"),
        ("ORG-U051", "市旅游发展委员会"), ("ORG-U104", "三门峡日报"), ("ORG-U105", "黄河时报"), ("ORG-U106", "邮政公司"),
        ("ORG-U107", "供电公司"), ("ORG-U108", "河南有线"), ("ORG-U109", "市自来水公司"), ("ORG-U110", "中裕燃气公司"),
        ("ORG-U111", "三联热力公司"), ("ORG-U112", "移动公司"), ("ORG-U113", "联通公司"), ("ORG-U114", "电信公司"),
    ];

    private static readonly (string Unit, string Name)[] Platforms =
    [
        ("ORG-U099", "湖滨区"), ("ORG-U100", "开发区"), ("ORG-U101", "商务中心区"), ("ORG-U102", "产业集聚区"), ("ORG-U103", "示范区"),
    ];

    public static IReadOnlyList<DemoAccount> All(IReadOnlyList<string> dutyGrids)
    {
        var people = new List<DemoAccount>
        {
            new("cj01", "采集员 01", Post.Collector, Supervision, new Scope(ScopeKind.DutyGrids, dutyGrids), true),
            new("cj02", "采集员 02", Post.Collector, Supervision, new Scope(ScopeKind.DutyGrids, dutyGrids), false),
            new("sl01", "受理员 01", Post.Acceptor, Supervision, Scope.Everything, true),
            new("zb01", "值班长 01", Post.ShiftLeader, Supervision, Scope.Everything, true),
            new("pq01", "派遣员 01", Post.Dispatcher, Command, Scope.Everything, true),
            new("dc01", "督查员 01", Post.SupervisorOfHandling, Command, Scope.Everything, true),
            new("ld01", "领导 01", Post.Leader, null, Scope.Everything, true),
            new("gl01", "系统管理员 01", Post.Administrator, null, Scope.Everything, true),
            new("gl02", "系统管理员 02", Post.Administrator, null, Scope.Everything, false),
            new("sj01", "审计员 01", Post.Auditor, null, Scope.Everything, true),
            new("cz01", "处置人员 01（住建）", Post.FieldHandler, ShownUnit, UnitScope(ShownUnit), true),
        };
        people.AddRange(Platforms.Select((p, i) =>
            new DemoAccount($"ej{i + 1:00}", $"二级平台 {p.Name}", Post.SecondLevelDispatcher, p.Unit, new Scope(ScopeKind.ManagementArea, [p.Unit]), string.Equals(p.Unit, ShownPlatform, StringComparison.Ordinal))));
        people.AddRange(Units.Select((u, i) =>
            new DemoAccount($"zy{i + 1:00}", $"经办员 {u.Name}", Post.UnitClerk, u.Unit, UnitScope(u.Unit), string.Equals(u.Unit, ShownUnit, StringComparison.Ordinal))));
        people.AddRange(dutyGrids.Select((grid, i) =>
            new DemoAccount(null, $"采集员 {i + 11:00}", Post.Collector, Supervision, new Scope(ScopeKind.DutyGrids, [grid]), false)));
        return people;
    }

    private static Scope UnitScope(string unit) => new(ScopeKind.UnitSubtree, [unit]);
}
