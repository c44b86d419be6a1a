using System.Globalization;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;

namespace Dizhu.Bench.Reads;

/// <summary>One kind of read: who asks for what in the n-th round, and the same as a condition of hand-written SQL.</summary>
/// <param name="Ask">The query of the product.</param>
/// <param name="Where">The condition on <c>cases c</c>, with values in it.</param>
internal sealed record Shape(string Name, Func<int, Principal> Who, Func<int, CaseListQuery> Ask, Func<int, string> Where);

/// <summary>The lists and searches that are measured.</summary>
internal sealed class Shapes(int cases, bool isSqlite, IReadOnlyList<string> units)
{
    private const string OpenOnes = "c.list_at < '8000-01-01 00:00:00'";
    private static readonly Stage[] Open = [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())];
    private static readonly Principal Everybody = new(Guid.Empty, "受理员 01", Post.Acceptor, null, Scope.Everything);

    public IEnumerable<Shape> All() =>
    [
        new("list of the city", _ => Everybody, _ => new() { Stages = Open }, _ => OpenOnes),
        new("list of one stage", _ => Everybody, _ => new() { Stages = [Stage.AwaitingDispatch] }, _ => $"{OpenOnes} AND c.stage = 'AwaitingDispatch'"),
        new("list of an area", Area, _ => new() { Stages = Open }, i => $"{OpenOnes} AND {AreaReach(i)}"),
        new("list of a unit", Unit, _ => new() { Stages = Open }, i => $"{OpenOnes} AND EXISTS (SELECT 1 FROM case_tasks t WHERE t.case_id = c.id AND t.unit_id = '{units[i % units.Count]}')"),
        new("list of a collector", Collector, _ => new() { Stages = Open }, i => $"{OpenOnes} AND {Reach(i)}"),
        new("closed ones of a unit", Unit, _ => new() { Stages = [Stage.Closed] }, i => $"c.stage = 'Closed' AND EXISTS (SELECT 1 FROM case_tasks t WHERE t.case_id = c.id AND t.unit_id = '{units[i % units.Count]}')"),
        new("search by number", _ => Everybody, i => new() { Number = Number(i) }, i => $"c.number >= '{Number(i)}' AND c.number < '{Number(i)}z'"),
        new("search by class and days", _ => Everybody, ClassAndDays, ClassAndDaysSql),
        new("words, few hits", _ => Everybody, i => new() { Text = $"编号{Rare(i)}" }, i => Holding($"编号{Rare(i)}")),
        new("words, many hits", _ => Everybody, i => new() { Text = i % 2 == 0 ? "路灯不亮" : "井盖" }, i => Holding(i % 2 == 0 ? "路灯不亮" : "井盖")),
        new("words, open ones", _ => Everybody, i => new() { Text = i % 2 == 0 ? "路灯" : "井盖", Stages = Open }, i => $"{OpenOnes} AND {Holding(i % 2 == 0 ? "路灯" : "井盖")}"),
    ];

    /// <summary>A second-level platform sees its area and what was sent to it from elsewhere.</summary>
    private Principal Area(int i) => Everybody with { Post = Post.SecondLevelDispatcher, UnitId = units[i % units.Count], Scope = new Scope(ScopeKind.ManagementArea, [$"A{i % 6}"]) };

    private string AreaReach(int i) =>
        $"(c.management_area_code = 'A{i % 6}' OR EXISTS (SELECT 1 FROM case_tasks t WHERE t.case_id = c.id AND t.unit_id = '{units[i % units.Count]}'))";

    private Principal Unit(int i) =>
        Everybody with { Post = Post.UnitClerk, UnitId = units[i % units.Count], Scope = new Scope(ScopeKind.UnitSubtree, [units[i % units.Count]]) };

    private static Principal Collector(int i) =>
        Everybody with { Id = SyntheticCases.IdOf(i), Post = Post.Collector, Scope = new Scope(ScopeKind.DutyGrids, [$"D{i % 240}"]) };

    private string Reach(int i)
    {
        var id = SyntheticCases.IdOf(i).ToString();
        id = isSqlite ? id.ToUpperInvariant() : id;
        return $"(c.duty_grid_code = 'D{i % 240}' OR EXISTS (SELECT 1 FROM case_tasks t WHERE t.case_id = c.id AND t.person_id = '{id}')"
            + $" OR EXISTS (SELECT 1 FROM reports r WHERE r.case_id = c.id AND r.entered_by = '{id}'))";
    }

    private string Rare(int i) => (i * 7919 % cases).ToString("0000000", CultureInfo.InvariantCulture);

    private string Number(int i) => SyntheticCases.NumberOf(i * 7919 % cases)[..10];

    private static CaseListQuery ClassAndDays(int i) => new() { ClassKey = SyntheticCases.ClassOf(i), From = Day(i), To = Day(i).AddDays(6) };

    private static string ClassAndDaysSql(int i) =>
        $"c.class_key = '{SyntheticCases.ClassOf(i)}' AND c.reported_at >= '{Day(i).AddDays(-1):yyyy-MM-dd} 16:00:00' AND c.reported_at < '{Day(i).AddDays(6):yyyy-MM-dd} 16:00:00'";

    private static DateOnly Day(int i) => new DateOnly(2026, 11, 10).AddDays(-(i % 60));

    private string Holding(string words)
    {
        var pairs = Bigrams.Of(words);
        return isSqlite
            ? $"c.id IN (SELECT w.case_id FROM case_words_fts f JOIN case_words w ON w.no = f.rowid WHERE f.case_words_fts MATCH '{string.Join(" AND ", pairs.Select(p => $"\"{p}\""))}')"
            : $"c.id IN (SELECT case_id FROM case_words WHERE string_to_array(words, ' ') @> ARRAY[{string.Join(", ", pairs.Select(p => $"'{p}'"))}])";
    }
}
