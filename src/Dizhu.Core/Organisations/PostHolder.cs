using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Organisations;

/// <summary>Somebody who holds a post.</summary>
/// <param name="Post">The post, its unit and reach.</param>
/// <param name="Label">How the person is named, for example 采集员 03.</param>
public sealed record PostHolder(PostAssignment Post, string Label)
{
    public Guid Id => Post.PersonId;

    /// <summary>Who holds one of these posts on a legal day, by label; nobody who is no longer active.</summary>
    public static async Task<List<PostHolder>> OnAsync(DizhuDb db, DateOnly day, Post[] posts, CancellationToken cancellationToken) => await (
        from assignment in db.Set<PostAssignment>().AsNoTracking()
        join person in db.Set<Person>().AsNoTracking() on assignment.PersonId equals person.Id
        where posts.Contains(assignment.Post) && person.Active
            && assignment.From <= day && (assignment.Until == null || assignment.Until >= day)
        orderby person.Label
        select new PostHolder(assignment, person.Label)).ToListAsync(cancellationToken);
}
