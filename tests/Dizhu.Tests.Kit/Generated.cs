using Xunit;

namespace Dizhu.Tests.Kit;

/// <summary>Pages of <c>docs/generated</c> are made from the code, kept in the repository, and compared by a test.</summary>
public static class Generated
{
    /// <summary>Fails when the kept page differs; with <c>DIZHU_GENERATE=1</c> (<c>./test --accept</c>) writes it instead.</summary>
    /// <param name="name">File name below <c>docs/generated</c>, for example <c>case-flow.md</c>.</param>
    /// <param name="text">The whole page as the code gives it now.</param>
    public static void Check(string name, string text)
    {
        var path = Repository.PathOf("docs", "generated", name);
        var fresh = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (string.Equals(Environment.GetEnvironmentVariable("DIZHU_GENERATE"), "1", StringComparison.Ordinal))
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, fresh);
            return;
        }

        var kept = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (!string.Equals(kept, fresh, StringComparison.Ordinal))
        {
            Assert.Fail($"docs/generated/{name} is not fresh: run ./test --accept and commit it. {FirstDifference(kept, fresh)}");
        }
    }

    private static string FirstDifference(string kept, string fresh)
    {
        var (old, now) = (kept.Split('\n'), fresh.Split('\n'));
        var at = old.Zip(now).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        return $"Line {at + 1} is\n{old.ElementAtOrDefault(at)}\nand should be\n{now.ElementAtOrDefault(at)}";
    }
}
