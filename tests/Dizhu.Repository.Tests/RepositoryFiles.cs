using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dizhu.Repository.Tests;

/// <summary>The files of the repository: those tracked and those about to be, never build output.</summary>
internal static partial class RepositoryFiles
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>Paths relative to the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> All => Listed.Value;

    public static IEnumerable<string> Under(string folder, string extension) => All.Where(f =>
        f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(extension, StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Dizhu.Tests.Kit.Repository.PathOf(file));

    /// <summary>Files a person can read: no pictures, fonts, archives.</summary>
    public static IEnumerable<string> Texts => All.Where(f => !Binary().IsMatch(f));

    /// <summary>C# without its comments; strings stay, so that what they hold is not mistaken for a comment.</summary>
    public static string WithoutComments(string code) => CommentOrString().Replace(code, m => m.Value.StartsWith('/') ? "" : m.Value);

    /// <summary>C# without its comments and with empty strings.</summary>
    public static string CodeOnly(string code) => CommentOrString().Replace(code, m => m.Value.StartsWith('/') ? "" : "\"\"");

    private static List<string> List()
    {
        var git = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = Dizhu.Tests.Kit.Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(git) ?? throw new InvalidOperationException("git did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, "The guards read the list of files from git: run them in a clone.");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(f => File.Exists(Dizhu.Tests.Kit.Repository.PathOf(f))).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\.(png|jpe?g|gif|ico|webp|woff2?|gz|zip|db|pbf|pdf|dll)$", RegexOptions.IgnoreCase)]
    private static partial Regex Binary();

    // Raw strings first, then verbatim, then ordinary strings, characters, comments.
    [GeneratedRegex("\"\"\"+[\\s\\S]*?\"\"\"+|[$]?@\"(?:\"\"|[^\"])*\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'|//[^\\n]*|/\\*[\\s\\S]*?\\*/")]
    private static partial Regex CommentOrString();
}
