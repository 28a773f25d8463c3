using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using PhoneCompany;

namespace GoingLive.Walk;

/// <summary>The phone company on a port of loopback, as a program in another process reaches it: its API, and the TwiML that it hosts.</summary>
internal sealed class PhoneCompanyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PhoneCompanyServer(WebApplication app) => _app = app;

    /// <summary>Who answers. Another account is another network.</summary>
    public required PhoneNetwork Network { get; set; }

    public string Url => _app.Urls.Single();

    public static async Task<PhoneCompanyServer> StartAsync(PhoneNetwork network)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new PhoneCompanyServer(builder.Build()) { Network = network };
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.GetEncodedUrl());
        request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                request.Content.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        using var response = context.Request.Path.StartsWithSegments("/twiml")
            ? await Network.HandleTwimlBinAsync(request, context.RequestAborted)
            : await Network.HandleRestAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (response.Headers.Date is { } date)
        {
            context.Response.Headers.Date = date.ToString("r");
        }

        await response.Content.CopyToAsync(context.Response.Body);
    }
}
