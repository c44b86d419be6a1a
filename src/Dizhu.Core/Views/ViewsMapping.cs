using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dizhu.Core.Views;

/// <summary>Tables of this room.</summary>
internal sealed class ViewsMapping : IRoomMapping
{
    public void Map(ModelBuilder model) => model.Entity<SavedView>(e =>
    {
        e.ToTable("saved_views");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Name).HasMaxLength(SavedViews.LongestName);
        e.Property(x => x.Conditions).HasMaxLength(8 * SavedViews.LongestConditions).HasConversion(
            c => JsonSerializer.Serialize(c, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<List<ViewCondition>>(text, JsonSerializerOptions.Web) ?? new(),
            new ValueComparer<IReadOnlyList<ViewCondition>>((a, b) => a!.SequenceEqual(b!), c => c.Aggregate(0, HashCode.Combine), c => c.ToList()));
        e.HasIndex(x => new { x.PersonId, x.Post, x.List, x.Name }).IsUnique();
    });
}
