using Dizhu.Core.Organisations;
using System.Security.Claims;
using System.Text.Json;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;

namespace Dizhu.Web.Hosting;

/// <summary>Who asks: between claims, <see cref="Principal"/> and <see cref="ActContext"/>.</summary>
public static class Identity
{
    public const string CookieScheme = "dizhu-cookie";
    public const string KeyScheme = "dizhu-key";
    public const string KeyHeader = "X-Api-Key";
    private const string PrincipalClaim = "principal";
    private const string AccountClaim = "account";
    private const string StampClaim = "stamp";
    private const string DelegationClaim = "delegation";
    private const string FirstPasswordClaim = "first-password";

    /// <summary>A citizen without an account.</summary>
    public static readonly Principal Citizen = new(Guid.Empty, "市民", Post.Citizen, null, Scope.OwnOnly);

    /// <summary>The system itself, for what happens by the calendar and not by somebody's word.</summary>
    public static readonly Principal Housekeeper = new(new Guid("00000000-0000-7000-8000-000000000001"), "系统", Post.MachineClient, null, Scope.Everything);

    /// <summary>A citizen who has shown the code of a report: they reach the one case it led to.</summary>
    public static Principal CitizenOf(Guid caseId) => Citizen with { Scope = new Scope(ScopeKind.Own, [caseId.ToString()]) };

    public static ClaimsPrincipal ToClaims(SignedIn signedIn, string scheme) => new(new ClaimsIdentity(
        [.. ClaimsOf(signedIn.Principal), new Claim(AccountClaim, signedIn.AccountId.ToString()), new Claim(StampClaim, signedIn.Stamp.ToString()),
            .. signedIn.DelegationId is { } delegation ? [new Claim(DelegationClaim, delegation.ToString())] : Array.Empty<Claim>(),
            .. signedIn.HasFirstPassword ? [new Claim(FirstPasswordClaim, "")] : Array.Empty<Claim>()],
        scheme,
        ClaimTypes.Name,
        ClaimTypes.Role));

    /// <summary>The user of a request that came with a key. Nothing of it is sent back, so the principal need not be written into claims.</summary>
    public static ClaimsPrincipal OfKey(HttpContext http, Principal principal)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.Name, principal.Label), new(ClaimTypes.Role, principal.Post.ToString())], KeyScheme, ClaimTypes.Name, ClaimTypes.Role));
        http.Items[typeof(Principal)] = (user, principal);
        return user;
    }

    /// <summary>The principal of a request, or null when nobody is logged in. Read from the claims once a request.</summary>
    public static Principal? Who(this HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(Principal), out var known) && known is (ClaimsPrincipal user, Principal who) && ReferenceEquals(user, http.User))
        {
            return who;
        }

        if (http.User.FindFirstValue(PrincipalClaim) is not { } json || JsonSerializer.Deserialize<Principal>(json) is not { } found)
        {
            return null;
        }

        http.Items[typeof(Principal)] = (http.User, found);
        return found;
    }

    /// <summary>The account and stamp behind a cookie, or null.</summary>
    public static (Guid Account, Guid Stamp)? AccountOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(AccountClaim), out var account) && Guid.TryParse(user.FindFirstValue(StampClaim), out var stamp)
            ? (account, stamp)
            : null;

    /// <summary>The delegation under which the holder of a cookie acts, or null.</summary>
    public static Guid? DelegationOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(DelegationClaim), out var id) ? id : null;

    /// <summary>True while the holder of a cookie must replace the password somebody else handed out.</summary>
    public static bool HasFirstPassword(ClaimsPrincipal user) => user.HasClaim(c => c.Type == FirstPasswordClaim);

    /// <summary>The context of an act asked for by this request.</summary>
    public static ActContext Act(this HttpContext http, Principal who) =>
        new(who, http.RequestServices.GetRequiredService<CityClock>().Now, http.TraceIdentifier);

    private static Claim[] ClaimsOf(Principal principal) =>
    [
        new(ClaimTypes.Name, principal.Label),
        new(ClaimTypes.Role, principal.Post.ToString()),
        new(PrincipalClaim, JsonSerializer.Serialize(principal)),
    ];
}
