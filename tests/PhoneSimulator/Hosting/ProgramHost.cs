using Microsoft.Extensions.DependencyInjection.Extensions;
using PhoneSimulator.Faults;
using PhoneSimulator.Time;
using SpotterBot;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;

namespace PhoneSimulator.Hosting;

public enum ProgramState
{
    Starting,
    Running,
    Stopping,

    /// <summary>Stopped in good order, what was under way finished.</summary>
    Stopped,

    /// <summary>Gone in the middle of whatever it was doing.</summary>
    Killed,
}

/// <summary>SpotterBot in this process, as its own web server on its own port. It can be stopped, killed and started anew on the same file.</summary>
public sealed class ProgramHost(DeskClock clock, IConfiguration configuration, int port, DeskFaults faults) : IAsyncDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private WebApplication? _app;
    private Life _life = new();

    public ProgramLog Log { get; } = new();

    public ProgramState State { get; private set; } = ProgramState.Stopped;

    /// <summary>How often it has been started.</summary>
    public int Starts { get; private set; }

    /// <summary>The running program's own services; null while it is down.</summary>
    public IServiceProvider? Services => State == ProgramState.Running ? _app?.Services : null;

    /// <exception cref="InvalidOperationException">The settings are faulty.</exception>
    public Task StartAsync() => AloneAsync(StartCoreAsync);

    /// <summary>Stops in good order (or finds it down already) and starts on the same file.</summary>
    /// <exception cref="IOException">The store cannot be used; the program stays down.</exception>
    public Task RestartAsync() => AloneAsync(async () =>
    {
        await StopCoreAsync();
        await StartCoreAsync();
    });

    /// <summary>Abandons it without a drain: what it was in the middle of stays half done, its connections break.</summary>
    public Task KillAsync() => AloneAsync(async () =>
    {
        if (_app is not { } app)
        {
            return;
        }

        State = ProgramState.Killed;
        _life.End();
        _app = null;
        await app.StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
        await app.DisposeAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await AloneAsync(StopCoreAsync);
        _oneAtATime.Dispose();
    }

    private async Task StartCoreAsync()
    {
        if (_app is not null)
        {
            return;
        }

        State = ProgramState.Starting;
        using var unhurried = clock.HoldBack();
        var (settings, faults) = SpotterSettings.Read(configuration, development: true);
        if (settings is null)
        {
            throw new InvalidOperationException(string.Join('\n', faults.ToFaultLines()));
        }

        _life = new Life();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Development, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddProvider(Log);
        var life = _life;
        var app = SpotterProgram.Build(builder, settings, clock, port, services => Adjust(services, life));
        try
        {
            await Composition.SeedRosterAsync(app.Services);
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            State = ProgramState.Stopped;
            throw;
        }

        _app = app;
        Starts++;
        State = ProgramState.Running;

        // The first request compiles a good deal of code; better now than in the middle of somebody's first call.
        await app.Services.GetRequiredService<TwilioClient>().FetchBalanceAsync();
    }

    private async Task StopCoreAsync()
    {
        if (_app is not { } app)
        {
            return;
        }

        State = ProgramState.Stopping;
        using var unhurried = clock.HoldBack();
        await app.StopAsync();
        _life.End();
        _app = null;
        await app.DisposeAsync();
        State = ProgramState.Stopped;
    }

    private void Adjust(IServiceCollection services, Life life)
    {
        services.AddSingleton<IHostLifetime, NoLifetime>();
        var store = services.Single(s => !s.IsKeyedService && s.ServiceType == typeof(IRowStore));
        services.Replace(ServiceDescriptor.Singleton<IRowStore>(new MortalStore(new BreakableStore((IRowStore)store.ImplementationInstance!, faults), life)));
        services.AddHttpClient(TwilioClient.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler((primary, _) => ((SocketsHttpHandler)primary).UseProxy = false)
            .AddHttpMessageHandler(() => new MortalWire(life, clock));
    }

    private async Task AloneAsync(Func<Task> act)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
