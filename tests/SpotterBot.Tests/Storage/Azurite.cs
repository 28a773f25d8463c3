using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

namespace SpotterBot.Tests.Storage;

/// <summary>Microsoft's emulator of Table Storage as a process: in memory, on a free port of loopback.</summary>
public sealed class Azurite : IAsyncDisposable
{
    public const string Account = "devstoreaccount1";

    // The emulator's own, and published.
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int StartsMost = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private Azurite(string scheme, int port, string[] more)
    {
        Endpoint = new Uri($"{scheme}://127.0.0.1:{port}/{Account}");
        _process = Process.Start(new ProcessStartInfo(
            "node",
            [
                Path.Combine(Folder, "start.cjs"), "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence",
                "--tableKeepAliveTimeout", "120", "--tableHost", "127.0.0.1", "--tablePort", $"{port}", .. more,
            ])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public Uri Endpoint { get; }

    public string ConnectionString => $"AccountName={Account};AccountKey={Key};TableEndpoint={Endpoint}";

    /// <summary>Why the tests that need it skip, or null.</summary>
    public static string? Missing { get; } =
        !File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")) ? "Azurite is not installed: run tests/run, or npm ci in tests/azurite"
        : Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")) || File.Exists(Path.Combine(p, "node.exe"))) != true
            ? "Azurite needs Node.js on the PATH"
            : null;

    private static string Folder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "azurite"));

    public static Task<Azurite> StartAsync() => StartAsync("http");

    /// <param name="more">Options of the program.</param>
    public static async Task<Azurite> StartAsync(string scheme, params string[] more)
    {
        for (var start = 1; ; start++)
        {
            var azurite = new Azurite(scheme, FreePort(), more);
            if (await azurite.IsListeningAsync())
            {
                return azurite;
            }

            // Somebody else may have taken the port between our finding it and its use.
            var why = await azurite._process.StandardError.ReadToEndAsync();
            await azurite.DisposeAsync();
            Assert.True(start < StartsMost, $"Azurite does not start: {why}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static string Here([CallerFilePath] string here = "") => here;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

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

/// <summary>One Azurite for all tests, started by the first that needs it.</summary>
public sealed class SharedAzurite : IAsyncDisposable
{
    private static int _prefixes;

    private readonly Lazy<Task<Azurite>> _azurite = new(Azurite.StartAsync);

    /// <summary>The running emulator, or the test skips.</summary>
    public Task<Azurite> OrSkipAsync()
    {
        Assert.SkipWhen(Azurite.Missing is not null, Azurite.Missing ?? "");
        return _azurite.Value;
    }

    /// <summary>For tables that no other test has.</summary>
    public static string UniquePrefix() => $"t{Interlocked.Increment(ref _prefixes)}x";

    public async ValueTask DisposeAsync()
    {
        if (_azurite.IsValueCreated)
        {
            await (await _azurite.Value).DisposeAsync();
        }
    }
}

/// <summary>A store whose tables are a test's own, in an emulator that it shares with others.</summary>
public sealed class OwnTables(IRowStore inner, string prefix) : IRowStore
{
    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => inner.GetAsync(prefix + table, partitionKey, rowKey);

    public ValueTask<Write> InsertAsync(string table, Row row) => inner.InsertAsync(prefix + table, row);

    public ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows) => inner.InsertAllAsync(prefix + table, rows);

    public ValueTask<Write> ReplaceAsync(string table, Row row) => inner.ReplaceAsync(prefix + table, row);

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        inner.DeleteAsync(prefix + table, partitionKey, rowKey, eTag);

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        inner.QueryAsync(prefix + table, partitionKey, from, to, most);
}
