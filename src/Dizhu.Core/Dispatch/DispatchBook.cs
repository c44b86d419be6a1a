using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Dispatch;

/// <summary>An immutable snapshot of the command manual and the tie-breaks.</summary>
public sealed class DispatchBook
{
    private readonly ILookup<string, ManualRow> _manual;
    private readonly FrozenDictionary<string, Overlap> _overlaps;
    private readonly FrozenDictionary<DutyRole, string> _roles;

    /// <exception cref="InvalidOperationException">Two rows of the manual hold for one class on the same day.</exception>
    public DispatchBook(IEnumerable<ManualRow> manual, IEnumerable<Overlap> overlaps, IEnumerable<DispatchRule> rules, IEnumerable<DutyRoleRow> roles)
    {
        Manual = [.. manual.OrderBy(r => r.ClassKey, StringComparer.Ordinal).ThenBy(r => r.Version)];
        foreach (var (earlier, later) in Manual.Zip(Manual.Skip(1)))
        {
            if (string.Equals(earlier.ClassKey, later.ClassKey, StringComparison.Ordinal) && !(earlier.Until < later.From))
            {
                throw new InvalidOperationException($"{earlier.Id} and {later.Id} hold on the same day.");
            }
        }

        _manual = Manual.ToLookup(r => r.ClassKey, StringComparer.Ordinal);
        _overlaps = overlaps.ToFrozenDictionary(o => o.Id, StringComparer.Ordinal);
        Rules = [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal)];
        _roles = roles.ToFrozenDictionary(r => r.Role, r => r.DutyId);
        Version = ContentVersion.Of(Lines());
    }

    /// <summary>All rows of the manual, also those no longer in force.</summary>
    public IReadOnlyList<ManualRow> Manual { get; }

    public IReadOnlyList<DispatchRule> Rules { get; }

    /// <summary>The overlaps, by id.</summary>
    public IReadOnlyList<Overlap> Overlaps => [.. _overlaps.Values.OrderBy(o => o.Id, StringComparer.Ordinal)];

    /// <summary>Taken from the content: equal content, equal version.</summary>
    public string Version { get; }

    /// <summary>Reads the snapshot from the database.</summary>
    public static async Task<DispatchBook> LoadAsync(DizhuDb db, CancellationToken cancellationToken = default) => new(
        await db.Set<ManualRow>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<Overlap>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<DispatchRule>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<DutyRoleRow>().AsNoTracking().ToListAsync(cancellationToken));

    /// <summary>The row of the manual for cases of a class filed on a legal day, or null.</summary>
    public ManualRow? ManualRowOf(string classKey, DateOnly filedOn) => _manual[classKey].FirstOrDefault(r => r.IsInForce(filedOn));

    public Overlap? FindOverlap(string id) => _overlaps.GetValueOrDefault(id);

    /// <summary>The tie-break between two duties that decides at such a place, or null.</summary>
    public DispatchRule? DecidingRule(string one, string other, bool? inPark) =>
        Rules.FirstOrDefault(r => r.IsBetween(one, other) && r.Decides(inPark));

    /// <summary>The item of duty that plays a role, or null when the city has none.</summary>
    public string? DutyIn(DutyRole role) => _roles.GetValueOrDefault(role);

    private IEnumerable<string> Lines() =>
        Manual.Select(r => $"{r.Id}|{string.Join(';', r.DutyIds)}|{r.GeneralDutyId}|{string.Join(';', r.LikelyOwnerDutyIds)}|{r.BasisKind}|{r.Basis}|{r.Note}|{r.From:O}|{r.Until:O}")
            .Concat(Overlaps.Select(o => $"{o.Id}|{o.Topic}|{o.Units}|{o.Phrases}|{o.TieBreak}|{o.TieBreakZh}|{o.Clause}"))
            .Concat(Rules.Select(r => $"{r.Id}|{r.OverlapId}|{r.PreferredDutyId}|{r.OtherDutyId}|{r.When}|{r.ReasonZh}"))
            .Concat(_roles.OrderBy(r => r.Key).Select(r => $"{r.Key}|{r.Value}"));
}
