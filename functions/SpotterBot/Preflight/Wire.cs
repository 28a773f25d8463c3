using System.Text.Json;
using SpotterBot.Outreach;

namespace SpotterBot.Preflight;

/// <summary>Plain requests, as somebody outside makes them; what goes wrong with the connection is an answer too.</summary>
public sealed class Wire(IHttpClientFactory clients, Urls urls, TimeProvider time)
{
    /// <summary>The name under which the HTTP client is registered.</summary>
    public const string HttpClientName = "Preflight";

    private Task<HealthReading>? _health;

    /// <summary>What the service says of itself to the outside; asked once.</summary>
    public Task<HealthReading> HealthAsync() => _health ??= ReadHealthAsync();

    public async Task<WireAnswer> SendAsync(HttpRequestMessage request)
    {
        var asked = time.GetUtcNow();
        return await ExchangeAsync(request) with { AskedUtc = asked, AnsweredUtc = time.GetUtcNow() };
    }

    public async Task<WireAnswer> GetAsync(Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await SendAsync(request);
    }

    private async Task<WireAnswer> ExchangeAsync(HttpRequestMessage request)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var response = await client.SendAsync(request);
            return new WireAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Date, null);
        }
        catch (HttpRequestException fault)
        {
            return new WireAnswer(null, "", null, fault.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "its name is not known",
                HttpRequestError.SecureConnectionError => "its certificate is not accepted",
                HttpRequestError.ConnectionError => "nobody listens there",
                _ => "the connection broke",
            });
        }
        catch (OperationCanceledException)
        {
            return new WireAnswer(null, "", null, "no answer came in time");
        }
    }

    private async Task<HealthReading> ReadHealthAsync()
    {
        var answer = await GetAsync(new Uri(urls.Health));
        try
        {
            using var report = JsonDocument.Parse(answer.Body);
            var root = report.RootElement;
            return new HealthReading(
                answer,
                root.GetProperty("store").GetString(),
                Seconds(root.GetProperty("lastSweepSeconds")),
                root.GetProperty("version").GetString(),
                root.GetProperty("utc").GetDateTimeOffset(),

                // An older program does not tell of its timer.
                root.TryGetProperty("hosted", out var hosted) && hosted.GetBoolean(),
                root.TryGetProperty("lastTimerSeconds", out var timer) ? Seconds(timer) : null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new HealthReading(answer, null, null, null, null, Hosted: false, null);
        }
    }

    private static double? Seconds(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetDouble();
}

/// <param name="Status">Null where no answer came.</param>
/// <param name="Date">What the answerer's clock showed.</param>
/// <param name="Why">Why no answer came.</param>
public sealed record WireAnswer(int? Status, string Body, DateTimeOffset? Date, string? Why)
{
    public DateTimeOffset AskedUtc { get; init; }

    public DateTimeOffset AnsweredUtc { get; init; }

    /// <summary>For a sentence: "answers 502" or what is in the way.</summary>
    public string Told => Status is { } status ? $"answers {status}" : Why!;
}

/// <summary>The health report, as far as it is one.</summary>
/// <param name="LastSweepSeconds">Null before the first sweep, too.</param>
/// <param name="Version">Null where it is no health report.</param>
/// <param name="Hosted">A Functions host runs the program, and its timer is to come.</param>
/// <param name="LastTimerSeconds">Null where the host's timer never came.</param>
public sealed record HealthReading(
    WireAnswer Answer, string? Store, double? LastSweepSeconds, string? Version, DateTimeOffset? Utc, bool Hosted, double? LastTimerSeconds);
