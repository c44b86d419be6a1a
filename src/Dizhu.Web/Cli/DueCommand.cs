using System.CommandLine;
using System.Globalization;
using Dizhu.Core.Calendar;
using Dizhu.Kernel.Calendars;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu due 2026-09-30T16:00 4 WorkHour</c>: a due moment and every step of the count.</summary>
internal static class DueCommand
{
    public static Command Create()
    {
        var start = new Argument<string>("start") { Description = "开始时刻（本市时间），如 2026-09-30T16:00" };
        var amount = new Argument<string>("amount") { Description = "数量" };
        var unit = new Argument<string>("unit") { Description = "单位：" + string.Join("、", Enum.GetNames<LimitUnit>()) };
        var command = new Command("due", "时限计算器：列出每一步和所依据的日历") { start, amount, unit };
        command.SetAction((parsed, _) => Cli.RunAsync(() =>
        {
            Explain(parsed.GetRequiredValue(start), parsed.GetRequiredValue(amount), parsed.GetRequiredValue(unit));
            return Task.FromResult(ExitCodes.Ok);
        }));
        return command;
    }

    private static void Explain(string start, string amount, string unitName)
    {
        if (!DateTime.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Kind != DateTimeKind.Unspecified)
        {
            throw new CliException(ExitCodes.Usage, $"看不懂开始时刻 {start}。请写成本市时间，如 2026-09-30T16:00。");
        }

        var limit = TimeLimit.Parse(amount, unitName);
        if (!limit.Moved)
        {
            throw new CliException(ExitCodes.Usage, limit.Refusal.Message);
        }

        try
        {
            var calendar = WorkCalendarLoader.Load();
            var explanation = DueExplanation.Of(calendar, CityClock.FromLocal(local), limit.Value);
            foreach (var line in explanation.Lines())
            {
                Console.WriteLine(line);
            }
        }
        catch (ArgumentException problem)
        {
            throw new CliException(ExitCodes.Usage, problem.Message);
        }
    }
}
