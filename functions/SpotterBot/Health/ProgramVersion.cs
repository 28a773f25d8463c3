using System.Reflection;

namespace SpotterBot.Health;

/// <summary>Which program runs: its version, and behind a hyphen the package that it was started from, <c>0.1.0-1a2b3c4d5e6f</c>.</summary>
public static class ProgramVersion
{
    /// <summary>In the package, and twelve hexadecimal digits of a hash over everything else in it. infra/pack.cs writes it.</summary>
    public const string FileName = "package.version";

    /// <summary>The version alone where the program was not started from a package.</summary>
    /// <param name="folder">Where the program lies.</param>
    public static string Read(string folder)
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? $"{version}-{File.ReadAllText(file).Trim()}" : version;
    }
}
