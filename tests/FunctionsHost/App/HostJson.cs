using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace FunctionsHost.App;

/// <summary>What <c>host.json</c> says, after the settings that override it (<c>AzureFunctionsJobHost__…</c>).</summary>
public sealed record HostJson
{
    public required string DefaultExecutablePath { get; init; }

    /// <summary>One string: the host joins them with single spaces and quotes nothing.</summary>
    public required string Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    public required bool ProxiesHttp { get; init; }

    public required string RoutePrefix { get; init; }

    public TimeSpan InitializationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Null: a free port is taken, another at each start.</summary>
    public int? Port { get; init; }

    /// <summary>Null: unbounded.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <exception cref="HostRefusesException">The host would not start.</exception>
    public static HostJson Read(string appRoot, IReadOnlyDictionary<string, string> settings, bool hasFunctionJson)
    {
        const string overrides = "AzureFunctionsJobHost__";
        var file = Path.Combine(appRoot, "host.json");
        if (!File.Exists(file))
        {
            throw new HostRefusesException("There is no host.json at the root of the app.");
        }

        IConfigurationRoot json;
        try
        {
            json = new ConfigurationBuilder()
                .AddJsonStream(new MemoryStream(File.ReadAllBytes(file)))
                .AddInMemoryCollection(settings
                    .Where(s => s.Key.StartsWith(overrides, StringComparison.OrdinalIgnoreCase))
                    .Select(s => KeyValuePair.Create(s.Key[overrides.Length..].Replace("__", ":"), (string?)s.Value)))
                .Build();
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            throw new HostRefusesException($"host.json is not JSON: {fault.Message}");
        }

        if (json["version"] != "2.0")
        {
            throw new HostRefusesException("host.json has no version \"2.0\".");
        }

        if (hasFunctionJson && json.GetSection("customHandler:http").Exists())
        {
            throw new HostRefusesException("Detected both function.json files and custom handler HTTP route configuration definition in host.json.");
        }

        if (hasFunctionJson && json["configurationProfile"] is { Length: > 0 } profile)
        {
            throw new HostRefusesException($"The configuration profile \"{profile}\" routes everything by itself, and there are function.json files beside it.");
        }

        return Read(json, appRoot, settings);
    }

    private static HostJson Read(IConfigurationRoot json, string appRoot, IReadOnlyDictionary<string, string> settings)
    {
        var handler = json.GetSection("customHandler");
        var description = handler.GetSection("description");
        if (Expanded(description["defaultExecutablePath"], settings) is not { Length: > 0 } executable)
        {
            throw new HostRefusesException("customHandler.description.defaultExecutablePath is missing.");
        }

        IEnumerable<string> Texts(string key) => description.GetSection(key).GetChildren().Select(c => Expanded(c.Value, settings));
        var worker = Expanded(description["defaultWorkerPath"], settings) is { Length: > 0 } path ? [$"\"{path}\"", .. Texts("workerArguments")] : Enumerable.Empty<string>();
        return new HostJson
        {
            DefaultExecutablePath = executable,
            Arguments = string.Join(' ', Texts("arguments").Concat(worker)),
            WorkingDirectory = Path.GetFullPath(description["workingDirectory"] ?? ".", appRoot),
            ProxiesHttp = Flag(handler, "enableProxyingHttpRequest"),
            RoutePrefix = (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
            InitializationTimeout = Span(handler, "initializationTimeout") ?? TimeSpan.FromSeconds(30),
            Port = int.TryParse(handler["port"], out var port) ? port : null,
            FunctionTimeout = json["functionTimeout"] == "-1" ? null : Span(json, "functionTimeout") ?? TimeSpan.FromMinutes(30),
        };
    }

    /// <summary>Settings that are not there become nothing.</summary>
    private static string Expanded(string? text, IReadOnlyDictionary<string, string> settings) => AppSettings.Expanded(text ?? "", settings, whereMissing: _ => "");

    private static bool Flag(IConfiguration json, string key) => string.Equals(json[key], "true", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Span(IConfiguration json, string key)
    {
        if (json[key] is not { Length: > 0 } text)
        {
            return null;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.FromSeconds(1)
            ? span
            : throw new HostRefusesException($"host.json: {key} is \"{text}\", which is no time span of a second or more.");
    }
}
