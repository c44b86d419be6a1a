using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Dizhu.Core.Exchange;

/// <summary>Sends one message by one way.</summary>
public interface ISender
{
    /// <summary>True when this sender serves the channel.</summary>
    bool Serves(Channel channel);

    /// <summary>Sends and waits for the acknowledgement.</summary>
    /// <exception cref="HttpRequestException">It was not acknowledged; with a status when there was an answer.</exception>
    /// <exception cref="IOException">It could not be put down.</exception>
    /// <exception cref="OperationCanceledException">There was no answer in time.</exception>
    Task SendAsync(Subscription to, Delivery delivery, DateTime at, CancellationToken cancellationToken);
}

/// <summary>The signature of what we send over HTTP: whoever shares the secret can tell that it is ours, whole and recent.</summary>
public static class Signature
{
    /// <summary>The header with the id of the message, by which the receiver tells what it has already.</summary>
    public const string IdHeader = "X-Dizhu-Id";

    /// <summary>The header with the moment of sending, seconds since 1970 UTC.</summary>
    public const string TimestampHeader = "X-Dizhu-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string Header = "X-Dizhu-Signature";

    /// <summary><c>v1=</c> and the HMAC-SHA256, in lower hex, over timestamp, a full stop and the body.</summary>
    public static string Of(string secret, string timestamp, string body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    /// <summary>A signed POST of JSON; throws as <see cref="ISender.SendAsync"/> says.</summary>
    internal static async Task PostAsync(HttpClient client, Uri to, string secret, Guid id, string body, DateTime at, CancellationToken cancellationToken)
    {
        var timestamp = new DateTimeOffset(at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(IdHeader, id.ToString());
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(Header, Of(secret, timestamp, body));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"HTTP {(int)answer.StatusCode}", inner: null, answer.StatusCode);
        }
    }
}

/// <summary>Signed webhooks.</summary>
public sealed class WebhookSender(HttpClient client) : ISender
{
    public bool Serves(Channel channel) => channel == Channel.Webhook;

    public Task SendAsync(Subscription to, Delivery delivery, DateTime at, CancellationToken cancellationToken) =>
        Signature.PostAsync(client, new Uri(to.Target), to.Secret, delivery.MessageId, delivery.Body, at, cancellationToken);
}
