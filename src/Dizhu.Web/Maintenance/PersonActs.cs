using Dizhu.Core.Administration;
using Dizhu.Core.Organisations;
using Dizhu.Web.Pages;
using Dizhu.WebKit;

namespace Dizhu.Web.Maintenance;

/// <summary>The acts on a person, each with the last part of its address.</summary>
internal static class PersonActs
{
    public const string TakeOn = "take-on";
    public const string Rename = "rename";
    public const string GivePost = "give-post";
    public const string EndPost = "end-post";
    public const string WithdrawPost = "withdraw-post";
    public const string WithdrawEnd = "withdraw-end";
    public const string Leave = "leave";
    public const string WithdrawLeave = "withdraw-leave";
    public const string OpenAccount = "open-account";
    public const string ResetPassword = "reset-password";
    public const string Unlock = "unlock";
    public const string SwitchOff = "switch-off";
    public const string SwitchOn = "switch-on";

    /// <summary>Acts about one post.</summary>
    public static readonly string[] OfPosts = [EndPost, WithdrawPost, WithdrawEnd, OpenAccount];

    /// <summary>Acts about one account.</summary>
    public static readonly string[] OfAccounts = [ResetPassword, Unlock, SwitchOff, SwitchOn];

    /// <summary>Acts about the person alone.</summary>
    public static readonly string[] OfPersons = [Rename, GivePost, Leave, WithdrawLeave];

    /// <summary>What an act is called.</summary>
    public static string Title(string act) => PageText.Of("people.act." + act);

    /// <summary>What it does, in words.</summary>
    public static string Consequence(string act) => PageText.Of("people.does." + act);

    /// <summary>Where it is done.</summary>
    public static string Href(Guid person, string act, Guid? of = null) => $"/maintenance/people/{person}/{act}" + (of is { } id ? $"?of={id}" : "");

    /// <summary>What is open for the person as a whole.</summary>
    public static IReadOnlyList<ActButton> Of(StaffState state, DateTime now)
    {
        if (!state.Works(now) || state.Person is not { } person)
        {
            return [];
        }

        var leaving = state.LeaveAhead(now) is not null;
        return
        [
            Button(Rename, ActWeight.Quiet),
            Button(leaving ? WithdrawLeave : Leave, ActWeight.Quiet),
            Button(GivePost, ActWeight.Main) with { NotOpen = leaving ? PageText.Of("people.leavesFirst") : null },
        ];

        ActButton Button(string act, ActWeight weight) => new(Title(act), weight, Consequence(act)) { Href = Href(person.Id, act) };
    }

    /// <summary>What is open for a post.</summary>
    public static IEnumerable<string> Of(StaffState state, PostAssignment post, DateOnly today, DateTime now)
    {
        if (!state.Works(now) || post.Until < today)
        {
            yield break;
        }

        if (!state.EndsByLeaving(post, now))
        {
            yield return state.EndAhead(post, now) is not null ? WithdrawEnd : post.From > today ? WithdrawPost : EndPost;
        }

        if (!state.Accounts.Any(a => a.AssignmentId == post.Id))
        {
            yield return OpenAccount;
        }
    }

    /// <summary>What is open for an account; nothing for one of the demonstration.</summary>
    public static IEnumerable<string> Of(StaffState state, Core.Access.Account account, DateTime now)
    {
        if (account.IsDemo || !state.Works(now))
        {
            yield break;
        }

        yield return ResetPassword;
        if (account.Active && account.LockedUntil > now)
        {
            yield return Unlock;
        }

        yield return account.Active ? SwitchOff : SwitchOn;
    }
}
