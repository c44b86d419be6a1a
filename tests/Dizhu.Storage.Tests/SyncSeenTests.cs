using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Tests.Kit;

namespace Dizhu.Storage.Tests;

/// <summary>Between the request of an act and its answer the system is seen to sync the log to the disk.</summary>
public class SyncSeenTests
{
    [Fact]
    public async Task The_log_of_SQLite_is_synced_between_request_and_answer()
    {
        Assert.SkipUnless(CanTrace(), "strace is not there or may not trace.");
        await using var city = await SmallCity.OpenAsync(DatabaseKind.Sqlite);
        var trace = Path.Combine(city.Database.Folder, "trace.txt");
        using (var server = await DizhuProcess.ServeAsync(
            city.Database, "strace", "-f", "--seccomp-bpf", "-y", "-s", "64", "-e", "trace=fsync,fdatasync,recvmsg,recvfrom,sendmsg,sendto", "-o", trace))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            var session = await client.PostAsJsonAsync("/api/v1/session", new { login = SmallCity.Login, password = SmallCity.Password });
            client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string)JsonNode.Parse(await session.Content.ReadAsStringAsync())!["token"]!);

            // The second report needs no new block of numbers: its syncs are its own.
            for (var i = 0; i < 2; i++)
            {
                using var born = await client.PostAsJsonAsync("/api/v1/reports", new
                {
                    id = Guid.CreateVersion7(), source = "Hotline", description = "路灯不亮", lon = 111.2, lat = 34.77, datum = "CGCS2000",
                });
                born.EnsureSuccessStatusCode();
            }
        }

        var lines = await File.ReadAllLinesAsync(trace);
        var answer = Array.FindLastIndex(lines, l => l.Contains("HTTP/1.1 201", StringComparison.Ordinal));
        var request = Array.FindLastIndex(lines, answer, l => l.Contains("POST /api/v1/reports", StringComparison.Ordinal));
        Assert.True(request >= 0 && request < answer, $"request {request}, answer {answer}");
        var between = lines[request..answer];
        Assert.True(IsSynced(between), string.Join('\n', between));
    }

    /// <summary>A sync of the log that was begun and has returned; a line may be split where threads take turns.</summary>
    private static bool IsSynced(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].Contains("sync(", StringComparison.Ordinal) || !lines[i].Contains("dizhu.db-wal>", StringComparison.Ordinal))
            {
                continue;
            }

            var thread = lines[i].Split(' ', 2)[0] + " ";
            if (lines[i].EndsWith("= 0", StringComparison.Ordinal)
                || lines.Skip(i + 1).Any(l => l.StartsWith(thread, StringComparison.Ordinal) && l.Contains("sync resumed", StringComparison.Ordinal) && l.EndsWith("= 0", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CanTrace()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("strace", ["-f", "--seccomp-bpf", "-e", "trace=fsync", "true"]) { RedirectStandardError = true, UseShellExecute = false });
            probe!.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
