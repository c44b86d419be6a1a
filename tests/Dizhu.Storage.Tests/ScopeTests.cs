using Dizhu.Core.Calendar;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.Tests.Kit;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Storage.Tests;

/// <summary>Who sees which case: units their subtree, platforms their area, collectors their duty grids, in every way to a case.</summary>
public class ScopeTests
{
    private const string Area = "ORG-U099";
    private const string OtherArea = "ORG-U100";
    private const string Bureau = "ORG-U042";
    private static readonly Guid Person = new("02000000-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("02000000-0000-7000-8000-000000000002");
    private static readonly DateTime At = TestClock.Monday().Now;

    public static TheoryData<DatabaseKind> Kinds => TestStore.Kinds;

    /// <summary>Somebody of every kind of reach, and which of the cases below they see.</summary>
    private static readonly (string Name, Principal Who, string Sees)[] Readers =
    [
        ("city", Of(Post.Leader, null, Scope.Everything), "abcdefg"),
        ("platform", Of(Post.SecondLevelDispatcher, Area, new Scope(ScopeKind.ManagementArea, [Area])), "abd"),
        ("other platform", Of(Post.SecondLevelDispatcher, OtherArea, new Scope(ScopeKind.ManagementArea, [OtherArea])), "c"),
        ("unit", Of(Post.UnitClerk, Bureau, new Scope(ScopeKind.UnitSubtree, [Bureau])), "be"),
        ("centre", Of(Post.UnitClerk, "ORG-U081", new Scope(ScopeKind.UnitSubtree, ["ORG-U081"])), "g"),
        ("part of it", Of(Post.UnitClerk, "ORG-U081-C", new Scope(ScopeKind.UnitSubtree, ["ORG-U081-C"])), ""),
        ("field handler", Of(Post.FieldHandler, Bureau, new Scope(ScopeKind.UnitSubtree, [Bureau])), "be"),
        ("collector", Of(Post.Collector, "ORG-U081-S", new Scope(ScopeKind.DutyGrids, ["D1", "D2"])), "acf"),
        ("machine", Of(Post.MachineClient, null, Scope.OwnOnly), "f"),
        ("delegate", Of(Post.Collector, "ORG-U081-S", Scope.OwnOnly) with { Id = Other, For = new Represented(Person, "采集员 09") }, "abcdefg"),
        ("stranger", Of(Post.Collector, "ORG-U081-S", new Scope(ScopeKind.DutyGrids, ["D9"])) with { Id = Guid.Empty }, ""),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lists_counts_files_and_acts_reach_the_same_cases(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var ids = await FillAsync(city.Store);
        var reads = new CaseReads(city.Store, city.Books, new CityClock(TestClock.Monday()));
        foreach (var (name, who, sees) in Readers)
        {
            var (items, _, total, _) = await reads.ListAsync(who, new CaseListQuery { Take = 200 }, CancellationToken.None);
            Assert.Equal((name, sees), (name, string.Concat(ids.Where(c => items.Any(i => i.Id == c.Value)).Select(c => c.Key))));
            Assert.Equal((name, sees.Length), (name, total));
            Assert.Equal(sees.Length, (await reads.CountsAsync(who, CancellationToken.None)).Values.Sum());
            foreach (var (letter, id) in ids)
            {
                var seen = sees.Contains(letter, StringComparison.Ordinal);
                await using var db = city.Store.Open();
                var state = (await CaseDoor.LoadAsync(db, id, CancellationToken.None))!;
                Assert.True(seen == CaseScope.Sees(who, state, city.Books.Current.Organisations), $"{name} {letter}: list and file differ");
                Assert.Equal(seen, await reads.FileAsync(who, id, CancellationToken.None) is not null);
                var refused = await city.Door.ActAsync(new ActContext(who, At, "test"), id, new CancelCommand { Version = 99 }, null, CancellationToken.None);
                Assert.Equal(seen ? "case.wrong-post" : "case.not-found", refused.Refusal.Code);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_list_shows_can_be_opened_and_what_it_hides_cannot_for_many_cases_and_reaches(DatabaseKind kind)
    {
        await using var city = await SmallCity.OpenAsync(kind);
        var random = new Random(20170515);
        string[] units = [Area, OtherArea, Bureau, "ORG-U081", "ORG-U081-S", "ORG-U081-C"];
        string[] grids = ["D1", "D2", "D3"];
        T Any<T>(T[] from) => from[random.Next(from.Length)];
        var cases = new List<Guid>();
        await using (var db = city.Store.Open())
        {
            for (var i = 0; i < 120; i++)
            {
                cases.Add(Add(
                    db, random.Next(4) > 0 ? Any(units[..2]) : null, random.Next(4) > 0 ? Any(grids) : null, Any([Person, Other]),
                    random.Next(3) > 0 ? Any(units) : null, random.Next(4) == 0 ? Any([Person, Other]) : null, cases.Count));
            }

            await db.SaveChangesAsync();
            await CaseReach.FillAsync(db, city.Store.Bulk, CancellationToken.None);
        }

        Scope[] scopes =
        [
            Scope.OwnOnly, Scope.Everything, new(ScopeKind.DutyGrids, ["D1"]), new(ScopeKind.DutyGrids, []), new(ScopeKind.ManagementArea, [Area, OtherArea]),
            .. units.Select(u => new Scope(ScopeKind.UnitSubtree, [u])), .. units.Select(u => new Scope(ScopeKind.ManagementArea, [u])),
        ];
        await using var read = city.Store.Open();
        var states = new List<CaseState>();
        foreach (var id in cases)
        {
            states.Add((await CaseDoor.LoadAsync(read, id, CancellationToken.None))!);
        }

        foreach (var scope in scopes)
        {
            foreach (var post in new[] { Post.Collector, Post.UnitClerk, Post.FieldHandler, Post.SecondLevelDispatcher })
            {
                var who = Of(post, Any(units), scope);
                var listed = await read.Set<Case>().Where(CaseScope.Filter(who, read, city.Books.Current.Organisations)).Select(c => c.Id).ToListAsync();
                Assert.Equal(states.Where(s => CaseScope.Sees(who, s, city.Books.Current.Organisations)).Select(s => s.Case.Id).Order(), listed.Order());
            }
        }
    }

    private static async Task<Dictionary<char, Guid>> FillAsync(IStore store)
    {
        await using var db = store.Open();
        var ids = new Dictionary<char, Guid>
        {
            ['a'] = Add(db, Area, "D1", Other, null, null, 1),
            ['b'] = Add(db, Area, "D3", Other, Bureau, null, 2),
            ['c'] = Add(db, OtherArea, "D2", Other, null, null, 3),
            ['d'] = Add(db, null, null, Other, Area, null, 4),
            ['e'] = Add(db, null, "D3", Other, Bureau, null, 5),
            ['f'] = Add(db, null, null, Person, null, null, 6),
            ['g'] = Add(db, null, null, Other, "ORG-U081-S", null, 7),
        };
        await db.SaveChangesAsync();
        await CaseReach.FillAsync(db, store.Bulk, CancellationToken.None);
        return ids;
    }

    private static Guid Add(DizhuDb db, string? area, string? grid, Guid reporter, string? taskUnit, Guid? taskPerson, int number)
    {
        var (id, report) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        db.Add(new Case
        {
            Id = id,
            Stage = Stage.AwaitingAcceptance,
            Version = 1,
            FirstReportId = report,
            ReportedAt = At,
            LastActAt = At,
            ManagementAreaCode = area,
            DutyGridCode = grid,
            Actors = [new CaseActor(reporter, Power.None)],
        });
        db.Add(new Report { Id = report, CaseId = id, Number = $"S{number}", ObservedAt = At, ReceivedAt = At, Datum = "CGCS2000", EnteredBy = reporter });
        if (taskUnit is not null || taskPerson is not null)
        {
            db.Add(new CaseTask { Id = Guid.CreateVersion7(), CaseId = id, Kind = TaskKind.Handle, State = TaskState.Done, UnitId = taskUnit, PersonId = taskPerson, OpenedAt = At, Version = 1 });
        }

        return id;
    }

    private static Principal Of(Post post, string? unit, Scope scope) => new(Person, post.Name(), post, unit, scope);
}
