using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpotterBot.Tests.Door;

namespace SpotterBot.Tests.Observability;

/// <summary>What traces and metrics are sent to: takes all, and keeps it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Body)> _got = new();

    private Collector()
    {
        var builder = SpotterProgram.NewBuilder([]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Map("/{**path}", TakeAsync);
    }

    public Uri Address => TestWebhooks.AddressOf(_app);

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The bodies sent to a path, one behind the other; whatever is text in them can be read.</summary>
    public string Got(string path) => string.Concat(_got.Where(g => g.Path == path).Select(g => g.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        await using var body = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes);
        _got.Enqueue((context.Request.Path, Encoding.Latin1.GetString(bytes.ToArray())));
        if (context.Request.Path == "/v2.1/track")
        {
            await context.Response.WriteAsJsonAsync(new { itemsReceived = 1, itemsAccepted = 1, errors = Array.Empty<string>() });
        }
    }
}
