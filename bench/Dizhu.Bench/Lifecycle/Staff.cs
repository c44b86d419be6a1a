using System.Text.Json;
using Dizhu.Bench.Acts;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Bench.Lifecycle;

/// <summary>One key for every post of the main line, and what each of them sends.</summary>
internal sealed class Staff
{
    private const string Unit = "ORG-U042";
    private readonly Dictionary<Post, string> _keys = [];
    private Guid _checker;
    private string _standard = "";
    private Func<Guid, object> _report = _ => "";

    public static async Task<Staff> HireAsync(WebApplication app)
    {
        var staff = new Staff();
        var now = app.Services.GetRequiredService<CityClock>().Now;
        foreach (var (post, unit) in new[]
        {
            (Post.Collector, "ORG-U081-S"), (Post.Acceptor, "ORG-U081-S"), (Post.ShiftLeader, "ORG-U081-S"),
            (Post.Dispatcher, "ORG-U081-C"), (Post.SupervisorOfHandling, "ORG-U081-C"), (Post.UnitClerk, Unit),
        })
        {
            var scope = post == Post.UnitClerk ? new Scope(ScopeKind.UnitSubtree, [Unit]) : post == Post.Collector ? Scope.OwnOnly : Scope.Everything;
            var made = await app.Services.GetRequiredService<ApiKeys>().CreateAsync($"bench {post}", post, unit, scope, now, now.AddDays(1), CancellationToken.None);
            staff._keys[post] = made.Secret;
            staff._checker = post == Post.Collector ? made.Id : staff._checker;
        }

        var city = app.Services.GetRequiredService<CityBooksHolder>().Current;
        await AddCheckerAsync(app, staff._checker);
        var component = city.Places.Components.First(c => city.Catalogue.StandardsOf(c.ClassKey, CityClock.DayOf(now)).Count > 0 && city.Catalogue.FindClass(c.ClassKey)!.IsSelectable);
        staff._standard = city.Catalogue.StandardsOf(component.ClassKey, CityClock.DayOf(now))[0].Id;
        staff._report = id => SampleReport.Of(id, component, now);
        return staff;
    }

    /// <summary>The eleven acts of a case: whose key, which act, and the body for the version seen.</summary>
    public IEnumerable<(string Key, string Act, Func<int, byte[]> Body)> Life(Guid id)
    {
        yield return Of(Post.Collector, "", _ => _report(id));
        yield return Of(Post.Acceptor, "accept", version => new { version });
        yield return Of(Post.ShiftLeader, "file", version => new { version, standardId = _standard });
        yield return Of(Post.Dispatcher, "dispatch", version => new { version, unitId = Unit, opinion = "按职责派遣" });
        yield return Of(Post.UnitClerk, "sign-for", version => new { version });
        yield return Of(Post.UnitClerk, "handle", version => new { version, result = "已更换井盖，现场恢复" });
        yield return Of(Post.UnitClerk, "feed-back", version => new { version });
        yield return Of(Post.SupervisorOfHandling, "pass-on", version => new { version });
        yield return Of(Post.ShiftLeader, "send-check", version => new { version, collectorId = _checker });
        yield return Of(Post.Collector, "pass-check", version => new { version, result = "已恢复" });
        yield return Of(Post.ShiftLeader, "close", version => new { version });
    }

    private (string, string, Func<int, byte[]>) Of(Post post, string act, Func<int, object> body) =>
        (_keys[post], act, version => JsonSerializer.SerializeToUtf8Bytes(body(version)));

    /// <summary>Only a person with the post can be sent; here it is the holder of the collector's key.</summary>
    private static async Task AddCheckerAsync(WebApplication app, Guid id)
    {
        await using var db = app.Services.GetRequiredService<Core.IReads>().Open();
        db.Add(new Person { Id = id, Label = "采集员 压测", IsSynthetic = true, Active = true });
        db.Add(new PostAssignment
        {
            Id = Guid.CreateVersion7(),
            PersonId = id,
            Post = Post.Collector,
            UnitId = "ORG-U081-S",
            ScopeKind = ScopeKind.DutyGrids,
            ScopeKeys = [],
            From = new DateOnly(2017, 1, 1),
        });
        await db.SaveChangesAsync();
    }
}
