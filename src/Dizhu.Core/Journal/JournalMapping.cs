using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Journal;

internal sealed class JournalMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        model.Entity<JournalEntry>(e =>
        {
            e.ToTable("journal");
            e.HasKey(x => new { x.CaseId, x.Seq });
            e.Property(x => x.Act).HasMaxLength(40);
            e.Property(x => x.PersonLabel).HasMaxLength(100);
            e.Property(x => x.Post).HasMaxLength(40);
            e.Property(x => x.UnitId).HasMaxLength(40);
            e.Property(x => x.RequestId).HasMaxLength(100);
        });

        model.Entity<OutboxMessage>(e =>
        {
            e.ToTable("outbox");
            e.HasKey(x => x.Id);
            e.Property(x => x.Topic).HasMaxLength(60);
            e.HasIndex(x => new { x.CaseId, x.Seq }).IsUnique();

            e.Property(x => x.SentAt).HasColumnName("sent_at");

            // Holds only what waits: the relay finds it at once however long the outbox is.
            e.HasIndex(x => x.Id).HasFilter("sent_at IS NULL").HasDatabaseName("ix_outbox_waiting");
        });

        model.Entity<IdempotencyRecord>(e =>
        {
            e.ToTable("idempotency");
            e.HasKey(x => new { x.PrincipalId, x.Key });
            e.Property(x => x.Key).HasMaxLength(100);
            e.Property(x => x.Route).HasMaxLength(200);
            e.HasIndex(x => x.At);
        });
    }
}
