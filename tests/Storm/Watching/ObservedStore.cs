using Simulation;
using SpotterBot.Storage;

namespace Storm.Watching;

/// <summary>The rows themselves. Whatever a process believes, what is written here is what happened, and the referee is told.</summary>
internal sealed class ObservedStore(MemoryRowStore rows) : IRowStore
{
    /// <summary>A session's row was written.</summary>
    public Action<Row>? SessionWritten { get; set; }

    /// <summary>A session's row was to be written, and somebody else was quicker.</summary>
    public Action<Row>? SessionLost { get; set; }

    /// <summary>An index row was removed.</summary>
    public Action<WakeKey>? WakeUpRemoved { get; set; }

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => rows.GetAsync(table, partitionKey, rowKey);

    public async ValueTask<Write> InsertAsync(string table, Row row)
    {
        var write = await rows.InsertAsync(table, row);
        if (write.Done && table == "sessions")
        {
            SessionWritten?.Invoke(row);
        }

        return write;
    }

    public async ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        var write = await rows.ReplaceAsync(table, row);
        if (table == "sessions")
        {
            (write.Done ? SessionWritten : SessionLost)?.Invoke(row);
        }

        return write;
    }

    public async ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
    {
        var write = await rows.DeleteAsync(table, partitionKey, rowKey, eTag);
        if (write.Done && table == WakeUpIndex.Table)
        {
            WakeUpRemoved?.Invoke(new WakeKey(partitionKey, rowKey));
        }

        return write;
    }

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        rows.QueryAsync(table, partitionKey, from, to, most);

    /// <summary>Whether the index row stands.</summary>
    public bool Stands(WakeKey key) => rows.Has(WakeUpIndex.Table, key.Shard, key.RowKey);

    /// <summary>Whether any wake-up is due.</summary>
    public bool IsAnythingDue(DateTimeOffset utc)
    {
        for (var shard = 0; shard < WakeUpIndex.Shards; shard++)
        {
            if (rows.FirstKey(WakeUpIndex.Table, Shards[shard]) is { } first && long.Parse(first.AsSpan(0, 19), System.Globalization.CultureInfo.InvariantCulture) <= utc.UtcTicks)
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] Shards = [.. Enumerable.Range(0, WakeUpIndex.Shards).Select(s => $"w{s:00}")];
}
