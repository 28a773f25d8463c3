using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PhoneCompany;
using SpotterBot;
using SpotterBot.Door;
using SpotterBot.Settings;
using SpotterBot.Sounds;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.WakeUp;

namespace Scenarios.Support;

/// <summary>
/// One process of the program, on the scenario's clock, store and phone company. Killing it stops every step it was in the middle of:
/// whatever it was waiting for never comes, as with SIGKILL.
/// </summary>
public sealed class Instance : IProgram
{
    public const string BaseUrl = "https://spotter.example.org";

    private readonly ServiceProvider _services;
    private readonly ITimer _sweeps;
    private readonly Life _life;

    public Instance(PhoneNetwork network, IRowStore store, IConfiguration configuration, TimeProvider time, Life life, Action<string>? log = null, Action<string>? json = null)
    {
        _life = life;
        var (settings, faults) = SpotterSettings.Read(configuration, development: true);
        if (settings is null)
        {
            throw new InvalidOperationException(string.Join('\n', faults.ToFaultLines()));
        }

        Settings = settings;
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(new Jitter(() => 0.5));
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Debug);
            if (log is not null)
            {
                logging.AddProvider(new LineLogger(log));
            }

            if (json is not null)
            {
                logging.AddProvider(new JsonLog(time, json));
            }
        });
        services.AddSpotterBot(settings, new MortalStore(store, life), new Privacy(Scenario.PrivacyKey));
        services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new MortalHandler(network.RestHandler, life));
        _services = services.BuildServiceProvider();
        Wait(Composition.SeedRosterAsync(_services).AsTask());
        var sweep = Get<Sweep>();
        _sweeps = time.CreateTimer(_ => Sweep(sweep, log), null, TimeSpan.FromMilliseconds(10), SweepLoop.Every);
    }

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

        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var webhook = new WebhookRequest(
            request.Method.Method, request.RequestUri!.PathAndQuery, request.Content?.Headers.ContentType?.ToString(), headers, body);
        var answering = Get<Webhooks>().HandleAsync(webhook).AsTask();
        var reply = await Task.WhenAny(answering, _life.Ended) == answering
            ? await answering
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The process died.");
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

    private void Sweep(Sweep sweep, Action<string>? log)
    {
        if (IsDead)
        {
            return;
        }

        var sweeping = sweep.RunAsync().AsTask();
        if (sweeping.IsFaulted)
        {
            log?.Invoke($" Error A sweep failed; the next follows\n{sweeping.Exception}");
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

/// <summary>Whether a process lives; counts what it does to the world outside, so that a test can kill it at any one of these steps.</summary>
public sealed class Life
{
    private readonly TaskCompletionSource _ended = new();

    /// <summary>Store and HTTP calls made so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Those of them that changed something outside.</summary>
    public int Effects { get; private set; }

    /// <summary>It dies at this step; negative: never.</summary>
    public int DiesAt { get; init; } = -1;

    /// <summary>It dies at this effect; negative: never. What it only reads between two effects changes nothing for who comes after it.</summary>
    public int DiesAtEffect { get; init; } = -1;

    /// <summary>Whether the deadly step still has its effect.</summary>
    public bool DiesAfterEffect { get; init; }

    public bool IsOver { get; private set; }

    public Task Ended => _ended.Task;

    public void End()
    {
        IsOver = true;
        _ended.TrySetResult();
    }

    /// <summary>A step is about to be made: dead processes make none, and their callers wait for ever.</summary>
    public async ValueTask<T> StepAsync<T>(Func<ValueTask<T>> step, bool effect)
    {
        if (IsOver)
        {
            return await Never<T>();
        }

        var deadly = (++Steps == DiesAt) | (effect && ++Effects == DiesAtEffect);
        if (deadly && !DiesAfterEffect)
        {
            End();
            return await Never<T>();
        }

        var result = await step();
        if (deadly)
        {
            End();
        }

        return IsOver ? await Never<T>() : result;
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}

internal sealed class MortalStore(IRowStore inner, Life life) : IRowStore
{
    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => life.StepAsync(() => inner.GetAsync(table, partitionKey, rowKey), effect: false);

    public ValueTask<Write> InsertAsync(string table, Row row) => life.StepAsync(() => inner.InsertAsync(table, row), effect: true);

    public async ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows) => await life.StepAsync(
        async () =>
        {
            await inner.InsertAllAsync(table, rows);
            return true;
        },
        effect: true);

    public ValueTask<Write> ReplaceAsync(string table, Row row) => life.StepAsync(() => inner.ReplaceAsync(table, row), effect: true);

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        life.StepAsync(() => inner.DeleteAsync(table, partitionKey, rowKey, eTag), effect: true);

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        life.StepAsync(() => inner.QueryAsync(table, partitionKey, from, to, most), effect: false);
}

internal sealed class MortalHandler(HttpMessageHandler inner, Life life) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _inner = new(inner);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        life.StepAsync(() => new ValueTask<HttpResponseMessage>(_inner.SendAsync(request, cancellationToken)), effect: request.Method != HttpMethod.Get).AsTask();
}

internal sealed class LineLogger(Action<string> write) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        write($"{logLevel} {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");

    public void Dispose()
    {
    }
}
