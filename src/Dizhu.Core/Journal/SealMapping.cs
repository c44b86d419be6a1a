using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Journal;

internal sealed class SealMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        model.Entity<JournalSeal>(e =>
        {
            e.ToTable("journal_seals");
            e.HasKey(x => x.No);
            e.Property(x => x.No).ValueGeneratedNever();
        });

        model.Entity<SealedHead>(e =>
        {
            e.ToTable("sealed_heads");
            e.HasKey(x => new { x.CaseId, x.Seq });
            e.HasIndex(x => new { x.SealNo, x.Place }).IsUnique();
        });
    }
}
