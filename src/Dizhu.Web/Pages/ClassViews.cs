using Dizhu.Core.Catalogue;
using Dizhu.WebKit;

namespace Dizhu.Web.Pages;

/// <summary>Classes as pages show them: with the codes of both editions.</summary>
internal static class ClassViews
{
    /// <summary>The classes a case can be filed under, those of the edition in force first, by major class; the group says the edition.</summary>
    public static IReadOnlyList<ChoiceView> Choices(CatalogueBook catalogue, DateOnly day)
    {
        var now = ClassEditions.Shipped.InForce(day).Code;
        return [.. catalogue.Fileable(day).OrderByDescending(c => c.Edition == now).Select(c => new ChoiceView(c.Key, $"{c.Code} {c.Name}")
        {
            Group = PageText.Of(c.Edition == now ? "class.edition" : "class.editionBefore", c.MajorName, c.Edition),
        })];
    }

    /// <summary><c>0101（2026 版 01001）上水井盖</c>.</summary>
    public static string Choice(CatalogueBook catalogue, MatterClass c) =>
        ClassEditions.Shipped.CounterpartOf(c.Key) is { } key && catalogue.FindClass(key) is { } other
            ? PageText.Of("classes.choice", c.Code, other.Edition, other.Code, c.DisplayName)
            : $"{c.Code} {c.DisplayName}";
}
