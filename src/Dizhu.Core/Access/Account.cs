using Dizhu.Core.Organisations;
namespace Dizhu.Core.Access;

/// <summary>A way for a person to log in, in one post. A person with two posts has two accounts.</summary>
public sealed record Account
{
    public Guid Id { get; init; }

    /// <summary>The log-in name, lower case.</summary>
    public string Login { get; init; } = "";

    public Guid PersonId { get; init; }

    /// <summary>The post the account is for.</summary>
    public Guid AssignmentId { get; init; }

    /// <summary>PBKDF2, in the format of ASP.NET Core Identity; with the mark of <see cref="FirstPassword"/> before it until its owner has set their own.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>True until the owner has set a password of their own.</summary>
    public bool HasFirstPassword => FirstPassword.Is(PasswordHash);

    /// <summary>Made by <c>--demo</c>. A start without <c>--demo</c> refuses while one is active.</summary>
    public bool IsDemo { get; init; }

    public bool Active { get; init; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int FailedCount { get; init; }

    /// <summary>Until when nobody can log in with it, UTC.</summary>
    public DateTime? LockedUntil { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Changes when the password does, so that older log-ins end.</summary>
    public Guid Stamp { get; init; }
}

/// <summary>A key for a machine: stored hashed, one post and scope, never both powers.</summary>
public sealed record ApiKey
{
    public Guid Id { get; init; }

    /// <summary>What the key is for, as shown in lists and journals.</summary>
    public string Label { get; init; } = "";

    /// <summary>SHA-256 of the key.</summary>
    public byte[] KeyHash { get; init; } = [];

    public Post Post { get; init; }

    public string? UnitId { get; init; }

    public ScopeKind ScopeKind { get; init; }

    /// <summary>Keys of the scope, separated by commas.</summary>
    public string ScopeKeys { get; init; } = "";

    public DateTime CreatedAt { get; init; }

    public DateTime ExpiresAt { get; init; }

    public DateTime? RevokedAt { get; init; }
}

/// <summary>One line of the audit log: log-ins, refusals, exports, configuration.</summary>
public sealed record AuditEntry
{
    public Guid Id { get; init; }

    public DateTime At { get; init; }

    /// <summary>What kind of thing: login, login-failed, refused, config, export, delegation, reveal, reveal-refused, erase, geocode, password.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Who, as far as known: label or log-in name.</summary>
    public string Who { get; init; } = "";

    /// <summary>What, in words.</summary>
    public string What { get; init; } = "";

    /// <summary>The address it came from.</summary>
    public string? Address { get; init; }
}
