using System.Reflection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SpotterBot.Observability;

/// <summary>
/// Traces and metrics by OTLP, where the usual settings ask for it; without them none of it is there. Log lines go to the console alone.
/// Source: OpenTelemetry, "OpenTelemetry Environment Variable Specification" and "OTLP Exporter Configuration".
/// </summary>
internal static class Export
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddExport(this IServiceCollection services, IConfiguration configuration)
    {
        var (traces, metrics) = (IsWanted(configuration, "TRACES"), IsWanted(configuration, "METRICS"));
        if (!traces && !metrics)
        {
            return services;
        }

        var export = services.AddOpenTelemetry().ConfigureResource(Describe);
        if (traces)
        {
            services.AddHttpClient(nameof(OtlpTraceExporter)).RemoveAllLoggers(); // They would log each export, with its address.
            export.WithTracing(tracing =>
            {
                tracing.AddSource(Names.ActivitySource).AddOtlpExporter(options => SetAddress(options, configuration, "TRACES"));
                if (configuration["OTEL_TRACES_SAMPLER"] is null or "")
                {
                    // Nights here have few webhooks, and each may be asked about: a host that keeps none of its own traces drops none of ours.
                    tracing.SetSampler(new AlwaysOnSampler());
                }
            });
        }

        if (metrics)
        {
            services.AddHttpClient(nameof(OtlpMetricExporter)).RemoveAllLoggers();
            export.WithMetrics(metering => metering.AddMeter(Names.Meter).AddOtlpExporter(options => SetAddress(options, configuration, "METRICS")));
        }

        return services;
    }

    private static bool IsWanted(IConfiguration configuration, string signal) =>
        !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase) && configuration[$"OTEL_{signal}_EXPORTER"] switch
        {
            null or "" => configuration[Endpoint] is { Length: > 0 } || Own(configuration, signal, "ENDPOINT") is not null,
            var exporter => exporter.Equals("otlp", StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>What is set for one signal goes before what is set for all; its address is taken as it stands.</summary>
    private static void SetAddress(OtlpExporterOptions options, IConfiguration configuration, string signal)
    {
        options.Headers = Own(configuration, signal, "HEADERS") ?? options.Headers;
        options.Protocol = Own(configuration, signal, "PROTOCOL") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
        if (Uri.TryCreate(Own(configuration, signal, "ENDPOINT"), UriKind.Absolute, out var own))
        {
            options.Endpoint = own;
        }
    }

    private static string? Own(IConfiguration configuration, string signal, string what) =>
        configuration[$"OTEL_EXPORTER_OTLP_{signal}_{what}"] is { Length: > 0 } value ? value : null;

    /// <summary>What the settings say of the service goes before what it says of itself.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .AddService("spotterbot", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3))
        .AddEnvironmentVariableDetector();
}
