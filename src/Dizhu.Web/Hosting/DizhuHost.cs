using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Organisations;
using Dizhu.WebKit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Dizhu.Web.Hosting;

/// <summary>What a host is built with.</summary>
public sealed record DizhuHostOptions
{
    public required IStore Store { get; init; }

    /// <summary>The folder for photos and keys; it exists.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where to listen, for example <c>http://127.0.0.1:8080</c>; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The clock; tests bring their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reports a minute from one address without log-in.</summary>
    public int PublicReportsPerMinute { get; init; } = 20;

    /// <summary>Log-ins tried a minute from one address.</summary>
    public int SignInsPerMinute { get; init; } = 30;
}

/// <summary>Builds the one process: storage, rooms, interface and pages.</summary>
public static class DizhuHost
{
    public const string PublicLimit = "public";
    public const string SignInLimit = "sign-in";
    private const long LargestBody = 20L * 1024 * 1024;

    /// <summary>A host ready to run; the city's data are loaded before it answers.</summary>
    public static async Task<WebApplication> BuildAsync(DizhuHostOptions options, CancellationToken cancellationToken)
    {
        await options.Store.AssertDurableAsync(cancellationToken);

        // Reading the city takes about as long as setting up the pipeline; side by side the first page is there sooner.
        var city = Task.Run(() => CityLoader.LoadAsync(options.Store, cancellationToken), cancellationToken);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DizhuHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        AddServices(builder.Services, options);
        var app = builder.Build();
        app.Services.GetRequiredService<CityBooksHolder>().Swap(await city);
        Use(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, DizhuHostOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Store);
        services.AddSingleton<IReads>(options.Store);
        services.AddSingleton(options.Store.Transactions);
        services.AddSingleton(options.Time).AddSingleton(new CityClock(options.Time));
        services.AddSingleton<IAttachmentFiles>(new FolderAttachmentFiles(Path.Combine(options.DataFolder, "files")));
        services.AddSingleton<CityBooksHolder>().AddSingleton<Dizhu.Core.Extending.SubsystemRegister>().AddSingleton<NumberBlocks>().AddSingleton<CaseDoor>().AddSingleton<CaseReads>();
        services.AddSingleton<Api.PhotoStore>().AddSingleton<SignIn>().AddSingleton<ApiKeys>().AddSingleton<AuditLog>();
        services.AddSingleton<Housekeeping>().AddHostedService(s => s.GetRequiredService<Housekeeping>());
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("dizhu").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "keys")));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new InstantConverter());
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.Configure<RouteHandlerOptions>(r => r.ThrowOnBadRequest = true);
        AddAccess(services);
        AddLimits(services, options);
        services.AddOpenApi("v1", Api.OpenApiText.Describe);
        services.AddRazorPages(Pages.Conventions.Apply);
        services.AddDizhuWebKit();
        services.AddScoped<IShell, Pages.Shell>();
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddAuthentication("dizhu")
            .AddPolicyScheme("dizhu", null, p => p.ForwardDefaultSelector = http =>
                http.Request.Headers.ContainsKey(Identity.KeyHeader) ? Identity.KeyScheme : Identity.CookieScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Identity.KeyScheme, null)
            .AddCookie(Identity.CookieScheme, cookie =>
            {
                cookie.Cookie.Name = "dizhu";
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
                cookie.LoginPath = "/login";
                cookie.Events = new CookieEvents();
            });
        var authorization = services.AddAuthorizationBuilder().AddPolicy("administrators", p => p.RequireRole(nameof(Post.Administrator)));
        foreach (var (name, posts) in Pages.Conventions.Policies)
        {
            authorization.AddPolicy(name, p => p.RequireRole(posts.Select(x => x.ToString())));
        }

        services.AddAntiforgery(a =>
        {
            a.HeaderName = "X-CSRF-TOKEN";
            a.Cookie.Name = "dizhu-af";
            a.Cookie.SameSite = SameSiteMode.Strict;
        });
    }

    private static void AddLimits(IServiceCollection services, DizhuHostOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(PublicLimit, http => Window(http, options.PublicReportsPerMinute));
        limiter.AddPolicy(SignInLimit, http => Window(http, options.SignInsPerMinute));
        limiter.OnRejected = async (rejected, _) => await Safety.TellAsync(rejected.HttpContext, Refused.TooMany);
    });

    private static RateLimitPartition<string> Window(HttpContext http, int perMinute) => RateLimitPartition.GetFixedWindowLimiter(
        http.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) });

    private static void Use(WebApplication app)
    {
        app.UseMiddleware<Safety>();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600",
        });
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        Api.Endpoints.Map(app);
        app.MapRazorPages();
    }
}
