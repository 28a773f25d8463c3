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

namespace Simulation;

/// <summary>
/// One process of the program, on the scenario's clock, store and phone company. Killing it stops every step it was in the middle of:
/// whatever it was waiting for never comes, as with SIGKILL.
/// </summary>
public sealed class Instance : IProgram
{
    public const string BaseUrl = "https://spotter.example.org";

    /// <summary>Any 32 bytes.</summary>
    public static readonly byte[] PrivacyKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

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
        services.AddSpotterBot(settings, new MortalStore(store, life), new Privacy(PrivacyKey));
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
