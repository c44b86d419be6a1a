using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Dizhu.Bench.Lifecycle;

/// <summary>What a stretch of load came to. Times are of single acts, milliseconds, ascending.</summary>
internal sealed record Outcome(int Lifecycles, int Refused, int Failed, double Seconds, double[] Millis, IReadOnlyCollection<(Guid Case, int Version)> Acknowledged)
{
    public double PerSecond => Lifecycles / Seconds;

    public double At(double quantile) => Millis.Length == 0 ? 0 : Millis[(int)(quantile * (Millis.Length - 1))];
}

/// <summary>
/// Whole lives of cases through HTTP: report, accept, file, dispatch, sign for, handle, feed back, pass on, send check,
/// answer check, close – eleven acts, each sent when the one before is answered.
/// </summary>
internal sealed class Round(Uri address, Staff staff) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1024, UseCookies = false, UseProxy = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Closed loop: each client begins its next case when one is closed.</summary>
    public async Task<Outcome> ClosedAsync(int clients, TimeSpan duration)
    {
        var tally = new Tally();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                await LiveAsync(tally);
            }
        })));
        return tally.Take(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Open loop: cases begin at their time, whether or not the server keeps up.</summary>
    public async Task<Outcome> OpenAsync(double perSecond, TimeSpan duration)
    {
        var tally = new Tally();
        var started = Stopwatch.GetTimestamp();
        var lives = new List<Task>();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var due = TimeSpan.FromSeconds(lives.Count / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            lives.Add(Task.Run(() => LiveAsync(tally)));
        }

        await Task.WhenAll(lives);
        return tally.Take(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>One case from report to closing; a refusal or a failure ends it early.</summary>
    private async Task LiveAsync(Tally tally)
    {
        var id = Guid.CreateVersion7();
        var version = 0;
        foreach (var (key, act, body) in staff.Life(id))
        {
            var path = version == 0 ? "/api/v1/reports" : $"/api/v1/cases/{id}/{act}";
            var next = await SendAsync(tally, path, key, body(version), id);
            if (next is null)
            {
                return;
            }

            version = next.Value;
        }

        tally.Closed();
    }

    private async Task<int?> SendAsync(Tally tally, string path, string key, byte[] body, Guid id)
    {
        var from = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("X-Api-Key", key);
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsByteArrayAsync();
            if (answer.IsSuccessStatusCode)
            {
                using var json = JsonDocument.Parse(text);
                var version = json.RootElement.GetProperty("version").GetInt32();
                tally.Acknowledge(Stopwatch.GetElapsedTime(from).TotalMilliseconds, id, version);
                return version;
            }

            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null)
            {
                tally.Refuse();
                return null;
            }

            tally.Fail($"{path}: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(text)}");
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            tally.Fail($"{path}: {problem.Message}");
        }

        return null;
    }

    /// <summary>Counts from many clients at once.</summary>
    private sealed class Tally
    {
        private readonly Lock _gate = new();
        private readonly List<double> _millis = [];
        private readonly Dictionary<Guid, int> _versions = [];
        private int _closed;
        private int _refused;
        private int _failed;

        public void Acknowledge(double millis, Guid id, int version)
        {
            lock (_gate)
            {
                _millis.Add(millis);
                _versions[id] = version;
            }
        }

        public void Closed() => Interlocked.Increment(ref _closed);

        public void Refuse() => Interlocked.Increment(ref _refused);

        public void Fail(string what)
        {
            if (Interlocked.Increment(ref _failed) <= 3)
            {
                Console.WriteLine($"  failed: {what}");
            }
        }

        public Outcome Take(double seconds) => new(_closed, _refused, _failed, seconds, [.. _millis.Order()], [.. _versions.Select(v => (v.Key, v.Value))]);
    }
}
