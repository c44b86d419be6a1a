using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Places;

/// <summary>
/// Tables of this room. There are no foreign keys between base data sets: each is imported on its own, and what
/// refers to nothing is a finding of the check, not a failed load.
/// </summary>
internal sealed class PlacesMapping : IRoomMapping
{
    private const int CodeLength = 20;
    private const int UnitIdLength = 40;
    private const int NameLength = 200;

    public void Map(ModelBuilder model)
    {
        MapGrids(model);
        MapDivisions(model);
        MapComponents(model);
        MapVersion(model);
    }

    private static void MapGrids(ModelBuilder model)
    {
        model.Entity<BasicGrid>(grid =>
        {
            grid.HasKey(g => g.Code);
            grid.Property(g => g.Code).HasMaxLength(CodeLength);
            grid.Property(g => g.CommunityCode).HasMaxLength(CodeLength);
            grid.Property(g => g.DutyGridCode).HasMaxLength(CodeLength);
            grid.Property(g => g.ManagementAreaCode).HasMaxLength(UnitIdLength);
            grid.HasIndex(g => g.CommunityCode);
        });
        model.Entity<DutyGrid>(duty =>
        {
            duty.HasKey(d => d.Code);
            duty.Property(d => d.Code).HasMaxLength(CodeLength);
            duty.Property(d => d.Name).HasMaxLength(NameLength);
        });
        model.Entity<ManagementArea>(area =>
        {
            area.HasKey(a => new { a.Code, a.From });
            area.Property(a => a.Code).HasMaxLength(UnitIdLength);
            area.Property(a => a.Name).HasMaxLength(NameLength);
            area.Property(a => a.UnitId).HasMaxLength(UnitIdLength);
        });
    }

    private static void MapDivisions(ModelBuilder model)
    {
        model.Entity<Community>(community =>
        {
            community.HasKey(c => c.Code);
            community.Property(c => c.Code).HasMaxLength(CodeLength);
            community.Property(c => c.Name).HasMaxLength(NameLength);
            community.Property(c => c.Source).HasMaxLength(NameLength);
        });
        model.Entity<Street>(street =>
        {
            street.HasKey(s => s.Code);
            street.Property(s => s.Code).HasMaxLength(CodeLength);
            street.Property(s => s.Name).HasMaxLength(NameLength);
            street.Property(s => s.Source).HasMaxLength(NameLength);
        });
        model.Entity<District>(district =>
        {
            district.HasKey(d => d.Code);
            district.Property(d => d.Code).HasMaxLength(CodeLength);
            district.Property(d => d.Name).HasMaxLength(NameLength);
            district.Property(d => d.Source).HasMaxLength(NameLength);
        });
    }

    private static void MapComponents(ModelBuilder model) => model.Entity<ManagedComponent>(component =>
    {
        component.HasKey(c => c.Id);
        component.Property(c => c.Id).HasMaxLength(CodeLength);
        component.Property(c => c.ClassKey).HasMaxLength(CodeLength);
        component.Property(c => c.Name).HasMaxLength(NameLength);
        component.Property(c => c.CompetentDepartmentId).HasMaxLength(UnitIdLength);
        component.Property(c => c.OwnerId).HasMaxLength(UnitIdLength);
        component.Property(c => c.MaintainerId).HasMaxLength(UnitIdLength);
        component.Property(c => c.GridCode).HasMaxLength(CodeLength);
        component.Property(c => c.DataSource).HasMaxLength(NameLength);
        component.Property(c => c.Note).HasMaxLength(1000);
        component.HasIndex(c => c.MortonKey);
        component.HasIndex(c => c.GridCode);
    });

    private static void MapVersion(ModelBuilder model)
    {
        model.Entity<BaseDataVersion>(version =>
        {
            version.HasKey(v => v.Id);
            version.Property(v => v.Id).ValueGeneratedNever();
            version.Property(v => v.Number).IsConcurrencyToken();
            version.Property(v => v.Label).HasMaxLength(NameLength);
            version.Property(v => v.CityName).HasMaxLength(NameLength);
            version.Property(v => v.DivisionPrefix).HasMaxLength(CodeLength);
        });
    }
}
