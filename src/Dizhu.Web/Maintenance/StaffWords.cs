using System.Collections.Immutable;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Web.Pages;
using Dizhu.WebKit;

namespace Dizhu.Web.Maintenance;

/// <summary>People, posts and accounts as the office says them.</summary>
internal static class StaffWords
{
    private const int MostKeys = 3;

    /// <summary>How far a post reaches: the kind, and what it is about.</summary>
    public static string Scope(PostAssignment post, CityBooks city, DateOnly day)
    {
        var words = PageText.Of("people.scope." + post.ScopeKind);
        return post.ScopeKeys.Count == 0 ? words
            : PageText.Of(post.ScopeKeys.Count > MostKeys ? "people.scopeMore" : "people.scopeOf", words, Keys(post.ScopeKeys, city, day), post.ScopeKeys.Count);
    }

    /// <summary>From when until when a post is held.</summary>
    public static string Term(PostAssignment post) =>
        post.Until is { } until ? PageText.Of("people.term", post.From, until) : PageText.Of("people.since", post.From);

    /// <summary>The unit of a post by the name it has on a day.</summary>
    public static string Unit(PostAssignment post, CityBooks city, DateOnly day) => post.UnitId is { } unit ? city.Organisations.NameOf(unit, day) : "";

    /// <summary>What hinders a log-in with an account; empty where nothing does.</summary>
    public static string Hindrance(bool active, DateTime? lockedUntil, DateTime now) =>
        !active ? PageText.Of("people.inactive") : lockedUntil > now ? PageText.Of("people.locked", CaseViews.ShortMoment(lockedUntil.Value)) : "";

    /// <summary>What a line of the change log says was done, without whom it was done to.</summary>
    public static string Done(SettingChange line) => PageText.Of($"people.log.{line.Kind}.{line.Sort}");

    /// <summary>From when a line holds.</summary>
    public static string From(DateTime from, DateTime at) => from <= at ? PageText.Of("settings.atOnce") : $"{CityClock.DayOf(from):yyyy-MM-dd} ";

    /// <summary>The cells a line or a step changes.</summary>
    public static IReadOnlyList<(string Column, string Old, string New)> Differences(
        IReadOnlyDictionary<string, string>? old, IReadOnlyDictionary<string, string>? now, CityBooks city, DateOnly day) =>
    [
        .. from column in now is null ? ImmutableArray<string>.Empty : StaffLog.Columns
           let before = old?.GetValueOrDefault(column, "") ?? ""
           let after = now!.GetValueOrDefault(column, "")
           where !string.Equals(before, after, StringComparison.Ordinal)
           select (PageText.Of("people.column." + column), Cell(column, before, city, day), Cell(column, after, city, day)),
    ];

    /// <summary>The cells of a line of the log; of what was taken back, what it had said.</summary>
    public static IReadOnlyList<(string Column, string Old, string New)> Differences(SettingChange line, CityBooks city, DateOnly day)
    {
        var (old, now) = (line.Old is { } o ? SettingRow.Read(o) : null, line.New is { } n ? SettingRow.Read(n) : null);
        return line.Sort == ChangeSort.Withdrawn && line.Kind != StaffLog.People ? Differences(null, old, city, day) : Differences(old, now, city, day);
    }

    /// <summary>What a plan touches beside its own rows, in sentences; at least one.</summary>
    public static async Task<IReadOnlyList<string>> ReachAsync(DizhuDb db, StaffPlan plan, CityBooks city, DateOnly today, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        switch (plan.Act)
        {
            case GivePost:
                var given = plan.Posts.First().New!;
                if (Powers.Of(given.Post) is not Power.None)
                {
                    lines.Add(PageText.Of("people.reach.given", await PostLoad.SeenAsync(db, given, city.Organisations, cancellationToken)));
                }

                break;
            case EndPost or Leave or WithdrawPost or SwitchAccount { On: false }:
                lines.AddRange(Load(await PostLoad.OfAsync(db, plan.Before.Person!.Id, GivenUp(plan), plan.Over, city, cancellationToken)));
                break;
            case Core.Administration.Rename:
                lines.Add(PageText.Of("people.reach.renamed"));
                break;
        }

        lines.AddRange(plan.Silenced.Select(a => PageText.Of("people.reach.silenced", a.Login, plan.Over <= today ? PageText.Of("people.atOnce") : PageText.Of("people.fromDay", plan.Over))));
        return lines.Count > 0 ? lines : [PageText.Of("people.reach.nothing")];
    }

    /// <summary>The posts that cannot be worked in any more: those that end, or the one whose account is switched off.</summary>
    public static IReadOnlyList<PostAssignment> GivenUp(StaffPlan plan) => plan.Act is SwitchAccount { On: false } off && plan.Before.Account(off.AccountId) is { } account
        ? [.. plan.Before.Posts.Where(p => p.Id == account.AssignmentId)]
        : plan.Ending;

    private static IEnumerable<string> Load(PostLoad load)
    {
        var any = load.Tasks + load.Alone.Count + load.Lent + load.Shifts + load.Contacts > 0;
        return new[]
        {
            any ? null : PageText.Of("people.reach.free"),
            load.Tasks > 0 ? PageText.Of("people.reach.tasks", load.Tasks) : null,
            load.Lent > 0 ? PageText.Of("people.reach.lent", load.Lent) : null,
            load.Shifts > 0 ? PageText.Of("people.reach.shifts", load.Shifts) : null,
            load.Contacts > 0 ? PageText.Of("people.reach.contacts", load.Contacts) : null,
        }.OfType<string>().Concat(load.Alone.Select(a => PageText.Of("people.reach.alone", a.Post.Name(), a.Cases)));
    }

    private static string Cell(string column, string value, CityBooks city, DateOnly day) => (column, value) switch
    {
        (_, "") => "",
        ("post", _) when Enum.TryParse<Post>(value, out var post) => post.Name(),
        ("unit", _) => city.Organisations.NameOf(value, day),
        ("scope", _) when Enum.TryParse<ScopeKind>(value, out var scope) => PageText.Of("people.scope." + scope),
        ("keys", _) => Keys(value.Split(';'), city, day),
        ("active", _) => PageText.Of(value == "是" ? "people.isOn" : "people.isOff"),
        ("locked", _) => PageText.Of("people.isLocked"),
        _ => value,
    };

    private static string Keys(IReadOnlyList<string> keys, CityBooks city, DateOnly day) =>
        string.Join('、', keys.Take(MostKeys).Select(k => city.Organisations.Find(k) is not null ? city.Organisations.NameOf(k, day) : city.Places.ManagementAreas.FirstOrDefault(a => a.Code == k)?.Name ?? k));
}
