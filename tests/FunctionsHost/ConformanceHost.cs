using FunctionsHost.App;
using FunctionsHost.Handler;
using FunctionsHost.Invocations;

namespace FunctionsHost;

/// <summary>
/// One instance of the Azure Functions host, as far as a custom handler can tell: what it reads, the environment and the wire it gives, how it
/// reads the answers, and how it starts, restarts and ends the handler. Bindings other than HTTP and timer it does not know.
/// </summary>
public sealed class ConformanceHost : IAsyncDisposable
{
    private readonly HandlerLife _life;
    private readonly Invoker _invoker;
    private readonly HttpDoor _door;
    private readonly HostStorage _storage;
    private readonly CancellationTokenSource _end = new();
    private readonly HttpMessageInvoker _wire = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private readonly List<TimerLoop> _timers;
    private readonly Task _watching;
    private bool _dead;

    private ConformanceHost(FunctionApp app, HostOptions options)
    {
        App = app;
        _storage = options.Storage;
        _life = new HandlerLife(app, options.Environment, options.Clock);
        _invoker = new Invoker(_life, app.Host.FunctionTimeout, options.Clock);
        _door = new HttpDoor(app.Functions.OfType<HttpFunction>(), options, _invoker);
        _timers = [.. app.Functions.OfType<TimerFunction>().Select(t => new TimerLoop(t, options, _invoker, _wire))];
        _life.Begin();
        _watching = StopWithHandlerAsync();
    }

    public FunctionApp App { get; }

    /// <summary>Where the front end reaches this instance.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Runs of functions that are over, oldest first.</summary>
    public IReadOnlyList<Invocation> Invocations => _invoker.Done;

    public IReadOnlyList<HandlerExit> Exits => _life.Exits;

    public IReadOnlyList<HandlerLine> Lines => _life.Lines;

    public int HandlerStarts => _life.Starts;

    public int HandlerProcessId => _life.Now!.Id;

    public int HandlerPort => _life.Now!.Port;

    /// <summary>Completes when the host has given up on its handler and shut itself down.</summary>
    public Task Stopped => _life.Stopped;

    /// <summary>Starts an instance; its handler may not be up yet.</summary>
    /// <exception cref="HostRefusesException">The real host would not run this.</exception>
    public static async Task<ConformanceHost> StartAsync(HostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = new ConformanceHost(FunctionApp.Load(Path.GetFullPath(options.AppRoot), options.AppSettings), options);
        await host._door.StartAsync();
        host.Address = host._door.Address;
        foreach (var timer in host._timers)
        {
            _ = timer.RunAsync(host, host._end.Token);
        }

        return host;
    }

    /// <summary>Waits until the handler answers.</summary>
    public Task ReadyAsync() => _life.ReadyAsync(_end.Token);

    /// <summary>A timer's run at once, beside its schedule.</summary>
    public Task<Invocation> FireAsync(string function) => _timers.Single(t => t.Function.Name == function).FireAsync(isPastDue: false, _end.Token);

    /// <summary>SIGKILL from elsewhere (memory ran out, say): the host finds its handler gone.</summary>
    public void KillHandler() => _life.Now!.Kill(byHost: false);

    /// <summary>The whole instance is gone from one moment to the next, handler and all; its lease is not given back.</summary>
    public async Task DieAsync()
    {
        _dead = true;
        _life.End();
        await _end.CancelAsync();
        await _door.CutAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_dead)
        {
            _storage.Release(this);
            await DieAsync();
        }

        await _life.Ended;
        _life.Now?.Dispose();

        await _watching.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System).ContinueWith(_ => { }, TaskScheduler.Default);
        await _door.DisposeAsync();
        _wire.Dispose();
        _end.Dispose();
    }

    private async Task StopWithHandlerAsync()
    {
        await Task.WhenAny(Stopped, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token));
        if (!_end.IsCancellationRequested)
        {
            await _end.CancelAsync();
            await _door.CutAsync();
        }
    }
}
