using System.Runtime.Versioning;

[assembly: UnsupportedOSPlatform("windows")]

namespace FunctionsHost.Tests;

/// <summary>An app on disk, with a handler that does as the test says.</summary>
public sealed class AppFolder : IDisposable
{
    public const string Proxying = """
        { "version": "2.0", "functionTimeout": "00:01:00", "extensions": { "http": { "routePrefix": "" } },
          "customHandler": { "description": { "defaultExecutablePath": "handler" }, "enableProxyingHttpRequest": true } }
        """;

    private const string Executable = "handler";

    public AppFolder(string host = Proxying, bool withHandler = true)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The host runs on Linux, and its handler here is a script for sh.");
        Write("host.json", host);
        if (withHandler)
        {
            Write(Executable, $"#!/bin/sh\nexec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "MisbehavingHandler.dll")}' \"$@\"\n");
            File.SetUnixFileMode(At(Executable), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("functions-host-tests-").FullName;

    /// <summary>A host.json whose handler is started with these arguments.</summary>
    public static string Started(params string[] arguments) => Proxying.Replace(
        "\"defaultExecutablePath\": \"handler\"", $"\"defaultExecutablePath\": \"handler\", \"arguments\": [{string.Join(", ", arguments.Select(a => $"\"{a}\""))}]");

    public AppFolder Http(string name = "Anything", string route = "{*rest}", string methods = "\"get\", \"post\"", string level = "anonymous") => Function(name, $$"""
        { "bindings": [
          { "type": "httpTrigger", "direction": "in", "name": "request", "authLevel": "{{level}}", "methods": [ {{methods}} ], "route": "{{route}}" },
          { "type": "http", "direction": "out", "name": "response" } ] }
        """);

    public AppFolder Timer(string name = "Tick", string schedule = "*/10 * * * * *") => Function(name, $$"""
        { "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "{{schedule}}" } ] }
        """);

    public AppFolder Function(string name, string json)
    {
        Write($"{name}/function.json", json);
        return this;
    }

    public string At(string name) => Path.Combine(Root, name);

    public Task<ConformanceHost> StartAsync(TimeProvider? clock = null, params (string Name, string Value)[] settings) => ConformanceHost.StartAsync(Options(clock, settings));

    public HostOptions Options(TimeProvider? clock = null, params (string Name, string Value)[] settings) => new()
    {
        AppRoot = Root,
        AppSettings = settings.ToDictionary(s => s.Name, s => s.Value),
        Clock = clock ?? TimeProvider.System,
    };

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
