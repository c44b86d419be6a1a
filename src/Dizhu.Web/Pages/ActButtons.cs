using Dizhu.Core.Organisations;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>The acts open now as buttons: what each does, in words. Acts that need nothing said are done at once.</summary>
internal static class ActButtons
{
    // Dangerous or rare acts stay quiet; the act that moves the case on is the main one.
    private static readonly CaseAct[] Quiet = [CaseAct.Decline, CaseAct.RefuseFiling, CaseAct.Return, CaseAct.SendBack, CaseAct.Cancel,
        CaseAct.ForceClose, CaseAct.RejectSelfHandled, CaseAct.TakeUp, CaseAct.HandOver, CaseAct.Correct, CaseAct.Merge, CaseAct.Restore, CaseAct.ReturnUp];

    // Somebody waits for these: they stand with the acts of the main line though they are beside it.
    private static readonly CaseAct[] Grants =
        [CaseAct.GrantReturn, CaseAct.GrantExtension, CaseAct.GrantDeferral, CaseAct.GrantAppeal, CaseAct.Consent, CaseAct.RefuseAsked, CaseAct.AnswerUrge, CaseAct.Reply, CaseAct.FinishCo, CaseAct.Resume];

    private static readonly CaseAct[] Plain = [CaseAct.Rework, CaseAct.HandDown, CaseAct.DispatchOn, CaseAct.SendDown, .. Grants];
    private static readonly CaseAct[] AtOnce =
        [CaseAct.Accept, CaseAct.SignFor, CaseAct.FeedBack, CaseAct.PassOn, CaseAct.Close, CaseAct.FeedUp, CaseAct.ConfirmSelfHandled, CaseAct.WithdrawAssignment, CaseAct.MarkTypical, CaseAct.Resume];

    /// <param name="move">The move.</param>
    /// <param name="file">The case.</param>
    /// <param name="who">The reader.</param>
    /// <param name="back">The list to go back to when it is done; null stays with the case.</param>
    public static ActButton For(Move move, CaseFile file, Principal who, string? back = null)
    {
        var c = file.State.Case;
        var text = move.Act.Name();
        var weight = Quiet.Contains(move.Act) || (move.Beside && !Grants.Contains(move.Act)) ? ActWeight.Quiet
            : Plain.Contains(move.Act) || IsBeside(move, file) ? ActWeight.Plain
            : ActWeight.Main;
        var toVerify = move.Act == CaseAct.Accept && c.Source.NeedsVerification() && c.Verified != true;
        var button = new ActButton(text, weight, PageText.Of("consequence." + move.Act + (toVerify ? ".public" : "")))
        {
            NotOpen = NotMine(move, file, who),
        };
        return AtOnce.Contains(move.Act)
            ? button with
            {
                PostTo = $"/cases/{c.Id}/{Slug(move.Act)}",
                Fields = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Version"] = c.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["Key"] = Guid.NewGuid().ToString("N"),
                    ["Back"] = back ?? "",
                },
            }
            : button with { Href = $"/cases/{c.Id}/{Slug(move.Act)}{(back is null ? "" : "?back=" + Uri.EscapeDataString(back))}" };
    }

    /// <summary>True for an act that stands among the further ones, not at the foot of the page.</summary>
    public static bool IsFurther(Move move) => (move.Beside && !Grants.Contains(move.Act)) || move.Act is CaseAct.HandOver or CaseAct.Correct or CaseAct.Merge or CaseAct.ForceClose;

    /// <summary>The address part of an act: <c>send-verify</c>.</summary>
    public static string Slug(CaseAct act) =>
        string.Concat(act.ToString().Select((ch, i) => char.IsAsciiLetterUpper(ch) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(ch) : ch.ToString()));

    /// <summary>The act of an address part, or null.</summary>
    public static CaseAct? ActOf(string slug) =>
        Enum.GetValues<CaseAct>().Where(a => a != CaseAct.Report && string.Equals(Slug(a), slug, StringComparison.Ordinal)).Select(a => (CaseAct?)a).FirstOrDefault();

    /// <summary>A second way on beside the main one: asking on site before filing, where that is not needed.</summary>
    private static bool IsBeside(Move move, CaseFile file) =>
        move.Act == CaseAct.SendVerify && (file.State.Case.Verified == true || !file.State.Case.Source.NeedsVerification() || move.From == Stage.AwaitingAcceptance);

    private static string? NotMine(Move move, CaseFile file, Principal who) => move.Act switch
    {
        CaseAct.AnswerVerify or CaseAct.PassCheck when file.State.OpenTask?.PersonId != who.Id => PageText.Of("act.otherCollector"),
        CaseAct.Rework when who.Post == Post.Collector && file.State.OpenTask?.PersonId != who.Id => PageText.Of("act.otherCollector"),
        CaseAct.File when file.State.Case.Source.NeedsVerification() && file.State.Case.Verified != true => PageText.Of("act.verifyFirst"),
        _ => null,
    };
}
