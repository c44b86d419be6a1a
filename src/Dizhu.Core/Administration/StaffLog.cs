using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dizhu.Core.Access;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Administration;

/// <summary>
/// How people, posts and accounts stand in the change log. It is the log of the settings and not the audit log, because a change of
/// staff is what a change of a setting is: dated, with old and new cells and a reason, and taken back by a line of its own. The key of
/// a line begins with the person, so that all lines of a person are found together; what was an end of a post before it was
/// taken back is read from them.
/// </summary>
public static class StaffLog
{
    /// <summary>Lines about a person: taken on, renamed, left.</summary>
    public const string People = "people";

    /// <summary>Lines about a post somebody holds.</summary>
    public const string Posts = "posts";

    /// <summary>Lines about an account. A password never stands in them.</summary>
    public const string Accounts = "accounts";

    /// <summary>The kinds with their titles.</summary>
    public static IReadOnlyList<(string Name, string Title)> Kinds { get; } = [(People, "人员"), (Posts, "任职"), (Accounts, "账号")];

    /// <summary>The names of the kinds.</summary>
    public static ImmutableArray<string> Names { get; } = [People, Posts, Accounts];

    /// <summary>The columns of all kinds in the order in which they are read.</summary>
    public static ImmutableArray<string> Columns { get; } = ["label", "post", "unit", "scope", "keys", "from", "until", "login", "active", "locked", "password"];

    /// <summary>What the lines of a person begin with.</summary>
    public static string KeyOf(Guid person) => person.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>The key of a post.</summary>
    public static string KeyOf(PostAssignment post) => $"{KeyOf(post.PersonId)}/{post.Id:D}";

    /// <summary>The key of an account.</summary>
    public static string KeyOf(Account account) => $"{KeyOf(account.PersonId)}/{account.Login}";

    /// <summary>The person a line is about; null for a line of another kind.</summary>
    public static Guid? PersonOf(SettingChange line) =>
        Names.Contains(line.Kind) && Guid.TryParse(line.Key.Split('/')[0], out var id) ? id : null;

    /// <summary>What is written of a person.</summary>
    public static IReadOnlyDictionary<string, string> Cells(Person person) => new Dictionary<string, string>(StringComparer.Ordinal) { ["label"] = person.Label };

    /// <summary>What is written of a post.</summary>
    public static IReadOnlyDictionary<string, string> Cells(PostAssignment post) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["post"] = post.Post.ToString(),
        ["unit"] = post.UnitId ?? "",
        ["scope"] = post.ScopeKind.ToString(),
        ["keys"] = string.Join(';', post.ScopeKeys),
        ["from"] = Day(post.From),
        ["until"] = Day(post.Until),
    };

    /// <summary>What is written of an account.</summary>
    public static IReadOnlyDictionary<string, string> Cells(Account account, string password = "") => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["login"] = account.Login,
        ["active"] = account.Active ? "是" : "否",
        ["locked"] = account.LockedUntil is null ? "" : "是",
        ["password"] = password,
    };

    /// <summary>The last day an ended post would have had without its end; null where it had none.</summary>
    public static DateOnly? UntilBefore(SettingChange end) =>
        SettingRow.Read(end.Old!).TryGetValue("until", out var day) ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// What ties the lines of an act together: the client's id with a digest of the content, so that a repeat is known from another act
    /// under the same id. It stands where other lines have the id of their request.
    /// </summary>
    public static string RequestOf(StaffAct act)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(act with { Version = null }, act.GetType());
        return $"{act.Id:D} {act.GetType().Name} {Convert.ToHexStringLower(SHA256.HashData(content))[..16]}";
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
