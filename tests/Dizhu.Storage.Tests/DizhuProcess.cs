using System.Diagnostics;
using System.Text;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>The built executable as people run it: a process of its own.</summary>
internal sealed class DizhuProcess : IDisposable
{
    private readonly Process _process;

    private DizhuProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    private static string Executable
    {
        get
        {
            // The same configuration as the tests were built in.
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Repository.PathOf("src", "Dizhu.Web", "bin", configuration, "net10.0", "dizhu.dll");
        }
    }

    /// <summary>Runs a command to its end; without a database for those that need none.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(TestStore? database, params string[] command)
    {
        using var process = Start(database, [], command);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + errors);
    }

    /// <summary>Starts serving on a free port and waits until it says that it does.</summary>
    /// <param name="database">The database and its folder.</param>
    /// <param name="under">A program, with its arguments, to run it under.</param>
    public static async Task<DizhuProcess> ServeAsync(TestStore database, params string[] under)
    {
        var process = Start(database, under, "serve", "--port", "0");
        var said = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                process.BeginErrorReadLine();
                _ = process.StandardOutput.ReadToEndAsync();
                return new DizhuProcess(process, new Uri(line[at..line.IndexOf('（', at)]));
            }
        }

        Assert.Fail($"dizhu serve ended: {said}{await process.StandardError.ReadToEndAsync()}");
        return null;
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static Process Start(TestStore? database, string[] under, params string[] command)
    {
        string[] words = [.. under, "dotnet", Executable, .. command];
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in words.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        if (database is not null)
        {
            start.ArgumentList.Add("--data");
            start.ArgumentList.Add(database.Folder);
        }

        if (database?.Connection is { } connection)
        {
            start.ArgumentList.Add("--db");
            start.ArgumentList.Add("postgres");
            start.ArgumentList.Add(connection);
        }

        return Process.Start(start)!;
    }
}
