using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geocoding;

/// <summary>Tables of this room.</summary>
internal sealed class GeocodingMapping : IRoomMapping
{
    private const int CodeLength = 40;
    private const int NameLength = 200;

    public void Map(ModelBuilder model)
    {
        model.Entity<GeocodeBatch>(batch =>
        {
            batch.Property(b => b.Id).ValueGeneratedNever();
            batch.Property(b => b.Name).HasMaxLength(NameLength);
            batch.Property(b => b.ContentHash).HasMaxLength(64);
            batch.Property(b => b.Encoding).HasMaxLength(CodeLength);
            batch.Property(b => b.CreatedBy).HasMaxLength(NameLength);
            batch.HasIndex(b => b.CreatedAt);
        });
        model.Entity<GeocodeBatchRow>(row =>
        {
            row.HasKey(r => new { r.BatchId, r.Line });
            row.Property(r => r.Line).ValueGeneratedNever();
            row.Property(r => r.Reference).HasMaxLength(NameLength);
            row.Property(r => r.Address).HasMaxLength(NameLength);
            row.Property(r => r.CorrectedAddress).HasMaxLength(NameLength);
            row.Property(r => r.PlaceId).HasMaxLength(CodeLength);
            row.Property(r => r.PlaceName).HasMaxLength(NameLength);
            row.Property(r => r.GridCode).HasMaxLength(CodeLength);
            row.Property(r => r.DecidedBy).HasMaxLength(NameLength);
            row.Property(r => r.Note).HasMaxLength(NameLength);
            row.Property(r => r.Version).IsConcurrencyToken();
            row.HasOne<GeocodeBatch>().WithMany().HasForeignKey(r => r.BatchId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(r => new { r.BatchId, r.State, r.Line });
        });
    }
}
