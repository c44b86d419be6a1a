using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Dizhu.Core.Geodata;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.BaseData.Formats;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Esri;

namespace Dizhu.Web.Tests.BaseData;

/// <summary>Files as suppliers send them, sound and broken.</summary>
public sealed class FormatsTests : IDisposable
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private readonly string _folder = Directory.CreateTempSubdirectory("dizhu-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    private static Outcome<IFeatureSource> Open(string path, FileLimits? limits = null, string? encoding = null, string? table = null) =>
        FeatureFiles.Open(path, Path.GetFileName(path), limits ?? FileLimits.Default, encoding, table);

    private static List<SourceFeature> All(IFeatureSource source) => [.. source.Read(TestContext.Current.CancellationToken)];

    private static string? Fault(string path, FileLimits? limits = null, string? encoding = null)
    {
        var opened = Open(path, limits, encoding);
        if (!opened.Moved)
        {
            return opened.Refusal.Code;
        }

        using var source = opened.Value;
        try
        {
            All(source);
            return null;
        }
        catch (FeatureFileException broken)
        {
            return broken.Refusal.Code;
        }
    }

    /// <summary>A shapefile of two points with Chinese names; gives the path of its <c>.shp</c>.</summary>
    private string Shapefile(string name, Encoding encoding, bool withPage = true)
    {
        var path = Path.Combine(_folder, name + ".shp");
        Feature[] features =
        [
            new(new Point(111.2, 34.77), new AttributesTable { { "名称", "崤山路井盖" }, { "数量", 3 } }),
            new(new Point(111.21, 34.78), new AttributesTable { { "名称", "黄河路井盖" }, { "数量", 4 } }),
        ];
        NetTopologySuite.IO.Esri.Shapefile.WriteAllFeatures(features, path, "GEOGCS[\"China Geodetic Coordinate System 2000\"]", encoding);
        if (!withPage)
        {
            System.IO.File.Delete(Path.ChangeExtension(path, ".cpg"));
        }

        return path;
    }

    private string Zipped(string shapefile)
    {
        var path = Path.ChangeExtension(shapefile, ".zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var file in Directory.GetFiles(_folder, Path.GetFileNameWithoutExtension(shapefile) + ".*").Where(f => !f.EndsWith(".zip", StringComparison.Ordinal)))
        {
            zip.CreateEntryFromFile(file, "data/" + Path.GetFileName(file));
        }

        return path;
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_zipped_shapefile_is_read_in_its_own_encoding(bool gbk, bool withPage)
    {
        using var source = Open(Zipped(Shapefile("covers", gbk ? Gbk : new UTF8Encoding(false), withPage))).Value;
        var features = All(source);
        Assert.Equal(("Shapefile", gbk ? "GBK" : "UTF-8"), (source.Format, source.Encoding));
        Assert.Equal(["崤山路井盖", "黄河路井盖"], features.Select(f => f.Cells[0]));
        Assert.Equal(["3", "4"], features.Select(f => f.Cells[1]));
        Assert.Equal(111.21, features[1].Shape!.Coordinate.X);
        Assert.Equal("CGCS2000", SourceDatum.Read(source.DatumSaid).Value.Name);

        // As often as asked, always from the first.
        Assert.Equal(2, All(source).Count);
    }

    [Fact]
    public void What_a_zip_unpacks_is_removed_with_the_source()
    {
        var before = Directory.GetDirectories(Path.GetTempPath(), "dizhu-zip-*").ToHashSet(StringComparer.Ordinal);
        var source = Open(Zipped(Shapefile("covers", Gbk))).Value;
        var own = Assert.Single(Directory.GetDirectories(Path.GetTempPath(), "dizhu-zip-*"), d => !before.Contains(d) && System.IO.File.Exists(Path.Combine(d, "layer.shp")));
        source.Dispose();
        Assert.False(Directory.Exists(own));
    }

    [Theory]
    [InlineData(".shp")]
    [InlineData(".dbf")]
    public void A_truncated_shapefile_is_refused_whole(string ending)
    {
        var path = Shapefile("short", Gbk);
        using (var file = System.IO.File.OpenWrite(Path.ChangeExtension(path, ending)))
        {
            file.SetLength(file.Length - 20);
        }

        Assert.Equal("import.truncated", Fault(Zipped(path)));
    }

    [Fact]
    public void A_zip_bomb_ends_at_the_limit_and_leaves_nothing_behind()
    {
        var path = Path.Combine(_folder, "bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "a.shp", "a.dbf" })
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                var zeros = new byte[1 << 20];
                for (var i = 0; i < 64; i++)
                {
                    entry.Write(zeros);
                }
            }
        }

        Assert.InRange(new FileInfo(path).Length, 1, 1 << 20);
        var before = Directory.GetDirectories(Path.GetTempPath(), "dizhu-zip-*").Length;
        Assert.Equal("import.zip", Fault(path, new FileLimits(32 << 20, 64)));
        Assert.InRange(Directory.GetDirectories(Path.GetTempPath(), "dizhu-zip-*").Length, 0, before);
    }

    [Fact]
    public void Archives_that_hold_no_or_several_shapefiles_or_too_many_files_are_refused()
    {
        string Archive(string name, int files, string ending)
        {
            var path = Path.Combine(_folder, name);
            using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
            for (var i = 0; i < files; i++)
            {
                zip.CreateEntry($"{i}{ending}");
            }

            return path;
        }

        Assert.Equal("import.zip", Fault(Archive("none.zip", 2, ".txt")));
        Assert.Equal("import.zip", Fault(Archive("two.zip", 2, ".shp")));
        Assert.Equal("import.zip", Fault(Archive("many.zip", 65, ".txt")));
        Assert.Equal("import.zip", Fault(File("cut.zip", [(byte)'P', (byte)'K', 3, 4, 0, 0])));
    }

    [Fact]
    public void A_GeoJSON_of_many_features_is_read_one_by_one()
    {
        var path = Path.Combine(_folder, "points.geojson");
        using (var text = new StreamWriter(path))
        {
            text.Write("{\"type\":\"FeatureCollection\",\"name\":\"x\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4490\"}},\"features\":[");
            for (var i = 0; i < 20_000; i++)
            {
                text.Write($"{(i == 0 ? "" : ",\n")}{{\"type\":\"Feature\",\"id\":{i},\"properties\":{{\"名称\":\"井盖{i}\",\"ok\":true,\"n\":null{(i == 19_999 ? ",\"late\":1.5" : "")}}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[111.2,34.77]}}}}");
            }

            text.Write("]}");
        }

        using var source = Open(path).Value;
        var features = All(source);
        Assert.Equal(["id", "名称", "ok", "n", "late"], source.Columns);
        Assert.Equal("urn:ogc:def:crs:EPSG::4490", source.DatumSaid);
        Assert.Equal(20_000, features.Count);
        Assert.Equal(["19999", "井盖19999", "true", "", "1.5"], features[^1].Cells);
        Assert.Equal(111.2, features[0].Shape!.Coordinate.X);
    }

    [Fact]
    public void An_unclosed_ring_spoils_its_row_and_no_other()
    {
        var path = File("rings.geojson", """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"a":"1"},"geometry":{"type":"Polygon","coordinates":[[[111,34],[111.1,34],[111.1,34.1],[111,34.1]]]}},
              {"type":"Feature","properties":{"a":"2"},"geometry":{"type":"Polygon","coordinates":[[[111,34],[111.1,34],[111.1,34.1],[111,34]]]}},
              {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":"x"}},
              {"type":"Feature","properties":{"a":"4"},"geometry":null},
              7
            ]}
            """);
        using var source = Open(path).Value;
        var features = All(source);
        Assert.Equal("WGS84", source.DatumSaid);
        Assert.Equal(["import.unclosed", null, "import.shape", null, "import.feature"], features.Select(f => f.Broken?.Code));
        Assert.Equal([false, true, false, false, false], features.Select(f => f.Shape is not null));
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}", "import.format")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Fea", "import.format")]
    [InlineData("{\"type\":\"Topology\",\"objects\":{}}", "import.no-features")]
    [InlineData("{]", "import.format")]
    [InlineData("[]", "import.format")]
    [InlineData("", "import.empty")]
    public void A_file_that_breaks_off_or_is_something_else_is_refused_whole(string content, string code) => Assert.Equal(code, Fault(File("a.geojson", content)));

    [Fact]
    public void A_table_is_read_in_UTF8_or_GBK_and_tells_lines_as_people_count_them()
    {
        const string table = "编号,名称,备注\n1,\"井盖, \"\"大\"\"\",x\n2,\"两\n行\",y\n3,末行,z\n";
        foreach (var (path, encoding) in new[] { (File("utf8.csv", "\uFEFF" + table), "UTF-8"), (File("gbk.csv", Gbk.GetBytes(table)), "GBK") })
        {
            using var source = Open(path).Value;
            var rows = All(source);
            Assert.Equal(encoding, source.Encoding);
            Assert.Equal(["编号", "名称", "备注"], source.Columns);
            Assert.Equal("井盖, \"大\"", rows[0].Cells[1]);
            Assert.Equal([2, 3, 5], rows.Select(r => r.Line));
        }

        Assert.Equal("import.format", Fault(File("open.csv", "编号,名称\n1,\"没有闭合\n2,后面的行\n3,也在里面\n")));
        Assert.Equal("import.encoding", Fault(File("gbk2.csv", Gbk.GetBytes(table)), encoding: "UTF-8"));
        Assert.Equal("import.encoding", Fault(File("x.csv", "a\n1\n"), encoding: "Big5"));
        Assert.Equal("import.empty", Fault(File("empty.csv", "")));
        Assert.Equal("import.format", Fault(File("note.docx", "hello")));
    }

    [Fact]
    public void A_table_may_carry_its_geometry_as_text()
    {
        using var source = Open(File("wkt.csv", "编号,WKT\n1,POINT (111.2 34.77)\n2,POINT (\n")).Value;
        var rows = All(source);
        Assert.Equal(34.77, rows[0].Shape!.Coordinate.Y);
        Assert.Equal("import.shape", rows[1].Broken!.Code);
    }

    [Fact]
    public void A_GeoPackage_is_read_by_its_own_description()
    {
        var path = GeoPackage("city.gpkg", ["covers"]);
        using var source = Open(path).Value;
        var row = Assert.Single(All(source));
        Assert.Equal(("GeoPackage", "EPSG:4490", 111.2), (source.Format, source.DatumSaid, row.Shape!.Coordinate.X));
        Assert.Equal(["1", "崤山路"], row.Cells);

        Assert.Equal("import.table", Fault(GeoPackage("two.gpkg", ["a", "b"])));
        using var second = Open(GeoPackage("three.gpkg", ["a", "quoted \" name"]), table: "quoted \" name").Value;
        Assert.Single(All(second));
        var cut = System.IO.File.ReadAllBytes(path);
        Assert.Equal("import.format", Fault(File("cut.gpkg", cut[..(cut.Length / 3)])));
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_read() => Assert.Equal("import.too-large", Fault(File("a.csv", "a\n1\n"), new FileLimits(3, 1)));

    private string GeoPackage(string name, string[] tables)
    {
        var path = Path.Combine(_folder, name);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        void Run(string statement, params (string Name, object Value)[] values)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            foreach (var (key, value) in values)
            {
                command.Parameters.AddWithValue(key, value);
            }

            command.ExecuteNonQuery();
        }

        Run("CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)");
        Run("INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4490, 'EPSG', 4490, '')");
        Run("CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT)");
        Run("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)");
        foreach (var table in tables)
        {
            var quoted = "\"" + table.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
            Run($"CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)");
            Run($"INSERT INTO {quoted} VALUES (1, @shape, '崤山路')", ("@shape", new GeoPackageGeoWriter().Write(new Point(111.2, 34.77))));
            Run("INSERT INTO gpkg_contents VALUES (@t, 'features')", ("@t", table));
            Run("INSERT INTO gpkg_geometry_columns VALUES (@t, 'geom', 4490)", ("@t", table));
        }

        return path;
    }

    [Fact]
    public void A_head_that_promises_more_than_there_is_never_costs_memory()
    {
        var path = Shapefile("lies", Gbk);
        using (var file = System.IO.File.OpenWrite(Path.ChangeExtension(path, ".dbf")))
        {
            Span<byte> rows = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(rows, uint.MaxValue);
            file.Position = 4;
            file.Write(rows);
        }

        Assert.Equal("import.truncated", Fault(Zipped(path)));
    }
}
