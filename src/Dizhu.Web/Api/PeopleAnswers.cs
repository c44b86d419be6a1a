using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Administration;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Core.Organisations;
using Dizhu.Web.Hosting;
using Dizhu.Web.Maintenance;

namespace Dizhu.Web.Api;

/// <summary>What every act on people carries.</summary>
internal interface IStaffRequest
{
    /// <summary>Made by the client; the same sent again is answered again.</summary>
    Guid? Id { get; }

    /// <summary>Why, or what it rests on.</summary>
    string? Reason { get; }

    /// <summary>The version of the person that was seen; absent where it is not to be compared.</summary>
    long? Version { get; }
}

/// <summary>An act that needs nothing more.</summary>
public sealed record StaffRequest(Guid? Id, string? Reason, long? Version) : IStaffRequest;

/// <summary>Somebody new, named by post and number.</summary>
public sealed record TakeOnRequest(Guid? Id, string? Label, string? Reason, long? Version) : IStaffRequest;

/// <summary>Another label.</summary>
public sealed record RenameRequest(Guid? Id, string? Label, string? Reason, long? Version) : IStaffRequest;

/// <summary>A post from a legal day on; without until it is held until it is ended.</summary>
public sealed record PostRequest(
    Guid? Id, Post? Post, string? UnitId, IReadOnlyList<string?>? Keys, DateOnly? From, DateOnly? Until, string? Reason, long? Version) : IStaffRequest;

/// <summary>The last legal day of a post or of a person.</summary>
public sealed record LastDayRequest(Guid? Id, DateOnly? LastDay, string? Reason, long? Version) : IStaffRequest;

/// <summary>A log-in name for a post.</summary>
public sealed record AccountRequest(Guid? Id, Guid? PostId, string? Login, string? Reason, long? Version) : IStaffRequest;

/// <summary>A person as lists show them.</summary>
public sealed record PersonLine(Guid Id, string Label, bool Active);

/// <summary>A post of a person; days are legal days, both included.</summary>
public sealed record PersonPostAnswer(
    Guid Id, Post Post, string PostName, string? UnitId, ScopeKind ScopeKind, IReadOnlyList<string> ScopeKeys, DateOnly From, DateOnly? Until);

/// <summary>An account of a person.</summary>
/// <param name="FirstPassword">True until its owner has set a password of their own.</param>
public sealed record PersonAccountAnswer(Guid Id, string Login, Guid PostId, bool Active, DateTime? LockedUntil, bool FirstPassword, bool IsDemo);

/// <summary>A person with posts and accounts.</summary>
/// <param name="Version">Changes with everything an administrator does about the person.</param>
public sealed record PersonAnswer(
    Guid Id, string Label, bool Active, long Version, IReadOnlyList<PersonPostAnswer> Posts, IReadOnlyList<PersonAccountAnswer> Accounts)
{
    internal static PersonAnswer Of(StaffState state) => new(
        state.Person!.Id, state.Person.Label, state.Person.Active, state.Version,
        [.. state.Posts.Select(p => new PersonPostAnswer(p.Id, p.Post, p.Post.Name(), p.UnitId, p.ScopeKind, p.ScopeKeys, p.From, p.Until))],
        [.. state.Accounts.Select(a => new PersonAccountAnswer(a.Id, a.Login, a.AssignmentId, a.Active, a.LockedUntil, a.HasFirstPassword, a.IsDemo))]);
}

/// <summary>One row an act changes.</summary>
public sealed record StaffChangeAnswer(
    string Kind, string Key, ChangeSort Sort, DateTime From, IReadOnlyDictionary<string, string>? Old, IReadOnlyDictionary<string, string>? New);

/// <summary>Open cases nobody else in the post reaches afterwards.</summary>
public sealed record AloneAnswer(Post Post, int Cases);

/// <summary>What hangs on posts that are given up.</summary>
public sealed record PostLoadAnswer(int Tasks, IReadOnlyList<AloneAnswer> Alone, int Delegations, int Shifts, int Contacts);

/// <summary>What an act does or, as a dry run, would do.</summary>
/// <param name="Repeated">True when it had been done under this id before; nothing was changed again.</param>
/// <param name="Load">What hangs on the posts given up; in a dry run of an act that gives up any.</param>
/// <param name="Password">The first password, in this answer and nowhere else.</param>
public sealed record StaffAnswer(
    bool DryRun, bool Repeated, IReadOnlyList<StaffChangeAnswer> Changes, IReadOnlyList<ProblemItem> Warnings, IReadOnlyList<string> AccountsSilenced, PostLoadAnswer? Load,
    string? Password)
{
    internal static StaffAnswer Of(StaffDone done) => done.Plan is { } plan
        ? new(false, false, Rows(plan), Said(plan), [.. plan.Silenced.Select(a => a.Login)], null, done.Password)
        : new(false, true, [], [], [], null, null);

    internal static async Task<StaffAnswer> OfAsync(DizhuDb db, StaffPlan plan, CityBooks city, CancellationToken cancellationToken)
    {
        var given = StaffWords.GivenUp(plan);
        var load = given.Count == 0 ? null : await PostLoad.OfAsync(db, plan.Act.PersonId, given, plan.Over, city, cancellationToken);
        return new(
            true, false, Rows(plan), Said(plan), [.. plan.Silenced.Select(a => a.Login)],
            load is null ? null : new(load.Tasks, [.. load.Alone.Select(a => new AloneAnswer(a.Post, a.Cases))], load.Lent, load.Shifts, load.Contacts), null);
    }

    private static IReadOnlyList<StaffChangeAnswer> Rows(StaffPlan plan) => [.. plan.Steps.Select(s => new StaffChangeAnswer(s.Kind, s.Key, s.Sort, s.From, s.OldCells, s.NewCells))];

    private static IReadOnlyList<ProblemItem> Said(StaffPlan plan) => [.. plan.Warnings.Select(w => new ProblemItem(w.Code, w.Message, w.Field, w.Clause?.ToString()))];
}
