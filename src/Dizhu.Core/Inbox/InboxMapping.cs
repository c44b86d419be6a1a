using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Inbox;

internal sealed class InboxMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        model.Entity<InboxMessage>(e =>
        {
            e.ToTable("inbox_messages");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.UnitId).HasMaxLength(40);
            e.HasIndex(x => new { x.PersonId, x.At });
            e.HasIndex(x => new { x.Post, x.UnitId, x.At });
            e.HasIndex(x => new { x.CaseId, x.Kind });
        });

        model.Entity<InboxNote>(e =>
        {
            e.ToTable("inbox_notes");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.By).HasMaxLength(200);
            e.Property(x => x.Text).HasMaxLength(NoteRules.LongestText);
            e.Property(x => x.ToUnitId).HasMaxLength(40);
            e.Property(x => x.ToPeople).HasMaxLength(6000);
            e.Property(x => x.RequestId).HasMaxLength(200);
            e.HasIndex(x => new { x.ById, x.At });
        });

        model.Entity<InboxRead>(e =>
        {
            e.ToTable("inbox_reads");
            e.HasKey(x => new { x.MessageId, x.PersonId });
        });
    }
}
