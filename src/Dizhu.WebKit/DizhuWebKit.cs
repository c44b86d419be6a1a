using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dizhu.WebKit;

/// <summary>The door of the page furniture.</summary>
public static class DizhuWebKit
{
    /// <summary>Where the furniture's styles, scripts and pictures are served.</summary>
    public const string Assets = "/_content/Dizhu.WebKit";

    /// <summary>
    /// Registers what the furniture needs. Chinese is written as itself and not as entities; what is dangerous in HTML is still encoded.
    /// Input the framework refuses is refused in the words of <see cref="Words"/>. The host adds Razor Pages and its own <see cref="IShell"/>.
    /// </summary>
    public static IServiceCollection AddDizhuWebKit(this IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(HtmlEncoder.Create(UnicodeRanges.All)));

        // After the framework's own set-up, so that its checks are already there to be given our sentences.
        services.PostConfigure<MvcOptions>(FieldMessages.Apply);
        return services;
    }
}
