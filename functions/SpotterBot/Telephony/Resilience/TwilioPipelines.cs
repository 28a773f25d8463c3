using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace SpotterBot.Telephony;

/// <summary>
/// One Polly pipeline per kind of request, from the outside in: a time-out over everything, retries, the breaker (ordinary reads and creates
/// only, one for both: it is the same provider), a time-out per attempt. What nobody waits for has no retries, and a breaker of its own.
/// </summary>
/// <remarks>
/// Everything runs on the <see cref="TimeProvider"/>. The breaker's callbacks are not used, because Polly runs them on another thread;
/// what there is to tell goes through its telemetry instead. For the same reason the total time-out never falls into a wait between attempts
/// (a cancelled delay may end on another thread), only into an attempt; so what it ends is always in doubt, never merely unsent.
/// </remarks>
public sealed class TwilioPipelines
{
    /// <summary>No request takes longer, all attempts and waits together. An intent's claim is held at least as long.</summary>
    public static readonly TimeSpan TotalTime = TimeSpan.FromSeconds(8);

    /// <summary>A wait is cut short, or not begun, so that the attempt after it has at least this long.</summary>
    private static readonly TimeSpan LeastAttempt = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>A longer <c>Retry-After</c> is cut to this: someone waits, and a turned-away attempt costs Twilio nothing.</summary>
    private static readonly TimeSpan LongestAskedWait = TimeSpan.FromSeconds(3);

    // Twilio answers within a second as a rule. A read that hangs is soon asked again; a create that hangs is not,
    // so it is given more time to say what became of it, though never so much that the ladder would wait for it.
    private static readonly TimeSpan ReadAttempt = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan UpdateAttempt = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan CreateAttempt = TimeSpan.FromSeconds(5);

    /// <summary>No attempt is begun later. It travels with the flow of the code.</summary>
    private static readonly AsyncLocal<DateTimeOffset?> LastBeginning = new();

    private static readonly ResiliencePropertyKey<long> StartedAt = new("SpotterBot.StartedAt");
    private static readonly ResiliencePropertyKey<TimeSpan> TimeOf = new("SpotterBot.TimeOfAttempts");
    private static readonly ResiliencePropertyKey<RequestKind> KindOf = new("SpotterBot.RequestKind");

    private readonly Dictionary<RequestKind, ResiliencePipeline<HttpResponseMessage>> _pipelines;
    private readonly TimeProvider _time;
    private readonly Jitter _jitter;

    /// <param name="time">What waits and time-outs are measured on.</param>
    /// <param name="jitter">What spreads the retries.</param>
    /// <param name="log">Where retries, time-outs and the breaker are told.</param>
    /// <param name="watch">Hears of the breaker, too.</param>
    public TwilioPipelines(TimeProvider time, Jitter jitter, ILogger<TwilioPipelines> log, PhoneWatch? watch = null)
    {
        _time = time;
        _jitter = jitter;
        var telemetry = new PipelineTelemetry(log, watch, time);
        var breaker = New(telemetry).AddCircuitBreaker(Breaker()).Build();

        _pipelines = new Dictionary<RequestKind, ResiliencePipeline<HttpResponseMessage>>
        {
            [RequestKind.Read] = Pipeline(telemetry, RequestKind.Read, ReadAttempt, breaker),
            [RequestKind.UrgentRead] = Pipeline(telemetry, RequestKind.UrgentRead, ReadAttempt, ResiliencePipeline<HttpResponseMessage>.Empty),
            [RequestKind.Update] = Pipeline(telemetry, RequestKind.Update, UpdateAttempt, ResiliencePipeline<HttpResponseMessage>.Empty),
            [RequestKind.Create] = Pipeline(telemetry, RequestKind.Create, CreateAttempt, breaker),
            [RequestKind.UrgentCreate] = Pipeline(telemetry, RequestKind.UrgentCreate, CreateAttempt, ResiliencePipeline<HttpResponseMessage>.Empty),
            [RequestKind.SpareCreate] = Spare(),
        };
    }

    /// <summary>From here on no attempt is begun after <paramref name="utc"/>: somebody else may be looking then for what was sent. Null: whenever it can be.</summary>
    public static void BeginUntil(DateTimeOffset? utc) => LastBeginning.Value = utc;

    /// <summary>Sends a request through the pipeline of its kind.</summary>
    /// <exception cref="TimeoutRejectedException">An attempt, or everything together, took too long.</exception>
    /// <exception cref="HttpRequestException">Among others: it was too late to begin, and nothing was sent.</exception>
    /// <exception cref="BrokenCircuitException">Ordinary traffic has failed so much that it is held back for a moment.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        RequestKind kind, Func<CancellationToken, Task<HttpResponseMessage>> attempt, CancellationToken cancellationToken)
    {
        var mayBegin = LastBeginning.Value - _time.GetUtcNow();
        if (mayBegin < TimeSpan.Zero)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Not begun: whoever else takes this up may have.");
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(StartedAt, _time.GetTimestamp());
        context.Properties.Set(TimeOf, mayBegin is { } left && left + LeastAttempt < TotalTime ? left + LeastAttempt : TotalTime);
        context.Properties.Set(KindOf, kind);
        try
        {
            return await _pipelines[kind].ExecuteAsync(
                static async (context, attempt) => await attempt(context.CancellationToken), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>The kind of the request that a pipeline's context belongs to.</summary>
    internal static RequestKind? Kind(ResilienceContext context) => context.Properties.TryGetValue(KindOf, out var kind) ? kind : null;

    private ResiliencePipelineBuilder<HttpResponseMessage> New(PipelineTelemetry telemetry) => new() { TimeProvider = _time, TelemetryListener = telemetry };

    private ResiliencePipeline<HttpResponseMessage> Pipeline(
        PipelineTelemetry telemetry, RequestKind kind, TimeSpan attempt, ResiliencePipeline<HttpResponseMessage> breaker) =>
        New(telemetry)
            .AddTimeout(TotalTime)
            .AddRetry(Retry(kind))
            .AddPipeline(breaker)
            .AddTimeout(attempt)
            .Build();

    /// <summary>Its breaker is nobody's alarm, so nothing of it is told but what becomes of each request.</summary>
    private ResiliencePipeline<HttpResponseMessage> Spare() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time }.AddTimeout(TotalTime).AddCircuitBreaker(Breaker()).AddTimeout(CreateAttempt).Build();

    private RetryStrategyOptions<HttpResponseMessage> Retry(RequestKind kind) => new()
    {
        MaxRetryAttempts = 4,
        Delay = FirstWait,
        MaxDelay = LongestWait,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Randomizer = _jitter.Next,
        ShouldHandle = args => ValueTask.FromResult(
            !args.Context.CancellationToken.IsCancellationRequested
            && MayRepeat(kind, args.Outcome)
            && Remaining(args.Context) >= LongestWait + LeastAttempt),
        DelayGenerator = args => ValueTask.FromResult(AskedFor(args.Outcome.Result, Remaining(args.Context))),
    };

    /// <summary>Half of at least ten requests within 30 s failing shuts it for 5 s: a slow provider is spared, and a check-in hardly late.</summary>
    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker() => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(5),
        ShouldHandle = args => ValueTask.FromResult(!args.Context.CancellationToken.IsCancellationRequested && IsFault(args.Outcome)),
    };

    private static bool MayRepeat(RequestKind kind, Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests) return true; // "Never processed, always safe to retry."

        return kind is RequestKind.Create or RequestKind.UrgentCreate ? NetworkFailures.BeforeSending(outcome.Exception) : IsFault(outcome);
    }

    /// <summary>The provider or the way to it is at fault, not the request.</summary>
    private static bool IsFault(Outcome<HttpResponseMessage> outcome) => outcome.Exception is { } exception
        ? exception is HttpRequestException or TimeoutRejectedException or IOException or OperationCanceledException
        : outcome.Result?.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout;

    private TimeSpan Remaining(ResilienceContext context) =>
        context.Properties.GetValue(TimeOf, TotalTime) - _time.GetElapsedTime(context.Properties.GetValue(StartedAt, _time.GetTimestamp()));

    /// <summary>The wait that <c>Retry-After</c> asks for, spread a little, cut to what leaves time for an attempt; null where it asks for none.</summary>
    private TimeSpan? AskedFor(HttpResponseMessage? response, TimeSpan remaining)
    {
        var header = response?.Headers.RetryAfter;
        if ((header?.Delta ?? header?.Date - _time.GetUtcNow()) is not { } asked || asked <= TimeSpan.Zero) return null;

        var most = remaining - LeastAttempt < LongestAskedWait ? remaining - LeastAttempt : LongestAskedWait;
        var spread = asked + (FirstWait * _jitter.Next());
        return spread < most ? spread : most;
    }
}
