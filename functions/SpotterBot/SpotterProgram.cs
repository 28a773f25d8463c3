using System.Net;
using System.Security.Cryptography;
using SpotterBot.Door;
using SpotterBot.Health;
using SpotterBot.Observability;
using SpotterBot.Outreach;
using SpotterBot.Preflight;
using SpotterBot.Recordings;
using SpotterBot.Settings;
using SpotterBot.Sounds;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace SpotterBot;

/// <summary>The program as a process: settings, store, web server, sweep.</summary>
public static class SpotterProgram
{
    public const int DefaultPort = 8080;

    private const string WrongKey = "Privacy:Key is not the key that the store's rows are sealed with: set the one they were written with.";

    /// <summary>A host gives us thirty seconds in all, from the start of the process until we listen.</summary>
    private static readonly TimeSpan SeedPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SeedAgain = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs until it is stopped. Returns non-zero for faulty settings, and when it ends without having been asked to. An operator's command
    /// (<see cref="OperatorCommands"/>) is carried out instead, and has its own exit codes.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (OperatorCommands.AreMeant(args))
        {
            var asked = NewBuilder([]);
            return await OperatorCommands.RunAsync(args, asked.Configuration, asked.Environment.IsDevelopment(), TimeProvider.System, Console.Out);
        }

        var builder = NewBuilder(args);
        Action<ILoggingBuilder> console = logging => logging.AddConsoleLog(builder.Configuration, HostsPort(builder.Configuration) is not null);
        console(builder.Logging.ClearProviders());
        using var early = LoggerFactory.Create(console);
        var log = early.CreateLogger(typeof(SpotterProgram).FullName!);
        builder.Services.AddExport(builder.Configuration, log); // Before the rest, so that it ends after them.
        var (settings, faults) = SpotterSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (settings is null)
        {
            foreach (var line in faults.ToFaultLines())
            {
                log.SettingFaulty(line);
            }

            return 2;
        }

        var port = int.TryParse(HostsPort(builder.Configuration) ?? builder.Configuration["PORT"], out var chosen) ? chosen : DefaultPort;
        WebApplication app;
        try
        {
            app = Build(builder, settings, TimeProvider.System, port);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            log.CannotStart(fault.Message);
            return 3;
        }

        await using (app)
        {
            if (await SeedAsync(app, log) is { } code)
            {
                return code;
            }

            await app.RunAsync();
        }

        // A host restarts only what ends with a fault, and nobody but a host or a signal stops us.
        return 1;
    }

    /// <summary>Settings are read once, at the start. Their files are not watched: a machine whose inotify instances are used up would refuse to, and nothing would start.</summary>
    public static WebApplicationBuilder NewBuilder(string[] args) => WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);

    /// <summary>
    /// The first thing asked of the store, which warms the connection before anybody waits for it: the roster of the settings goes into it, and the areas come
    /// out. Returns the exit code where the program cannot start so; null where it listens. A store that is slow is not waited for: it goes on meanwhile.
    /// </summary>
    public static async Task<int?> SeedAsync(WebApplication app, ILogger log)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var seeding = SeedOnceAsync(app.Services);
        try
        {
            if (await Task.WhenAny(seeding, Task.Delay(SeedPatience, time)) == seeding)
            {
                await seeding;
                return null;
            }

            log.StartsOnSlowStore();
        }
        catch (CryptographicException)
        {
            log.CannotStart(WrongKey);
            return 3;
        }
        catch (IOException fault) when (HostsPort(app.Configuration) is null)
        {
            log.CannotStart(fault.Message);
            return 3;
        }
        catch (IOException fault)
        {
            // A host starts us three times and then no more. We listen: callers hear a sentence, and the roster is written when the store is there.
            log.StartsWithoutStore(fault.Message);
        }

        _ = SeedLaterAsync(app, seeding, time, log);
        return null;
    }

    private static async Task SeedOnceAsync(IServiceProvider services)
    {
        await Composition.SeedRosterAsync(services);
        await Composition.ReadAreasAsync(services);
    }

    /// <param name="seeding">Under way, or failed.</param>
    private static async Task SeedLaterAsync(WebApplication app, Task seeding, TimeProvider time, ILogger log)
    {
        while (!app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                await seeding;
                return;
            }
            catch (IOException)
            {
                // The health report says that the store is away.
            }
            catch (CryptographicException)
            {
                // Who listens already goes on: a caller hears a sentence.
                log.CannotStart(WrongKey);
                return;
            }

            await Task.Delay(SeedAgain, time);
            seeding = SeedOnceAsync(app.Services);
        }
    }

    /// <summary>The web application, not yet started. The caller disposes it, and with it the store.</summary>
    /// <param name="port">On loopback; 0: any free one.</param>
    public static WebApplication Build(WebApplicationBuilder builder, SpotterSettings settings, TimeProvider time, int port, Action<IServiceCollection>? adjust = null)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Doorkeeper.BodyBytesMost;
        });
        // The web server's own lines say nothing that ours do not, and repeat whatever a stranger puts into a URL.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var folder = Path.GetDirectoryName(Path.GetFullPath(settings.Storage.File))!;
        var key = settings.Privacy.Key?.ToArray() ?? Privacy.LoadOrMakeKey(Path.Combine(folder, "privacy.key"));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new Hosting(HostsPort(builder.Configuration) is not null));
        var store = Stores.Open(settings.Storage, time);
        builder.Services.AddSpotterBot(settings, store, new Privacy(key));
        builder.Services.AddHostedService<OutreachDrain>();
        builder.Services.AddHostedService<SweepLoop>();
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        if (SwitchSettings.WhyNot(settings) is { } why)
        {
            app.Logger.NoDeadMansSwitch(why);
        }

        app.Lifetime.ApplicationStopped.Register(() => (store as IDisposable)?.Dispose());
        if (HostsPort(app.Configuration) is not null)
        {
            app.UseInvocationId();
            MapHost(app);
        }

        // Made now: it counts from the start until the first sweep.
        var health = app.Services.GetRequiredService<HealthFunction>();
        app.Map("/api/health", async (HttpContext context) => await context.WriteAsync(await health.HandleAsync()));
        app.MapGet(CalmTone.Path, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=604800";
            return Results.Bytes(CalmTone.Wave.ToArray(), WaveFile.ContentType);
        });
        app.MapGet(
            RecordingsFunction.Folder + "{session}/{link}",
            async (string session, string link, HttpContext context, RecordingsFunction recordings) => await context.WriteAsync(await recordings.HandleAsync(session, link)));
        app.Map("/api/{**path}", async (HttpContext context, Webhooks webhooks) => await context.WriteAsync(await webhooks.HandleAsync(await context.ReadAsync())));
        return app;
    }

    /// <summary>The port on which an Azure Functions host expects its handler; null where there is no such host.</summary>
    private static string? HostsPort(IConfiguration configuration) => configuration["FUNCTIONS_CUSTOMHANDLER_PORT"];

    /// <summary>What only the host asks for, on loopback: whether we are up, and the timer.</summary>
    private static void MapHost(WebApplication app)
    {
        app.MapGet("/", () => Results.Text("SpotterBot"));
        app.MapPost(WakeUpFunction.Path, async (HttpContext context, WakeUpFunction wakeUp) => await context.WriteAsync(await wakeUp.HandleAsync()));
    }
}

internal static partial class ProgramLog
{
    [LoggerMessage(6001, LogLevel.Critical, "{Fault}")]
    public static partial void SettingFaulty(this ILogger log, string fault);

    [LoggerMessage(6002, LogLevel.Critical, "{Reason}")]
    public static partial void CannotStart(this ILogger log, string reason);

    [LoggerMessage(6005, LogLevel.Critical, "Started without the store; the roster is written when it is there. {Reason}")]
    public static partial void StartsWithoutStore(this ILogger log, string reason);

    [LoggerMessage(6006, LogLevel.Warning, "{Why}. See \"If it dies\" in the README")]
    public static partial void NoDeadMansSwitch(this ILogger log, string why);

    [LoggerMessage(6007, LogLevel.Warning, "Started before the store, which is slow, had given all that was asked of it; that goes on meanwhile")]
    public static partial void StartsOnSlowStore(this ILogger log);
}
