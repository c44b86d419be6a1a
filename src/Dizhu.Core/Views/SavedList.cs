namespace Dizhu.Core.Views;

/// <summary>The lists whose conditions can be saved. Stored by name.</summary>
public enum SavedList
{
    /// <summary>案件: the work lists of the desks.</summary>
    Cases,

    /// <summary>人员与岗位.</summary>
    People,

    /// <summary>日志.</summary>
    Log,
}

/// <summary>Which conditions each list has.</summary>
public static class SavedLists
{
    /// <summary>
    /// The query keys a view of this list may keep, in the order an address carries them. Nothing else of an address is kept: not the
    /// page one was on nor the case that lay open, and never a foreign address.
    /// </summary>
    public static IReadOnlyList<string> Keys(this SavedList list) => list switch
    {
        SavedList.Cases => ["all", "stage", "number", "text", "class", "place", "unit", "source", "from", "to", "overdue", "light", "closedOn", "openLoop"],
        SavedList.People => ["Text", "Post", "Ended"],
        _ => ["Of", "Kind", "Day"],
    };

    /// <summary>The conditions among these that the list knows and that say something, under the names and in the order of <see cref="Keys"/>.</summary>
    public static IReadOnlyList<ViewCondition> Known(this SavedList list, IEnumerable<ViewCondition> conditions)
    {
        var given = conditions.Where(c => !string.IsNullOrWhiteSpace(c.Value)).ToList();
        return
        [
            .. from key in list.Keys()
               let found = given.Find(c => string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase))
               where found is not null
               select new ViewCondition(key, found.Value.Trim()),
        ];
    }
}
