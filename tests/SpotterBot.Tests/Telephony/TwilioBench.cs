using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

/// <summary>The client as it is registered, on a manual clock, over a provider that answers from a script.</summary>
internal sealed class TwilioBench : IDisposable
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string CallSid = "CA00000000000000000000000000000001";
    public const string MessageSid = "SM00000000000000000000000000000001";
    public const string ConferenceSid = "CF00000000000000000000000000000001";
    public const string Own = "+15550001111";
    public const string Ana = "+15551234567";
    public const string CallJson = $$"""{"sid":"{{CallSid}}","status":"queued","to":"{{Ana}}","from":"{{Own}}"}""";

    private readonly ServiceProvider _services;

    public TwilioBench(Func<TwilioOptions, TwilioOptions>? options = null, double jitter = 0.5)
    {
        var settings = new TwilioOptions { AccountSid = Account, AuthToken = "token-secret", Numbers = [Own] };
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(new Jitter(() => jitter));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddTelephony(options?.Invoke(settings) ?? settings);
        services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Provider);
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<TwilioClient>();
    }

    public ManualTime Time { get; } = new();

    public ScriptedProvider Provider { get; } = new();

    public CapturedLog Log { get; } = new();

    public TwilioClient Client { get; }

    public IServiceProvider Services => _services;

    /// <summary>Runs one operation to its end and tells how long it took on the manual clock.</summary>
    public (T Result, TimeSpan Took) Timed<T>(Func<TwilioClient, Task<T>> operation)
    {
        var start = Time.GetUtcNow();
        var result = Time.Run(() => operation(Client));
        return (result, Time.GetUtcNow() - start);
    }

    public T Run<T>(Func<TwilioClient, Task<T>> operation) => Time.Run(() => operation(Client));

    public Sent<CallResource> PlaceCall(bool urgent = false, string to = Ana) =>
        Run(client => client.CreateCallAsync(new CreateCall(to, Own, "https://h/answered") { Urgent = urgent }));

    public void Dispose() => _services.Dispose();
}

internal sealed record SeenRequest(string Method, string Url, string Body, string? Authorization, string Accept, string? ContentType, DateTimeOffset At);

/// <summary>Answers each request with the next line of the script; the last one goes on for ever.</summary>
internal sealed class ScriptedProvider : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public List<SeenRequest> Seen { get; } = [];

    public ManualTime? Time { get; set; }

    public ScriptedProvider Answers(int status, string body = "{}", string type = "application/json", string? retryAfter = null)
    {
        _script.Enqueue(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
            if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(response);
        });
        return this;
    }

    public ScriptedProvider Throws(Exception exception)
    {
        _script.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public ScriptedProvider RefusesTheConnection() =>
        Throws(new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)));

    public ScriptedProvider ResetsTheConnection() =>
        Throws(new HttpRequestException("reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset))));

    public ScriptedProvider Hangs()
    {
        _script.Enqueue(Hang);
        return this;
    }

    public ScriptedProvider AnswersWithABodyThatNeverEnds()
    {
        _script.Enqueue(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created) { Content = new StalledContent() }));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Seen.Add(new SeenRequest(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Headers.Authorization?.ToString(),
            request.Headers.Accept.ToString(),
            request.Content?.Headers.ContentType?.MediaType,
            Time?.GetUtcNow() ?? default));
        var line = _script.Count > 1 ? _script.Dequeue() : _script.Peek();
        return await line(cancellationToken);
    }

    private static Task<HttpResponseMessage> Hang(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    }

    private sealed class StalledContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            Hang(cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel} {eventId.Name} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
