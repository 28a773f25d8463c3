using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using ScenarioHook;

/// <summary>
/// Run by .NET before the program's Main where DOTNET_STARTUP_HOOKS names this assembly. The published program is not changed and knows nothing of
/// it: no setting of its own puts it on another clock, and this assembly is in no package.
/// </summary>
#pragma warning disable MA0047 // .NET finds it under this name only.
internal static class StartupHook
#pragma warning restore MA0047
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new Listeners());

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(new Building());
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    /// <summary>.NET tells of a host before it is built, for tools such as this one.</summary>
    private sealed class Building : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            {
                builder.ConfigureServices(services => services.OnTheScenariosClock(ClockLine.Connect()));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
