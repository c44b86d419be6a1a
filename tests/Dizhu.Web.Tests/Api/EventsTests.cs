using System.Net.Http.Headers;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Api;

/// <summary>The stream of events over HTTP.</summary>
[Collection("api")]
public class EventsTests(ApiFixture fixture)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    /// <summary>Nobody else listens: there was no earlier turn that would know what is new.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_first_who_listens_hears_what_is_done_right_after_the_stream_is_open(DatabaseKind kind)
    {
        var host = await fixture.HostAsync(kind);
        var (listener, collector) = (await host.LogInAsync("sl01"), await host.LogInAsync("cj01"));
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await listener.Client.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": open", await stream.ReadLineAsync(TestContext.Current.CancellationToken));

        var (_, born) = await collector.PostAsync("/api/v1/reports", Say.Report(host));

        Assert.True(await HeardAsync(stream, (string)born["caseId"]!).WaitAsync(Longest, TestContext.Current.CancellationToken));
    }

    private static async Task<bool> HeardAsync(StreamReader stream, string caseId)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(caseId, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
