using SpotterBot.Storage;
using SpotterBot.Tests.Storage;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

namespace SpotterBot.Tests.Storage;

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
