using System.Net;
using System.Text.Json;

namespace Scenarios.Support;

/// <summary>What stands behind the address for alarms: it keeps what is posted, and fails when told to.</summary>
public sealed class AlarmSink(TimeProvider time) : HttpMessageHandler
{
    public const string Address = "https://alarms.example.org/hook?key=secret-of-the-hook";

    private readonly List<(DateTimeOffset Utc, JsonElement Report)> _posts = [];

    public HttpStatusCode Answers { get; set; } = HttpStatusCode.NoContent;

    /// <summary>Posts that were refused, too.</summary>
    public int Asked { get; private set; }

    /// <summary>As in <c>calls open</c>, in the order in which they were taken.</summary>
    public IReadOnlyList<string> Said => [.. _posts.Select(p => $"{p.Report.GetProperty("kind").GetString()} {p.Report.GetProperty("state").GetString()}")];

    public IReadOnlyList<(DateTimeOffset Utc, JsonElement Report)> Posts => _posts;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal((HttpMethod.Post, Address, "application/json"), (request.Method, request.RequestUri!.ToString(), request.Content!.Headers.ContentType!.MediaType));
        using var report = JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        Asked++;
        if (Answers == HttpStatusCode.NoContent)
        {
            _posts.Add((time.GetUtcNow(), report.RootElement.Clone()));
        }

        return new HttpResponseMessage(Answers);
    }
}
