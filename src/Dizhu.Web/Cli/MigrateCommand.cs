using System.CommandLine;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu migrate</c>: brings the database to this build's structure.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var storage = new StorageOptions();
        var command = new Command("migrate", "把数据库结构升级到本版本");
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Cli.RunAsync(async () =>
        {
            await using var opened = storage.Open(parsed, exclusive: true);
            await opened.Store.MigrateAsync(cancellationToken);
            Console.WriteLine($"数据库结构已是本版本：{opened.Store.Description}");
            return ExitCodes.Ok;
        }));
        return command;
    }
}
