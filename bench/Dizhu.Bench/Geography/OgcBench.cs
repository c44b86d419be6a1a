using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Dizhu.Bench.Acts;

namespace Dizhu.Bench.Geography;

/// <summary>
/// A page of 1,000 features over HTTP from a running host, against MapServer's own OGC API over the same features in a shapefile with
/// an index, kept running behind FastCGI, in turns. Target: five times as fast. Needs <c>cgi-mapserver</c>, <c>gdal-bin</c> and <c>python3</c>.
/// </summary>
internal static class OgcBench
{
    private const double LeastRatio = 5;
    private const string Path = "/ogc/collections/components/items?limit=1000";

    /// <param name="args"><c>--rounds N</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(ActsBench.Option(args, "--rounds") ?? "50", CultureInfo.InvariantCulture);
        await using var host = await SampleHost.StartAsync();
        using var client = host.Client();
        await using var map = await MapServer.StartAsync(client.BaseAddress!, host.Key);
        var (ours, theirs) = (new List<double>(), new List<double>());
        var (mine, other) = ("", "");
        for (var i = -20; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            mine = await client.GetStringAsync(Path);
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            other = await map.GetAsync("/page/ogcapi/collections/components/items", "limit=1000&f=json");
            var reference = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i >= 0)
            {
                ours.Add(took);
                theirs.Add(reference);
            }
        }

        var (our, their) = (Figures.Median(ours), Figures.Median(theirs));
        var (a, b) = (JsonNode.Parse(mine)!, JsonNode.Parse(other)!);
        Console.WriteLine(
            $"1,000 features of {a["numberMatched"]}: ours {our:0.0} ms ({Encoding.UTF8.GetByteCount(mine):N0} bytes), MapServer {their:0.0} ms ({Encoding.UTF8.GetByteCount(other):N0} bytes), {their / our:0.0} times {(their / our >= LeastRatio ? "met" : "missed")}");
        return (int)a["numberReturned"]! == 1000 && (int)b["numberReturned"]! == 1000 && (int)a["numberMatched"]! == (int)b["numberMatched"]! ? 0
            : throw new InvalidOperationException("The two pages are not of the same features.");
    }
}
