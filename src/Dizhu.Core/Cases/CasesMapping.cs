using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dizhu.Core.Cases;

internal sealed class CasesMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        MapCase(model);
        MapNumbers(model);
        MapDesks(model);
        MapFact(model);
        MapWords(model);
        MapReach(model);

        model.Entity<Report>(e =>
        {
            e.ToTable("reports");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(30);
            e.Property(x => x.Description).HasMaxLength(2000);
            e.Property(x => x.PlaceText).HasMaxLength(500);
            e.Property(x => x.ClassKey).HasMaxLength(30);
            e.Property(x => x.ComponentId).HasMaxLength(20);
            e.Property(x => x.Datum).HasMaxLength(10);
            e.Property(x => x.ReporterName).HasMaxLength(50);
            e.Property(x => x.ReporterPhone).HasMaxLength(30);
            e.Property(x => x.ExternalId).HasMaxLength(100);
            e.Property(x => x.SeatId).HasMaxLength(100);
            e.Property(x => x.RecordingRef).HasMaxLength(100);
            e.HasIndex(x => x.CaseId);
            e.HasIndex(x => new { x.EnteredBy, x.ExternalId });
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => x.FollowHash);
            e.Property(x => x.PhoneTail).HasColumnName("phone_tail").HasMaxLength(CallerHistory.TailLength);
            e.HasIndex(x => x.PhoneTail).HasFilter("phone_tail IS NOT NULL");
        });

        model.Entity<CaseTask>(e =>
        {
            e.ToTable("case_tasks");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.UnitId).HasMaxLength(40);
            e.Property(x => x.Result).HasMaxLength(2000);
            e.HasIndex(x => x.CaseId);
            e.HasIndex(x => new { x.UnitId, x.State });
            e.HasIndex(x => new { x.PersonId, x.State });
        });

        MapRequest(model);

        model.Entity<CaseClock>(e =>
        {
            e.ToTable("case_clocks");
            e.HasKey(x => new { x.CaseId, x.No });
            e.Property(x => x.LimitAmount).HasPrecision(9, 2);
            e.Property(x => x.UnitId).HasMaxLength(40);
            e.Property(x => x.StandardId).HasMaxLength(40);
            e.Property(x => x.Basis).HasMaxLength(300);
            e.Property(x => x.CalendarVersion).HasMaxLength(80);
        });

        model.Entity<Attachment>(e =>
        {
            e.ToTable("attachments");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ContentType).HasMaxLength(60);
            e.HasIndex(x => x.CaseId);
        });
    }

    /// <summary>No migration: the text index of the storage makes this table, an ordinary one or one of its own kind.</summary>
    private static void MapWords(ModelBuilder model) => model.Entity<CaseWords>(e =>
    {
        e.ToTable("case_words", t => t.ExcludeFromMigrations());
        e.HasKey(x => x.CaseId);
        e.Property(x => x.CaseId).ValueGeneratedNever();
    });

    private static void MapReach(ModelBuilder model) => model.Entity<CaseReach>(e =>
    {
        e.ToTable("case_reach");
        e.HasKey(x => new { x.CaseId, x.Key });
        e.Property(x => x.Key).HasMaxLength(50);
        e.HasIndex(x => new { x.Key, x.At, x.CaseId });
    });

    private static void MapFact(ModelBuilder model) => model.Entity<CaseFact>(e =>
    {
        e.ToTable("case_facts");
        e.HasKey(x => x.CaseId);
        e.Property(x => x.CaseId).ValueGeneratedNever();
        e.HasIndex(x => x.ReportedAt);
        e.HasIndex(x => x.FiledAt);
        e.HasIndex(x => x.DispatchedAt);
        e.HasIndex(x => x.ClosedAt);
    });

    private static void MapDesks(ModelBuilder model) => model.Entity<DeskLock>(e =>
    {
        e.ToTable("desk_locks");
        e.HasKey(x => x.CaseId);
        e.Property(x => x.CaseId).ValueGeneratedNever();
        e.Property(x => x.Label).HasMaxLength(100);
    });

    private static void MapNumbers(ModelBuilder model) => model.Entity<NumberSeries>(e =>
    {
        e.ToTable("number_series");
        e.HasKey(x => x.Name);
        e.Property(x => x.Name).HasMaxLength(40);
        e.Property(x => x.Next).IsConcurrencyToken();
    });

    private static void MapCase(ModelBuilder model) => model.Entity<Case>(e =>
    {
        e.ToTable("cases");
        e.Property(x => x.Id).ValueGeneratedNever();

        // Acts beside the main line leave the version alone, but every act adds an entry.
        e.Property(x => x.ChainLength).IsConcurrencyToken();
        e.Property(x => x.Number).HasMaxLength(30);
        e.Property(x => x.ClassKey).HasMaxLength(30);
        e.Property(x => x.StandardId).HasMaxLength(40);
        e.Property(x => x.DutyId).HasMaxLength(20);
        e.Property(x => x.ComponentId).HasMaxLength(20);
        e.Property(x => x.GridCode).HasMaxLength(20);
        e.Property(x => x.DutyGridCode).HasMaxLength(20);
        e.Property(x => x.CommunityCode).HasMaxLength(20);
        e.Property(x => x.StreetCode).HasMaxLength(20);
        e.Property(x => x.ManagementAreaCode).HasMaxLength(40);
        e.Property(x => x.UnitId).HasMaxLength(40);
        e.Property(x => x.HolderUnitId).HasMaxLength(40);
        e.Property(x => x.Actors)
            .HasConversion(
                v => JsonSerializer.Serialize(v, CaseJson.Canonical.IReadOnlyListCaseActor),
                v => JsonSerializer.Deserialize(v, CaseJson.Canonical.IReadOnlyListCaseActor)!,
                new ValueComparer<IReadOnlyList<CaseActor>>(
                    (a, b) => a!.SequenceEqual(b!),
                    v => v.Count,
                    v => v))
            .HasMaxLength(4000);
        e.HasIndex(x => x.Number).IsUnique();
        e.Property(x => x.ListAt).UsePropertyAccessMode(PropertyAccessMode.Property).HasColumnName("list_at");

        // Lists run along one of these, in their order, from where the last page ended; those of a unit, area or grid along
        // case_reach. Few, because every act writes each of them anew. The first one tells the lights too, so that the few cases
        // due soon or held are found without reading the rows of the others.
        e.HasIndex(x => new { x.ListAt, x.Id, x.WarnAt, x.DeferredUntil }).HasDatabaseName("ix_cases_list");
        e.HasIndex(x => new { x.Stage, x.ListAt, x.Id });
        e.HasIndex(x => new { x.ClassKey, x.ListAt, x.Id });
        e.HasIndex(x => new { x.ReportedAt, x.Id });
        e.HasIndex(x => new { x.ClassKey, x.ReportedAt });
        e.HasIndex(x => x.WarnAt);

        // What the wall counts, in the order it is counted, of open cases alone: no row is read and nothing sorted. The street comes first
        // because no list asks for it alone: with the stage first, SQLite would take this index for the lists of units and collectors.
        e.HasIndex(x => new { x.StreetCode, x.Stage, x.UnitId, x.ListAt, x.WarnAt, x.DeferredUntil })
            .HasFilter($"list_at < {DizhuDb.Instant(ListOrder.Finished)}").HasDatabaseName("ix_cases_open");

        // The map asks by place. The place of a case hardly ever changes, and so hardly ever this index.
        e.Property(x => x.MortonKey).UsePropertyAccessMode(PropertyAccessMode.Property);
        e.HasIndex(x => x.MortonKey);

        // Few cases are deferred or merged: an index of all the others would be of no use to anybody.
        e.Property(x => x.DeferredUntil).HasColumnName("deferred_until");
        e.Property(x => x.MergedIntoId).HasColumnName("merged_into_id");
        e.HasIndex(x => x.DeferredUntil).HasFilter("deferred_until IS NOT NULL");
        e.HasIndex(x => x.MergedIntoId).HasFilter("merged_into_id IS NOT NULL");
    });

    private static void MapRequest(ModelBuilder model) => model.Entity<CaseRequest>(e =>
    {
        e.ToTable("case_requests");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.UnitId).HasMaxLength(40);
        e.Property(x => x.Reason).HasMaxLength(2000);
        e.Property(x => x.Answer).HasMaxLength(2000);
        e.Property(x => x.Amount).HasPrecision(9, 2);
        e.Property(x => x.Chain)
            .HasConversion(
                v => JsonSerializer.Serialize(v, CaseJson.Canonical.IReadOnlyListPost),
                v => JsonSerializer.Deserialize(v, CaseJson.Canonical.IReadOnlyListPost)!,
                new ValueComparer<IReadOnlyList<Organisations.Post>>((a, b) => a!.SequenceEqual(b!), v => v.Count, v => v))
            .HasMaxLength(400);
        e.Property(x => x.ConsentedBy)
            .HasConversion(
                v => JsonSerializer.Serialize(v, CaseJson.Canonical.IReadOnlyListGuid),
                v => JsonSerializer.Deserialize(v, CaseJson.Canonical.IReadOnlyListGuid)!,
                new ValueComparer<IReadOnlyList<Guid>>((a, b) => a!.SequenceEqual(b!), v => v.Count, v => v))
            .HasMaxLength(800);
        e.HasIndex(x => x.CaseId);
        e.HasIndex(x => new { x.State, x.WaitsFor });
    });
}
