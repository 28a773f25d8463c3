#:property TargetFramework=net10.0
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Packs a published folder: the same folder gives the same bytes, and the program can be executed where the package is mounted.
// Run by package.sh: dotnet run infra/pack.cs -- FOLDER ZIP

using System.IO.Compression;
using System.Security.Cryptography;

const string Executable = "SpotterBot";
const int RegularFile = 0b1000 << 12;
var (folder, package) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
Directory.CreateDirectory(Path.GetDirectoryName(package)!);
File.Delete(package);
using (var zip = ZipFile.Open(package, ZipArchiveMode.Create))
{
    foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);

        // The earliest moment a zip knows: when it was built says nothing of what is in it.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

        // Mode in the upper half, as Unix writes it: the mount is read-only, and nobody can set it there afterwards.
        entry.ExternalAttributes = (RegularFile | (name == Executable ? 0b111_101_101 : 0b110_100_100)) << 16;
        using var from = File.OpenRead(file);
        using var to = entry.Open();
        from.CopyTo(to);
    }
}

var bytes = await File.ReadAllBytesAsync(package);
Console.WriteLine($"{package}: {bytes.Length / 1024 / 1024} MB, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}");
