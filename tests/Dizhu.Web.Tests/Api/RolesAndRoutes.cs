using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Dizhu.Web.Tests.Api;

/// <summary>A route as the host knows it, and what its policies say of every post.</summary>
/// <param name="HasPolicy">False when nobody wrote down who may enter.</param>
/// <param name="Open">True when nobody need be logged in.</param>
internal sealed record RouteRight(string Method, string Pattern, bool HasPolicy, bool Open, ImmutableArray<Post> Posts);

/// <summary>Asks the host which routes it has and who may enter them, and draws <c>docs/generated/roles-acts.md</c>.</summary>
internal static class RolesAndRoutes
{
    private static readonly Post[] Everybody = Enum.GetValues<Post>();

    /// <summary>Every route, judged for every post by the host's own authorisation.</summary>
    public static async Task<IReadOnlyList<RouteRight>> OfAsync(TestHost host)
    {
        var policies = (IAuthorizationPolicyProvider)host.Services.GetService(typeof(IAuthorizationPolicyProvider))!;
        using var scope = ((Microsoft.Extensions.DependencyInjection.IServiceScopeFactory)host.Services.GetService(typeof(Microsoft.Extensions.DependencyInjection.IServiceScopeFactory))!).CreateScope();
        var judge = (IAuthorizationService)scope.ServiceProvider.GetService(typeof(IAuthorizationService))!;
        var rights = new List<RouteRight>();
        foreach (var endpoint in ((IEnumerable<EndpointDataSource>)host.Services.GetService(typeof(IEnumerable<EndpointDataSource>))!).SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var data = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var policy = await AuthorizationPolicy.CombineAsync(policies, data, endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
            var posts = ImmutableArray.CreateBuilder<Post>();
            foreach (var post in Everybody)
            {
                if (open || policy is null || (await judge.AuthorizeAsync(Of(post), null, policy)).Succeeded)
                {
                    posts.Add(post);
                }
            }

            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];
            rights.AddRange(methods.Select(m => new RouteRight(m, "/" + endpoint.RoutePattern.RawText!.Trim('/'), data.Count > 0 || open, open, posts.ToImmutable())));
        }

        return [.. rights.DistinctBy(r => (r.Method, r.Pattern)).OrderBy(r => r.Pattern, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)];
    }

    /// <summary>The page: post × act with the stages, and post × route.</summary>
    public static string Markdown(IReadOnlyList<RouteRight> routes)
    {
        var text = new StringBuilder();
        text.AppendLine("# Posts, acts and routes (岗位、办理和入口)").AppendLine()
            .AppendLine("Generated from `CaseFlow.Moves` and the policies of the routes; do not edit. `./test --accept Web` writes it anew.").AppendLine()
            .AppendLine("How far a post reaches – the whole city, a management area, a unit and what is below it, duty grids, one's own – is the scope of its")
            .AppendLine("holder (`CaseScope`) and narrows what stands here. Whoever acts for somebody else (委托) has the post and the scope of that person.").AppendLine()
            .AppendLine("## Post × act: in which stages").AppendLine()
            .AppendLine("| act | " + string.Join(" | ", Everybody.Select(p => p.Name())) + " |")
            .AppendLine("|---|" + string.Concat(Everybody.Select(_ => "---|")));
        foreach (var act in Enum.GetValues<CaseAct>())
        {
            var moves = CaseFlow.Moves.Where(m => m.Act == act).ToList();
            text.Append("| ").Append(act.Name()).Append(" `").Append(act).Append("` | ")
                .AppendJoin(" | ", Everybody.Select(p => string.Join("、", moves.Where(m => m.Posts.Contains(p)).Select(m => m.From?.Name() ?? "上报时"))))
                .AppendLine(" |");
        }

        text.AppendLine().AppendLine("## Post × route").AppendLine()
            .AppendLine("● may enter; the act behind the route asks for post, stage and scope besides.").AppendLine()
            .AppendLine("| route | without log-in | " + string.Join(" | ", Everybody.Select(p => p.Name())) + " |")
            .AppendLine("|---|---|" + string.Concat(Everybody.Select(_ => "---|")));
        foreach (var route in routes)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{route.Method} {route.Pattern}` | {(route.Open ? "●" : "")} | ")
                .AppendJoin(" | ", Everybody.Select(p => route.Posts.Contains(p) ? "●" : "")).AppendLine(" |");
        }

        return text.ToString();
    }

    private static ClaimsPrincipal Of(Post post) => new(new ClaimsIdentity([new(ClaimTypes.Name, post.Name()), new(ClaimTypes.Role, post.ToString())], "test"));
}
