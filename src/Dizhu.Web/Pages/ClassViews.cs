using Dizhu.Core.Catalogue;

namespace Dizhu.Web.Pages;

/// <summary>Classes as pages show them: with the codes of both editions.</summary>
internal static class ClassViews
{
    /// <summary><c>0101（2026 版 01001）上水井盖</c>.</summary>
    public static string Choice(CatalogueBook catalogue, MatterClass c) =>
        ClassEditions.Shipped.CounterpartOf(c.Key) is { } key && catalogue.FindClass(key) is { } other
            ? PageText.Of("classes.choice", c.Code, other.Edition, other.Code, c.DisplayName)
            : $"{c.Code} {c.DisplayName}";
}
