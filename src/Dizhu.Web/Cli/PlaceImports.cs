using Dizhu.Core;
using Dizhu.Core.Catalogue;
using Dizhu.Core.Places;

namespace Dizhu.Web.Cli;

/// <summary><c>dizhu import places | place-names | place-types | component-aliases FILE</c>.</summary>
internal static class PlaceImports
{
    public static async Task<int> RunAsync(IStore store, string kind, string path, DateOnly today, CancellationToken cancellationToken)
    {
        using var text = ImportCommand.OpenFile(path);
        await using var db = store.Open();
        var book = await PlaceBook.LoadAsync(db, cancellationToken);
        var outcome = kind switch
        {
            "places" => await PlaceTables.PlacesAsync(db, text, book, today, cancellationToken),
            "place-names" => await PlaceTables.NamesAsync(db, text, book, cancellationToken),
            "place-types" => await PlaceTables.TypesAsync(db, text, cancellationToken),
            _ => await PlaceTables.AliasesAsync(db, text, book, ClassEditions.Shipped.CounterpartOf, cancellationToken),
        };
        if (!outcome.Moved)
        {
            throw new CliException(ExitCodes.Usage, string.Join(Environment.NewLine, outcome.Refusals.Select(r => r.Message)));
        }

        foreach (var row in outcome.Value.Refused)
        {
            Console.WriteLine($"第 {row.Line} 行\t{row.Id}\t{row.Reason.Message}");
        }

        Console.WriteLine($"导入 {outcome.Value.Stored} 行，{outcome.Value.Refused.Count} 行没有导入；基础数据为第 {outcome.Value.BaseVersion} 版。");
        return outcome.Value.Refused.Count == 0 ? ExitCodes.Ok : ExitCodes.Faults;
    }
}
