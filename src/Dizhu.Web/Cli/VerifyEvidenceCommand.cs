using System.CommandLine;
using Dizhu.Core.Cases;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu verify-evidence</c>: checks an exported case without server or database.</summary>
internal static class VerifyEvidenceCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "导出的案件证据文件（zip）" };
        var seals = new Option<string?>("--seals") { Description = "本市封存值文件 seals.txt，用来核对封存值" };
        var command = new Command("verify-evidence", "核对一件案件的证据文件，不需要服务器和数据库") { file, seals };
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            var lines = parsed.GetValue(seals) is { } path ? await File.ReadAllLinesAsync(Existing(path), cancellationToken) : null;
            return Tell(new EvidenceVerifier().Run(await File.ReadAllBytesAsync(Existing(parsed.GetRequiredValue(file)), cancellationToken), lines));
        }));
        return command;
    }

    private static int Tell(EvidenceCheck check)
    {
        foreach (var fault in check.Faults)
        {
            Console.WriteLine($"{fault.Kind}\t{fault.Where}\t{fault.What}");
        }

        foreach (var note in check.Notes)
        {
            Console.WriteLine($"注意：{note}");
        }

        Console.WriteLine(check.Faults.Count == 0
            ? $"核对完毕，未发现改动：案件 {check.CaseId}，{check.Entries} 条记录，其中 {check.Sealed} 条已封存，{check.Attachments} 个附件。"
            : $"发现 {check.Faults.Count} 处不符。");
        return check.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Faults;
    }

    private static string Existing(string path) => File.Exists(path) ? path : throw new CliException(ExitCodes.Usage, $"没有文件 {path}。");
}
