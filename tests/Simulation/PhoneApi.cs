using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Simulation;

/// <summary>The phone company's REST server, over a socket of loopback. Where no answer can be given the connection breaks.</summary>
public sealed class PhoneApi : IAsyncDisposable
{
    private readonly WebApplication _web;

    private PhoneApi(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var builder = SpotterBot.SpotterProgram.NewBuilder([]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _web = builder.Build();
        Map(_web, answer);
    }

    /// <summary>Scheme, host and port.</summary>
    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="answer">Its token is cancelled when whoever asked has gone.</param>
    public static async Task<PhoneApi> StartAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var api = new PhoneApi(answer);
        await api._web.StartAsync();
        return api;
    }

    /// <summary>Serves every path that nothing else is mapped to.</summary>
    /// <param name="answer">See <see cref="StartAsync"/>.</param>
    public static void Map(WebApplication web, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) =>
        web.Map("/{**path}", (HttpContext context) => ServeAsync(context, answer));

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async Task ServeAsync(HttpContext context, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"https://api.twilio.com{context.Request.Path}{context.Request.QueryString}");
        if (context.Request.Method != "GET")
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.ContentType = context.Request.ContentType is { } type ? MediaTypeHeaderValue.Parse(type) : null;
        }

        foreach (var header in context.Request.Headers.Where(h => !h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && h.Key != "Host"))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
        }

        HttpResponseMessage response;
        try
        {
            response = await answer(request, context.RequestAborted);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            context.Abort();
            return;
        }

        using (response)
        {
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var header in response.Headers)
            {
                context.Response.Headers.Append(header.Key, header.Value.ToArray());
            }

            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body);
        }
    }
}
