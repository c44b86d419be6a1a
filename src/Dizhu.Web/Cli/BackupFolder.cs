using System.Security.Cryptography;

namespace Dizhu.Web.Cli;

/// <summary>
/// A backup as a folder: the database in one file or more, photos, keys, seals, and last a list of the hashes of all of it. Without
/// the list it was not finished.
/// </summary>
internal sealed class BackupFolder(string root)
{
    private const string Sums = "sums.txt";

    /// <summary>What lies beside the database in a data folder and belongs to it.</summary>
    private static readonly string[] Beside = ["files", "keys", "seals"];

    public string Database => Path.Combine(root, "database");

    /// <summary>
    /// Copies everything. The database comes first: a photo is on disk before an act names it and never changes after, so whatever the
    /// copy of the database names is there.
    /// </summary>
    public async Task WriteAsync(OpenedStore from, string seals, CancellationToken cancellationToken)
    {
        RequireEmpty(root);
        Directory.CreateDirectory(Database);
        await from.Store.BackUpAsync(Database, cancellationToken);
        foreach (var name in Beside)
        {
            CopyAll(name == "seals" ? seals : Path.Combine(from.Folder, name), Path.Combine(root, name));
        }

        var lines = new List<string>();
        foreach (var file in FilesIn(root))
        {
            lines.Add($"{await HashAsync(file, cancellationToken)}  {Path.GetRelativePath(root, file)}");
        }

        await File.WriteAllLinesAsync(Path.Combine(root, Sums), lines, cancellationToken);
    }

    /// <summary>Checks the backup, then puts everything back.</summary>
    public async Task ReadAsync(OpenedStore into, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken);
        foreach (var name in Beside)
        {
            RequireEmpty(Path.Combine(into.Folder, name));
        }

        await into.Store.RestoreAsync(Database, cancellationToken);
        foreach (var name in Beside)
        {
            CopyAll(Path.Combine(root, name), Path.Combine(into.Folder, name));
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var list = Path.Combine(root, Sums);
        if (!File.Exists(list))
        {
            throw new CliException(ExitCodes.Usage, $"{root} 不是完整的备份：没有 {Sums}。请换一份备份。");
        }

        foreach (var line in await File.ReadAllLinesAsync(list, cancellationToken))
        {
            var file = line.Split("  ", 2) is [var hash, var name] ? (Hash: hash, Path: Path.Combine(root, name)) : default;
            if (file.Path is null || !File.Exists(file.Path) || await HashAsync(file.Path, cancellationToken) != file.Hash)
            {
                throw new CliException(ExitCodes.Faults, $"备份已损坏：{line}。没有恢复任何内容，请换一份备份。");
            }
        }
    }

    private static void RequireEmpty(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CliException(ExitCodes.Usage, $"{folder} 不是空的。请另选一个空目录。");
        }
    }

    private static void CopyAll(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var file in FilesIn(from).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
