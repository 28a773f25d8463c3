#:property TargetFramework=net10.0
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Packs a published folder: the same folder gives the same bytes, and the program can be executed where the package is mounted.
// Into the package goes a file that says which one it is, and the health report says it, too: so one sees what runs after a deployment.
// Run by package.sh: dotnet run infra/pack.cs -- FOLDER ZIP, and by go-live with --version ZIP

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

const string Executable = "SpotterBot";
const string VersionFile = "package.version";
const int RegularFile = 0b1000 << 12;
if (args is ["--version", var packed])
{
    using var reader = await ZipFile.OpenReadAsync(packed);
    if (reader.GetEntry(VersionFile) is not { } version)
    {
        Console.Error.WriteLine($"{packed} does not say which one it is.");
        return 1;
    }

    using var text = new StreamReader(await version.OpenAsync());
    Console.WriteLine(await text.ReadToEndAsync());
    return 0;
}

var (folder, package) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
Directory.CreateDirectory(Path.GetDirectoryName(package)!);
File.Delete(package);
using (var zip = ZipFile.Open(package, ZipArchiveMode.Create))
{
    foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        var content = File.ReadAllBytes(file);
        all.AppendData(Encoding.UTF8.GetBytes(name + '\n'));
        all.AppendData(SHA256.HashData(content));
        Add(zip, name, content);
    }

    Add(zip, VersionFile, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(all.GetHashAndReset())[..12]));
}

var bytes = await File.ReadAllBytesAsync(package);
Console.WriteLine($"{package}: {bytes.Length / 1024 / 1024} MB, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}");
return 0;

static void Add(ZipArchive zip, string name, byte[] content)
{
    var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);

    // The earliest moment a zip knows: when it was built says nothing of what is in it.
    entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Mode in the upper half, as Unix writes it: the mount is read-only, and nobody can set it there afterwards.
    entry.ExternalAttributes = (RegularFile | (name == Executable ? 0b111_101_101 : 0b110_100_100)) << 16;
    using var to = entry.Open();
    to.Write(content);
}
