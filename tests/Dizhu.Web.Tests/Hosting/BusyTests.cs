using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Hosting;

/// <summary>More writes than the node takes are refused in words, at once, and done when sent again.</summary>
public class BusyTests
{
    private const int AtATime = 24;

    [Fact]
    public async Task Writes_beyond_the_queue_are_told_to_come_again_and_reads_and_later_writes_go_on()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite, o => o with { WritesAtOnce = 1, WritesWaiting = 1 });
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = host.Address };

        // Checking a password takes long enough that only a few of these can be served before the others are there.
        var sent = Enumerable.Range(0, AtATime).Select(_ => SignInAsync(client)).ToList();
        using var read = await client.GetAsync("/openapi/v1.json");
        var answers = await Task.WhenAll(sent);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
        var refused = answers.Where(a => a.Status != HttpStatusCode.OK).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal((HttpStatusCode.ServiceUnavailable, "system.busy", true), a));

        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client)).Status);
    }

    private static async Task<(HttpStatusCode Status, string? Code, bool SaysWhen)> SignInAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/session", new { login = "sl01", password = TestHost.Password });
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        return (answer.StatusCode, (string?)body?["code"], answer.Headers.RetryAfter is not null);
    }
}
