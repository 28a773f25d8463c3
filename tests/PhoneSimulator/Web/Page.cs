using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace PhoneSimulator.Web;

/// <summary>The page's files, out of the program itself.</summary>
internal static class Page
{
    private const string Prefix = "Page/";

    // No script, style or connection but the page's own.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var name = path.Length == 0 ? "index.html" : path;
        await using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name);
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = Types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
