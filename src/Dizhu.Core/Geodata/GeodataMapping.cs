using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>Tables of base data resources.</summary>
internal sealed class GeodataMapping : IRoomMapping
{
    private const int IdLength = 40;
    private const int NameLength = 200;
    private const int TextLength = 1000;

    public void Map(ModelBuilder model)
    {
        model.Entity<ImportRecord>(import =>
        {
            import.HasKey(i => i.Id);
            import.Property(i => i.LayerId).HasMaxLength(IdLength);
            import.Property(i => i.FileName).HasMaxLength(NameLength);
            import.Property(i => i.By).HasMaxLength(NameLength);
            import.Property(i => i.ReadAs).HasMaxLength(NameLength);
            import.Property(i => i.Code).HasMaxLength(IdLength);
            import.Property(i => i.Message).HasMaxLength(TextLength);
            import.HasIndex(i => i.AskedAt);
        });
        model.Entity<Boundary>(boundary =>
        {
            boundary.HasKey(b => b.Code);
            boundary.Property(b => b.Code).HasMaxLength(IdLength);
            boundary.Property(b => b.Version).IsConcurrencyToken();
            boundary.Property(b => b.By).HasMaxLength(NameLength);
        });
        model.Entity<BoundaryConfirmation>(word =>
        {
            word.HasKey(c => new { c.BoundaryCode, c.Version, c.UnitId });
            word.Property(c => c.BoundaryCode).HasMaxLength(IdLength);
            word.Property(c => c.UnitId).HasMaxLength(IdLength);
            word.Property(c => c.By).HasMaxLength(NameLength);
        });
        MapSupplies(model);
        MapEditing(model);
    }

    private static void MapSupplies(ModelBuilder model)
    {
        model.Entity<DataSupply>(supply =>
        {
            supply.HasKey(s => s.Id);
            supply.Property(s => s.Id).HasMaxLength(IdLength);
            supply.Property(s => s.UnitId).HasMaxLength(IdLength);
            supply.Property(s => s.Words).HasMaxLength(TextLength);
            supply.Property(s => s.By).HasMaxLength(NameLength);
        });
        model.Entity<Camera>(camera =>
        {
            camera.HasKey(c => c.DeviceCode);
            camera.Property(c => c.DeviceCode).HasMaxLength(IdLength);
            camera.Property(c => c.Name).HasMaxLength(NameLength);
            camera.Property(c => c.PlayAddress).HasMaxLength(TextLength);
        });
        model.Entity<CameraUser>(user =>
        {
            user.HasKey(u => new { u.DeviceCode, u.UnitId });
            user.Property(u => u.DeviceCode).HasMaxLength(IdLength);
            user.Property(u => u.UnitId).HasMaxLength(IdLength);
            user.Property(u => u.Name).HasMaxLength(NameLength);
        });
        model.Entity<OwnershipStatement>(statement =>
        {
            statement.HasKey(s => new { s.ComponentId, s.Number });
            statement.Property(s => s.ComponentId).HasMaxLength(IdLength);
            statement.Property(s => s.StatedByUnitId).HasMaxLength(IdLength);
            statement.Property(s => s.OwnerId).HasMaxLength(IdLength);
            statement.Property(s => s.Basis).HasMaxLength(TextLength);
            statement.Property(s => s.By).HasMaxLength(NameLength);
        });
    }

    private static void MapEditing(ModelBuilder model) => model.Entity<BaseChange>(change =>
    {
        change.HasKey(c => c.Id);
        change.Property(c => c.LayerId).HasMaxLength(IdLength);
        change.Property(c => c.DraftedBy).HasMaxLength(NameLength);
        change.Property(c => c.ReviewedBy).HasMaxLength(NameLength);
        change.Property(c => c.Reason).HasMaxLength(TextLength);
        change.Property(c => c.Opinion).HasMaxLength(TextLength);
        change.Property(c => c.Version).IsConcurrencyToken();
        change.HasIndex(c => new { c.State, c.DraftedAt });
    });
}
