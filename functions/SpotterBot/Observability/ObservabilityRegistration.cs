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
}
