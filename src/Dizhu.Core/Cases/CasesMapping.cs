using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dizhu.Core.Cases;

internal sealed class CasesMapping : IRoomMapping
{
    public void Map(ModelBuilder model)
    {
        MapCase(model);

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
            e.HasIndex(x => x.CaseId);
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => x.FollowHash);
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

        model.Entity<CaseFact>(e =>
        {
            e.ToTable("case_facts");
            e.HasKey(x => x.CaseId);
            e.Property(x => x.CaseId).ValueGeneratedNever();
            e.HasIndex(x => x.ReportedAt);
            e.HasIndex(x => x.ClosedAt);
        });

        model.Entity<Attachment>(e =>
        {
            e.ToTable("attachments");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ContentType).HasMaxLength(60);
            e.HasIndex(x => x.CaseId);
        });

        model.Entity<NumberSeries>(e =>
        {
            e.ToTable("number_series");
            e.HasKey(x => x.Name);
            e.Property(x => x.Name).HasMaxLength(40);
            e.Property(x => x.Next).IsConcurrencyToken();
        });
    }

    private static void MapCase(ModelBuilder model) => model.Entity<Case>(e =>
    {
        e.ToTable("cases");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Version).IsConcurrencyToken();
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
        e.HasIndex(x => new { x.Stage, x.StageDueAt, x.Id });
        e.HasIndex(x => new { x.UnitId, x.Stage });
        e.HasIndex(x => new { x.ManagementAreaCode, x.Stage });
        e.HasIndex(x => new { x.ReportedAt, x.Id });
    });
}
