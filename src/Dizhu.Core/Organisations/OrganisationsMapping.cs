using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Organisations;

/// <summary>Tables of this room.</summary>
internal sealed class OrganisationsMapping : IRoomMapping
{
    private const int IdLength = 40;
    private const int NameLength = 200;
    private const int TextLength = 1000;

    public void Map(ModelBuilder model)
    {
        MapUnits(model);
        MapPeople(model);
    }

    private static void MapUnits(ModelBuilder model)
    {
        model.Entity<Unit>(unit =>
        {
            unit.Property(u => u.Id).HasMaxLength(IdLength);
            unit.Property(u => u.Kind).HasMaxLength(NameLength);
            unit.Property(u => u.ParentId).HasMaxLength(IdLength);
            unit.Property(u => u.Aliases).HasMaxLength(TextLength);
            unit.Property(u => u.Note).HasMaxLength(TextLength);
            unit.Property(u => u.Source).HasMaxLength(NameLength);
            unit.HasOne<Unit>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<UnitName>(name =>
        {
            name.HasKey(n => new { n.UnitId, n.No });
            name.Property(n => n.Name).HasMaxLength(NameLength);
            name.Property(n => n.Clause).HasMaxLength(NameLength);
            name.HasOne<Unit>().WithMany().HasForeignKey(n => n.UnitId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<UnitDuty>(duty =>
        {
            duty.Property(d => d.Id).HasMaxLength(IdLength);
            duty.Property(d => d.Words).HasMaxLength(TextLength);
            duty.Property(d => d.Status).HasMaxLength(IdLength);
            duty.Property(d => d.ClauseText).HasMaxLength(NameLength);
            duty.HasOne<Unit>().WithMany().HasForeignKey(d => d.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Platform>(platform =>
        {
            platform.HasKey(p => p.Area);
            platform.Property(p => p.Area).HasMaxLength(NameLength);
            platform.Property(p => p.ModeAsPrinted).HasMaxLength(NameLength);
            platform.Property(p => p.Boundary).HasMaxLength(TextLength);
            platform.Property(p => p.Discrepancy).HasMaxLength(IdLength);
            platform.Property(p => p.Clause).HasMaxLength(NameLength);
            platform.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapPeople(ModelBuilder model)
    {
        model.Entity<Person>(person => person.Property(p => p.Label).HasMaxLength(NameLength));
        model.Entity<PostAssignment>(post =>
        {
            post.Property(p => p.UnitId).HasMaxLength(IdLength);
            post.HasIndex(p => p.PersonId);
            post.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
            post.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
