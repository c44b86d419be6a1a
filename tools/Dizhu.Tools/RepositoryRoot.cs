namespace Dizhu.Tools;

/// <summary>Finds the repository a tool was started in.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder, from the current one upwards, that holds <c>Dizhu.slnx</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The tool was started outside the repository.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dizhu.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Start the tool inside the repository: no Dizhu.slnx above the current folder.");
    }
}
