using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Dizhu.Bench.Acts;

/// <summary>One request of a series: where to, and its body.</summary>
internal sealed record Shot(string Path, byte[] Body);

/// <summary>What one stretch of load came to.</summary>
/// <param name="Acts">Acts accepted.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Micros">Time of every act, microseconds, ascending.</param>
/// <param name="Cpu">Processor time of this process, clients included, PostgreSQL not.</param>
internal sealed record Stretch(int Acts, double Seconds, long[] Micros, TimeSpan Cpu)
{
    public double PerSecond => Acts / Seconds;

    public double Millis(double quantile) => Micros.Length == 0 ? 0 : Micros[(int)(quantile * (Micros.Length - 1))] / 1000.0;
}

/// <summary>A closed loop of clients: each sends its next request when it has its answer.</summary>
internal sealed class Load(Uri address, string key, int clients) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = clients, UseCookies = false, UseProxy = false })
    {
        BaseAddress = address,
        DefaultRequestHeaders = { { "X-Api-Key", key } },
    };

    /// <summary>Sends until the time is over or the shots are used up; every answer must be the one expected.</summary>
    public async Task<Stretch> RunAsync(Func<Shot?> next, HttpStatusCode expected, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClientAsync(next, expected, started, duration))));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long[] all = [.. times.SelectMany(t => t).Order()];
        return new Stretch(all.Length, seconds, all, Environment.CpuUsage.TotalTime - cpu);
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<long>> ClientAsync(Func<Shot?> next, HttpStatusCode expected, long started, TimeSpan duration)
    {
        var times = new List<long>(8192);
        while (Stopwatch.GetElapsedTime(started) < duration && next() is { } shot)
        {
            var from = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent(shot.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await _http.PostAsync(shot.Path, content);
            if (answer.StatusCode != expected)
            {
                throw new InvalidOperationException($"{_http.BaseAddress}{shot.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }

            times.Add((long)Stopwatch.GetElapsedTime(from).TotalMicroseconds);
        }

        return times;
    }
}
