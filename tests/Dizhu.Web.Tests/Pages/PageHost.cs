using System.Net;
using System.Text.RegularExpressions;
using Dizhu.Tests.Kit;

namespace Dizhu.Web.Tests.Pages;

/// <summary>One host for the tests of the pages.</summary>
public sealed class PageHost : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await TestHost.StartAsync(DatabaseKind.Sqlite);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}

/// <summary>Somebody in front of the pages without a browser: reads a page, fills its form in, sends it.</summary>
public sealed partial class Reader(HttpClient client)
{
    public async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends the form of a page with its hidden fields and what is given.</summary>
    public Task<(HttpStatusCode Status, string Html, string? Location)> SendAsync(string path, params (string Name, string Value)[] fields) => SendToAsync(path, path, fields);

    /// <summary>The same for a form that is sent elsewhere.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> SendToAsync(string path, string to, params (string Name, string Value)[] fields)
    {
        var (_, page) = await GetAsync(path);
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        var hidden = Hidden().Matches(main).Select(m => (Name: m.Groups[1].Value, Value: m.Groups[2].Value)).DistinctBy(h => h.Name);
        var all = hidden.Where(h => fields.All(f => f.Name != h.Name)).Concat(fields);
        using var content = new FormUrlEncodedContent(all.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await client.PostAsync(to, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("<input(?=[^>]*type=\"hidden\")(?=[^>]*name=\"([^\"]+)\")(?=[^>]*value=\"([^\"]*)\")[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
