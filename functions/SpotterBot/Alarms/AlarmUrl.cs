using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Alarms;

/// <summary>What is posted: plain JSON, nothing of anybody's. <see cref="Text"/> says the same in a sentence, under the name that chat rooms read.</summary>
/// <param name="Kind"><c>calls</c>, <c>texts</c>, <c>reports</c>, <c>store</c>, <c>away</c>, or <c>test</c>.</param>
/// <param name="State"><c>open</c>; <c>over</c> where it was told before, and has ended.</param>
/// <param name="OpenSessions">Null where they could not be counted.</param>
/// <param name="OverdueSessions">Those in which something was due and is not done.</param>
public sealed record AlarmReport(
    string Kind, string State, DateTimeOffset SinceUtc, DateTimeOffset? UntilUtc, DateTimeOffset Utc, int? OpenSessions, int? OverdueSessions, string Text)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Service => "SpotterBot";

    public HttpContent Content() => new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Options)))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };
}

/// <summary>The one way of alarming that needs no phone company: a post to an address of the coordinators' choice.</summary>
public sealed class AlarmUrl
{
    /// <summary>The name under which the HTTP client is registered.</summary>
    public const string HttpClientName = "Alarms";

    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(5);

    private readonly IHttpClientFactory _clients;
    private readonly ILogger<AlarmUrl> _log;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public AlarmUrl(IHttpClientFactory clients, SpotterSettings settings, TimeProvider time, Jitter jitter, ILogger<AlarmUrl> log)
    {
        _clients = clients;
        _log = log;
        Address = settings.AlarmsUrl;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 4,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = jitter.Next,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is HttpRequestException or TimeoutRejectedException or IOException || args.Outcome.Result is { IsSuccessStatusCode: false }),
            })
            .AddTimeout(AttemptTime)
            .Build();
    }

    /// <summary>Null: there is none.</summary>
    public Uri? Address { get; }

    /// <summary>Whether it was taken. An address may hold a key: it stands in no log.</summary>
    public async Task<bool> PostAsync(AlarmReport report)
    {
        try
        {
            using var answer = await _pipeline.ExecuteAsync(async token =>
            {
                using var client = _clients.CreateClient(HttpClientName);
                using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = report.Content() };
                return await client.SendAsync(request, token);
            });
            if (answer.IsSuccessStatusCode)
            {
                return true;
            }

            _log.PostRefused((int)answer.StatusCode);
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutRejectedException or IOException or OperationCanceledException)
        {
            _log.PostFailed(fault.GetType().Name);
        }

        return false;
    }
}

internal static partial class AlarmUrlLog
{
    [LoggerMessage(7003, LogLevel.Error, "The address for alarms answers {Status}")]
    public static partial void PostRefused(this ILogger log, int status);

    [LoggerMessage(7004, LogLevel.Error, "The address for alarms could not be reached: {Reason}")]
    public static partial void PostFailed(this ILogger log, string reason);
}
