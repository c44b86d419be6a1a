using Dizhu.Core;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Dispatch;
using Dizhu.Web.Api;
using Dizhu.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Maintenance;

/// <summary>责任矩阵: gaps and overlaps of the rules in force, and proposed rules tried on past cases. It stores nothing.</summary>
public sealed class MatrixModel(CityBooksHolder city, CityClock clock, IReads reads) : PageModel
{
    /// <summary>Rows shown of each table.</summary>
    public const int Most = 50;

    [BindProperty]
    public string? Rules { get; set; }

    public MatrixReport Report { get; private set; } = null!;

    /// <summary>What the proposed rules would have done; null while none are tried.</summary>
    public MatrixReplayResult? Replay { get; private set; }

    public void OnGet() => Report = MatrixWork.Check(MatrixBook.At(city.Current.Settings, clock.Now), city.Current);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        using var text = new StringReader(Rules ?? "");
        var proposed = MatrixRule.Read(text);
        if (!proposed.Moved)
        {
            OnGet();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            foreach (var refusal in proposed.Refusals.Take(Most))
            {
                ModelState.AddModelError(nameof(Rules), refusal.Message);
            }

            return;
        }

        var book = new MatrixBook(proposed.Value);
        Report = MatrixWork.Check(book, city.Current);
        await using var db = reads.Open();
        Replay = await MatrixReplay.RunAsync(db, book, city.Current, null, null, cancellationToken);
    }

    /// <summary>The unit by its name of today.</summary>
    public string UnitName(string id) => city.Current.Organisations.Find(id) is null ? PageText.Of("matrix.unknown", id) : city.Current.Organisations.NameOf(id, clock.Today);

    /// <summary>The class by its name, with its key.</summary>
    public string ClassName(string key) => city.Current.Catalogue.FindClass(key) is { } found ? $"{found.Code} {found.DisplayName}" : key;
}
