using Dizhu.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dizhu.Storage.Postgres;

/// <summary>Lets the migration tool see the model without a running host; it opens no database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<DizhuDb>
{
    public DizhuDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder()
        .UseNpgsql("Host=127.0.0.1;Database=design", o => o.MigrationsAssembly(typeof(DesignTime).Assembly))
        .UseSnakeCaseNamingConvention()
        .Options);
}
