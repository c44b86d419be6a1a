using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dizhu.Core.Exchange;

/// <summary>A mail or text message to go out.</summary>
/// <param name="Id">Stays the same when it is sent again.</param>
/// <param name="Text">Chinese; no personal data.</param>
public sealed record GatewayMessage(Guid Id, Channel Channel, string To, string Text);

/// <summary>The one way out for mail and text messages; what lies behind it is the operator's.</summary>
public interface IMessageGateway
{
    /// <summary>Hands a message over; throws as <see cref="ISender.SendAsync"/> says.</summary>
    Task SendAsync(GatewayMessage message, DateTime at, CancellationToken cancellationToken);
}

/// <summary>Puts messages down as files, one each, for another program to fetch or for looking at.</summary>
public sealed class FileGateway(string folder) : IMessageGateway
{
    public async Task SendAsync(GatewayMessage message, DateTime at, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);

        // The name is the id: sent again it lies there once. Moved into place, so that nobody fetches half of it.
        var path = Path.Combine(folder, $"{message.Channel}-{message.Id}.json");
        await File.WriteAllTextAsync(path + ".part", GatewayJson.Of(message), cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
    }
}

/// <summary>Posts messages, signed like webhooks, to the operator's mail and text message service.</summary>
public sealed class HttpGateway(HttpClient client, Uri address, string secret) : IMessageGateway
{
    public Task SendAsync(GatewayMessage message, DateTime at, CancellationToken cancellationToken) =>
        Signature.PostAsync(client, address, secret, message.Id, GatewayJson.Of(message), at, cancellationToken);
}

/// <summary>Tells subscribers by mail or text message: what happened, and where to look.</summary>
public sealed class GatewaySender(IMessageGateway gateway) : ISender
{
    public bool Serves(Channel channel) => channel is Channel.Mail or Channel.Sms;

    public Task SendAsync(Subscription to, Delivery delivery, DateTime at, CancellationToken cancellationToken)
    {
        var act = Enum.GetValues<Cases.CaseAct>().FirstOrDefault(a => string.Equals("case." + a, delivery.Topic, StringComparison.OrdinalIgnoreCase));
        return gateway.SendAsync(
            new GatewayMessage(delivery.MessageId, to.Channel, to.Target, $"案件{Cases.CaseActs.Name(act)}，请登录系统查看：{delivery.CaseId}"), at, cancellationToken);
    }
}

/// <summary>How messages are written for the gateway.</summary>
internal static class GatewayJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static string Of(GatewayMessage message) => JsonSerializer.Serialize(message, Options);
}
