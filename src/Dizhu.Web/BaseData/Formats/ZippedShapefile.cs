using System.IO.Compression;
using Dizhu.Core.Geodata;

namespace Dizhu.Web.BaseData.Formats;

/// <summary>
/// Unpacks a zipped shapefile into a folder of its own. What an archive says of its sizes is not believed: bytes are counted as they come out, and names
/// in it decide nothing but the ending.
/// </summary>
internal static class ZippedShapefile
{
    private static readonly string[] Endings = [".shp", ".shx", ".dbf", ".prj", ".cpg"];

    public static IFeatureSource Open(string path, FileLimits limits, string? encoding)
    {
        var folder = Directory.CreateTempSubdirectory("dizhu-zip-").FullName;
        try
        {
            Unpack(path, folder, limits);
            return new ShapefileSource(Path.Combine(folder, "layer.shp"), encoding, () => Directory.Delete(folder, recursive: true));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static void Unpack(string path, string folder, FileLimits limits)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (archive.Entries.Count > limits.MostEntries)
            {
                throw Bad($"压缩包里有 {archive.Entries.Count} 个文件，超过 {limits.MostEntries} 个。请只打包一个 Shapefile。");
            }

            var shapes = archive.Entries.Where(e => e.Name.EndsWith(".shp", StringComparison.OrdinalIgnoreCase)).ToList();
            if (shapes.Count != 1)
            {
                throw Bad(shapes.Count == 0 ? "压缩包里没有 Shapefile（.shp）。请把 .shp、.shx、.dbf、.prj、.cpg 一起打包。" : "压缩包里有几个 Shapefile。请每次打包一个。");
            }

            var stem = shapes[0].FullName[..^4];
            var left = limits.MostBytes;
            foreach (var ending in Endings)
            {
                var entry = archive.Entries.FirstOrDefault(e => string.Equals(e.FullName, stem + ending, StringComparison.OrdinalIgnoreCase));
                left -= entry is null ? 0 : Copy(entry, Path.Combine(folder, "layer" + ending), left);
            }
        }
        catch (InvalidDataException problem)
        {
            throw new FeatureFileException(BrokenFile.Of("import.zip", "压缩包不完整或已损坏。请重新打包后上传。"), problem);
        }
    }

    private static long Copy(ZipArchiveEntry entry, string target, long most)
    {
        using var from = entry.Open();
        using var to = File.Create(target);
        var buffer = new byte[1 << 16];
        long written = 0;
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            written += read;
            if (written > most)
            {
                throw Bad("压缩包解开后太大。请按街道或类别分成几个文件。");
            }

            to.Write(buffer.AsSpan(0, read));
        }

        return written;
    }

    private static FeatureFileException Bad(string message) => new(BrokenFile.Of("import.zip", message));
}
