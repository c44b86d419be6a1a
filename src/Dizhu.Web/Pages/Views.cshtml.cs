using Dizhu.Core.Views;
using Dizhu.Kernel.Outcomes;
using Dizhu.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dizhu.Web.Pages;

/// <summary>保存的视图: somebody's own, list by list: open, order, rename, delete. Lists send what is to be saved here.</summary>
public sealed class ViewsModel(SavedViews views, ListViews lists) : PageModel
{
    /// <summary>One view.</summary>
    /// <param name="Without">Where its list opens without the conditions that are no longer there.</param>
    public sealed record Row(SavedView View, IReadOnlyList<ConditionWords> Words, string Without)
    {
        public bool IsLost => Words.Any(w => w.Lost);
    }

    /// <summary>A condition as the form sends it.</summary>
    public sealed class SentCondition
    {
        public string? Key { get; set; }

        public string? Value { get; set; }
    }

    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public SavedList? List { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty(Name = "Conditions")]
    public IReadOnlyList<SentCondition>? Sent { get; set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Done { get; set; }

    public string? Said { get; private set; }

    public IReadOnlyList<(SavedList List, IReadOnlyList<Row> Rows)> Lists { get; private set; } = [];

    /// <summary>The list of a view that was refused; its form stays.</summary>
    public SavedList? Unsaved { get; private set; }

    public IReadOnlyList<ConditionWords> UnsavedWords { get; private set; } = [];

    /// <summary>The conditions to be saved.</summary>
    public IReadOnlyList<ViewCondition> Conditions { get; private set; } = [];

    /// <summary>The view whose new name was refused, with that name and why.</summary>
    public Guid? Renaming { get; private set; }

    public string? NewName { get; private set; }

    public string? RenameError { get; private set; }

    public async Task OnGetAsync()
    {
        Said = Done;
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        Conditions = [.. (Sent ?? []).Where(c => c is { Key: not null, Value: not null }).Select(c => new ViewCondition(c.Key!, c.Value!))];
        var saved = await views.SaveAsync(HttpContext.Act(HttpContext.Who()!), new ViewRequest(Id, List, Name, Conditions), HttpContext.RequestAborted);
        if (saved.Moved)
        {
            TempData["ViewDone"] = PageText.Of("views.saved", saved.Value.Name);
            return LocalRedirect(ListViews.HrefOf(saved.Value.List, saved.Value.Conditions));
        }

        foreach (var refusal in saved.Refusals)
        {
            ModelState.AddModelError(refusal.Field == "name" ? nameof(Name) : "", refusal.Message);
        }

        if (List is { } list && Enum.IsDefined(list))
        {
            Conditions = list.Known(Conditions);
            (Unsaved, UnsavedWords) = (list, lists.Words(list, Conditions));
        }

        return await RefusedAsync(saved.Refusals[0]);
    }

    public async Task<IActionResult> OnPostRenameAsync(Guid id, string? newName)
    {
        var changed = await views.ChangeAsync(HttpContext.Act(HttpContext.Who()!), id, new ViewChange(newName ?? "", null), HttpContext.RequestAborted);
        if (changed.Moved)
        {
            return Finished(PageText.Of("views.renamed", changed.Value.Name));
        }

        ModelState.AddModelError(changed.Refusal.Field == "name" ? $"n-{id}" : "", changed.Refusal.Message);
        if (changed.Refusal.Kind != RefusalKind.NotFound)
        {
            (Renaming, NewName, RenameError) = (id, newName, changed.Refusal.Message);
        }

        return await RefusedAsync(changed.Refusal);
    }

    public async Task<IActionResult> OnPostMoveAsync(Guid id, int position)
    {
        var changed = await views.ChangeAsync(HttpContext.Act(HttpContext.Who()!), id, new ViewChange(null, position), HttpContext.RequestAborted);
        return changed.Moved ? Redirect($"/views#v-{id}") : await RefusedWholeAsync(changed.Refusal);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id)
    {
        var deleted = await views.DeleteAsync(HttpContext.Act(HttpContext.Who()!), id, HttpContext.RequestAborted);
        return deleted.Moved ? Finished(PageText.Of("views.deleted")) : await RefusedWholeAsync(deleted.Refusal);
    }

    private RedirectResult Finished(string done)
    {
        Done = done;
        return Redirect("/views");
    }

    private Task<IActionResult> RefusedWholeAsync(Refusal refusal)
    {
        ModelState.AddModelError("", refusal.Message);
        return RefusedAsync(refusal);
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal)
    {
        Response.StatusCode = Problems.StatusOf(refusal.Kind);
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        var own = await views.ListAsync(HttpContext.Who()!, null, HttpContext.RequestAborted);
        Lists =
        [
            .. own.GroupBy(v => v.List).Select(g => (g.Key, (IReadOnlyList<Row>)[.. g.Select(v => new Row(
                v, lists.Words(v.List, v.Conditions), ListViews.HrefOf(v.List, [.. v.Conditions.Except(lists.Lost(v))])))])),
        ];
    }
}
