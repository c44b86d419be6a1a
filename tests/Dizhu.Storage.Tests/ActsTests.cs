using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Maintenance;
using Dizhu.Kernel.Outcomes;
using Dizhu.Storage.Postgres;
using Dizhu.Storage.Sqlite;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>Many hands at the same door.</summary>
public class ActsTests
{
    private const int Hands = 16;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_acts_on_the_same_version_one_is_done(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => city.AcceptAsync(id)));

        Assert.Single(answers, a => a.Moved);
        Assert.All(answers.Where(a => !a.Moved), a => Assert.Equal("case.stale-version", a.Refusals[0].Code));
        Assert.Equal(2, await city.CountAsync<JournalEntry>());
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_report_sent_many_times_at_once_is_stored_once(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var report = SmallCity.NewReport();

        var answers = await Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => city.Door.ReportAsync(SmallCity.Context(), report, CancellationToken.None)));

        Assert.All(answers, a => Assert.True(a.Moved));
        Assert.Single(answers, a => !a.Value.AlreadyDone);
        Assert.Single(answers.Select(a => (a.Value.CaseId, a.Value.ReportNumber, a.Value.EntryHash)).Distinct());
        Assert.Equal((1, 1, 1), (await city.CountAsync<Report>(), await city.CountAsync<Case>(), await city.CountAsync<JournalEntry>()));

        var later = await city.Door.ReportAsync(SmallCity.Context() with { At = TestClock.Monday().Now.AddMinutes(3) }, report, CancellationToken.None);
        Assert.True(later.Moved && later.Value.AlreadyDone, "sent again three minutes later without an instant of its own");
        var other = await city.Door.ReportAsync(SmallCity.Context(), report with { Description = "别的事" }, CancellationToken.None);
        Assert.Equal("input.id-reused", other.Refusals[0].Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_act_sent_twice_under_its_key_is_done_once_and_answered_the_same(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        var key = new ClientKey("key-1", "POST /accept", CaseDoor.HashOf("{}"));

        var answers = await Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => city.AcceptAsync(id, key)));
        Assert.All(answers, a => Assert.True(a.Moved));
        Assert.Single(answers, a => !a.Value.AlreadyDone);
        Assert.Single(answers.Select(a => a.Value.EntryHash).Distinct());
        Assert.Equal(2, await city.CountAsync<JournalEntry>());

        var otherBody = await city.AcceptAsync(id, key with { BodyHash = CaseDoor.HashOf("{\"version\":2}") });
        var otherRoute = await city.AcceptAsync(id, key with { Route = "POST /decline" });
        Assert.Equal((RefusalKind.Conflict, RefusalKind.Conflict), (otherBody.Refusals[0].Kind, otherRoute.Refusals[0].Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_number_is_given_twice_also_by_several_nodes(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        NumberBlocks[] nodes = [new(city.Store.Transactions, city.Books), new(city.Store.Transactions, city.Books)];
        var at = TestClock.Monday().Now;

        var numbers = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => nodes[i % 2].NextCaseAsync(at, CancellationToken.None)));
        var reports = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => nodes[i % 2].NextReportAsync(at, CancellationToken.None)));

        Assert.Equal(400, numbers.Distinct().Count());
        Assert.Equal(100, reports.Distinct().Count());
        Assert.All(numbers, n => Assert.Matches("^261123[0-9]{5}$", n));
        Assert.All(reports, n => Assert.Matches("^SB261123[0-9]{5}$", n));
        Assert.Equal("26112400001", await nodes[0].NextCaseAsync(at.AddDays(1), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Numbers_are_written_by_the_pattern_of_the_city_from_the_moment_it_holds(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var tomorrow = TestClock.Monday().Now.AddDays(1);
        city.Books.Swap(city.Books.Current with { Settings = new SettingsBook([Pattern("case", "HB-{yyyyMMdd}-{0000}"), Pattern("report", "R{yyMMdd}{000000}")], 2) });
        var numbers = new NumberBlocks(city.Store.Transactions, city.Books);

        Assert.Equal("26112300001", await numbers.NextCaseAsync(tomorrow.AddDays(-1), CancellationToken.None));
        Assert.Equal("HB-20261124-0001", await numbers.NextCaseAsync(tomorrow, CancellationToken.None));
        Assert.Equal("R261124000001", await numbers.NextReportAsync(tomorrow, CancellationToken.None));

        SettingVersion Pattern(string series, string pattern) => new()
        {
            Kind = SettingKinds.NumberPatterns,
            Key = series,
            Version = 1,
            From = tomorrow,
            Ends = false,
            Cells = $$"""{"pattern":"{{pattern}}","series":"{{series}}","source":"市里自定"}""",
        };
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_act_that_fails_does_not_hurt_those_beside_it(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);

        var acts = Enumerable.Range(1, 40).Select(i => city.Store.Transactions.RunAsync(
            (db, _) =>
            {
                db.Add(Message(i % 4 == 0 ? 0 : i));
                return i % 4 == 1 ? throw new InvalidOperationException("decided badly") : Task.FromResult(i);
            },
            CancellationToken.None)).ToList();
        var done = new List<int>();
        foreach (var act in acts)
        {
            try
            {
                done.Add(await act);
            }
            catch (Exception problem) when (problem is InvalidOperationException or DbUpdateException)
            {
                // A quarter throws; of the quarter that writes the same row, all but one clash.
            }
        }

        Assert.Equal(21, done.Count);
        Assert.Equal(21, await city.CountAsync<OutboxMessage>());
        await city.ReportAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_act_given_up_while_it_waits_does_nothing(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        using var stop = new CancellationTokenSource();
        var (entered, open) = (new TaskCompletionSource(), new TaskCompletionSource());

        var first = city.Store.Transactions.RunAsync(
            async (db, _) =>
            {
                db.Add(Message(1));
                entered.SetResult();
                await open.Task;
                return 1;
            },
            CancellationToken.None);
        await entered.Task;
        var second = city.Store.Transactions.RunAsync(
            async (db, ct) =>
            {
                db.Add(Message(2));
                await open.Task;
                ct.ThrowIfCancellationRequested();
                return 2;
            },
            stop.Token);
        await stop.CancelAsync();
        open.SetResult();

        Assert.Equal(1, await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, await city.CountAsync<OutboxMessage>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_database_that_is_not_there_is_unavailable_and_nothing_else(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        await using IStore gone = kind == DatabaseKind.Sqlite
            ? new SqliteStore(Path.Combine(city.Database.Folder, "no-such-folder", "dizhu.db"))
            : new PostgresStore("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => city.NewDoor(gone).ReportAsync(SmallCity.Context(), SmallCity.NewReport(), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static OutboxMessage Message(int n) => new()
    {
        Id = new Guid(n, 0, 0, new byte[8]),
        CaseId = new Guid(n, 0, 0, new byte[8]),
        Seq = 1,
        Topic = "test",
        At = TestClock.Monday().Now,
    };
}
