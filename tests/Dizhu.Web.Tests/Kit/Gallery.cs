using Dizhu.WebKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dizhu.Web.Tests.Kit;

/// <summary>
/// A small host that shows every piece of furniture, with the policy the product sends. To look at it in a browser:
/// <c>dotnet run --project tests/Dizhu.Web.Tests -p:KitGallery=true -- --filter-class "*GalleryLook"</c> (port 8090, or <c>DIZHU_KIT_GALLERY</c>).
/// </summary>
public sealed class Gallery : IAsyncLifetime
{
    public const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static readonly string[] Pages = ["/kit/case", "/kit/list", "/kit/states", "/kit/form", "/kit/public", "/kit/receipt", "/kit/login"];

    private WebApplication? running;

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        running = Build(0);
        await running.StartAsync();
        var addresses = running.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Client.BaseAddress = new Uri(addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }

    /// <summary>The gallery on loopback; port 0 takes a free one.</summary>
    public static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Gallery).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddDizhuWebKit();
        builder.Services.AddSingleton<IShell, SampleShell>();
        builder.Services
            .AddRazorPages(options => options.RootDirectory = "/Kit/Pages")
            .ConfigureApplicationPartManager(parts =>
            {
                parts.ApplicationParts.Clear();
                Add(parts, typeof(Gallery));
                Add(parts, typeof(IShell));
            });

        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
        app.UseStaticFiles();
        app.MapRazorPages();
        return app;
    }

    private static void Add(ApplicationPartManager parts, Type type)
    {
        foreach (var part in new CompiledRazorAssemblyApplicationPartFactory().GetApplicationParts(type.Assembly))
        {
            parts.ApplicationParts.Add(part);
        }

        parts.ApplicationParts.Add(new AssemblyPart(type.Assembly));
    }

    private sealed class SampleShell : IShell
    {
        public ShellModel WithoutMenu(HttpContext context) => new("三门峡市", IsSynthetic: true)
        {
            CentreName = "三门峡市数字化城市管理监督指挥中心",
            PublicTitle = "三门峡城市管理随手报",
        };

        public ValueTask<ShellModel> ForAsync(HttpContext context) => ValueTask.FromResult(WithoutMenu(context) with
        {
            Person = new("派遣员 02", "派遣员", "指挥中心"),
            AsOf = "15:20:08",
            Messages = 3,
            HelpHref = "/help",
            Query = context.Request.Query["q"],
            Menu =
            [
                new("协同工作",
                [
                    new("待派遣", "/kit/list", 14, context.Request.Path == "/kit/list"),
                    new("待审批", "#", 6),
                    new("回退", "#", 3) { IsSub = true },
                    new("已派待签收", "#", 9),
                ]),
                new("监督指挥", [new("在办案件", "/kit/case", 335, context.Request.Path == "/kit/case"), new("地图", "#") { Icon = Icon.Map }]),
                new("样张", [new("各种状态", "/kit/states"), new("表单", "/kit/form"), new("公众上报", "/kit/public"), new("登录", "/kit/login")]),
            ],
            PhoneBar = [new("待办", "/kit/list", 14, context.Request.Path == "/kit/list"), new("地图", "#") { Icon = Icon.Map }, new("消息", "#", 3) { Icon = Icon.Bell }],
        });
    }
}
