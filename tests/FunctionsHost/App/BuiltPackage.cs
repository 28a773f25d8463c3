using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FunctionsHost.App;

/// <summary>The project's own package, built by infra/package.sh where there is none or its sources were changed since: once, for all test projects.</summary>
public static class BuiltPackage
{
    private static readonly Lazy<Task<string>> Built = new(() => Task.Run(Build));

    /// <summary>Why the tests that need it skip, or null.</summary>
    public static string? Missing { get; } = OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64
        ? null
        : "The package is for Linux on x64, and cannot be run here";

    private static string Repository => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>Full path of the zip.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built; with what the build said.</exception>
    public static Task<string> BuildAsync() => Built.Value;

    private static string Build()
    {
        var zip = Path.Combine(Repository, "artifacts", "spotterbot.zip");
        Directory.CreateDirectory(Path.GetDirectoryName(zip)!);
        using var alone = Alone(zip + ".lock");
        if (IsUpToDate(zip, Repository))
        {
            return zip;
        }

        using var build = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository, "infra", "package.sh")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, complained) = (build.StandardOutput.ReadToEndAsync(), build.StandardError.ReadToEndAsync());
        build.WaitForExit();
        return build.ExitCode == 0 ? zip : throw new InvalidOperationException($"The package cannot be built: {said.Result}\n{complained.Result}");
    }

    /// <summary>Test projects run beside each other: one builds, the others wait for it.</summary>
    private static FileStream Alone(string file)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).Wait();
            }
        }
    }

    /// <summary>Nothing that it is built from was changed, added or taken away since.</summary>
    public static bool IsUpToDate(string zip, string repository) =>
        File.Exists(zip) && File.GetLastWriteTimeUtc(zip) > Sources(repository).Max(File.GetLastWriteTimeUtc);

    /// <summary>Folders among them: of a source that is gone its folder is what was changed.</summary>
    private static IEnumerable<string> Sources(string repository) => new[] { "functions", "infra" }
        .Select(folder => Path.Combine(repository, folder))
        .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder))
        .Where(f => !Path.GetRelativePath(repository, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Concat(Directory.EnumerateFiles(repository, "Directory.*.props"))
        .Append(Path.Combine(repository, "host.json"))
        .Append(Path.Combine(repository, "global.json"));

    private static string Here([CallerFilePath] string here = "") => here;
}
