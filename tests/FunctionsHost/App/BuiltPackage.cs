using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FunctionsHost.App;

/// <summary>The project's own package, built by infra/package.sh where there is none or a source is newer: once, for all test projects.</summary>
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
        if (File.Exists(zip) && File.GetLastWriteTimeUtc(zip) > Sources().Max(File.GetLastWriteTimeUtc))
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

    private static IEnumerable<string> Sources() => new[] { "functions", "infra" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository, folder), "*", SearchOption.AllDirectories))
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Concat(Directory.EnumerateFiles(Repository, "Directory.*.props"))
        .Append(Path.Combine(Repository, "host.json"));

    private static string Here([CallerFilePath] string here = "") => here;
}
