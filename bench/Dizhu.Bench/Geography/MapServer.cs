using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Dizhu.Bench.Geography;

/// <summary>
/// MapServer as a FastCGI process over a shapefile made from our own interface with <c>ogr2ogr</c>. It takes its listening socket as
/// standard input, which three lines of Python hand it.
/// </summary>
internal sealed class MapServer : IAsyncDisposable
{
    private const string Hand = "import os,socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(8); os.dup2(s.fileno(),0); os.execv('/usr/lib/cgi-bin/mapserv',['mapserv'])";
    private readonly Process _process;
    private readonly string _folder;
    private readonly string _socket;

    private MapServer(Process process, string folder, string socket)
    {
        (_process, _folder, _socket) = (process, folder, socket);
    }

    public static async Task<MapServer> StartAsync(Uri host, string key)
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-bench-mapserver-").FullName;
        var socket = Path.Combine(folder, "socket");
        using (var copy = Process.Start(new ProcessStartInfo("ogr2ogr",
            ["-q", "-f", "ESRI Shapefile", Path.Combine(folder, "components.shp"), $"OAPIF:{host}ogc", "components", "-oo", "PAGE_SIZE=10000", "-lco", "ENCODING=UTF-8", "-lco", "RESIZE=YES", "-lco", "SPATIAL_INDEX=YES"])
        {
            Environment = { ["GDAL_HTTP_HEADERS"] = "X-Api-Key: " + key, ["CPL_LOG"] = "/dev/null" },
        })!)
        {
            await copy.WaitForExitAsync();
        }

        var map = Path.Combine(folder, "page.map");
        await File.WriteAllTextAsync(map,
            """
            MAP
              NAME "page"
              EXTENT 111 34 112 35
              PROJECTION "init=epsg:4326" END
              WEB METADATA "ows_title" "page" "ows_onlineresource" "http://localhost/" "oga_onlineresource" "http://localhost/page/ogcapi" "ows_enable_request" "*" "oga_enable_request" "*" END END
              LAYER
                NAME "components" TYPE POINT STATUS ON TEMPLATE "none" DATA "components" ENCODING "UTF-8"
                PROJECTION "init=epsg:4326" END
                METADATA "ows_title" "components" "ows_enable_request" "*" "oga_enable_request" "*" "gml_include_items" "all" "gml_featureid" "id" END
              END
            END
            """);
        var settings = Path.Combine(folder, "mapserver.conf");
        await File.WriteAllTextAsync(settings, $"CONFIG\n  ENV\n    MS_MAP_PATTERN \".\"\n  END\n  MAPS\n    page \"{map}\"\n  END\nEND\n");
        var process = Process.Start(new ProcessStartInfo("python3", ["-c", Hand, socket]) { Environment = { ["MAPSERVER_CONFIG_FILE"] = settings } })!;
        for (var i = 0; i < 100 && !File.Exists(socket); i++)
        {
            await Task.Delay(50);
        }

        return new(process, folder, socket);
    }

    /// <summary>The body of one answer.</summary>
    public async Task<string> GetAsync(string path, string query)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
        await using var stream = new NetworkStream(connection);
        using var request = new MemoryStream();
        Record(request, 1, [0, 1, 0, 0, 0, 0, 0, 0]);
        using var parameters = new MemoryStream();
        foreach (var (name, value) in new[]
        {
            ("REQUEST_METHOD", "GET"), ("SERVER_NAME", "localhost"), ("SERVER_PORT", "80"), ("SCRIPT_NAME", "/mapserv"), ("PATH_INFO", path), ("QUERY_STRING", query),
        })
        {
            parameters.WriteByte((byte)name.Length);
            parameters.WriteByte((byte)value.Length);
            parameters.Write(Encoding.ASCII.GetBytes(name + value));
        }

        Record(request, 4, parameters.ToArray());
        Record(request, 4, []);
        Record(request, 5, []);
        await stream.WriteAsync(request.ToArray());
        return await AnswerAsync(stream);
    }

    private static async Task<string> AnswerAsync(NetworkStream stream)
    {
        using var output = new MemoryStream();
        var head = new byte[8];
        while (true)
        {
            await stream.ReadExactlyAsync(head);
            var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(4)) + head[6]];
            await stream.ReadExactlyAsync(body);
            if (head[1] == 3)
            {
                break;
            }

            if (head[1] == 6)
            {
                output.Write(body, 0, body.Length - head[6]);
            }
        }

        var text = Encoding.UTF8.GetString(output.ToArray());
        return text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var at && at >= 0 ? at + 4 : text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
    }

    /// <summary>A record of the FastCGI protocol: version 1, type, request 1, length.</summary>
    private static void Record(MemoryStream to, byte type, byte[] content)
    {
        to.Write([1, type, 0, 1, (byte)(content.Length >> 8), (byte)content.Length, 0, 0]);
        to.Write(content);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
