using FunctionsHost.App;

namespace FunctionsHost;

/// <summary>What one instance of the host runs, and as what.</summary>
public sealed record HostOptions
{
    /// <summary>A published folder, or a package as it is mounted (<see cref="PackageMount"/>).</summary>
    public required string AppRoot { get; init; }

    public IReadOnlyDictionary<string, string> AppSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Schedules, functionTimeout and the span in which errors count together go by it; what the handler's process needs, by real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public HostStorage Storage { get; init; } = new();

    public string HostName { get; init; } = "spotterbot.azurewebsites.net";

    /// <summary>For functions whose authLevel asks for a key.</summary>
    public string FunctionKey { get; init; } = "the-function-key";

    /// <summary>For everything, the host's own interface included.</summary>
    public string MasterKey { get; init; } = "the-master-key";

    /// <summary>
    /// What the handler inherits: the host's own environment, its address among it, then the app settings. Nothing of the tests' environment is
    /// in it but where commands are found.
    /// </summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(
        new Dictionary<string, string>
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = "/home",
            ["ASPNETCORE_URLS"] = "http://+:80",
            ["FUNCTIONS_EXTENSION_VERSION"] = "~4",
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
            ["WEBSITE_HOSTNAME"] = HostName,
            ["WEBSITE_SITE_NAME"] = HostName.Split('.')[0],
            ["WEBSITE_INSTANCE_ID"] = "a1b2c3",
        }.Where(e => !AppSettings.ContainsKey(e.Key)).Concat(AppSettings));
}
