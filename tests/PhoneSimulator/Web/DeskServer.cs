using System.Net;
using PhoneCompany;
using PhoneSimulator.Hosting;
using PhoneSimulator.Time;
using PhoneSimulator.View;

namespace PhoneSimulator.Web;

/// <summary>The desk's one web server, on loopback: the page, its events and commands, and the phone company's REST API.</summary>
internal static class DeskServer
{
    private const int BodyBytesMost = 64 * 1024;

    public static WebApplication Build(int port, PhoneNetwork network, DeskClock clock, DeskView view, ProgramHost program)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMost;
        });
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (!OwnPagesOnly.IsAllowed(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next(context);
        });
        app.UseRouting();
        MapDesk(app, network, clock, view, program);
        app.Map("/2010-04-01/{**path}", (HttpContext context) => RestAdapter.HandleAsync(context, network));
        app.Map("/v1/{**path}", (HttpContext context) => RestAdapter.HandleAsync(context, network));
        app.MapGet("/{**path}", Page.ServeAsync);
        return app;
    }

    private static void MapDesk(WebApplication app, PhoneNetwork network, DeskClock clock, DeskView view, ProgramHost program)
    {
        var commands = new Commands(network, clock, view, program);
        var events = new Events(network, clock, view, app.Lifetime.ApplicationStopping);
        var desk = app.MapGroup("/desk");
        desk.MapGet("/cast", () => Results.Json(CastView.Make(), DeskView.Json));
        desk.MapGet("/events", (CancellationToken closed) => TypedResults.ServerSentEvents(events.StreamAsync(closed)));
        desk.MapPost("/clock", commands.Clock);
        desk.MapPost("/restart", commands.RestartAsync);
        desk.MapPost("/kill", commands.KillAsync);
        desk.MapPost("/phones/{number}/{action}", commands.Phone);
    }
}

/// <summary>Who is on the desk, for the page to lay out its phones.</summary>
internal static class CastView
{
    public static object Make() => new
    {
        Lines = new[] { new { Number = Cast.Line, Label = "SpotterBot" }, new { Number = Cast.EmsCallback, Label = "SpotterBot, for EMS" } },
        Phones = Cast.All.Select(m => new
        {
            m.Name,
            m.Number,
            Role = m.Role.ToString().ToLowerInvariant(),
            Texts = m.Role != Role.Ems,
            Behaviours = Behaviours.For(m.Role).Select(b => new { b.Id, b.Label }),
        }),
    };
}
