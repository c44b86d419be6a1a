using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dizhu.Core.Access;
using Dizhu.Core.Organisations;

namespace Dizhu.Core.Cases;

/// <summary>
/// Who plays the posts of a simulation: made-up people, named by post, without accounts. Their ids follow from
/// their labels, so that the same simulation gives the same journal anywhere.
/// </summary>
public sealed class SimulatedStaff
{
    private readonly Dictionary<string, Principal> _collectors;
    private readonly Dictionary<string, Principal> _units;

    /// <param name="people">Label, post, unit and reach of everybody.</param>
    /// <param name="citizen">Who the journal says reported from the public pages.</param>
    public SimulatedStaff(IEnumerable<(string Label, Post Post, string? UnitId, Scope Scope)> people, Principal citizen)
    {
        All = [.. people.Select(p => new Principal(IdOf(p.Label), p.Label, p.Post, p.UnitId, p.Scope))];
        Citizen = citizen;
        _collectors = All.Where(p => p is { Post: Post.Collector, Scope.Keys.Count: 1 }).ToDictionary(p => p.Scope.Keys[0], StringComparer.Ordinal);
        _units = All.Where(p => p.Post is Post.UnitClerk or Post.SecondLevelDispatcher).ToDictionary(p => p.UnitId!, StringComparer.Ordinal);
    }

    public IReadOnlyList<Principal> All { get; }

    public Principal Citizen { get; }

    /// <summary>The holder of a desk of which the city has one.</summary>
    public Principal Desk(Post post) => All.First(p => p.Post == post);

    /// <summary>The collector of a duty grid; any where the place lies on none.</summary>
    public Principal CollectorOf(string? dutyGrid) =>
        dutyGrid is not null && _collectors.TryGetValue(dutyGrid, out var found) ? found : Desk(Post.Collector);

    /// <summary>Whoever signs and feeds back for a unit; null where nobody of it takes part.</summary>
    public Principal? ClerkOf(string unitId) => _units.GetValueOrDefault(unitId);

    /// <summary>The rows by which the database knows them.</summary>
    public IEnumerable<Person> Persons() => All.Select(p => new Person { Id = p.Id, Label = p.Label, IsSynthetic = true, Active = true });

    /// <summary>Their posts from a day on.</summary>
    public IEnumerable<PostAssignment> Posts(DateOnly from) => All.Select(p => new PostAssignment
    {
        Id = IdOf(p.Label + "/post"),
        PersonId = p.Id,
        Post = p.Post,
        UnitId = p.UnitId,
        ScopeKind = p.Scope.Kind,
        ScopeKeys = [.. p.Scope.Keys],
        From = from,
    });

    private static Guid IdOf(string label) => SimulatedIds.From(0, BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("dizhu simulate " + label))), 0);
}

/// <summary>Ids in the form of UUID version 7 whose chance part is given: the same each time.</summary>
internal static class SimulatedIds
{
    /// <summary>An id for an instant, UTC.</summary>
    public static Guid At(DateTime at, ulong high, ulong low) => From(new DateTimeOffset(at).ToUnixTimeMilliseconds(), low, (ushort)high);

    public static Guid From(long millis, ulong low, ushort high) => Guid.ParseExact(
        string.Create(CultureInfo.InvariantCulture, $"{millis:x12}7{high & 0xFFF:x3}{(low & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000:x16}"), "N");
}
