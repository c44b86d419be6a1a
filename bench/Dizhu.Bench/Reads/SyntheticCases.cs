using System.Text.Json;
using System.Text.Json.Serialization;
using Dizhu.Core;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Dizhu.Core.Organisations;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Bench.Reads;

/// <summary>
/// Cases as a database holds them after some years: nearly all closed, the youngest open. Synthetic: nobody reported them, and
/// only the cases at the front have a journal, enough to open files of.
/// </summary>
internal sealed class SyntheticCases(int cases)
{
    /// <summary>How many cases have a journal.</summary>
    public const int WithJournal = 20_000;

    private const int RowsAtOnce = 20_000;
    private const int ActsInJournal = 10;
    private static readonly DateTime Now = new(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc);
    private static readonly Stage[] Open = [.. Enum.GetValues<Stage>().Where(s => !s.IsFinal())];
    private static readonly string[] Things = ["路灯不亮", "井盖破损", "暴露垃圾", "占道经营", "树枝折断", "护栏倒了", "污水外溢", "乱贴广告"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Open cases: three in a hundred.</summary>
    public int OpenCases => cases * 3 / 100;

    /// <summary>The id of a case; the n-th from the youngest.</summary>
    public static Guid IdOf(int n)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, (Ticks(n) << 16) | 0x7000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], unchecked((long)0x8000_0000_0000_0000) | (uint)n);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The number of a case.</summary>
    public static string NumberOf(int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Now.AddMinutes(-n):yyMMdd}{n:0000000}");

    /// <summary>The class of a case.</summary>
    public static string ClassOf(int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"2013-E{n * 11 % 120:0000}");

    public async Task FillAsync(IStore store, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        for (var from = 0; from < cases; from += RowsAtOnce)
        {
            var some = Enumerable.Range(from, Math.Min(RowsAtOnce, cases - from)).Select(n => CaseOf(n, units)).ToList();
            await using var db = store.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await store.Bulk.WriteAsync(db, some, cancellationToken);
            var reports = some.Select((c, i) => ReportOf(c, from + i)).ToList();
            await store.Bulk.WriteAsync(db, reports, cancellationToken);
            await store.Bulk.WriteAsync(db, [.. reports.Select(r => CaseWords.Of(r.CaseId, r.Description, r.PlaceText))], cancellationToken);
            await store.Bulk.WriteAsync(db, [.. some.Select(TaskOf)], cancellationToken);
            await store.Bulk.WriteAsync(db, [.. some.SelectMany(c => CaseReach.Of(c, [TaskOf(c)]))], cancellationToken);
            await store.Bulk.WriteAsync(db, [.. some.SelectMany(ClocksOf)], cancellationToken);
            await store.Bulk.WriteAsync(db, [.. some.Select(FactOf)], cancellationToken);
            if (from < WithJournal)
            {
                await store.Bulk.WriteAsync(db, [.. some.SelectMany(JournalOf)], cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            Console.Write($"\r  {from + some.Count:N0} cases");
        }

        Console.WriteLine();
    }

    private static long Ticks(int n) => new DateTimeOffset(Now.AddMinutes(-n)).ToUnixTimeMilliseconds();

    private Case CaseOf(int n, IReadOnlyList<string> units)
    {
        var (id, at, open) = (IdOf(n), Now.AddMinutes(-n), n < OpenCases);
        var unit = units[n * 7 % units.Count];
        return new Case
        {
            Id = id,
            FirstReportId = id,
            Number = NumberOf(n),
            Stage = open ? Open[n * 5 % Open.Length] : Stage.Closed,
            Version = ActsInJournal,
            Source = (ReportSource)(n % 3),
            ReportedAt = at,
            LastActAt = at,
            ClassKey = ClassOf(n),
            UnitId = unit,
            GridCode = $"G{n * 13 % 2000}",
            DutyGridCode = $"D{n * 17 % 240}",
            CommunityCode = $"Q{n * 13 % 60}",
            StreetCode = $"S{n * 13 % 12}",
            ManagementAreaCode = $"A{n * 13 % 6}",
            AreaLevel = 1,
            Lon = 111.2,
            Lat = 34.77,
            StageDueAt = open && n % 5 != 0 ? Now.AddMinutes((n % 7000) - 2000) : null,
            ChainLength = ActsInJournal,
            ChainHead = new byte[32],
        };
    }

    private static Report ReportOf(Case c, int n) => new()
    {
        Id = c.Id,
        CaseId = c.Id,
        Number = $"R{n:00000000}",
        Source = c.Source,
        ObservedAt = c.ReportedAt,
        ReceivedAt = c.ReportedAt,
        Datum = "CGCS2000",
        Description = $"{Things[n % Things.Length]}，编号{n:0000000}，请尽快处理",
        PlaceText = $"第{n % 97}街与第{n % 89}路交叉口东北角",
        Salt = new byte[16],
        ContentHash = new byte[32],
    };

    private static CaseTask TaskOf(Case c) => new()
    {
        Id = c.Id,
        CaseId = c.Id,
        Kind = TaskKind.Handle,
        State = c.Stage.IsFinal() ? TaskState.Done : TaskState.Signed,
        UnitId = c.UnitId,
        OpenedAt = c.ReportedAt,
    };

    private static IEnumerable<CaseClock> ClocksOf(Case c) => Enumerable.Range(1, 4).Select(no => new CaseClock
    {
        CaseId = c.Id,
        No = no,
        Kind = no < 3 ? ClockKind.Acceptance : ClockKind.Handling,
        Round = 1,
        State = no % 2 == 1 ? ClockState.Running : ClockState.Stopped,
        At = c.ReportedAt,
        StartedAt = c.ReportedAt,
        CalendarVersion = "bench",
    });

    private static CaseFact FactOf(Case c) => new()
    {
        CaseId = c.Id,
        Number = c.Number,
        Stage = c.Stage,
        Source = c.Source,
        ClassKey = c.ClassKey,
        UnitId = c.UnitId,
        ReportedAt = c.ReportedAt,
        FiledAt = c.ReportedAt,
        DispatchedAt = c.ReportedAt,
        CheckedAt = c.Stage.IsFinal() ? c.ReportedAt.AddHours(8) : null,
        ClosedAt = c.Stage.IsFinal() ? c.ReportedAt.AddHours(9) : null,
    };

    private static IEnumerable<JournalEntry> JournalOf(Case c)
    {
        var previous = HashChain.Start;
        for (var seq = 1; seq <= ActsInJournal; seq++)
        {
            var entry = new JournalEntry
            {
                CaseId = c.Id,
                Seq = seq,
                At = c.ReportedAt.AddMinutes(seq),
                Act = seq == 1 ? nameof(CaseAct.Report) : nameof(CaseAct.Note),
                PersonId = c.Id,
                PersonLabel = "受理员 01",
                Post = nameof(Post.Acceptor),
                RequestId = "bench",
                Body = JsonSerializer.Serialize(new ActBody { To = c.Stage, Opinion = "按要求办理", Case = c, Clocks = [.. ClocksOf(c).Take(1)] }, Json),
            }.LinkedTo(previous);
            previous = entry.Hash;
            yield return entry;
        }
    }
}
