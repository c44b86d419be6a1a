using Dizhu.Core.Extending;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>The nine core subsystems and the nine standards of 三政办〔2017〕26号 三.</summary>
public sealed class SubsystemsModel(SubsystemRegister subsystems) : PageModel
{
    public IReadOnlyList<Subsystem> Rows => subsystems.Current.All;

    public IReadOnlyList<StandardRow> Standards { get; } = StandardsRegister.FromCity().All;
}
