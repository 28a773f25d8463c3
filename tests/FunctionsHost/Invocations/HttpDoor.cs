using System.Diagnostics;
using System.Net;
using FunctionsHost.App;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace FunctionsHost.Invocations;

/// <summary>
/// What the front end sends is matched to a function, let in, and forwarded by the proxy that the real host uses, so that the headers, the path
/// and the query are changed as it changes them.
/// </summary>
internal sealed class HttpDoor : IAsyncDisposable
{
    /// <summary>About 210 MB.</summary>
    private const long BodyBytesMost = 220_200_960;

    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly WebApplication _web;
    private readonly RouteTable _routes;
    private readonly HostOptions _options;
    private readonly Invoker _invoker;
    private readonly HttpMessageInvoker _wire = new(new HandlerWire());

    public HttpDoor(IEnumerable<HttpFunction> functions, HostOptions options, Invoker invoker)
    {
        (_options, _invoker) = (options, invoker);
        _routes = new RouteTable(functions);
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = BodyBytesMost;
        });
        _web = builder.Build();
        _web.Run(ServeAsync);
    }

    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public Task StartAsync() => _web.StartAsync();

    /// <summary>Connections break in the middle of whatever is on them.</summary>
    public Task CutAsync() => _web.StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _wire.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        ServeAsFrontEndSays(context.Request);
        if (context.Request.Path == "/" && HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.WriteAsync("Your Functions App is up and running");
        }
        else if (context.Request.Path.StartsWithSegments("/admin") || context.Request.Path.StartsWithSegments("/runtime"))
        {
            // The host's own interface is there, and closed; what it can do is not modelled.
            context.Response.StatusCode = Key(context.Request) == _options.MasterKey ? 200 : 401;
        }
        else if (_routes.Find(context.Request) is not { } function)
        {
            context.Response.StatusCode = 404;
        }
        else if (!MayCall(function, Key(context.Request)))
        {
            context.Response.StatusCode = 401;
        }
        else
        {
            var over = await _invoker.RunAsync(function.Name, (handler, id, token) => ForwardAsync(context, handler, id, token), context.RequestAborted);
            if (over.Outcome != InvocationOutcome.Succeeded && !context.Response.HasStarted)
            {
                // A failure on the host's side is 500 with nothing in it.
                context.Response.Clear();
                context.Response.StatusCode = 500;
            }
        }
    }

    /// <summary>On Linux the host takes the public name and scheme from what the front end adds.</summary>
    private static void ServeAsFrontEndSays(HttpRequest request)
    {
        if (request.Headers["DISGUISED-HOST"].ToString() is { Length: > 0 } name)
        {
            request.Host = new HostString(name);
        }

        if (request.Headers["X-Forwarded-Proto"].ToString() is { Length: > 0 } scheme)
        {
            request.Scheme = scheme;
        }
    }

    private static string Key(HttpRequest request) => request.Headers["x-functions-key"].ToString() is { Length: > 0 } key ? key : request.Query["code"].ToString();

    private bool MayCall(HttpFunction function, string key) => function.AuthLevel switch
    {
        AuthLevel.Anonymous => true,
        AuthLevel.Function => key == _options.FunctionKey || key == _options.MasterKey,
        _ => key == _options.MasterKey,
    };

    private async Task<(InvocationOutcome Outcome, string Detail)?> ForwardAsync(HttpContext context, Uri handler, string id, CancellationToken token)
    {
        using var activity = new Activity("Invocation").Start();
        var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
        var error = await forwarder.SendAsync(context, handler.AbsoluteUri, _wire, Forwarding, new HostsHeaders(id), token);
        return error == ForwarderError.None
            ? (InvocationOutcome.Succeeded, $"{context.Response.StatusCode}")
            : (InvocationOutcome.Failed, context.GetForwarderErrorFeature()?.Exception?.Message ?? error.ToString());
    }

    /// <summary>
    /// The proxy's defaults, which set the forwarded scheme, host and peer and let the Host header be the handler's; and the ids of the invocation.
    /// </summary>
    private sealed class HostsHeaders(string invocation) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await Default.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            foreach (var (name, value) in new[] { ("X-Azure-Functions-InvocationId", invocation), ("X-Azure-Functions-HostVersion", Envelope.HostVersion), ("x-ms-invocation-id", invocation) })
            {
                proxyRequest.Headers.Remove(name);
                proxyRequest.Headers.TryAddWithoutValidation(name, value);
            }
        }

        public override ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken) =>
            Default.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);

        public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
            Default.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
    }
}
