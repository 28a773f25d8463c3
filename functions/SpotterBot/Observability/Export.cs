using System.Reflection;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SpotterBot.Observability;

/// <summary>
/// Traces and metrics, where the settings want them to go; log lines go to the console alone. Both are gathered and sent behind the program's
/// back, and what goes wrong with them goes wrong there.
/// </summary>
/// <param name="lastSend">So long the end of the program waits for what has not been sent.</param>
internal sealed class Export(ExportSettings settings, IConfiguration configuration, TimeSpan lastSend, ILogger<Export> log) : IHostedService
{
    /// <summary>A host that is asked to end gives it little more.</summary>
    public static readonly TimeSpan LastSend = TimeSpan.FromSeconds(2);

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _traces = settings.Traces || settings.ApplicationInsights is not null ? Tracing().Build() : null;
            _metrics = settings.Metrics || settings.ApplicationInsights is not null ? Metering().Build() : null;
        }
#pragma warning disable CA1031 // Whatever it is, nobody's watch depends on it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.ExportFailed(fault);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _traces?.Shutdown((int)lastSend.TotalMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics?.Shutdown((int)lastSend.TotalMilliseconds), CancellationToken.None));

    private TracerProviderBuilder Tracing()
    {
        var tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .AddSource(Names.ActivitySource);
        if (settings.Traces)
        {
            tracing.AddOtlpExporter(options => SetAddress(options, "TRACES"));
        }

        if (settings.ApplicationInsights is not null)
        {
            tracing.AddAzureMonitorTraceExporter(SetInsights);
        }

        // Nights here have few webhooks, and each may be asked about: a host that keeps none of its own traces drops none of ours. Last, for the
        // exporter to Application Insights sets a sampler of its own, and the last one set counts.
        return configuration["OTEL_TRACES_SAMPLER"] is null or "" ? tracing.SetSampler(new AlwaysOnSampler()) : tracing;
    }

    private MeterProviderBuilder Metering()
    {
        var metering = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .AddMeter(Names.Meter);
        if (settings.Metrics)
        {
            metering.AddOtlpExporter(options => SetAddress(options, "METRICS"));
        }

        return settings.ApplicationInsights is null ? metering : metering.AddAzureMonitorMetricExporter(SetInsights);
    }

    /// <summary>What is set for one signal goes before what is set for all, which the exporter reads itself; its address is taken as it stands.</summary>
    private void SetAddress(OtlpExporterOptions options, string signal)
    {
        string? Own(string what) => configuration[$"OTEL_EXPORTER_OTLP_{signal}_{what}"] is { Length: > 0 } value ? value : null;
        options.Headers = Own("HEADERS") ?? options.Headers;
        options.Protocol = Own("PROTOCOL") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
        if (Own("ENDPOINT") is { } own)
        {
            options.Endpoint = new Uri(own);
        }
    }

    /// <summary>Our own figures and spans and nothing else, and nothing on the disk of the machine.</summary>
    private void SetInsights(AzureMonitorExporterOptions options)
    {
        options.ConnectionString = settings.ApplicationInsights;
        options.Credential = settings.ByIdentity ? Identity() : null;
        options.DisableOfflineStorage = true;
        options.EnableLiveMetrics = false;
        options.EnableStandardMetrics = false;
        options.EnablePerformanceCounters = false;
    }

    private ManagedIdentityCredential Identity() => new(
        settings.IdentityClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);

    /// <summary>What the settings say of the service goes before what it says of itself.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .AddService("spotterbot", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3))
        .AddEnvironmentVariableDetector();
}

internal static partial class ExportLog
{
    [LoggerMessage(6003, LogLevel.Warning, "{Fault} Until then that is not exported")]
    public static partial void ExportSettingFaulty(this ILogger log, string fault);

    [LoggerMessage(6004, LogLevel.Error, "Traces and metrics cannot be exported; all else goes on")]
    public static partial void ExportFailed(this ILogger log, Exception fault);
}
