using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>What desks ask besides lists: a caller's earlier cases, a unit's load.</summary>
public class DeskReadTests
{
    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_caller_is_found_by_number_and_by_its_end_within_the_readers_reach(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var clock = new CityClock(TestClock.Monday());
        var history = new CallerHistory(city.Store, city.Books, new CaseReads(city.Store, city.Books, clock));
        Task<Guid> CalledAsync(string? phone) => city.ReportAsync(SmallCity.NewReport() with { Id = Guid.CreateVersion7(), Source = ReportSource.Hotline, ReporterPhone = phone });
        var first = await CalledAsync("0398-2990417");
        var second = await CalledAsync("13800000417");
        await CalledAsync("12");
        await CalledAsync(null);

        Assert.Equal([first, second], (await history.OfTailAsync(SmallCity.Acceptor, "0417", 10, CancellationToken.None)).Select(c => c.Id).Order());
        Assert.Equal([second], (await history.OfPhoneAsync(SmallCity.Acceptor, "13800000417", 10, CancellationToken.None)).Select(c => c.Id));
        Assert.Empty(await history.OfPhoneAsync(SmallCity.Acceptor, "12", 10, CancellationToken.None));
        var elsewhere = SmallCity.Acceptor with { Post = Post.UnitClerk, UnitId = "ORG-U042", Scope = new Scope(ScopeKind.UnitSubtree, ["ORG-U042"]) };
        Assert.Empty(await history.OfTailAsync(elsewhere, "0417", 10, CancellationToken.None));
    }

    [Theory]
    [InlineData("0417", true)]
    [InlineData("041", false)]
    [InlineData("04l7", false)]
    public void The_end_of_a_number_is_four_digits(string text, bool isTail) => Assert.Equal(isTail, CallerHistory.IsTail(text));

    [Theory]
    [InlineData("0398-2990417", "0417")]
    [InlineData("138 0000 0417", "0417")]
    [InlineData("12345", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_end_is_taken_of_the_digits(string? phone, string? tail) => Assert.Equal(tail, CallerHistory.TailOf(phone));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_units_load_counts_its_open_cases_and_the_late_ones(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await city.ReportAsync());
        }

        var now = TestClock.Monday().Now;
        await using (var db = city.Store.Open())
        {
            for (var i = 0; i < ids.Count; i++)
            {
                var id = ids[i];
                DateTime? due = i == 0 ? now.AddHours(-1) : i == 1 ? now.AddHours(1) : null;
                await db.Set<Case>().Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.UnitId, "ORG-U042").SetProperty(c => c.HandlingDueAt, due));
            }
        }

        var loads = await new UnitLoads(city.Store).OfAsync(["ORG-U042", "ORG-U041"], now, CancellationToken.None);
        Assert.Equal([new UnitLoad("ORG-U042", 3, 1)], loads.Values);
    }
}
