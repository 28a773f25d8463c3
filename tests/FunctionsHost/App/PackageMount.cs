using System.IO.Compression;

namespace FunctionsHost.App;

/// <summary>
/// A package as it lies where the host runs it: unpacked with the modes that stand in it, and never written to. The real mount is read-only;
/// here who wrote is found out afterwards.
/// </summary>
public sealed class PackageMount : IDisposable
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly Dictionary<string, (long Length, DateTime ChangedUtc)> _asMounted;

    /// <exception cref="HostRefusesException">Something in it could not be read by the host's user.</exception>
    public PackageMount(string zip)
    {
        using (var package = ZipFile.OpenRead(zip))
        {
            foreach (var entry in package.Entries)
            {
                var mode = (UnixFileMode)((entry.ExternalAttributes >> 16) & 0b111_111_111);
                if (!entry.FullName.EndsWith('/') && (mode & ReadableByAll) != ReadableByAll)
                {
                    throw new HostRefusesException($"{entry.FullName} has mode {Convert.ToString((int)mode, 8)}: the host's user could not read it.");
                }
            }

            Root = Directory.CreateTempSubdirectory("functions-app-").FullName;
            package.ExtractToDirectory(Root);
        }

        _asMounted = Files();
    }

    public string Root { get; }

    /// <summary>What was written there since, on a mount that takes no writes.</summary>
    public IReadOnlyList<string> Changes => [.. Files().Except(_asMounted).Concat(_asMounted.Except(Files())).Select(f => f.Key).Distinct().Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private Dictionary<string, (long Length, DateTime ChangedUtc)> Files() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(f => new FileInfo(f))
        .ToDictionary(f => Path.GetRelativePath(Root, f.FullName), f => (f.Length, f.LastWriteTimeUtc));
}
