using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using PhoneCompany;

namespace SpotterBot.Tests.Storage;

/// <summary>Microsoft's emulator of Table Storage as a process: in memory, on a free port of loopback.</summary>
public sealed class Azurite : IAsyncDisposable
{
    public const string Account = "devstoreaccount1";

    // The emulator's own, and published.
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int StartsMost = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite");
    private readonly Process _process;

    private Azurite(string scheme, int port, IReadOnlyList<string> accounts, string[] more)
    {
        Endpoint = new Uri($"{scheme}://127.0.0.1:{port}/{Account}");
        var start = new ProcessStartInfo(
            "node",
            [
                Path.Combine(Folder, "start.cjs"), "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence",
                "--tableKeepAliveTimeout", "120", "--tableHost", "127.0.0.1", "--tablePort", $"{port}", .. more,
            ])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', accounts.Append(Account).Select(a => $"{a}:{Key}"));
        _process = Process.Start(start)!;
    }

    public Uri Endpoint { get; }

    public string ConnectionString => ConnectionStringOf(Account);

    /// <summary>Why the tests that need it skip, or null.</summary>
    public static string? Missing { get; } =
        !File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")) ? "Azurite is not installed: run tests/run, or npm ci in tests/azurite"
        : Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")) || File.Exists(Path.Combine(p, "node.exe"))) != true
            ? "Azurite needs Node.js on the PATH"
            : null;

    private static string Folder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "azurite"));

    public static Task<Azurite> StartAsync() => StartAsync("http", []);

    /// <param name="more">Options of the program.</param>
    public static Task<Azurite> StartAsync(string scheme, params string[] more) => StartAsync(scheme, [], more);

    /// <param name="accounts">Beside its own; each has tables of its own, and the same key.</param>
    public static Task<Azurite> StartAsync(IReadOnlyList<string> accounts) => StartAsync("http", accounts, []);

    public string ConnectionStringOf(string account) => $"AccountName={account};AccountKey={Key};TableEndpoint={new Uri(Endpoint, account)}";

    private static async Task<Azurite> StartAsync(string scheme, IReadOnlyList<string> accounts, string[] more)
    {
        for (var start = 1; ; start++)
        {
            var azurite = new Azurite(scheme, FreePort.Any(), accounts, more);
            if (await azurite.IsListeningAsync())
            {
                return azurite;
            }

            // Somebody else may have taken the port between our finding it and its use.
            var why = await azurite._process.StandardError.ReadToEndAsync();
            await azurite.DisposeAsync();
            if (start == StartsMost)
            {
                throw new InvalidOperationException($"Azurite does not start: {why}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Here([CallerFilePath] string here = "") => here;

    /// <summary>It says so on its output; false where it ended instead.</summary>
    private async Task<bool> IsListeningAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("successfully started", StringComparison.Ordinal))
            {
                // What else it says is read away, so that it never waits for a reader.
                _ = _process.StandardOutput.ReadToEndAsync();
                _ = _process.StandardError.ReadToEndAsync();
                return true;
            }
        }

        return false;
    }
}
