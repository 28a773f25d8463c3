using System.Net;
using FunctionsHost;
using FunctionsHost.Invocations;
using PhoneCompany.Time;

namespace Scenarios.Support.Published;

/// <summary>The published package as an Azure Functions host runs it: a process of its own, webhooks through the host's door, the host's timer.</summary>
internal sealed class PublishedInstance : IProgram
{
    private const string Timer = "WakeUp";

    /// <summary>As its function.json says.</summary>
    private static readonly TimeSpan TimerEvery = TimeSpan.FromSeconds(10);

    private static readonly HttpMessageInvoker FrontEnd = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    private readonly Processes _processes;
    private readonly PhoneApi _api;
    private readonly ConformanceHost _host;
    private readonly ITimer _timer;
    private readonly ITimer _alarm;
    private readonly Action<string>? _log;
    private int _underWay;
    private bool _dead;

    public PublishedInstance(Processes processes, IReadOnlyDictionary<string, string> settings, Action<string>? log = null)
    {
        (_processes, _log) = (processes, log);
        Clock = new ProcessClock(processes, log);
        _api = PhoneApi.StartAsync((request, gone) => processes.AnswerAsync(this, request, gone)).GetAwaiter().GetResult();
        _host = ConformanceHost.StartAsync(new HostOptions
        {
            AppRoot = PublishedProgram.Root,
            AppSettings = new Dictionary<string, string>(settings)
            {
                ["Twilio__ApiBaseUrl"] = _api.Address,
                ["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "ScenarioHook.dll"),
                ["SCENARIO_CLOCK_PORT"] = $"{Clock.Port}",
            },

            // It stands: the timer is fired below, where the scenario knows of it, and no invocation is cut off.
            Clock = new VirtualTime(),
        }).GetAwaiter().GetResult();
        Ready = ReadyAsync();
        _timer = processes.Time.CreateTimer(_ => Fire(), null, TimerEvery, TimerEvery);
        _alarm = processes.Time.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        processes.Add(this);
    }

    /// <summary>Completes when it answers; fails where it cannot be started.</summary>
    public Task Ready { get; }

    public ProcessClock Clock { get; }

    /// <summary>Requests of this program that the phone company has, and has not answered.</summary>
    public int RequestsHeld { get; set; }

    public IEnumerable<string> Output => _host.Lines.Where(l => l.Level == "Information").Select(l => l.Text);

    public bool IsFollowing => !_dead && Clock.IsConnected;

    /// <summary>As it answered last: all it has under way waits for time or for the phone company.</summary>
    public bool IsAtRest => Clock.Rest.Webhooks == _underWay && Clock.Rest.Requests == RequestsHeld;

    public Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        if (_dead)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody listens.");
        }

        var answered = new TaskCompletionSource<HttpResponseMessage>();
        _underWay++;
        _ = SendAsync();
        return answered.Task;

        async Task SendAsync()
        {
            try
            {
                using var message = await FromFrontEndAsync(request);
                var response = await FrontEnd.SendAsync(message, CancellationToken.None);
                await response.Content.LoadIntoBufferAsync();
                Over(() => answered.SetResult(response));
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                Over(() => answered.SetException(fault as HttpRequestException ?? new HttpRequestException(HttpRequestError.ResponseEnded, fault.Message)));
            }
        }
    }

    public void SweepsEvery(TimeSpan span)
    {
        if (IsFollowing)
        {
            Clock.SweepsEvery(span);
        }
    }

    /// <summary>The clock stops here the next time that the program waits for.</summary>
    public void WakeAtItsNextTimer() => _alarm.Change(
        Clock.Rest.NextDueUtc is { } due ? due - _processes.Time.GetUtcNow() : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Kill()
    {
        if (!_dead)
        {
            _dead = true;
            _timer.Dispose();
            _alarm.Dispose();
            _host.DieAsync().GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        Kill();
        _host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _api.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Clock.Dispose();
    }

    public override string ToString() =>
        $"process {_host.HandlerProcessId}: {_underWay} webhooks sent, {RequestsHeld} requests held, it knows {Clock.Rest}, {(Clock.IsAsked ? "is asked" : "is not asked")}"
        + string.Concat(_host.Lines.TakeLast(20).Select(l => "\n  " + l.Text));

    private async Task ReadyAsync()
    {
        if (await Task.WhenAny(Task.WhenAll(_host.ReadyAsync(), Clock.Followed), _host.Stopped) == _host.Stopped)
        {
            throw new InvalidOperationException("The program does not start: " + string.Join('\n', _host.Lines.Select(l => l.Text)));
        }
    }

    private void Fire()
    {
        _underWay++;
        _ = FireAsync();

        async Task FireAsync()
        {
            var run = await _host.FireAsync(Timer);
            Over(() =>
            {
                if (run.Outcome != InvocationOutcome.Succeeded && !_dead)
                {
                    _log?.Invoke($"Error The host's timer failed: {run.Detail}");
                }
            });
        }
    }

    private void Over(Action then) => _processes.Post(() =>
    {
        _underWay--;
        then();
    });

    /// <summary>The same request as the platform's front end hands it to the host.</summary>
    private async Task<HttpRequestMessage> FromFrontEndAsync(HttpRequestMessage request)
    {
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(request.Method, new Uri(_host.Address.GetLeftPart(UriPartial.Authority) + request.RequestUri!.PathAndQuery, asWritten));
        foreach (var header in request.Headers.Where(h => h.Key != "Host"))
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        message.Headers.TryAddWithoutValidation("DISGUISED-HOST", request.RequestUri.Host);
        message.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.RequestUri.Scheme);
        if (request.Content is { } content)
        {
            message.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync());
            foreach (var header in content.Headers)
            {
                message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return message;
    }
}
