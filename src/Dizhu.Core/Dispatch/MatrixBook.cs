using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dizhu.Core.Maintenance;

namespace Dizhu.Core.Dispatch;

/// <summary>
/// 责任矩阵, an immutable snapshot. The most specific rule wins in one fixed order: a rule that names the ownership before
/// one that does not, then the longer area, then the longer class (三政办〔2017〕26号 三(二)1: components mainly by
/// ownership, events – which have none – by territory). Of two rules that say the same, the smaller id wins.
/// </summary>
public sealed class MatrixBook
{
    // Every dispatch asks; the rules change a few times a year.
    private static readonly ConditionalWeakTable<SettingsBook, ConcurrentDictionary<DateTime, MatrixBook>> Known = [];

    private readonly Dictionary<(int Ownership, int Area, int Class), MatrixRule> _rules = [];
    private readonly PrefixChains _areas;
    private readonly PrefixChains _classes;

    public MatrixBook(IEnumerable<MatrixRule> rules)
    {
        Rules = [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.UnitId, StringComparer.Ordinal)];
        _areas = new PrefixChains(Rules.Select(r => r.AreaPrefix));
        _classes = new PrefixChains(Rules.Select(r => r.ClassPrefix));
        foreach (var rule in Rules)
        {
            _rules.TryAdd((Code(rule.Ownership), _areas.IdOf(rule.AreaPrefix), _classes.IdOf(rule.ClassPrefix)), rule);
        }
    }

    /// <summary>All rules, by id.</summary>
    public IReadOnlyList<MatrixRule> Rules { get; }

    /// <summary>The rules in force at an instant.</summary>
    public static MatrixBook At(SettingsBook settings, DateTime at) => Known.GetOrCreateValue(settings).GetOrAdd(
        settings.SameSince(SettingKinds.ResponsibilityMatrix, at),
        since => new MatrixBook(settings.At(SettingKinds.ResponsibilityMatrix, since).Select(MatrixRule.Of)));

    /// <summary>The rule that decides, or null when there is none. An unknown grid or class meets only rules that name none.</summary>
    public MatrixRule? Route(string? gridCode, string? classKey, Ownership ownership) =>
        Decide(AreaGroup(gridCode ?? ""), ClassGroup(classKey ?? ""), ownership);

    /// <summary>The group of a grid: grids of one group meet the same rules.</summary>
    internal int AreaGroup(string gridCode) => _areas.LongestOf(gridCode);

    /// <summary>The group of a class: classes of one group meet the same rules.</summary>
    internal int ClassGroup(string classKey) => _classes.LongestOf(classKey);

    internal string AreaPrefixOf(int group) => _areas.Text(group);

    internal string ClassPrefixOf(int group) => _classes.Text(group);

    internal MatrixRule? Decide(int areaGroup, int classGroup, Ownership ownership)
    {
        foreach (var owned in (ReadOnlySpan<int>)[Code(ownership), Code(null)])
        {
            for (var area = areaGroup; area >= 0; area = _areas.ParentOf(area))
            {
                for (var of = classGroup; of >= 0; of = _classes.ParentOf(of))
                {
                    if (_rules.TryGetValue((owned, area, of), out var rule))
                    {
                        return rule;
                    }
                }
            }
        }

        return null;
    }

    private static int Code(Ownership? ownership) => ownership is { } named ? (int)named : -1;

    /// <summary>Prefixes as chains: of the prefixes that fit a text, each longer one lies in the shorter ones. The empty one is always there.</summary>
    private sealed class PrefixChains
    {
        private readonly List<string> _texts;
        private readonly Dictionary<string, int> _ids;
        private readonly int[] _parents;
        private readonly int[] _lengths;

        public PrefixChains(IEnumerable<string> prefixes)
        {
            _texts = [.. prefixes.Append("").Distinct(StringComparer.Ordinal).OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal)];
            _ids = _texts.Select((t, i) => (t, i)).ToDictionary(x => x.t, x => x.i, StringComparer.Ordinal);
            _lengths = [.. _texts.Select(t => t.Length).Distinct().OrderDescending()];
            _parents = [.. _texts.Select(t => Longest(t, t.Length - 1))];
        }

        public int IdOf(string prefix) => _ids[prefix];

        public string Text(int id) => _texts[id];

        /// <summary>The next shorter prefix that fits; -1 after the empty one.</summary>
        public int ParentOf(int id) => _parents[id];

        public int LongestOf(string text) => Longest(text, text.Length);

        private int Longest(string text, int most)
        {
            var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var length in _lengths)
            {
                if (length <= most && lookup.TryGetValue(text.AsSpan(0, length), out var id))
                {
                    return id;
                }
            }

            return -1;
        }
    }
}
