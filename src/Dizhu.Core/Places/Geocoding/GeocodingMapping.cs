using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>Tables of basic places, their types and names, and of the other ids of components.</summary>
internal sealed class GeocodingMapping : IRoomMapping
{
    private const int CodeLength = 20;
    private const int IdLength = 40;
    private const int NameLength = 200;

    public void Map(ModelBuilder model)
    {
        model.Entity<PlaceType>(type =>
        {
            type.HasKey(t => t.Code);
            type.Property(t => t.Code).HasMaxLength(CodeLength);
            type.Property(t => t.Name).HasMaxLength(NameLength);
            type.Property(t => t.Source).HasMaxLength(NameLength);
        });
        model.Entity<Place>(place =>
        {
            place.HasKey(p => p.Id);
            place.Property(p => p.Id).HasMaxLength(IdLength);
            place.Property(p => p.TypeCode).HasMaxLength(CodeLength);
            place.Property(p => p.Name).HasMaxLength(NameLength);
            place.Property(p => p.Address).HasMaxLength(NameLength);
            place.Property(p => p.GridCode).HasMaxLength(CodeLength);
            place.Property(p => p.ParentId).HasMaxLength(IdLength);
            place.Property(p => p.StreetCode).HasMaxLength(CodeLength);
            place.Property(p => p.CommunityCode).HasMaxLength(CodeLength);
            place.Property(p => p.DataSource).HasMaxLength(NameLength);
            place.HasIndex(p => p.Name);
        });
        model.Entity<PlaceName>(name =>
        {
            name.HasKey(n => new { n.PlaceId, n.Name, n.From });
            name.Property(n => n.PlaceId).HasMaxLength(IdLength);
            name.Property(n => n.Name).HasMaxLength(NameLength);
            name.Property(n => n.Source).HasMaxLength(NameLength);
        });
        model.Entity<ComponentAlias>(alias =>
        {
            alias.HasKey(a => a.OtherId);
            alias.Property(a => a.OtherId).HasMaxLength(CodeLength);
            alias.Property(a => a.ComponentId).HasMaxLength(CodeLength);
            alias.Property(a => a.Source).HasMaxLength(NameLength);
            alias.HasIndex(a => a.ComponentId);
        });
    }
}
