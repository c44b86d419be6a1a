using Dizhu.Core.Administration;
using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Maintenance;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Dizhu.Web.Api;

/// <summary>Rows to enter: cells by column, when they are to hold, whether they end. From is the wall clock of the city.</summary>
public sealed record SettingRowRequest(IReadOnlyDictionary<string, string?>? Cells, string? From, bool? End);

/// <summary>Several rows of one kind; all are taken or none.</summary>
public sealed record SettingRowsRequest(IReadOnlyList<SettingRowRequest?>? Rows);

/// <summary>A version to take back before it holds: its key, from when it was to hold (UTC, as the versions say), and why.</summary>
public sealed record SettingWithdrawRequest(string? Key, DateTime? From, string? Reason);

/// <summary>A kind of rows administrators maintain.</summary>
public sealed record SettingKindAnswer(string Name, string Title, IReadOnlyList<string> Columns, IReadOnlyList<string> KeyColumns);

/// <summary>One version of one row; version 0 is shipped with the product.</summary>
public sealed record SettingRowAnswer(string Key, int Version, DateTime From, bool Ends, IReadOnlyDictionary<string, string> Cells);

/// <summary>What one row changes.</summary>
public sealed record SettingChangeAnswer(
    int Line, string Key, ChangeSort Sort, DateTime From, IReadOnlyDictionary<string, string>? Old, IReadOnlyDictionary<string, string>? New);

/// <summary>One row that was refused.</summary>
public sealed record SettingRefusalAnswer(int Line, IReadOnlyList<ProblemItem> Reasons);

/// <summary>What an import does or, as a dry run, would do.</summary>
public sealed record SettingImportAnswer(
    bool DryRun, int Added, int Changed, int Ended, int Unchanged, IReadOnlyList<SettingChangeAnswer> Changes, IReadOnlyList<SettingRefusalAnswer> Refused);

/// <summary>One line of the change log.</summary>
/// <param name="Reason">Why a version was withdrawn; absent for other changes.</param>
public sealed record SettingLogAnswer(
    long No, DateTime At, string Who, string Kind, string Key, ChangeSort Sort, DateTime From,
    IReadOnlyDictionary<string, string>? Old, IReadOnlyDictionary<string, string>? New, string? Reason);

/// <summary>Settings as tables: read at an instant, entered by rows or as a CSV file with a dry run, and their change log.</summary>
internal static class SettingsApi
{
    private const int MostRows = 2_000;
    private const int LongestLog = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings").RequireAuthorization("administrators").WithTags("应用维护");
        settings.MapGet("", () => SettingKinds.All.Select(AnswerOf).ToList()).WithSummary("可维护的数据种类").Produces<IReadOnlyList<SettingKindAnswer>>().Problems();
        settings.MapGet("/changes", ChangesAsync).WithSummary("变更日志，最近的在前；before 为上一页最后一条的 no；kind 也可以是 people、posts、accounts（人员、任职、账号）").Produces<IReadOnlyList<SettingLogAnswer>>().Problems();
        settings.MapGet("/{kind}", RowsAsync).WithSummary("某一时刻有效的内容，默认现在").Produces<IReadOnlyList<SettingRowAnswer>>().Problems();
        settings.MapGet("/{kind}/versions", VersionsAsync).WithSummary("一项内容的所有版本，最近的在前").Produces<IReadOnlyList<SettingRowAnswer>>().Problems();
        settings.MapPost("/{kind}", EnterAsync).WithSummary("登记新版本：全部登记或全部不登记；dryRun=true 只看会改什么")
            .Accepts<SettingRowsRequest>("application/json").Produces<SettingImportAnswer>().Problems();
        settings.MapPost("/{kind}/withdraw", WithdrawAsync).WithSummary("撤回尚未生效的一版，须写明原因；回答是被撤回的内容")
            .Accepts<SettingWithdrawRequest>("application/json").Produces<SettingRowAnswer>().Problems();
        settings.MapPost("/{kind}/import", ImportAsync).WithSummary("导入 CSV：不能导入的行列出行号和原因，其余照常导入；dryRun=true 只看会改什么")
            .Accepts<string>("text/csv").Produces<SettingImportAnswer>().Problems();
    }

    private static async Task WithdrawAsync(HttpContext http, SettingsDoor door, IReads reads, CityBooksHolder city, string kind)
    {
        if (SettingKinds.Find(kind) is not { } known)
        {
            await Problems.WriteAsync(http, UnknownKind(kind));
            return;
        }

        var body = await Bodies.ReadAsync<SettingWithdrawRequest>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        if (body.Value.Value is not { Key: { } key, From: { Kind: DateTimeKind.Utc } from } asked)
        {
            await Problems.WriteAsync(http, new Refusal("input.missing", "请给出要撤回的一项 key 和它原定的生效时刻 from（带时区）。", RefusalKind.Invalid, Field: "key"));
            return;
        }

        var outcome = await door.WithdrawAsync(known, key, from, asked.Reason ?? "", http.Act(http.Who()!), http.RequestAborted);
        if (outcome.Moved)
        {
            await CityLoader.ReloadSettingsAsync(reads, city, http.RequestAborted);
        }

        await Bodies.AnswerAsync(http, outcome.Moved ? AnswerOf(outcome.Value) : Outcome<SettingRowAnswer>.Refused(outcome.Refusals));
    }

    private static async Task RowsAsync(HttpContext http, IReads reads, CityClock clock, string kind, DateTime? at)
    {
        if (SettingKinds.Find(kind) is not { } known)
        {
            await Problems.WriteAsync(http, UnknownKind(kind));
            return;
        }

        var book = await ReadAsync(reads, known, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(book.At(known.Name, at is { } asked ? DateTime.SpecifyKind(asked, DateTimeKind.Utc) : clock.Now).Select(AnswerOf), http.RequestAborted);
    }

    private static async Task VersionsAsync(HttpContext http, IReads reads, string kind, string key)
    {
        if (SettingKinds.Find(kind) is not { } known)
        {
            await Problems.WriteAsync(http, UnknownKind(kind));
            return;
        }

        var versions = (await ReadAsync(reads, known, http.RequestAborted)).VersionsOf(known.Name, key);
        await Bodies.AnswerAsync<IReadOnlyList<SettingRowAnswer>>(
            http,
            versions.Count > 0
                ? versions.Select(AnswerOf).ToList()
                : new Refusal("maintenance.no-row", $"{known.Title}中没有这一项。请从列表中选择。", RefusalKind.NotFound, Field: "key"));
    }

    private static async Task EnterAsync(HttpContext http, SettingsDoor door, IReads reads, CityBooksHolder city, string kind, bool? dryRun)
    {
        if (SettingKinds.Find(kind) is not { } known)
        {
            await Problems.WriteAsync(http, UnknownKind(kind));
            return;
        }

        var body = await Bodies.ReadAsync<SettingRowsRequest>(http);
        if (!body.Moved)
        {
            await Problems.WriteAsync(http, body.Refusals);
            return;
        }

        if (body.Value.Value.Rows is not { Count: > 0 and <= MostRows } rows)
        {
            await Problems.WriteAsync(http, new Refusal("input.missing", $"请在 rows 里给出 1 至 {MostRows} 行。", RefusalKind.Invalid, Field: "rows"));
            return;
        }

        List<SentRow> sent =
        [
            .. rows.Select((r, i) => new SentRow(
                i + 1,
                (r?.Cells ?? new Dictionary<string, string?>()).ToDictionary(c => c.Key, c => c.Value?.Trim() ?? "", StringComparer.Ordinal),
                r?.From?.Trim() ?? "",
                r?.End ?? false)),
        ];
        await RunAsync(http, door, reads, city, known, sent, dryRun ?? false, allOrNothing: true);
    }

    private static async Task ImportAsync(HttpContext http, SettingsDoor door, IReads reads, CityBooksHolder city, string kind, bool? dryRun)
    {
        if (SettingKinds.Find(kind) is not { } known)
        {
            await Problems.WriteAsync(http, UnknownKind(kind));
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        using var text = new StringReader(await reader.ReadToEndAsync(http.RequestAborted));
        var rows = SettingImport.Read(known, text);
        if (rows.Moved)
        {
            await RunAsync(http, door, reads, city, known, rows.Value, dryRun ?? false, allOrNothing: false);
        }
        else
        {
            await Problems.WriteAsync(http, rows.Refusals);
        }
    }

    private static async Task RunAsync(
        HttpContext http, SettingsDoor door, IReads reads, CityBooksHolder city, SettingKind kind, IReadOnlyList<SentRow> rows, bool dryRun, bool allOrNothing)
    {
        var act = http.Act(http.Who()!);
        var plan = dryRun
            ? await door.DryRunAsync(kind, rows, act, http.RequestAborted)
            : await door.ImportAsync(kind, rows, allOrNothing, act, http.RequestAborted);
        if (!plan.Moved)
        {
            await Problems.WriteAsync(http, plan.Refusals);
            return;
        }

        if (allOrNothing && !dryRun && plan.Value.Refused.Count > 0)
        {
            await Problems.WriteAsync(http, [.. plan.Value.Refused.SelectMany(r => r.Reasons.Select(x => x with { Message = $"第 {r.Line} 行：{x.Message}" }))]);
            return;
        }

        if (!dryRun && plan.Value.Changes.Count > 0)
        {
            await CityLoader.ReloadSettingsAsync(reads, city, http.RequestAborted);
        }

        await Bodies.AnswerAsync<SettingImportAnswer>(http, AnswerOf(plan.Value, dryRun));
    }

    private static async Task ChangesAsync(HttpContext http, IReads reads, string? kind, long? before)
    {
        if (kind is not null && SettingKinds.Find(kind) is null && !StaffLog.Names.Contains(kind))
        {
            await Problems.WriteAsync(http, UnknownKind(kind));
            return;
        }

        await using var db = reads.Open();
        var changes = await db.Set<SettingChange>().AsNoTracking()
            .Where(c => (kind == null || c.Kind == kind) && (before == null || c.No < before))
            .OrderByDescending(c => c.No).Take(LongestLog).ToListAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            changes.Select(c => new SettingLogAnswer(
                c.No, c.At, c.Who, c.Kind, c.Key, c.Sort, c.From, c.Old is { } o ? SettingRow.Read(o) : null, c.New is { } n ? SettingRow.Read(n) : null, c.Reason)),
            http.RequestAborted);
    }

    private static async Task<SettingsBook> ReadAsync(IReads reads, SettingKind kind, CancellationToken cancellationToken)
    {
        await using var db = reads.Open();
        return await SettingsDoor.BookAsync(db, kind, cancellationToken);
    }

    private static SettingImportAnswer AnswerOf(SettingPlan plan, bool dryRun) => new(
        dryRun, plan.Count(ChangeSort.Added), plan.Count(ChangeSort.Changed), plan.Count(ChangeSort.Ended), plan.Unchanged,
        [.. plan.Changes.Select(c => new SettingChangeAnswer(c.Line, c.Key, c.Sort, c.From, c.Old?.Cells, c.New.Ends ? null : c.New.Cells))],
        [.. plan.Refused.Select(r => new SettingRefusalAnswer(r.Line, [.. r.Reasons.Select(x => new ProblemItem(x.Code, x.Message, x.Field, x.Clause?.ToString()))]))]);

    private static SettingRowAnswer AnswerOf(SettingRow row) => new(row.Key, row.Version, row.From, row.Ends, row.Cells);

    private static SettingKindAnswer AnswerOf(SettingKind kind) => new(
        kind.Name, kind.Title, [.. kind.Columns.Select(c => c.Name)], [.. kind.Columns.Where(c => c.IsKey).Select(c => c.Name)]);

    private static Refusal UnknownKind(string kind) => new(
        "maintenance.unknown-kind",
        $"没有“{(kind.Length > 40 ? kind[..40] : kind)}”这种数据。可维护的有：{string.Join("、", SettingKinds.All.Select(k => $"{k.Name}（{k.Title}）"))}。",
        RefusalKind.NotFound, Field: "kind");
}
