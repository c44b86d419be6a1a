using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Organisations;

namespace Dizhu.Web.Cli;

/// <summary>A person with a post, as a table gives it; without a log-in name they get no account.</summary>
internal sealed record PersonRow(string? Login, string Label, Post Post, string? UnitId, Scope Scope);

/// <summary>Adds people with their post and account.</summary>
internal static class People
{
    public static void Add(DizhuDb db, PersonRow row, string passwordHash, bool isDemo, DateTime at)
    {
        var person = new Person { Id = Ids.New(at), Label = row.Label, IsSynthetic = isDemo, Active = true };
        var assignment = new PostAssignment
        {
            Id = Ids.New(at),
            PersonId = person.Id,
            Post = row.Post,
            UnitId = row.UnitId,
            ScopeKind = row.Scope.Kind,
            ScopeKeys = [.. row.Scope.Keys],
            From = isDemo ? new DateOnly(2017, 1, 1) : CityClock.DayOf(at),
        };
        db.Add(person);
        db.Add(assignment);
        if (row.Login is { } login)
        {
            db.Add(new Account
            {
                Id = Ids.New(at),
                Login = login.Trim().ToLowerInvariant(),
                PersonId = person.Id,
                AssignmentId = assignment.Id,
                PasswordHash = passwordHash,
                IsDemo = isDemo,
                Active = true,
                CreatedAt = at,
                Stamp = Guid.NewGuid(),
            });
        }
    }
}
