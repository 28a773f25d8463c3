using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PhoneCompany;
using SpotterBot;
using SpotterBot.Alarms;
using SpotterBot.Door;
using SpotterBot.Recordings;
using SpotterBot.Settings;
using SpotterBot.Sounds;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.WakeUp;

namespace Simulation;

/// <summary>How a process of the program is put together, where it is not as usual.</summary>
public sealed record InstanceOptions
{
    /// <summary>Told every line of the log; null: nobody.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Which exceptions are worth a line; null: all.</summary>
    public Func<Exception, bool>? LogsException { get; init; }

    /// <summary>The same as a host gets it.</summary>
    public Action<string>? Json { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Debug;

    public Jitter Jitter { get; init; } = new(() => 0.5);

    /// <summary>Parts that stand in for the program's own.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>What the HTTP client ends in; null: the phone company itself.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>What stands behind the address for alarms; null: nothing.</summary>
    public HttpMessageHandler? Alarms { get; init; }

    public bool SeedsRoster { get; init; } = true;

    public TimeSpan FirstSweep { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether any wake-up in the store is due: a sweep that would find none is left out. Null: every sweep is made.</summary>
    public Func<bool>? IsAnythingDue { get; init; }
}

/// <summary>
/// One process of the program, on the scenario's clock, store and phone company. Killing it stops every step it was in the middle of:
/// whatever it was waiting for never comes, as with SIGKILL.
/// </summary>
public sealed class Instance : IProgram
{
    /// <summary>A gap of ten seconds is one that the program catches up after.</summary>
    private static readonly TimeSpan SweptAtLeastEvery = TimeSpan.FromSeconds(9);

    public const string BaseUrl = "https://spotter.example.org";

    /// <summary>Any 32 bytes.</summary>
    public static readonly byte[] PrivacyKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly ServiceProvider _services;
    private readonly Webhooks _webhooks;
    private readonly ITimer _sweeps;
    private readonly Life _life;
    private readonly Func<bool>? _isAnythingDue;
    private readonly TimeProvider _time;
    private readonly Action<string>? _log;
    private readonly Func<Exception, bool>? _logsException;
    private DateTimeOffset _sweptUtc;

    public Instance(PhoneNetwork network, IRowStore store, IConfiguration configuration, TimeProvider time, Life life, InstanceOptions? options = null)
    {
        options ??= new InstanceOptions();
        _life = life;
        _isAnythingDue = options.IsAnythingDue;
        _time = time;
        _log = options.Log;
        _logsException = options.LogsException;
        var (settings, faults) = SpotterSettings.Read(configuration, development: true);
        if (settings is null)
        {
            throw new InvalidOperationException(string.Join('\n', faults.ToFaultLines()));
        }

        Settings = settings;
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(options.Jitter);
        services.AddSingleton(new Cores(1)); // On a clock that is driven nothing hops to another thread.
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(options.LogLevel);
            if (options.Log is not null)
            {
                logging.AddProvider(new LineLogger(options.Log, options.LogsException));
            }

            if (options.Json is not null)
            {
                logging.AddProvider(new JsonLog(time, options.Json));
            }
        });
        options.Services?.Invoke(services);
        services.AddSpotterBot(settings, new MortalStore(store, life), new Privacy(PrivacyKey));
        services.AddHttpClient(TwilioClient.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new MortalHandler(options.Handler ?? network.RestHandler, life));
        if (options.Alarms is not null)
        {
            services.AddHttpClient(AlarmUrl.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new MortalHandler(options.Alarms, life));
        }

        _services = services.BuildServiceProvider();
        if (options.SeedsRoster)
        {
            Wait(Composition.SeedRosterAsync(_services).AsTask());
        }

        // Asked for once: what is asked for twice the container compiles, and there are thousands of processes in a storm.
        _webhooks = Get<Webhooks>();
        var sweep = Get<Sweep>();
        _sweeps = time.CreateTimer(_ => Sweep(sweep), null, options.FirstSweep, SweepLoop.Every);
    }

    /// <summary>A number of the service, set up at the phone company as the README says.</summary>
    public static OwnedNumber Pointed(string number) => new(number)
    {
        VoiceUrl = BaseUrl + "/api/voice",
        VoiceFallbackUrl = BaseUrl + "/api/voice/fallback",
        SmsUrl = BaseUrl + "/api/texts",
        StatusCallback = BaseUrl + "/api/callbacks/number",
    };

    public SpotterSettings Settings { get; }

    public bool IsDead => _life.IsOver;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        if (IsDead)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody listens.");
        }

        if (request.RequestUri!.AbsolutePath == CalmTone.Path)
        {
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(CalmTone.Wave.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } },
            };
        }

        if (request.Method == HttpMethod.Get && request.RequestUri.AbsolutePath.StartsWith(RecordingsFunction.Folder, StringComparison.Ordinal)
            && request.RequestUri.AbsolutePath[RecordingsFunction.Folder.Length..].Split('/') is [var session, var link])
        {
            var sound = await WhileAliveAsync(Get<RecordingsFunction>().HandleAsync(session, link).AsTask());
            return new HttpResponseMessage((HttpStatusCode)sound.Status)
            {
                Headers = { { "Cache-Control", SoundReply.CacheControl } },
                Content = new ByteArrayContent(sound.Body.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(sound.ContentType) } },
            };
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        if (request.Content is not null)
        {
            foreach (var (name, values) in request.Content.Headers.NonValidated)
            {
                headers[name] = values.ToString();
            }
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var webhook = new WebhookRequest(
            request.Method.Method, request.RequestUri!.PathAndQuery, request.Content?.Headers.ContentType?.ToString(), headers, body);
        var reply = await WhileAliveAsync(_webhooks.HandleAsync(webhook).AsTask());
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new StringContent(reply.Body) };
        response.Content.Headers.Remove("Content-Type");
        if (reply.ContentType is { } type)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return response;
    }

    public void SweepsEvery(TimeSpan span) => _sweeps.Change(span, span);

    public void Kill()
    {
        _life.End();
        _sweeps.Dispose();
    }

    public void Dispose()
    {
        _sweeps.Dispose();
        _services.Dispose();
    }

    private async Task<T> WhileAliveAsync<T>(Task<T> answering) => await Task.WhenAny(answering, _life.Ended) == answering
        ? await answering
        : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The process died.");

    private void Sweep(Sweep sweep)
    {
        if (IsDead || (_isAnythingDue is { } isDue && !isDue() && _time.GetUtcNow() - _sweptUtc < SweptAtLeastEvery))
        {
            return;
        }

        _sweptUtc = _time.GetUtcNow();
        var sweeping = sweep.RunAsync().AsTask();
        if (sweeping.IsFaulted)
        {
            if (_logsException is null || _logsException(sweeping.Exception.GetBaseException()))
            {
                _log?.Invoke($" Error A sweep failed; the next follows\n{sweeping.Exception}");
            }
        }
    }

    private static void Wait(Task task)
    {
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException("Something waits for real time.");
        }

        task.GetAwaiter().GetResult();
    }
}
