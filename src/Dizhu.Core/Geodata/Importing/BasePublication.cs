using System.Text.Json;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Core.Geodata;

/// <summary>
/// One change of base data inside one transaction: raises the version of all base data, writes the layer's version, and keeps every state that is
/// replaced, so that the old one stays readable by date.
/// </summary>
internal sealed class BasePublication
{
    private readonly DizhuDb _db;
    private readonly ActContext _context;
    private readonly BaseDataVersion _version;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private BasePublication(DizhuDb db, ActContext context, BaseDataVersion version)
    {
        _db = db;
        _context = context;
        _version = version;
    }

    /// <summary>The version of the base data this change makes.</summary>
    public long BaseVersion => _version.Number;

    /// <summary>Begins a change. The version row is matched when the transaction ends, so that two changes never make one version.</summary>
    public static async Task<BasePublication> BeginAsync(DizhuDb db, ActContext context, Func<BaseDataVersion> first, CancellationToken cancellationToken)
    {
        var version = await db.Set<BaseDataVersion>().SingleOrDefaultAsync(cancellationToken);
        if (version is null)
        {
            version = first();
            db.Add(version);
        }

        version.Number++;
        return new BasePublication(db, context, version);
    }

    /// <summary>The same where there may be no base data yet, as for boundaries: then the change stands by itself.</summary>
    public static async Task<BasePublication> BeginAsync(DizhuDb db, ActContext context, CancellationToken cancellationToken) =>
        await db.Set<BaseDataVersion>().AnyAsync(cancellationToken)
            ? await BeginAsync(db, context, () => throw new InvalidOperationException("There is a version."), cancellationToken)
            : new BasePublication(db, context, FirstVersion.Unknown(""));

    /// <summary>Reads how many past states objects have, many in one question; to be called before <see cref="Keep"/>.</summary>
    public async Task CountPastAsync(string layerId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var counted = await _db.Set<PastState>().Where(s => s.LayerId == layerId && keys.Contains(s.Key)).GroupBy(s => s.Key)
            .Select(g => new { g.Key, Last = g.Max(s => s.Number) }).ToDictionaryAsync(g => g.Key, g => g.Last, StringComparer.Ordinal, cancellationToken);
        foreach (var key in keys)
        {
            _numbers[$"{layerId}/{key}"] = counted.GetValueOrDefault(key);
        }
    }

    /// <summary>Keeps the state an object has before it is changed.</summary>
    /// <param name="layerId">The object's layer.</param>
    /// <param name="key">The object; its past states are counted.</param>
    /// <param name="row">Its row, still unchanged.</param>
    /// <param name="from">The day this state began.</param>
    /// <param name="until">Its last day.</param>
    /// <param name="reason">Why it changes.</param>
    public void Keep(string layerId, string key, object row, DateOnly from, DateOnly until, string reason) => _db.Add(new PastState
    {
        LayerId = layerId,
        Key = key,
        Number = ++_numbers[$"{layerId}/{key}"],
        From = from,
        Until = until,
        Row = Write(row),
        ReplacedAt = _context.At,
        ById = _context.Who.Id,
        By = _context.Who.Label,
        Reason = reason,
        BaseVersion = _version.Number,
    });

    /// <summary>A row as it is kept.</summary>
    public static string Write(object row) => JsonSerializer.Serialize(row, row.GetType(), RelaxedJson.Options);

    /// <summary>Reads a row that <see cref="Keep"/> kept.</summary>
    public static T Read<T>(PastState state) =>
        JsonSerializer.Deserialize<T>(state.Row, RelaxedJson.Options) ?? throw new InvalidOperationException($"Past state {state.LayerId}/{state.Key}/{state.Number} is empty.");

    /// <summary>Writes the layer's next version; the layer is made where the city has none of this name yet.</summary>
    public async Task FinishAsync(ImportRequest request, ImportReport report, Func<BaseLayer> first, CancellationToken cancellationToken)
    {
        var layer = await _db.Set<BaseLayer>().SingleOrDefaultAsync(l => l.Id == request.LayerId, cancellationToken);
        if (layer is null)
        {
            layer = first();
            _db.Add(layer);
        }

        layer.LiveVersion++;
        _db.Add(new LayerVersion
        {
            LayerId = layer.Id,
            Number = layer.LiveVersion,
            From = request.From,
            PublishedAt = _context.At,
            ById = _context.Who.Id,
            By = _context.Who.Label,
            FileName = request.FileName.Length <= 200 ? request.FileName : request.FileName[^200..],
            FileHash = request.FileHash,
            Added = report.Added,
            Changed = report.Changed,
            Ended = report.Ended,
            Refused = report.RefusedCount,
            BaseVersion = _version.Number,
        });
        _db.ChangeTracker.DetectChanges();
    }

    /// <summary>A change to an object of the past is none: a supply holds from its day on.</summary>
    public static Refusal? CheckFrom(DateOnly from, DateOnly current, string what) => from < current
        ? new Refusal("import.from", $"{what}自 {current:yyyy-MM-dd} 起已是现状，不能改成从更早的 {from:yyyy-MM-dd} 起。请改正生效日期。", RefusalKind.Rule, Field: "from")
        : null;
}
