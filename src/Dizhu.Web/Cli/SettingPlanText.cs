using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Maintenance;

namespace Dizhu.Web.Cli;

/// <summary>What an import did or would do, line by line for people.</summary>
internal static class SettingPlanText
{
    /// <summary>A line per change and per refused row, in the order of the file, and a sum last.</summary>
    public static IEnumerable<string> Lines(SettingPlan plan, bool dryRun)
    {
        var changes = plan.Changes.Select(c => (c.Line, Text: $"第 {c.Line} 行\t{NameOf(c.Sort)}\t{c.Key}\t{CityClock.ToLocal(c.From):yyyy-MM-dd HH:mm} 起\t{Difference(c)}"));
        var refused = plan.Refused.Select(r => (r.Line, Text: $"第 {r.Line} 行\t不能导入\t{string.Join(" ", r.Reasons.Select(x => x.Message))}"));
        foreach (var (_, text) in changes.Concat(refused).OrderBy(l => l.Line))
        {
            yield return text;
        }

        yield return $"{plan.Kind.Title}：{(dryRun ? "会" : "")}新增 {plan.Count(ChangeSort.Added)} 项，修改 {plan.Count(ChangeSort.Changed)} 项，"
            + $"停用 {plan.Count(ChangeSort.Ended)} 项，{plan.Unchanged} 项不变，{plan.Refused.Count} 行不能导入{(dryRun ? "；没有写入" : "")}。";
    }

    private static string NameOf(ChangeSort sort) => sort switch
    {
        ChangeSort.Added => "新增",
        ChangeSort.Changed => "修改",
        _ => "停用",
    };

    private static string Difference(PlannedChange change) => string.Join("；", change.New.Cells
        .Where(c => change.Old is { } old && !change.New.Ends && old[c.Key] != c.Value)
        .Select(c => $"{c.Key} {change.Old![c.Key]} → {c.Value}"));
}
