using System.CommandLine;
using System.Diagnostics;
using Dizhu.Web.Cli;

ServeCommand.Started = Stopwatch.GetTimestamp();

// The one executable: serve, init, migrate, import, due, verify.
var root = new RootCommand("砥柱 数字化城市管理系统")
{
    ServeCommand.Create(),
    InitCommand.Create(),
    MigrateCommand.Create(),
    ImportCommand.Create(),
    DueCommand.Create(),
    VerifyCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
