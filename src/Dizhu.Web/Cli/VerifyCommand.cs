using System.CommandLine;
using Dizhu.Core.Cases;
using Dizhu.Core.Journal;
using Spectre.Console;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu verify</c>: checks that nothing was rewritten, below the rows and in them.</summary>
internal static class VerifyCommand
{
    private const int MostShown = 200;

    public static Command Create()
    {
        var storage = new StorageOptions();
        var command = new Command("verify", "核对记录链、封存、案件、任务、时钟、统计、附件与文件是否被改动") { storage.Seals };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: false);
            return await RunAsync(opened, storage.SealFolder(parsed, opened), parsed.GetValue(storage.Seals) is not null, cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(OpenedStore opened, string sealFolder, bool mustBeThere, CancellationToken cancellationToken)
    {
        var damage = await opened.Store.CheckFileAsync(cancellationToken);
        VerificationResult result;
        var seals = new SealCheck(0, NotExported: false, []);
        try
        {
            result = await WithProgressAsync(opened, cancellationToken);
            await using var db = opened.Store.Open();
            seals = await new SealVerifier(db, new SealFile(sealFolder)).RunAsync(cancellationToken);
            result = result with { Faults = [.. result.Faults, .. seals.Faults, .. mustBeThere ? MissingFile(seals, sealFolder) : []] };
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or FormatException or InvalidOperationException or System.Text.Json.JsonException)
        {
            result = new VerificationResult(0, 0, 0, [new Fault("file", opened.Store.Description, $"数据读不出来，文件损坏：{problem.Message}")]);
        }

        if (await opened.Store.AdviceAsync(cancellationToken) is { } advice)
        {
            Console.WriteLine($"注意：{advice}");
        }

        if (seals.NotExported && !mustBeThere)
        {
            Console.WriteLine($"注意：{sealFolder} 中没有封存值文件，只核对了数据库内的封存。请用 --seals 指明保存封存值的目录。");
        }

        foreach (var line in damage)
        {
            Console.WriteLine($"file\t{opened.Store.Description}\t{line}");
        }

        foreach (var fault in result.Faults.Take(MostShown))
        {
            Console.WriteLine($"{fault.Kind}\t{fault.Where}\t{fault.What}");
        }

        var faults = damage.Count + result.Faults.Count;
        Console.WriteLine(faults == 0
            ? $"核对完毕，未发现改动：{result.Cases} 件案件，{result.Entries} 条记录，{result.Attachments} 个附件，{seals.Seals} 次封存。"
            : $"发现 {faults} 处不符：{result.Cases} 件案件，{result.Entries} 条记录，{result.Attachments} 个附件。");
        return faults == 0 ? ExitCodes.Ok : ExitCodes.Faults;
    }

    private static IEnumerable<Fault> MissingFile(SealCheck seals, string folder) =>
        seals.NotExported ? [new Fault("seal", folder, "封存值文件不见了")] : [];

    private static async Task<VerificationResult> WithProgressAsync(OpenedStore opened, CancellationToken cancellationToken)
    {
        await using var db = opened.Store.Open();
        var verifier = new CaseVerifier(db, new FolderAttachmentFiles(Path.Combine(opened.Folder, "files")));
        if (Console.IsErrorRedirected)
        {
            return await verifier.RunAsync(progress: null, cancellationToken);
        }

        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await screen.Status().StartAsync("正在核对…", status => verifier.RunAsync(
            new Progress<int>(cases => status.Status($"正在核对… 已核 {cases} 件")), cancellationToken));
    }
}
