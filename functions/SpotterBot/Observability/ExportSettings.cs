using SpotterBot.Settings;

namespace SpotterBot.Observability;

/// <summary>
/// Whether traces and metrics go anywhere, by the settings that are usual for it. A fault in one turns off what it is about and nothing else: a
/// service that nobody watches still watches over its callers.
/// Source: OpenTelemetry, "OpenTelemetry Environment Variable Specification" and "OTLP Exporter Configuration"; Microsoft, "Connection strings in
/// Application Insights" and "Microsoft Entra authentication for Application Insights".
/// </summary>
internal sealed record ExportSettings
{
    private const string AllEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>By OTLP.</summary>
    public bool Traces { get; private init; }

    /// <summary>By OTLP.</summary>
    public bool Metrics { get; private init; }

    /// <summary>The connection string of Application Insights, which gets both.</summary>
    public string? ApplicationInsights { get; private init; }

    /// <summary>Application Insights asks who sends: the app's managed identity.</summary>
    public bool ByIdentity { get; private init; }

    /// <summary>Of a managed identity that was made by itself; null: the app's own.</summary>
    public string? IdentityClientId { get; private init; }

    public bool IsOff => !Traces && !Metrics && ApplicationInsights is null;

    public static (ExportSettings Settings, IReadOnlyList<SettingsFault> Faults) Read(IConfiguration configuration)
    {
        var faults = new FaultList();
        var reader = new SettingsReader(configuration, development: false, faults);
        var enabled = !Is(reader.Text("OTEL_SDK_DISABLED"), "true");
        var identity = Pairs(reader.Text("APPLICATIONINSIGHTS_AUTHENTICATION_STRING"));
        return (new ExportSettings
        {
            Traces = enabled && IsWanted(reader, "TRACES"),
            Metrics = enabled && IsWanted(reader, "METRICS"),
            ApplicationInsights = enabled ? ConnectionString(reader) : null,
            ByIdentity = Is(identity.GetValueOrDefault("Authorization"), "AAD"),
            IdentityClientId = identity.GetValueOrDefault("ClientId"),
        }, faults.All);
    }

    /// <summary>Shows nothing: a connection string is a credential of a kind.</summary>
    public override string ToString() => nameof(ExportSettings);

    private static bool IsWanted(SettingsReader reader, string signal)
    {
        var exporter = $"OTEL_{signal}_EXPORTER";
        var own = $"OTEL_EXPORTER_OTLP_{signal}";
        var wanted = reader.Text(exporter) is { } named ? Is(named, "otlp") : reader.IsSet(AllEndpoint) || reader.IsSet(own + "_ENDPOINT");
        return IsSound(reader, exporter, value => Is(value, "otlp") || Is(value, "none"), "is neither otlp nor none", "Write one of the two, or leave it out")
            & (!wanted || (IsReachable(reader, "OTEL_EXPORTER_OTLP") & IsReachable(reader, own)))
            && wanted;
    }

    /// <param name="prefix">Of the settings for all signals, or of those for one.</param>
    private static bool IsReachable(SettingsReader reader, string prefix) =>
        IsSound(reader, prefix + "_ENDPOINT", IsAddress, "is not an absolute http or https address", "Write the collector's address, such as http://127.0.0.1:4317")
        & IsSound(reader, prefix + "_PROTOCOL", value => value is "grpc" or "http/protobuf", "is neither grpc nor http/protobuf", "Write the one that the collector speaks")
        & IsSound(
            reader, prefix + "_HEADERS", value => value.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0),
            "is not a list such as name=value,name=value", "Write each header's name, an equals sign and its value");

    private static string? ConnectionString(SettingsReader reader)
    {
        const string key = "APPLICATIONINSIGHTS_CONNECTION_STRING";
        const string remedy = "Copy the connection string from the Application Insights resource, whole";
        return IsSound(reader, key, value => Guid.TryParse(Pairs(value).GetValueOrDefault("InstrumentationKey"), out _), "has no instrumentation key", remedy)
            && IsSound(reader, key, value => !Pairs(value).TryGetValue("IngestionEndpoint", out var to) || IsAddress(to), "has an ingestion endpoint that is no address", remedy)
                ? reader.Text(key) : null;
    }

    /// <summary>Not set, or as it has to be.</summary>
    private static bool IsSound(SettingsReader reader, string key, Func<string, bool> isSound, string reason, string remedy)
    {
        if (!reader.IsSet(key) || (reader.Text(key) is { } value && isSound(value)))
        {
            return true;
        }

        reader.Faults.Add(key, reason, remedy);
        return false;
    }

    private static bool IsAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Pairs(string? text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in (text ?? "").Split(';').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            pairs[pair[0].Trim()] = pair[1].Trim();
        }

        return pairs;
    }
}
