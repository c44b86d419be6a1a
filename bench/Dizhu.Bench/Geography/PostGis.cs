using System.Diagnostics;
using Dizhu.Bench.Acts;
using Dizhu.Kernel.Geography;
using Npgsql;
using NpgsqlTypes;

namespace Dizhu.Bench.Geography;

/// <summary>A PostGIS database of our own, filled with the same things as our indexes; gone afterwards.</summary>
internal sealed class PostGis : IAsyncDisposable
{
    private readonly PrivatePostgres _postgres;

    private PostGis(PrivatePostgres postgres, NpgsqlConnection connection)
    {
        (_postgres, Connection) = (postgres, connection);
    }

    public NpgsqlConnection Connection { get; }

    public static async Task<PostGis> StartAsync()
    {
        var postgres = await PrivatePostgres.StartAsync();
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Connection) { Options = "-c jit=off", CommandTimeout = 600 }.ToString());
        await connection.OpenAsync();
        var gis = new PostGis(postgres, connection);
        await gis.RunAsync("CREATE EXTENSION postgis");
        return gis;
    }

    public async Task RunAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, Connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Fills a table of a text id, four more texts and a geometry; indexes and analyses it. System 0 is plain metres, taken as they are.</summary>
    public async Task FillAsync(string table, int srid, IEnumerable<(string[] Texts, byte[] Wkb)> rows)
    {
        await RunAsync($"CREATE UNLOGGED TABLE {table}_raw (id text, class_key text, class_name text, state text, owner text, wkb bytea)");
        await using (var copy = await Connection.BeginBinaryImportAsync($"COPY {table}_raw FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var (texts, wkb) in rows)
            {
                await copy.StartRowAsync();
                for (var i = 0; i < 5; i++)
                {
                    await copy.WriteAsync(texts[i], NpgsqlDbType.Text);
                }

                await copy.WriteAsync(wkb, NpgsqlDbType.Bytea);
            }

            await copy.CompleteAsync();
        }

        var geometry = srid == 0 ? "ST_GeomFromWKB(wkb)" : $"ST_Transform(ST_SetSRID(ST_GeomFromWKB(wkb), 4326), {srid})";
        await RunAsync($"CREATE UNLOGGED TABLE {table} AS SELECT id, class_key, class_name, state, owner, {geometry} AS geom FROM {table}_raw; DROP TABLE {table}_raw");
        await RunAsync($"CREATE INDEX ON {table} USING gist (geom)");
        await RunAsync($"VACUUM ANALYZE {table}");
    }

    /// <summary>Milliseconds of a statement that is prepared, with its answer.</summary>
    public async Task<(double Millis, object? Answer)> TimeAsync(NpgsqlCommand command)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await command.ExecuteScalarAsync();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, answer);
    }

    public static byte[] PointOf(Cgcs2000 point) => PointOf(point.Lon, point.Lat);

    public static byte[] PointOf(double x, double y)
    {
        var bytes = new byte[21];
        bytes[0] = 1;
        bytes[1] = 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(5), x);
        BitConverter.TryWriteBytes(bytes.AsSpan(13), y);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}

/// <summary>Medians.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
