using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Catalogue;

/// <summary>Tables of this room.</summary>
internal sealed class CatalogueMapping : IRoomMapping
{
    private const int KeyLength = 40;
    private const int NameLength = 200;
    private const int TextLength = 1000;

    public void Map(ModelBuilder model)
    {
        model.Entity<MatterClass>(matter =>
        {
            matter.HasKey(c => c.Key);
            matter.Property(c => c.Key).HasMaxLength(KeyLength);
            matter.Property(c => c.Edition).HasMaxLength(KeyLength);
            matter.Property(c => c.Code).HasMaxLength(KeyLength);
            matter.Property(c => c.MajorName).HasMaxLength(NameLength);
            matter.Property(c => c.Name).HasMaxLength(NameLength);
            matter.Property(c => c.EnglishName).HasMaxLength(NameLength);
            matter.Property(c => c.Geometry).HasMaxLength(KeyLength);
            matter.Property(c => c.Code2026).HasMaxLength(KeyLength);
            matter.Property(c => c.Code2007).HasMaxLength(KeyLength);
            matter.Property(c => c.Confirmation).HasMaxLength(NameLength);
            matter.Property(c => c.Source).HasMaxLength(NameLength);
            matter.Property(c => c.Note).HasMaxLength(TextLength);
        });
        model.Entity<CaseStandard>(standard =>
        {
            standard.Property(s => s.Id).HasMaxLength(KeyLength);
            standard.Property(s => s.ClassKey).HasMaxLength(KeyLength);
            standard.Property(s => s.FilingCondition).HasMaxLength(TextLength);
            standard.Property(s => s.FilingConditionZh).HasMaxLength(TextLength);
            standard.Property(s => s.ClosingCondition).HasMaxLength(TextLength);
            standard.Property(s => s.ClosingConditionZh).HasMaxLength(TextLength);
            standard.Property(s => s.Level1).HasPrecision(9, 2);
            standard.Property(s => s.Level2).HasPrecision(9, 2);
            standard.Property(s => s.Level3).HasPrecision(9, 2);
            standard.Property(s => s.Source).HasMaxLength(NameLength);
            standard.Property(s => s.Note).HasMaxLength(TextLength);
            standard.HasOne<MatterClass>().WithMany().HasForeignKey(s => s.ClassKey).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<StageLimit>(stage =>
        {
            stage.Property(s => s.Id).HasMaxLength(KeyLength);
            stage.Property(s => s.Clock).HasMaxLength(KeyLength);
            stage.Property(s => s.Amount).HasPrecision(9, 2);
            stage.Property(s => s.Source).HasMaxLength(NameLength);
            stage.Ignore(s => s.Limit);
        });
    }
}
