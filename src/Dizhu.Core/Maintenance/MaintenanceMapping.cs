using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Maintenance;

/// <summary>Tables of this room.</summary>
internal sealed class MaintenanceMapping : IRoomMapping
{
    private const int KindLength = 40;
    private const int LabelLength = 200;

    public void Map(ModelBuilder model)
    {
        model.Entity<SettingVersion>(row =>
        {
            row.ToTable("setting_versions");
            row.HasKey(r => new { r.Kind, r.Key, r.Version });
            row.Property(r => r.Kind).HasMaxLength(KindLength);
            row.Property(r => r.Key).HasMaxLength(LabelLength);
        });
        model.Entity<SettingChange>(change =>
        {
            change.ToTable("setting_changes");
            change.HasKey(c => c.No);
            change.Property(c => c.No).ValueGeneratedNever();
            change.Property(c => c.Who).HasMaxLength(LabelLength);
            change.Property(c => c.RequestId).HasMaxLength(LabelLength);
            change.Property(c => c.Kind).HasMaxLength(KindLength);
            change.Property(c => c.Key).HasMaxLength(LabelLength);
            change.Property(c => c.Reason).HasMaxLength(LabelLength);
            change.HasIndex(c => new { c.Kind, c.No });
        });
    }
}
