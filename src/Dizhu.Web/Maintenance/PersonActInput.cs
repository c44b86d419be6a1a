using Dizhu.Core.Administration;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Maintenance;

/// <summary>What is filled in for an act on a person, and how it was seen when the form was opened.</summary>
public sealed class PersonActInput
{
    /// <summary>The id of the act, made with the form: sent twice it is done once.</summary>
    public Guid ActId { get; set; }

    /// <summary>The state of the person the form was made from.</summary>
    public long? Version { get; set; }

    public string? Reason { get; set; }

    public string? Label { get; set; }

    public string? UnitId { get; set; }

    /// <summary>The management area of a second-level dispatcher.</summary>
    public string? Area { get; set; }

    /// <summary>Codes of duty grids, one beside the other.</summary>
    public string? Grids { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public DateOnly? LastDay { get; set; }

    public string? Login { get; set; }

    /// <summary>The act these fields mean; null when the address names none.</summary>
    internal StaffAct? ActOf(string act, Guid person, Guid of, Post? post, DateOnly today)
    {
        StaffAct? meant = act switch
        {
            PersonActs.TakeOn => new TakeOn(ActId, Label ?? ""),
            PersonActs.Rename => new Rename(person, Label ?? ""),
            PersonActs.GivePost when post is { } given => new GivePost(person, given, Text(UnitId), Keys(given), From ?? today, Until),
            PersonActs.EndPost => new EndPost(person, of, LastDay ?? today),
            PersonActs.WithdrawPost => new WithdrawPost(person, of),
            PersonActs.WithdrawEnd => new WithdrawEnd(person, of),
            PersonActs.Leave => new Leave(person, LastDay ?? today),
            PersonActs.WithdrawLeave => new WithdrawLeave(person),
            PersonActs.OpenAccount => new OpenAccount(person, of, Login ?? ""),
            PersonActs.ResetPassword => new ResetPassword(person, of),
            PersonActs.Unlock => new Unlock(person, of),
            PersonActs.SwitchOff or PersonActs.SwitchOn => new SwitchAccount(person, of, act == PersonActs.SwitchOn),
            _ => null,
        };
        return meant is null ? null : meant with { Id = ActId, Reason = Reason ?? "", Version = Version };
    }

    private IReadOnlyList<string> Keys(Post post) => PostFit.ReachOf(post) switch
    {
        ScopeKind.DutyGrids => [.. (Grids ?? "").Split([' ', ',', ';', '、', '，', '；', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)],
        ScopeKind.ManagementArea => Text(Area) is { } area ? [area] : [],
        _ => [],
    };

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
