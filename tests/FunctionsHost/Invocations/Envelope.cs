using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsHost.App;

namespace FunctionsHost.Invocations;

/// <summary>What the host posts for a function without HTTP, and how it reads the answer. Keys are in PascalCase, the body has no length.</summary>
internal static class Envelope
{
    public const string HostVersion = "4.1041.200.0";

    private static readonly JsonSerializerOptions AsNamed = new() { PropertyNamingPolicy = null };

    public static HttpRequestMessage OfTimer(Uri handler, TimerFunction function, string invocation, TimerStatus? status, bool isPastDue, DateTimeOffset now)
    {
        var body = new Dictionary<string, object?>
        {
            ["Data"] = new Dictionary<string, object?>
            {
                [function.Binding] = new { Schedule = new { AdjustForDST = true }, ScheduleStatus = status, IsPastDue = isPastDue },
            },
            ["Metadata"] = new Dictionary<string, object?>
            {
                ["sys"] = new { MethodName = function.Name, UtcNow = now.UtcDateTime, RandGuid = NewId() },
            },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(handler, "/" + function.Name))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, AsNamed)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.Add("X-Azure-Functions-InvocationId", invocation);
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/" + HostVersion);
        return request;
    }

    /// <summary>Null where the host would wait for more, for as long as the function may run: nothing was in the answer.</summary>
    public static (InvocationOutcome Outcome, string Detail)? Read(int status, MediaTypeHeaderValue? type, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (status is < 200 or >= 300)
        {
            return (InvocationOutcome.Failed, $"Response status code does not indicate success: {status}.");
        }

        if (text.Trim() is "" or "null")
        {
            return null;
        }

        if (type?.MediaType != "application/json")
        {
            return (InvocationOutcome.Failed, $"Invalid HttpResponseMessage: the content type is {type?.MediaType ?? "missing"}.");
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? (InvocationOutcome.Succeeded, text)
                : (InvocationOutcome.Failed, "Invalid HttpResponseMessage: it is no object.");
        }
        catch (JsonException)
        {
            return (InvocationOutcome.Failed, "Invalid HttpResponseMessage: it is no JSON.");
        }
    }

    public static string NewId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}

/// <summary>When a timer ran and runs, as the host remembers it between instances.</summary>
public sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
