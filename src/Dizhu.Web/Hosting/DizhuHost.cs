using Dizhu.Core.Administration;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Dizhu.Core;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Cases;
using Dizhu.Core.Exchange;
using Dizhu.Core.Geodata;
using Dizhu.Core.Inbox;
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

    /// <summary>The folder outside the database where the seals of the journal are kept; null for <c>seals</c> in the data folder.</summary>
    public string? SealFolder { get; init; }

    /// <summary>Where to listen, for example <c>http://127.0.0.1:8080</c>; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The clock; tests bring their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reports a minute from one address without log-in.</summary>
    public int PublicReportsPerMinute { get; init; } = 20;

    /// <summary>What carries requests to other systems; null for the network.</summary>
    public HttpMessageHandler? Outside { get; init; }

    /// <summary>The operator's service for mail and text messages, and what to sign with; null puts them down in the data folder.</summary>
    public (Uri Address, string Secret)? Gateway { get; init; }

    /// <summary>The city's GIS that base data follow; null where they are imported here.</summary>
    public BaseData.GisProvider? Gis { get; init; }

    /// <summary>Log-ins tried a minute from one address.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Writes done at the same time on this node.</summary>
    public int WritesAtOnce { get; init; } = 32;

    /// <summary>Writes that may wait for their turn; who comes beyond them is told at once to come again.</summary>
    public int WritesWaiting { get; init; } = 64;
}

/// <summary>Builds the one process: storage, rooms, interface and pages.</summary>
public static class DizhuHost
{
    public const string PublicLimit = "public";

    /// <summary>For the questions of the public report: what is sent or stored counts as a report, the questions between count less.</summary>
    public const string QuestionsLimit = "questions";

    public const string SignInLimit = "sign-in";
    private const int QuestionsPerReport = 8;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private const long LargestBody = 20L * 1024 * 1024;

    /// <summary>Larger ones are photos, which take long to arrive and little to store: they do not queue with the acts.</summary>
    private const long LargestAct = 64 * 1024;

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
        // The keys lie in the data folder, which is kept as the database beside it is; the advice to encrypt them apart is not for every start.
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
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
        services.AddSingleton(new Dizhu.Core.Journal.SealFile(options.SealFolder ?? Path.Combine(options.DataFolder, "seals"))).AddSingleton<JournalSealer>().AddSingleton<ReporterData>().AddSingleton<Evidence>();
        services.AddSingleton<CityBooksHolder>().AddSingleton<Dizhu.Core.Extending.SubsystemRegister>().AddSingleton<NumberBlocks>().AddSingleton<CaseDoor>().AddSingleton<CaseReads>().AddSingleton<UnitLoads>().AddSingleton<CallerHistory>().AddSingleton<Acceptance.BesideReader>().AddSingleton<DeskLocks>().AddSingleton<SettingsDoor>().AddSingleton<StaffDoor>().AddSingleton<Dizhu.Core.Geocoding.GeocodeBatches>().AddSingleton<Dizhu.Core.Evaluation.DailyReports>().AddSingleton<Dizhu.Core.Evaluation.PublicFigures>().AddSingleton<Dizhu.Core.Evaluation.WallReads>().AddSingleton<Public.PublishedFigures>();
        services.AddSingleton<Api.PhotoStore>().AddSingleton<SignIn>().AddSingleton<ApiKeys>().AddSingleton<AuditLog>().AddSingleton<Delegations>()
            .AddSingleton<Dizhu.Core.Ledgers.RecordDoor>().AddSingleton<Dizhu.Core.Ledgers.NoticeReads>().AddSingleton<Dizhu.Core.Views.SavedViews>().AddSingleton<Pages.ListViews>();
        services.AddSingleton<Housekeeping>().AddHostedService(s => s.GetRequiredService<Housekeeping>());
        BaseData.Serving.MapServing.Add(services);
        AddEffects(services, options);
        AddBaseData(services, options);
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

        // Styles and scripts only: they are the same for everybody, so that nothing can be guessed from how small they become.
        services.AddResponseCompression(c => (c.EnableForHttps, c.MimeTypes) = (true, ["text/css", "text/javascript"]));
        AddLimits(services, options);
        services.AddOpenApi("v1", Api.OpenApiText.Describe);
        services.AddMemoryCache().AddSingleton<Public.NumberLookups>();
        services.AddRazorPages(Pages.Conventions.Apply);
        services.AddDizhuWebKit();
        services.AddScoped<Pages.DeskCounts>().AddScoped<IShell, Pages.Shell>();
    }

    private static void AddEffects(IServiceCollection services, DizhuHostOptions options)
    {
        var client = new HttpClient(options.Outside ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = AnswerWithin };
        services.AddSingleton(client);
        services.AddSingleton<IMessageGateway>(options.Gateway is { } gateway
            ? new HttpGateway(client, gateway.Address, gateway.Secret)
            : new FileGateway(Path.Combine(options.DataFolder, "outgoing")));
        services.AddSingleton<ISender>(new WebhookSender(client)).AddSingleton<ISender, GatewaySender>();
        services.AddSingleton<Fan>().AddSingleton<Relay>().AddSingleton<Inboxes>().AddSingleton<Notes>().AddSingleton<Undelivered>().AddSingleton<CaseMirror>();
        services.AddSingleton<Effects>().AddHostedService(s => s.GetRequiredService<Effects>());
        services.AddSingleton<EventTail>().AddHostedService(s => s.GetRequiredService<EventTail>());
    }

    private static void AddBaseData(IServiceCollection services, DizhuHostOptions options)
    {
        services.AddSingleton(options.Store.Bulk).AddSingleton<ImportDoor>().AddSingleton<BaseLayersDoor>().AddSingleton<Boundaries>().AddSingleton<BaseHistory>().AddSingleton<BaseChanges>().AddSingleton<DrawnChanges>()
            .AddSingleton<OwnershipDoor>().AddSingleton<CameraCatalogue>().AddSingleton<ICameraProbe, BaseData.NetworkCameraProbe>();
        services.AddHostedService<BaseData.CameraWatch>();
        services.AddSingleton<BaseData.GisFollower>();
        if (options.Gis is not null)
        {
            services.AddHostedService(s => s.GetRequiredService<BaseData.GisFollower>());
        }

        services.AddSingleton<BaseData.ImportJobs>().AddHostedService(s => s.GetRequiredService<BaseData.ImportJobs>());
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
        var authorization = services.AddAuthorizationBuilder();
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
        limiter.AddPolicy(QuestionsLimit, http => Public.ReportModel.Stores(http.Request)
            ? Window(http, options.PublicReportsPerMinute)
            : Window(http, options.PublicReportsPerMinute * QuestionsPerReport, "questions "));
        limiter.AddPolicy(SignInLimit, http => Window(http, options.SignInsPerMinute));
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(http => Turn(http, options));

        // Only a limit by time knows when the next may come; without one it was the queue of writes that is full.
        limiter.OnRejected = async (rejected, _) => await Safety.TellAsync(
            rejected.HttpContext, rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var _) ? Refused.TooMany : Refused.Busy);
    });

    /// <summary>Under overload a short queue answers most in time and refuses the rest in words, where a long one would answer nobody in time.</summary>
    private static RateLimitPartition<bool> Turn(HttpContext http, DizhuHostOptions options) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.ContentLength is not > LargestAct
            ? RateLimitPartition.GetConcurrencyLimiter(true, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = options.WritesAtOnce,
                QueueLimit = options.WritesWaiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : RateLimitPartition.GetNoLimiter(false);

    private static RateLimitPartition<string> Window(HttpContext http, int perMinute, string kind = "") => RateLimitPartition.GetFixedWindowLimiter(
        $"{kind}{http.Connection.RemoteIpAddress}",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) });

    private static void Use(WebApplication app)
    {
        app.UseMiddleware<Safety>();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600",
        });
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<FirstPasswordGate>();
        app.UseAuthorization();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        Api.Endpoints.Map(app);
        app.MapRazorPages();
    }
}
