using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage;

namespace Benchmarks.Rig;

/// <summary>A store to measure on, empty: a SQLite file, or Azurite.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly Azurite? _azurite;

    private Store(string kind, IRowStore rows, DirectoryInfo? folder, Azurite? azurite)
    {
        Kind = kind;
        Rows = new CountingStore(rows);
        _folder = folder;
        _azurite = azurite;
    }

    public string Kind { get; }

    public CountingStore Rows { get; }

    /// <summary>Null where Azurite is asked for and is not installed.</summary>
    public static async Task<Store?> OpenAsync(string kind, Report report)
    {
        if (kind == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("spotterbot-bench");
            return new Store(kind, new SqliteRowStore(Path.Combine(folder.FullName, "bench.db")), folder, null);
        }

        if (Azurite.Missing is { } why)
        {
            report.Say($"Without {kind}: {why}.");
            return null;
        }

        var azurite = await Azurite.StartAsync();
        return new Store(kind, Stores.Open(new StorageSettings { ConnectionString = azurite.ConnectionString }, TimeProvider.System), null, azurite);
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
