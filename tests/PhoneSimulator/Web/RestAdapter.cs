using System.Net.Http.Headers;
using PhoneCompany;

namespace PhoneSimulator.Web;

/// <summary>The phone company's REST server on the desk's port: requests are handed to it as they came.</summary>
internal static class RestAdapter
{
    public static async Task HandleAsync(HttpContext context, PhoneNetwork network)
    {
        var request = context.Request;
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), $"http://{request.Host}{request.Path.ToUriComponent()}{request.QueryString}");
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var authorization))
        {
            message.Headers.Authorization = authorization;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > 0)
        {
            message.Content = new ByteArrayContent(body.ToArray());
            if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            {
                message.Content.Headers.ContentType = type;
            }
        }

        using var response = await network.HandleRestAsync(message, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers)
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (response.StatusCode != System.Net.HttpStatusCode.NoContent)
        {
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
