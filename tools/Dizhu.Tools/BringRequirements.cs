namespace Dizhu.Tools;

/// <summary>Copies the rows of the requirements catalogue, which the traceability table is made from.</summary>
internal static class BringRequirements
{
    private const string Header = "id,system,clause,requirement,kind,acceptance_example";

    public static int Run(string requirementsFolder, string repoRoot)
    {
        var text = File.ReadAllText(Path.Combine(requirementsFolder, "data", "requirements.csv")).ReplaceLineEndings("\n");
        if (!text.StartsWith(Header + "\n", StringComparison.Ordinal))
        {
            Console.Error.WriteLine($"requirements.csv does not start with the columns {Header}; nothing was written.");
            return 1;
        }

        var target = Path.Combine(repoRoot, "data", "requirements");
        _ = Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "requirements.csv"), text);
        Console.WriteLine("data/requirements/requirements.csv written; run ./test --accept to renew docs/generated/requirements.md.");
        return 0;
    }
}
