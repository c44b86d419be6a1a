using System.CommandLine;
using System.Diagnostics;
using Dizhu.Web.Cli;

ServeCommand.Started = Stopwatch.GetTimestamp();

// The one executable: serve, init, migrate, import, due, matrix, verify, verify-evidence, backup, restore, simulate.
var root = new RootCommand("砥柱 数字化城市管理系统")
{
    ServeCommand.Create(),
    InitCommand.Create(),
    MigrateCommand.Create(),
    ImportCommand.Create(),
    DueCommand.Create(),
    MatrixCommand.Create(),
    VerifyCommand.Create(),
    VerifyEvidenceCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    SimulateCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
