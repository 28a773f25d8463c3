using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SpotterBot.Observability;

/// <summary>Registers this room.</summary>
public static class ObservabilityRegistration
{
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<Figures>();
        services.TryAddSingleton<Telemetry>();
        return services;
    }

    /// <summary>Sends traces and metrics where the settings want them; where they want them nowhere, nothing is there that could.</summary>
    /// <param name="log">Told of every fault in those settings.</param>
    /// <param name="lastSend">So long the end of the program waits for what has not been sent; null: <see cref="Export.LastSend"/>.</param>
    public static IServiceCollection AddExport(this IServiceCollection services, IConfiguration configuration, ILogger log, TimeSpan? lastSend = null)
    {
        var (settings, faults) = ExportSettings.Read(configuration);
        foreach (var fault in faults)
        {
            log.ExportSettingFaulty(fault.ToString());
        }

        if (!settings.IsOff)
        {
            services.AddHostedService(all => new Export(settings, configuration, lastSend ?? Export.LastSend, all.GetRequiredService<ILogger<Export>>()));
        }

        return services;
    }
}
