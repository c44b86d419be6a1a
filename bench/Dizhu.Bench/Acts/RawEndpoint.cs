using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Dizhu.Bench.Acts;

/// <summary>
/// The reference: a bare endpoint on the same server software that checks nothing, decides nothing and reads
/// nothing, and writes the rows an act writes with prepared statements, BEGIN to COMMIT in one round trip.
/// </summary>
internal sealed class RawEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NpgsqlDataSource _source;
    private readonly byte[] _reportAnswer;
    private readonly byte[] _acceptAnswer;
    private readonly CaseImage _born;
    private readonly AcceptImage _accepted;
    private readonly IReadOnlyList<(RowImage Row, string Insert)> _report;
    private int _number;

    private RawEndpoint(string connection, CaseImage born, AcceptImage accepted, byte[] reportAnswer, byte[] acceptAnswer)
    {
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            Options = "-c jit=off",
            NoResetOnClose = true,
        }.ToString());
        (_born, _accepted, _reportAnswer, _acceptAnswer) = (born, accepted, reportAnswer, acceptAnswer);
        _report = [.. born.Rows.Select(r => (r, InsertOf(r)))];
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/api/v1/reports", ReportAsync);
        _app.MapPost("/api/v1/cases/{id:guid}/accept", AcceptAsync);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<RawEndpoint> StartAsync(string connection, CaseImage born, AcceptImage accepted, byte[] reportAnswer, byte[] acceptAnswer)
    {
        var endpoint = new RawEndpoint(connection, born, accepted, reportAnswer, acceptAnswer);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task ReportAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var id = body.RootElement.GetProperty("id").GetGuid();
        var by = _born.Since(TimeProvider.System.GetUtcNow().UtcDateTime);
        var number = CaseImage.RawNumber(Interlocked.Increment(ref _number));
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        foreach (var (row, insert) in _report)
        {
            batch.BatchCommands.Add(Command(insert, row.Columns.Select(c => (c.Type, _born.Moved(row.Table, c.Name, c.Value, id, by, number)))));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
        await AnswerAsync(http, _reportAnswer, StatusCodes.Status201Created);
    }

    private async Task AcceptAsync(HttpContext http, Guid id)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var by = _accepted.After.Since(TimeProvider.System.GetUtcNow().UtcDateTime);
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        foreach (var (table, statement, columns) in _accepted.Statements)
        {
            batch.BatchCommands.Add(Command(statement, columns.Select(c => (c.Type, _accepted.After.Moved(table, c.Name, c.Value, id, by, null)))));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
        await AnswerAsync(http, _acceptAnswer, StatusCodes.Status200OK);
    }

    private static Task AnswerAsync(HttpContext http, byte[] answer, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.Body.WriteAsync(answer, 0, answer.Length);
    }

    private static NpgsqlBatchCommand Command(string statement, IEnumerable<(NpgsqlDbType Type, object Value)> values)
    {
        var command = new NpgsqlBatchCommand(statement);
        foreach (var (type, value) in values)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        }

        return command;
    }

    internal static string InsertOf(RowImage row) =>
        $"INSERT INTO {row.Table} ({string.Join(", ", row.Columns.Select(c => c.Name))}) VALUES ({string.Join(", ", row.Columns.Select((_, i) => $"${i + 1}"))})";
}
