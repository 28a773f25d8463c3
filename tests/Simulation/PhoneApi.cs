using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Scenarios.Support;

/// <summary>The phone company's REST server, over a socket of loopback. Where no answer can be given the connection breaks.</summary>
internal sealed class PhoneApi : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _answer;

    private PhoneApi(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _web = builder.Build();
        _web.Map("/{**path}", ServeAsync);
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

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
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
            response = await _answer(request, context.RequestAborted);
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
