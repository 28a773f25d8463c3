using System.Net;
using PhoneSimulator.Hosting;
using PhoneSimulator.Stories;
using PhoneSimulator.View;

namespace PhoneSimulator.Web;

/// <summary>The desk's one web server, on loopback: the page, its events and commands, and the phone company's REST API.</summary>
internal static class DeskServer
{
    private const int BodyBytesMost = 64 * 1024;

    public static WebApplication Build(int port, Desk desk)
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
        MapDesk(app, desk);
        app.Map("/2010-04-01/{**path}", (HttpContext context) => RestAdapter.HandleAsync(context, desk.Network));
        app.Map("/v1/{**path}", (HttpContext context) => RestAdapter.HandleAsync(context, desk.Network));
        app.MapGet("/{**path}", Page.ServeAsync);
        return app;
    }

    private static void MapDesk(WebApplication app, Desk desk)
    {
        var commands = new Commands(desk);
        var events = new Events(desk, app.Lifetime.ApplicationStopping);
        var paths = app.MapGroup("/desk");
        paths.MapGet("/cast", () => Results.Json(CastView.Of(desk.Phones), DeskView.Json));
        paths.MapGet("/events", (CancellationToken closed) => TypedResults.ServerSentEvents(events.StreamAsync(closed)));
        paths.MapPost("/clock", commands.Clock);
        paths.MapPost("/restart", commands.RestartAsync);
        paths.MapPost("/kill", commands.KillAsync);
        paths.MapPost("/phones", commands.Put);
        paths.MapPost("/phones/{number}/{action}", commands.Phone);
        paths.MapPost("/stories/stop", commands.StopStory);
        paths.MapPost("/stories/{id}/tell", commands.Tell);
        paths.MapPost("/faults/mend", commands.MendEverything);
        paths.MapPost("/faults/{fault}", commands.Break);
    }
}

/// <summary>Who is on the desk and what can be told there, for the page to lay out.</summary>
internal static class CastView
{
    public static object Of(Phones phones) => new
    {
        Lines = new[] { new { Number = Cast.Line, Label = "SpotterBot" }, new { Number = Cast.EmsCallback, Label = "SpotterBot, for EMS" } },
        Phones = phones.All.Select(MemberView.Of),
        Stories = Bookshelf.All.Select(s => new { s.Id, s.Title, s.Promise }),
    };
}
