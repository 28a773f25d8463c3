using SpotterBot.Storage;

namespace Simulation;

/// <summary>A store that does one thing after the other, each taking its time, in the order in which it was asked.</summary>
public sealed class BusyStore(IRowStore inner, TimeSpan each) : IRowStore
{
    private DateTimeOffset _busyUntil;

    /// <summary>Until it is told the time it takes none.</summary>
    public TimeProvider? Time { get; set; }

    public int Asked { get; private set; }

    /// <summary>Something that was asked has its turn yet to come.</summary>
    public bool IsBusy => Time is { } time && _busyUntil > time.GetUtcNow();

    public async ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey)
    {
        await TurnAsync();
        return await inner.GetAsync(table, partitionKey, rowKey);
    }

    public async ValueTask<Write> InsertAsync(string table, Row row)
    {
        await TurnAsync();
        return await inner.InsertAsync(table, row);
    }

    public async ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        await TurnAsync();
        return await inner.ReplaceAsync(table, row);
    }

    public async ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
    {
        await TurnAsync();
        return await inner.DeleteAsync(table, partitionKey, rowKey, eTag);
    }

    public async ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most)
    {
        await TurnAsync();
        return await inner.QueryAsync(table, partitionKey, from, to, most);
    }

    private async Task TurnAsync()
    {
        Asked++;
        if (Time is not { } time)
        {
            return;
        }

        var now = time.GetUtcNow();
        _busyUntil = (_busyUntil > now ? _busyUntil : now) + each;
        await Task.Delay(_busyUntil - now, time);
    }
}
