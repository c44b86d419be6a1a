using System.Globalization;
using Dizhu.Core.Geodata;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Dizhu.Storage.Sqlite;

/// <summary>One feature table of a GeoPackage (OGC 12-128), opened for reading only.</summary>
public sealed class GeoPackageSource : IFeatureSource
{
    private readonly string _connection;
    private readonly string _table;
    private readonly string _shape;

    public GeoPackageSource(string path, string? table)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        (_table, _shape, DatumSaid) = Guarded(() => Described(table));
        Columns = Guarded(() =>
        {
            using var connection = Open();
            using var command = Select(connection);
            using var reader = command.ExecuteReader();
            return (IReadOnlyList<string>)[.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Where(n => n != _shape)];
        });
    }

    public string Format => "GeoPackage";

    public IReadOnlyList<string> Columns { get; }

    public string Encoding => "UTF-8";

    public string? DatumSaid { get; }

    public IEnumerable<SourceFeature> Read(CancellationToken cancellationToken)
    {
        using var connection = Guarded(Open);
        using var command = Select(connection);
        using var reader = Guarded(command.ExecuteReader);
        var geometries = new GeoPackageGeoReader { HandleSRID = false };
        var number = 0;
        while (Guarded(reader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Guarded(() => One(reader, geometries, ++number));
        }
    }

    public void Dispose()
    {
    }

    private SourceFeature One(SqliteDataReader reader, GeoPackageGeoReader geometries, int number)
    {
        var cells = new List<string>(Columns.Count);
        Geometry? shape = null;
        Kernel.Outcomes.Refusal? broken = null;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (reader.GetName(i) != _shape)
            {
                cells.Add(reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "");
                continue;
            }

            try
            {
                shape = reader.IsDBNull(i) ? null : geometries.Read((byte[])reader.GetValue(i));
            }
            catch (Exception problem) when (problem is ArgumentException or ParseException or IOException or InvalidCastException or FormatException)
            {
                broken = BrokenFile.Shape(problem);
            }
        }

        return new SourceFeature(number, [.. cells], shape, broken);
    }

    private (string Table, string Shape, string? Datum) Described(string? wanted)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id
            FROM gpkg_contents c
            JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
            LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
            WHERE c.data_type = 'features'
            ORDER BY c.table_name
            """;
        using var reader = command.ExecuteReader();
        List<(string Table, string Shape, string? Datum)> tables = [];
        while (reader.Read())
        {
            tables.Add((
                reader.GetString(0), reader.GetString(1),
                reader.IsDBNull(2) || !reader.GetString(2).Equals("EPSG", StringComparison.OrdinalIgnoreCase) ? null : string.Create(CultureInfo.InvariantCulture, $"EPSG:{reader.GetInt64(3)}")));
        }

        var found = wanted is null && tables.Count == 1 ? tables[0] : tables.FirstOrDefault(t => t.Table == wanted);
        return found.Table is null
            ? throw new FeatureFileException(BrokenFile.Of(
                "import.table", tables.Count == 0 ? "GeoPackage 里没有要素表。请导出矢量图层。" : $"GeoPackage 里有几个要素表：{string.Join("、", tables.Select(t => t.Table))}。请写明导入哪一个。"))
            : found;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    /// <summary>The name of a table cannot be a parameter; it is one the file itself lists, and stands in quotes.</summary>
    private SqliteCommand Select(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{_table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return command;
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException problem)
        {
            throw new FeatureFileException(BrokenFile.Of("import.format", "GeoPackage 读不出来，可能不完整。请重新导出或重新上传。"), problem);
        }
    }
}
