using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Dispatch;

/// <summary>Tables of this room.</summary>
internal sealed class DispatchMapping : IRoomMapping
{
    private const int IdLength = 40;
    private const int TextLength = 1000;

    public void Map(ModelBuilder model)
    {
        model.Entity<ManualRow>(row =>
        {
            row.Property(r => r.Id).HasMaxLength(IdLength);
            row.Property(r => r.ClassKey).HasMaxLength(IdLength);
            row.Property(r => r.GeneralDutyId).HasMaxLength(IdLength);
            row.Property(r => r.Basis).HasMaxLength(TextLength);
            row.Property(r => r.Note).HasMaxLength(TextLength);
            row.HasIndex(r => new { r.ClassKey, r.Version }).IsUnique();
        });
        model.Entity<Overlap>(overlap =>
        {
            overlap.Property(o => o.Id).HasMaxLength(IdLength);
            overlap.Property(o => o.Topic).HasMaxLength(TextLength);
            overlap.Property(o => o.Units).HasMaxLength(TextLength);
            overlap.Property(o => o.Phrases).HasMaxLength(TextLength);
            overlap.Property(o => o.TieBreak).HasMaxLength(TextLength);
            overlap.Property(o => o.TieBreakZh).HasMaxLength(TextLength);
            overlap.Property(o => o.Clause).HasMaxLength(TextLength);
        });
        model.Entity<DispatchRule>(rule =>
        {
            rule.Property(r => r.Id).HasMaxLength(IdLength);
            rule.Property(r => r.OverlapId).HasMaxLength(IdLength);
            rule.Property(r => r.PreferredDutyId).HasMaxLength(IdLength);
            rule.Property(r => r.OtherDutyId).HasMaxLength(IdLength);
            rule.Property(r => r.ReasonZh).HasMaxLength(TextLength);
            rule.HasOne<Overlap>().WithMany().HasForeignKey(r => r.OverlapId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DutyRoleRow>(role =>
        {
            role.HasKey(r => r.Role);
            role.Property(r => r.DutyId).HasMaxLength(IdLength);
            role.Property(r => r.Meaning).HasMaxLength(TextLength);
        });
    }
}
