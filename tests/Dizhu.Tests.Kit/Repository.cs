using System.Reflection;

namespace Dizhu.Tests.Kit;

/// <summary>Where the files of the repository are, for tests that read them.</summary>
public static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => string.Equals(a.Key, "RepoRoot", StringComparison.Ordinal)).Value!;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}
