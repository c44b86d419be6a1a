using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dizhu.Core.Ledgers;

/// <summary>Tables of this room.</summary>
internal sealed class LedgersMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        Record(model.Entity<LedgerItem>(), "ledger_items").Property(x => x.Amount).HasPrecision(18, 2);
        Record(model.Entity<SignedSubmission>(), "signed_submissions");
        Record(model.Entity<PublicNotice>(), "public_notices");
        var pairs = Record(model.Entity<PrintedPair>(), "printed_pairs");
        pairs.Ignore(x => x.UsedText);
        pairs.Ignore(x => x.Shown);
        model.Entity<RecordChange>(e =>
        {
            e.ToTable("record_changes");
            e.HasKey(x => new { x.ActId, x.Field });
            e.Property(x => x.Field).HasMaxLength(60);
            e.Property(x => x.Who).HasMaxLength(200);
            e.Property(x => x.RequestId).HasMaxLength(200);
            e.HasIndex(x => x.RecordId);
        });
    }

    private static EntityTypeBuilder<T> Record<T>(EntityTypeBuilder<T> e, string table)
        where T : KeptRecord
    {
        e.ToTable(table);
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Clause).HasMaxLength(100);
        e.Property(x => x.UnitId).HasMaxLength(40);
        e.Property(x => x.CreatedBy).HasMaxLength(100);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.HasIndex(x => new { x.UnitId, x.CreatedAt });
        e.HasIndex(x => x.CreatedAt);
        return e;
    }
}
