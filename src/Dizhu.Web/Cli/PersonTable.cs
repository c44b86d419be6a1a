using Dizhu.Core;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Web.Cli;

/// <summary>Reads a row of a table of people: login, label, post, unit, scope, keys.</summary>
internal static class PersonTable
{
    public static Outcome<PersonRow> Read(CityRow row, OrganisationBook units, IReadOnlySet<string> logins)
    {
        try
        {
            return Read(row.Text("login")?.ToLowerInvariant(), row["label"], row["post"], row.Text("unit"), row["scope"], row.List("keys"), units, logins);
        }
        catch (KeyNotFoundException)
        {
            return Wrong("表头须有 login,label,post,unit,scope,keys 六列。");
        }
    }

    private static Outcome<PersonRow> Read(
        string? login, string label, string postName, string? unit, string scopeName, IReadOnlyList<string> keys, OrganisationBook units, IReadOnlySet<string> logins)
    {
        if (label.Length is 0 or > 100)
        {
            return Wrong("label 须有 1–100 字。");
        }

        if (login is not null && (logins.Contains(login) || login.Length > 60))
        {
            return Wrong($"账号 {login} 已被使用或太长。");
        }

        if (!Enum.TryParse<Post>(postName, out var post) || !PostFit.OfPeople.Contains(post))
        {
            return Wrong($"没有名为 {postName} 的岗位。");
        }

        if (unit is not null && units.Find(unit) is null)
        {
            return Wrong($"没有编号为 {unit} 的单位。");
        }

        return Enum.TryParse<ScopeKind>(scopeName, out var scope)
            ? new PersonRow(login, label, post, unit, new Scope(scope, keys))
            : Wrong($"没有名为 {scopeName} 的范围。");
    }

    private static Refusal Wrong(string message) => new("import.bad-person", message, RefusalKind.Invalid);
}
