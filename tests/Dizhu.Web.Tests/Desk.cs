using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dizhu.Web.Tests;

/// <summary>Somebody at work: a logged-in client that acts through the interface as a script would.</summary>
public sealed class Desk
{
    private Desk(HttpClient client, Guid id)
    {
        Client = client;
        Id = id;
    }

    public HttpClient Client { get; }

    /// <summary>The person.</summary>
    public Guid Id { get; }

    public static async Task<Desk> LogInAsync(HttpClient client, string login, string password)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { login, password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var session = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string)session["token"]!);
        return new Desk(client, Guid.Parse((string)session["id"]!));
    }

    /// <summary>Posts JSON and gives status and answer.</summary>
    public static async Task<(HttpStatusCode Status, JsonObject Json)> PostAsync(HttpClient client, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public Task<(HttpStatusCode Status, JsonObject Json)> PostAsync(string path, object body, string? key = null) => PostAsync(Client, path, body, key);

    /// <summary>Does an act and expects it to be done; gives the answer.</summary>
    public async Task<JsonObject> DoAsync(Guid caseId, string act, object body)
    {
        var (status, json) = await PostAsync($"/api/v1/cases/{caseId}/{act}", body);
        Assert.True(status == HttpStatusCode.OK, $"{act}: {(int)status} {json.ToJsonString(Readable)}");
        return json;
    }

    /// <summary>Tries an act and expects a refusal; gives its code.</summary>
    public async Task<(HttpStatusCode Status, string Code, JsonObject Problem)> RefusedAsync(Guid caseId, string act, object body)
    {
        var (status, json) = await PostAsync($"/api/v1/cases/{caseId}/{act}", body);
        Assert.True((int)status is >= 400 and < 500, $"{act}: {(int)status} {json.ToJsonString(Readable)}");
        Assert.False(string.IsNullOrWhiteSpace((string?)json["detail"]));
        return (status, (string)json["code"]!, json);
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
