using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;

namespace Benchmarks.Rig;

/// <summary>A store to measure on, empty: a SQLite file, or Azurite.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly Azurite? _azurite;

    private Store(string kind, IRowStore rows, (string, string) setting, DirectoryInfo? folder, Azurite? azurite)
    {
        Kind = kind;
        Setting = setting;
        Rows = new CountingStore(rows);
        _folder = folder;
        _azurite = azurite;
    }

    public string Kind { get; }

    /// <summary>The environment variable with which another process opens the same store.</summary>
    public (string Name, string Value) Setting { get; }

    public CountingStore Rows { get; }

    /// <summary>Null where Azurite is asked for and is not installed.</summary>
    public static async Task<Store?> OpenAsync(string kind, Report report)
    {
        if (kind == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("spotterbot-bench");
            var file = Path.Combine(folder.FullName, "bench.db");
            return new Store(kind, new SqliteRowStore(file), ("Storage__File", file), folder, null);
        }

        if (Azurite.Missing is { } why)
        {
            report.Say($"Without {kind}: {why}.");
            return null;
        }

        var azurite = await Azurite.StartAsync();
        var rows = Stores.Open(new StorageSettings { ConnectionString = azurite.ConnectionString }, TimeProvider.System);
        return new Store(kind, rows, ("Storage__ConnectionString", azurite.ConnectionString), null, azurite);
    }

    /// <summary>Nothing was asked of it for a while.</summary>
    public async Task IsQuietAsync()
    {
        for (long calls = -1; calls != Rows.Calls;)
        {
            calls = Rows.Calls;
            await Task.Delay(500);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Rows.Dispose();
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }
}
