using System.CommandLine;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu backup</c>: a whole copy while the system serves.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var storage = new StorageOptions();
        var to = new Option<string>("--to") { Description = "备份目录，须为空", Required = true };
        var command = new Command("backup", "备份数据库、照片、密钥和封存值；系统可照常运行") { to, storage.Seals };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: false);
            if (!await opened.Store.IsReadyAsync(cancellationToken))
            {
                throw new CliException(ExitCodes.Unavailable, "数据库还没有建立或不是本版本的结构，没有备份。");
            }

            var folder = Path.GetFullPath(parsed.GetRequiredValue(to));
            await new BackupFolder(folder).WriteAsync(opened, storage.SealFolder(parsed, opened), cancellationToken);
            Console.WriteLine($"备份完毕：{folder}。请另存一份到别的机器，其中有登录密钥，须妥善保管。");
            return ExitCodes.Ok;
        }));
        return command;
    }
}

/// <summary><c>dizhu restore</c>: puts a backup into an empty place.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var storage = new StorageOptions();
        var from = new Option<string>("--from") { Description = "备份目录", Required = true };
        var command = new Command("restore", "把备份恢复到空的数据目录和空的数据库") { from };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: true);
            try
            {
                await new BackupFolder(Path.GetFullPath(parsed.GetRequiredValue(from))).ReadAsync(opened, cancellationToken);
            }
            catch (InvalidOperationException problem)
            {
                throw new CliException(ExitCodes.Usage, problem.Message);
            }

            Console.WriteLine($"恢复完毕：{opened.Store.Description}。请运行 dizhu verify 核对。");
            return ExitCodes.Ok;
        }));
        return command;
    }
}
