using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Tests.Simulation;

/// <summary>The people of a simulation, each with a key of their own, who send what they did to a host at the time they did it.</summary>
internal sealed class PeopleOverHttp(TestHost host) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _citizens = host.Anonymous();
    private readonly Dictionary<Guid, HttpClient> _clients = [];

    /// <summary>Sends the report of a case and its acts, one after another.</summary>
    public async Task ReplayAsync(SimulatedCase simulated)
    {
        var isPublic = simulated.ReportedBy.Who.Post == Post.Citizen;
        var born = await SendAsync(simulated.ReportedBy, isPublic ? "public/reports" : "reports", Body(simulated.Report));
        foreach (var (context, command) in simulated.Acts)
        {
            var act = JsonNamingPolicy.KebabCaseLower.ConvertName(command.Act.ToString());
            var body = Body(command);

            // The host names its own requests; there is one open at a time.
            body.Remove("requestId");
            body.Remove("act");
            await SendAsync(context, context.Who.Post == Post.Citizen ? $"public/reports/{born["followCode"]}/{act}" : $"cases/{simulated.Report.Id}/{act}", body);
        }
    }

    public void Dispose()
    {
        _citizens.Dispose();
        _clients.Values.ToList().ForEach(c => c.Dispose());
    }

    private static JsonObject Body(object command) => JsonSerializer.SerializeToNode(command, command.GetType(), Json)!.AsObject();

    private async Task<JsonObject> SendAsync(ActContext context, string path, JsonObject body)
    {
        host.Clock.Set(context.At);
        var client = context.Who.Post == Post.Citizen ? _citizens : await ClientOfAsync(context.Who);
        using var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text} {body.ToJsonString()}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task<HttpClient> ClientOfAsync(Principal who)
    {
        if (!_clients.TryGetValue(who.Id, out var client))
        {
            var secret = $"dz_{who.Id:N}";
            await using var db = host.Database.Store.Open();
            db.Add(new ApiKey
            {
                Id = who.Id,
                Label = who.Label,
                KeyHash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
                Post = who.Post,
                UnitId = who.UnitId,
                ScopeKind = who.Scope.Kind,
                ScopeKeys = string.Join(',', who.Scope.Keys),
                CreatedAt = host.Clock.Now,
                ExpiresAt = host.Clock.Now.AddYears(20),
            });
            await db.SaveChangesAsync();
            client = host.Anonymous();
            client.DefaultRequestHeaders.Add("X-Api-Key", secret);
            _clients[who.Id] = client;
        }

        return client;
    }
}
