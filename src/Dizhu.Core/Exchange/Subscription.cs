namespace Dizhu.Core.Exchange;

/// <summary>By which way a subscriber is told. Stored by name.</summary>
public enum Channel
{
    /// <summary>A signed POST to an address of theirs.</summary>
    Webhook,

    /// <summary>邮件, through the gateway.</summary>
    Mail,

    /// <summary>短信, through the gateway.</summary>
    Sms,
}

/// <summary>
/// Somebody who asked to be told what happens to cases (订阅). They are told ids; the rest they read with their own rights.
/// </summary>
public sealed record Subscription
{
    public Guid Id { get; init; }

    /// <summary>Which system or desk it is for.</summary>
    public string Label { get; init; } = "";

    public Channel Channel { get; init; }

    /// <summary>The address: a URL, a mail address or a telephone number.</summary>
    public string Target { get; init; } = "";

    /// <summary>What they are told of, for example <c>case.close</c>, comma-separated; empty for everything.</summary>
    public string Topics { get; init; } = "";

    /// <summary>
    /// The machine client whose reports alone are told of, with the number it gave them and the public status (PLT-024);
    /// null for all cases.
    /// </summary>
    public Guid? ClientId { get; init; }

    /// <summary>What webhooks are signed with; shown once, when the subscription is made.</summary>
    public string Secret { get; init; } = "";

    public DateTime CreatedAt { get; init; }

    /// <summary>When it was ended; what still waits for it is not sent any more.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>True when the topic is one of those asked for.</summary>
    public bool Wants(string topic) => Topics.Length == 0 || Topics.Split(',').Contains(topic, StringComparer.Ordinal);
}
