using Spectre.Console;

namespace Dizhu.Web.Cli;

/// <summary>Shows a progress bar on a terminal, one line per step elsewhere.</summary>
internal static class Progress
{
    public static async Task RunAsync(string title, Func<IProgress<(string Step, int Done, int Total)>, Task> work)
    {
        Console.Error.WriteLine(title + " …");
        if (Console.IsErrorRedirected)
        {
            await work(new Lines());
            return;
        }

        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await screen.Progress().StartAsync(context => work(new Bars(context)));
    }

    private sealed class Lines : IProgress<(string Step, int Done, int Total)>
    {
        private string _last = "";

        public void Report((string Step, int Done, int Total) value)
        {
            if (!string.Equals(_last, value.Step, StringComparison.Ordinal))
            {
                _last = value.Step;
                Console.Error.WriteLine($"  {value.Step}（{value.Total}）");
            }
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<(string Step, int Done, int Total)>
    {
        private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);

        public void Report((string Step, int Done, int Total) value)
        {
            if (!_bars.TryGetValue(value.Step, out var bar))
            {
                bar = context.AddTask(Markup.Escape(value.Step), maxValue: Math.Max(1, value.Total));
                _bars[value.Step] = bar;
            }

            bar.Value = value.Done;
        }
    }
}
