namespace FunctionsHost.App;

/// <summary>An app as the host finds it on disk.</summary>
/// <param name="Executable">Full path under the root, or a command that is looked up on the PATH.</param>
public sealed record FunctionApp(string Root, HostJson Host, string Executable, IReadOnlyList<FunctionDefinition> Functions)
{
    /// <exception cref="HostRefusesException">The real host would not run it, or would leave out a function of it.</exception>
    public static FunctionApp Load(string root, IReadOnlyDictionary<string, string> settings)
    {
        var folders = Directory.GetDirectories(root).Where(f => File.Exists(Path.Combine(f, "function.json"))).Order(StringComparer.Ordinal).ToList();
        var host = HostJson.Read(root, settings, hasFunctionJson: folders.Count > 0);
        if (folders.Count == 0)
        {
            throw new HostRefusesException("No folder has a function.json: there would be nothing to run.");
        }

        return new FunctionApp(root, host, Located(root, host.DefaultExecutablePath), [.. folders.Select(f => FunctionDefinition.Read(f, host, settings))]);
    }

    private static string Located(string root, string path)
    {
        var full = Path.GetFullPath(path, root);
        if (!File.Exists(full))
        {
            return OnPath(path) ? path : throw new HostRefusesException($"{path} is neither in the app nor a command: the handler cannot be started.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(full) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) == 0)
        {
            throw new HostRefusesException($"{path} may not be executed (its mode has no x), and where the package is mounted nobody can change that.");
        }

        return full;
    }

    private static bool OnPath(string command) =>
        !command.Contains('/') && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, command)));
}
