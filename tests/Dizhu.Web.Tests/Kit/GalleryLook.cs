using System.Globalization;

namespace Dizhu.Web.Tests.Kit;

/// <summary>Keeps the gallery up for a person who wants to look at it. Compiled only with <c>-p:KitGallery=true</c>.</summary>
public sealed class GalleryLook
{
    [Fact]
    public async Task The_gallery_stays_open_for_who_asks_to_see_it()
    {
        var port = Environment.GetEnvironmentVariable("DIZHU_KIT_GALLERY") ?? "8090";

        await using var app = Gallery.Build(int.Parse(port, CultureInfo.InvariantCulture));
        await app.RunAsync();
    }
}
