using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dizhu.Core;

/// <summary>Maps the entities of one room. Every room has one; <see cref="DizhuDb"/> finds them by scanning.</summary>
public interface IRoomMapping
{
    void Map(ModelBuilder model);
}

/// <summary>
/// The one database of the system: it gathers the mappings of all rooms. Names in the database are
/// snake_case (set by the storage projects), enums are stored as text, instants are UTC.
/// </summary>
public partial class DizhuDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>
    /// Stands for an instant in the filter of an index. Each database writes instants otherwise, and an index of some rows serves
    /// a question only when both name the same instant in the same words.
    /// </summary>
    internal static string Instant(DateTime utc) => $"{{{utc:O}}}";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite hands instants back with Kind=Unspecified; legal instants here are always UTC.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var mapping in typeof(DizhuDb).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IRoomMapping)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            ((IRoomMapping)Activator.CreateInstance(mapping, nonPublic: true)!).Map(modelBuilder);
        }

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type.IsEnum && property.GetValueConverter() is null)
            {
                property.SetProviderClrType(typeof(string));
                property.SetMaxLength(40);
            }
        }

        var instants = this.GetService<IRelationalTypeMappingSource>().FindMapping(typeof(DateTime))!;
        foreach (var index in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetIndexes()).Where(i => i.GetFilter() is not null))
        {
            index.SetFilter(AnInstant().Replace(index.GetFilter()!, m => instants.GenerateSqlLiteral(DateTime.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind))));
        }
    }

    [GeneratedRegex(@"\{([^}]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex AnInstant();

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => RequireUtc(value),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
    {
        private static DateTime RequireUtc(DateTime value) =>
            value.Kind == DateTimeKind.Utc ? value : throw new ArgumentException("An instant must be UTC.", nameof(value));
    }
}
