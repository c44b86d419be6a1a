using Dizhu.Core.Cases;
using Dizhu.Core.Places;
using Dizhu.Tests.Kit;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dizhu.Web.Tests.Hosting;

public class HousekeepingTests
{
    [Fact]
    public async Task Uploads_nobody_named_go_after_a_day_and_named_ones_stay()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var files = host.Services.GetRequiredService<IAttachmentFiles>();
        var (orphan, named, fresh) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var db = host.Database.Store.Open())
        {
            db.Add(new Attachment { Id = orphan, UploadedAt = host.Clock.Now });
            db.Add(new Attachment { Id = named, UploadedAt = host.Clock.Now, CaseId = Guid.CreateVersion7() });
            await db.SaveChangesAsync();
            host.Clock.Advance(TimeSpan.FromHours(25));
            db.Add(new Attachment { Id = fresh, UploadedAt = host.Clock.Now });
            await db.SaveChangesAsync();
        }

        foreach (var id in (Guid[])[orphan, named, fresh])
        {
            await files.PutAsync(id, "x"u8.ToArray(), CancellationToken.None);
        }

        await host.Services.GetRequiredService<Housekeeping>().SweepAsync(CancellationToken.None);

        await using var after = host.Database.Store.Open();
        Assert.Equal(new[] { named, fresh }.Order(), (await after.Set<Attachment>().Select(a => a.Id).ToListAsync()).Order());
        Assert.Null(await files.OpenAsync(orphan, CancellationToken.None));
        await using var kept = await files.OpenAsync(named, CancellationToken.None);
        Assert.NotNull(kept);
    }

    [Fact]
    public async Task A_newer_version_of_the_base_data_is_followed()
    {
        await using var host = await TestHost.StartAsync(DatabaseKind.Sqlite);
        var before = host.City.Places.Version;
        await using (var db = host.Database.Store.Open())
        {
            await db.Set<BaseDataVersion>().ExecuteUpdateAsync(v => v.SetProperty(x => x.Number, x => x.Number + 1));
        }

        await host.Services.GetRequiredService<Housekeeping>().FollowAsync(CancellationToken.None);

        Assert.Equal(before + 1, host.City.Places.Version);
    }
}
