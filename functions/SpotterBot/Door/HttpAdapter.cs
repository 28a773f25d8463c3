using Microsoft.AspNetCore.Http.Features;
using SpotterBot.Recordings;

namespace SpotterBot.Door;

/// <summary>Between the web server and the door: bytes in, bytes out.</summary>
internal static class HttpAdapter
{
    /// <summary>Reads the request as it was sent; a body past the door's limit is cut one byte behind it, which the door then refuses.</summary>
    public static async ValueTask<WebhookRequest> ReadAsync(this HttpContext context)
    {
        using var body = new MemoryStream();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var buffer = new byte[8192];
        int read;
        while (body.Length <= Doorkeeper.BodyBytesMost && (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
        }

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return new WebhookRequest(
            context.Request.Method,
            target,
            context.Request.ContentType,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
    }

    /// <summary>A sound of somebody's own: nobody on the way keeps it.</summary>
    public static async Task WriteAsync(this HttpContext context, SoundReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers.CacheControl = SoundReply.CacheControl;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    public static async Task WriteAsync(this HttpContext context, WebhookReply reply)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.ContentType is { } type)
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(reply.Body);
        }
    }
}
