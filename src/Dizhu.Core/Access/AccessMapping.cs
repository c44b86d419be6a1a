using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Access;

internal sealed class AccessMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Account>(e =>
        {
            e.ToTable("accounts");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Login).HasMaxLength(60);
            e.Property(x => x.PasswordHash).HasMaxLength(200);
            e.HasIndex(x => x.Login).IsUnique();
        });

        model.Entity<ApiKey>(e =>
        {
            e.ToTable("api_keys");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Label).HasMaxLength(100);
            e.Property(x => x.UnitId).HasMaxLength(40);
            e.Property(x => x.ScopeKeys).HasMaxLength(1000);
            e.HasIndex(x => x.KeyHash).IsUnique();
        });

        model.Entity<Delegation>(e =>
        {
            e.ToTable("delegations");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Reason).HasMaxLength(200);
            e.HasIndex(x => x.DelegateId);
            e.HasIndex(x => x.PersonId);
        });

        model.Entity<AuditEntry>(e =>
        {
            e.ToTable("audit_log");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Kind).HasMaxLength(40);
            e.Property(x => x.Who).HasMaxLength(100);
            e.Property(x => x.What).HasMaxLength(500);
            e.Property(x => x.Address).HasMaxLength(60);
            e.HasIndex(x => x.At);
        });
    }
}
