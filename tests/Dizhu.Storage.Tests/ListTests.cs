using Dizhu.Core.Calendar;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Evaluation;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>Lists and searches over many cases: their order, their pages, what they find, and that no hot one reads the whole table.</summary>
public class ListTests
{
    private const int Many = 6000;
    private const int OpenOnes = 300;
    private static readonly DateTime Now = TestClock.Monday().Now;
    private static readonly Principal OfArea = SmallCity.Acceptor with { Post = Post.SecondLevelDispatcher, UnitId = null, Scope = new Scope(ScopeKind.ManagementArea, ["A1"]) };

    private static readonly Principal OfUnit = SmallCity.Acceptor with { Post = Post.UnitClerk, UnitId = "ORG-U042", Scope = new Scope(ScopeKind.UnitSubtree, ["ORG-U042"]) };

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pages_hold_every_case_once_though_others_come_in_between(DatabaseKind kind)
    {
        await using var city = await ManyAsync(kind);
        var reads = new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday()));
        await using var db = city.Store.Open();
        var before = await db.Set<Case>().Where(c => c.ListAt < ListOrder.Finished).Select(c => c.Id).ToListAsync();

        var seen = new List<CaseListItem>();
        var query = new CaseListQuery { Stages = [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())], Take = 70 };
        for (ListCursor? next = null; ;)
        {
            var page = await reads.ListAsync(SmallCity.Acceptor, query with { After = next }, CancellationToken.None);
            seen.AddRange(page.Items);
            await city.ReportAsync();
            if (page.Next is null)
            {
                break;
            }

            next = ListCursor.Read(page.Next.ToString()).Value;
        }

        var ids = seen.Select(i => i.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Empty(before.Except(ids));
        var due = seen.Where(i => i.StageDueAt is not null).Select(i => i.StageDueAt!.Value).ToList();
        Assert.Equal(due.Order(), due);
        Assert.DoesNotContain(seen.SkipWhile(i => i.StageDueAt is not null), i => i.StageDueAt is not null);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_condition_finds_what_a_count_by_hand_finds(DatabaseKind kind)
    {
        await using var city = await ManyAsync(kind);
        var reads = new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday()));
        await using var db = city.Store.Open();
        var all = await db.Set<Case>().AsNoTracking().ToListAsync();
        var day = Core.Calendar.CityClock.DayOf(Now).AddDays(-1);

        await FindsAsync(new() { Number = "26110000" }, c => c.Number!.StartsWith("26110000", StringComparison.Ordinal));
        var stage = all.First(c => c.ClassKey == "C4" && !c.Stage.IsFinal()).Stage;
        await FindsAsync(new() { ClassKey = "C4", Stages = [stage] }, c => c.ClassKey == "C4" && c.Stage == stage);
        await FindsAsync(new() { UnitId = "U7", Source = ReportSource.Hotline }, c => c is { UnitId: "U7", Source: ReportSource.Hotline });
        await FindsAsync(new() { Place = "A1", OverdueAt = Now }, c => c.ManagementAreaCode == "A1" && c.StageDueAt < Now);
        await FindsAsync(new() { Place = "D5", From = day, To = day }, c => c.DutyGridCode == "D5" && Core.Calendar.CityClock.DayOf(c.ReportedAt) == day);

        // Words that nearly every case has, alone and with others; and those of a few.
        await FindsAsync(new() { Text = "路灯不亮" }, _ => true);
        await FindsAsync(new() { Text = "路灯", ClassKey = "C7", Stages = [Stage.Closed] }, c => c is { ClassKey: "C7", Stage: Stage.Closed });
        await FindsAsync(new() { Text = "灯杆59" }, c => c.Number![4..].TrimStart('0') is var n && n.StartsWith('5') && n.Contains("59", StringComparison.Ordinal));
        await FindsAsync(new() { Number = "26", Stages = [Stage.Handling] }, c => c.Stage == Stage.Handling);

        // Somebody who reaches a case in several ways sees it once.
        var reaches = SmallCity.Acceptor with { Post = Post.SecondLevelDispatcher, UnitId = "ORG-U042", Scope = new Scope(ScopeKind.ManagementArea, ["A1", "A2"]) };
        var given = await db.Set<CaseTask>().Where(t => t.UnitId == "ORG-U042").Select(t => t.CaseId).ToListAsync();
        bool Reached(Case c) => c.ManagementAreaCode is "A1" or "A2" || given.Contains(c.Id);
        await FindsAsync(new() { Stages = [Stage.Handling] }, c => c.Stage == Stage.Handling && Reached(c), reaches);
        await FindsAsync(new() { Stages = [Stage.Closed], Text = "路灯" }, c => c.Stage == Stage.Closed && Reached(c), reaches);
        await FindsAsync(new() { UnitId = "U7" }, c => c.UnitId == "U7" && Reached(c), reaches);
        await FindsAsync(new(), Reached, reaches);

        var area = await reads.ListAsync(OfArea, new() { Stages = [Stage.Handling], Take = 200 }, CancellationToken.None);
        Assert.Equal(all.Count(c => c is { ManagementAreaCode: "A1", Stage: Stage.Handling }), area.Total);

        async Task FindsAsync(CaseListQuery query, Func<Case, bool> holds, Principal? who = null)
        {
            var found = all.Where(holds).OrderBy(c => c.ListAt).ToList();
            var wanted = found.Select(c => c.Id).ToHashSet();
            var page = await reads.ListAsync(who ?? SmallCity.Acceptor, query with { Take = 200 }, CancellationToken.None);
            Assert.NotEmpty(wanted);
            Assert.Equal(found.Take(200).Select(c => c.ListAt), page.Items.Select(i => found.First(c => c.Id == i.Id).ListAt));

            // Where many have the words, they are counted only as far as they are shown.
            var most = query.Text is not null && !page.IsCounted ? 201 : CaseReads.MostCounted;
            Assert.Equal((Math.Min(wanted.Count, most), page.IsCounted), (page.Total, page.IsCounted && wanted.Count <= CaseReads.MostCounted));
            Assert.All(page.Items, i => Assert.Contains(i.Id, wanted));
            Assert.Equal(Math.Min(200, wanted.Count), page.Items.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_hot_list_reads_the_whole_table(DatabaseKind kind)
    {
        await using var city = await ManyAsync(kind);
        var reads = new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday()));
        var open = Enum.GetValues<Stage>().Where(s => !s.IsFinal()).ToList();
        var cursor = new ListCursor(Now, Guid.Empty);
        CaseListQuery[] hot =
        [
            new() { Stages = open },
            new() { Stages = open, After = cursor },
            new() { Stages = [Stage.Handling] },
            new() { Stages = [Stage.Closed], After = new ListCursor(ListOrder.Finished.AddYears(900), Guid.Empty) },
            new() { Number = "261100012" },
            new() { OverdueAt = Now },
            new() { ClassKey = "C3" },
            new() { UnitId = "U7", Stages = open },
        ];

        // On SQLite words go through the FTS5 index. Over so few rows PostgreSQL rightly prefers to read them all; the bench shows its index.
        if (kind == DatabaseKind.Sqlite)
        {
            Assert.DoesNotMatch(FullScan(kind), await PlanAsync(SmallCity.Acceptor, new() { Text = "灯杆5999" }));
        }

        foreach (var query in hot)
        {
            Assert.DoesNotMatch(FullScan(kind), await PlanAsync(SmallCity.Acceptor, query));
        }

        Assert.DoesNotMatch(FullScan(kind), await PlanAsync(OfArea, new() { Stages = open }));
        Assert.DoesNotMatch(FullScan(kind), await PlanAsync(OfUnit, new() { Stages = open }));

        // The check can fail: a condition without an index is seen for what it is.
        await using var db = city.Store.Open();
        Assert.Matches(FullScan(kind), await ExplainAsync(db, kind, db.Set<Case>().Where(c => c.Lon > 500)));

        async Task<string> PlanAsync(Principal who, CaseListQuery query)
        {
            await using var context = city.Store.Open();
            return await ExplainAsync(context, kind, (await reads.PlacesAsync(context, who, query, 51, CancellationToken.None)).Places);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_query_of_the_wall_reads_the_whole_table(DatabaseKind kind)
    {
        await using var city = await ManyAsync(kind);
        await using var db = city.Store.Open();
        foreach (var who in new[] { SmallCity.Acceptor, OfArea })
        {
            // A narrow reach is made a small table of its own first, which SQLite calls c1 and walks through; the cases are looked up.
            var full = kind == DatabaseKind.Sqlite && who == OfArea ? @"SCAN (c0?|cases)\b(?! USING)" : FullScan(kind);
            Assert.DoesNotMatch(full, await ExplainAsync(db, kind, WallReads.Groups(db, who, city.Books.Current, Now)));
            foreach (var light in Enum.GetValues<OpenLight>())
            {
                Assert.DoesNotMatch(full, await ExplainAsync(db, kind, WallReads.Marked(db, who, city.Books.Current, light, Now)));
            }
        }
    }

    /// <summary>The wall counts in an index of its own; the lists of a reach or of some stages go on by theirs, also once SQLite knows how much lies behind each.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_index_of_open_cases_counts_for_the_wall_and_leads_no_list_astray(DatabaseKind kind)
    {
        const string Counted = "ix_cases_open";
        await using var city = await ManyAsync(kind);
        await using var db = city.Store.Open();
        await db.Database.ExecuteSqlAsync($"ANALYZE");

        // Which way PostgreSQL counts so few rows depends on which of them it has cleaned up behind.
        if (kind == DatabaseKind.Sqlite)
        {
            var counts = await ExplainAsync(db, kind, WallReads.Groups(db, SmallCity.Acceptor, city.Books.Current, Now));
            Assert.Contains("COVERING INDEX " + Counted, counts, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", counts, StringComparison.Ordinal);
        }

        var reads = new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday()));
        foreach (var who in new[] { SmallCity.Acceptor, OfArea, OfUnit })
        {
            foreach (CaseListQuery query in (CaseListQuery[])
                [new() { Stages = [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())] }, new() { Stages = [Stage.AwaitingSignature, Stage.Handling, Stage.AwaitingFeedback] }])
            {
                Assert.DoesNotContain(Counted, await ExplainAsync(db, kind, (await reads.PlacesAsync(db, who, query, 51, CancellationToken.None)).Places), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Requirement("DCM-009")]
    public async Task Cases_closed_without_an_inspection_stamp_are_listed_apart(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var open = new CaseFact { CaseId = await city.ReportAsync(), ReportedAt = Now };
        Guid[] ids = [Ids.New(Now), Ids.New(Now), Ids.New(Now), Ids.New(Now)];
        await using (var db = city.Store.Open())
        {
            var first = await db.Set<Case>().AsNoTracking().SingleAsync();
            db.AddRange(ids.Select(id => first with { Id = id, Stage = Stage.Closed }));
            var closed = open with { Stage = Stage.Closed, ClosedAt = Now };
            db.AddRange(
                closed with { CaseId = ids[0] },
                closed with { CaseId = ids[1], CheckedAt = Now },
                closed with { CaseId = ids[2], CheckedAt = Now, ForcedClose = true },
                closed with { CaseId = ids[3], SelfHandled = true });
            Assert.Equal([true, false, true, false], db.ChangeTracker.Entries<CaseFact>().OrderBy(f => Array.IndexOf(ids, f.Entity.CaseId)).Select(f => f.Entity.IsOpenLoop));
            await db.SaveChangesAsync();
        }

        var page = await new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday())).ListAsync(SmallCity.Acceptor, new() { OpenLoop = true }, CancellationToken.None);
        Assert.Equal((2, 2), (page.Total, page.Items.Count));
        Assert.Equal(new[] { ids[0], ids[2] }.Order(), page.Items.Select(i => i.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_query_of_a_case_file_reads_a_whole_table(DatabaseKind kind)
    {
        await using var city = await ManyAsync(kind);
        await using var db = city.Store.Open();
        var id = await db.Set<Case>().Select(c => c.Id).FirstAsync();
        IQueryable<object>[] queries =
        [
            db.Set<Case>().Where(c => c.Id == id), db.Set<CaseTask>().Where(t => t.CaseId == id), db.Set<CaseClock>().Where(c => c.CaseId == id),
            db.Set<CaseRequest>().Where(r => r.CaseId == id), db.Set<JournalEntry>().Where(j => j.CaseId == id), db.Set<Attachment>().Where(a => a.CaseId == id),
            db.Set<Report>().Where(r => new List<Guid> { id }.Contains(r.CaseId) || r.Id == id), db.Set<CaseFact>().Where(f => f.CaseId == id), db.Set<Case>().Where(c => c.MergedIntoId == id),
        ];
        foreach (var query in queries)
        {
            Assert.DoesNotMatch(kind == DatabaseKind.Sqlite ? @"SCAN (c\d*|cases|case_tasks|reports|r)\b(?! USING)" : "Seq Scan on (cases|reports|case_tasks)", await ExplainAsync(db, kind, query));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_place_in_the_list_follows_every_act(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var id = await city.ReportAsync();
        await HoldsAsync();
        Assert.True((await city.AcceptAsync(id)).Moved);
        await HoldsAsync();

        async Task HoldsAsync()
        {
            await using var db = city.Store.Open();
            var row = await db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == id);
            Assert.Equal(ListOrder.Of(row), await db.Set<Case>().Where(c => c.Id == id).Select(c => c.ListAt).SingleAsync());
        }
    }

    private static string FullScan(DatabaseKind kind) => kind == DatabaseKind.Sqlite
        ? @"SCAN (c\d*|cases|case_tasks|case_words|reports)\b(?! USING| VIRTUAL TABLE INDEX \d+:M)"
        : @"Seq Scan on (cases|case_words|case_tasks)\b";

    private static async Task<string> ExplainAsync(DizhuDb db, DatabaseKind kind, IQueryable<object> query)
    {
        await using var command = query.CreateDbCommand();
        await db.Database.OpenConnectionAsync();
        command.CommandText = (kind == DatabaseKind.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(kind == DatabaseKind.Sqlite ? 3 : 0));
        }

        Assert.NotEmpty(lines);
        return string.Join('\n', lines);
    }

    /// <summary>Synthetic cases, most of them closed, as a database looks after some years.</summary>
    private static async Task<SmallCity> ManyAsync(DatabaseKind kind)
    {
        var city = await SmallCity.OpenAsync(kind);
        var open = Enum.GetValues<Stage>().Where(s => !s.IsFinal()).ToArray();
        List<Case> cases = [];
        List<Report> reports = [];
        List<CaseWords> words = [];
        List<CaseTask> tasks = [];
        for (var n = 0; n < Many; n++)
        {
            var at = Now.AddMinutes(-n);
            var isOpen = n % (Many / OpenOnes) == 0;
            var (id, turn) = (Ids.New(at), n / (Many / OpenOnes));
            reports.Add(new Report { Id = id, CaseId = id, Number = $"R{n:00000}", Datum = "CGCS2000", ObservedAt = at, ReceivedAt = at, Description = $"路灯不亮，灯杆{n}", Source = ReportSource.Hotline });
            words.Add(CaseWords.Of(id, reports[^1].Description, null));
            tasks.Add(new CaseTask { Id = id, CaseId = id, Kind = TaskKind.Handle, State = isOpen ? TaskState.Open : TaskState.Done, UnitId = turn % 40 == 7 ? "ORG-U042" : "ORG-U099", OpenedAt = at });
            tasks.Add(tasks[^1] with { Id = Ids.New(at.AddSeconds(1)), UnitId = $"U{turn % 40}" });
            cases.Add(new Case
            {
                Id = id,
                FirstReportId = id,
                Number = $"2611{n:0000000}",
                Stage = isOpen ? open[turn % open.Length] : Stage.Closed,
                Version = 1,
                Source = n % 3 == 0 ? ReportSource.Hotline : ReportSource.Collector,
                ReportedAt = at,
                LastActAt = at,
                ClassKey = $"C{turn % 50}",
                UnitId = $"U{turn % 40}",
                DutyGridCode = $"D{n % 90}",
                ManagementAreaCode = $"A{turn % 7}",
                StageDueAt = isOpen && turn % 5 != 0 ? Now.AddMinutes(turn - 100) : null,
                ChainHead = new byte[32],
            });
        }

        await using var db = city.Store.Open();
        await city.Store.Bulk.WriteAsync(db, cases, CancellationToken.None);
        await city.Store.Bulk.WriteAsync(db, reports, CancellationToken.None);
        await city.Store.Bulk.WriteAsync(db, words, CancellationToken.None);
        await city.Store.Bulk.WriteAsync(db, tasks, CancellationToken.None);
        await CaseReach.FillAsync(db, city.Store.Bulk, CancellationToken.None);
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        return city;
    }
}
