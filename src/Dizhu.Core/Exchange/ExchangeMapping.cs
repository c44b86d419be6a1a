using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Exchange;

internal sealed class ExchangeMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Subscription>(e =>
        {
            e.ToTable("subscriptions");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Label).HasMaxLength(50);
            e.Property(x => x.Target).HasMaxLength(500);
            e.Property(x => x.Topics).HasMaxLength(1000);
            e.Property(x => x.Secret).HasMaxLength(100);
        });

        model.Entity<Delivery>(e =>
        {
            e.ToTable("deliveries");
            e.HasKey(x => new { x.SubscriptionId, x.MessageId });
            e.Property(x => x.Topic).HasMaxLength(60);
            e.Property(x => x.Body).HasMaxLength(2000);
            e.Property(x => x.LastError).HasMaxLength(300);
            e.Property(x => x.SetAsideBy).HasMaxLength(200);
            e.Property(x => x.SetAsideBecause).HasMaxLength(200);
            e.Property(x => x.Attempts).IsConcurrencyToken();
            e.Property(x => x.DeliveredAt).HasColumnName("delivered_at");
            e.Property(x => x.SetAsideAt).HasColumnName("set_aside_at");
            e.HasIndex(x => new { x.SubscriptionId, x.CaseId, x.Seq }).IsUnique();
            e.HasIndex(x => new { x.SubscriptionId, x.NextAt }).HasFilter("delivered_at IS NULL AND set_aside_at IS NULL").HasDatabaseName("ix_deliveries_waiting");
        });
    }
}
