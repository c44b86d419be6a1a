using Dizhu.Kernel.Geography;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Geodata;

/// <summary>The rows an import leaves out: all counted, the first hundred thousand listed.</summary>
internal sealed class RefusedRows
{
    private readonly List<RefusedRow> _rows = [];

    public int Count { get; private set; }

    public IReadOnlyList<RefusedRow> Listed => _rows;

    public void Add(int line, string id, Refusal reason, Cgcs2000? where = null)
    {
        Count++;
        if (_rows.Count < ImportReport.MostListed)
        {
            _rows.Add(new RefusedRow(line, id, reason, where));
        }
    }
}
