using SpotterBot.Storage;

namespace ScenarioHook;

/// <summary>
/// The wake-ups that this process found when it began, and wrote since. While it is alone on its store, a query that none of them answers has no
/// answer and is not asked: eight of them in every second of a scenario's hours are most of what the emulator would have to do. What is there is read
/// from the store, as ever.
/// </summary>
internal sealed class KnownWakeUps(IRowStore inner, Func<bool> isAlone) : IRowStore
{
    private const string Table = "wakeups";

    /// <summary>A shard with more is asked each time.</summary>
    private const int Most = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<string>?> _shards = [];

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => inner.GetAsync(table, partitionKey, rowKey);

    public ValueTask<Write> InsertAsync(string table, Row row)
    {
        Wrote(table, row);
        return inner.InsertAsync(table, row);
    }

    public ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
        {
            Wrote(table, row);
        }

        return inner.InsertAllAsync(table, rows);
    }

    public ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        Wrote(table, row);
        return inner.ReplaceAsync(table, row);
    }

    public async ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
    {
        var deleted = await inner.DeleteAsync(table, partitionKey, rowKey, eTag);
        lock (_gate)
        {
            if (table == Table && _shards.TryGetValue(partitionKey, out var known))
            {
                known?.Remove(rowKey);
            }
        }

        return deleted;
    }

    public ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to) => inner.DeleteRangeAsync(table, partitionKey, from, to);

    public async ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        table == Table && isAlone() && !await MayAnswerAsync(partitionKey, from, to) ? [] : await inner.QueryAsync(table, partitionKey, from, to, most);

    private void Wrote(string table, Row row)
    {
        lock (_gate)
        {
            if (table == Table && _shards.TryGetValue(row.PartitionKey, out var known))
            {
                known?.Add(row.RowKey);
            }
        }
    }

    private async ValueTask<bool> MayAnswerAsync(string shard, string from, string to)
    {
        var first = false;
        lock (_gate)
        {
            if (!_shards.ContainsKey(shard))
            {
                // From here on what is written counts, whenever the answer comes.
                _shards[shard] = new SortedSet<string>(StringComparer.Ordinal);
                first = true;
            }
        }

        if (first)
        {
            var found = await inner.QueryAsync(Table, shard, "!", "~", Most);
            lock (_gate)
            {
                if (found.Count == Most)
                {
                    _shards[shard] = null;
                }
                else
                {
                    _shards[shard]!.UnionWith(found.Select(r => r.RowKey));
                }
            }
        }

        lock (_gate)
        {
            return _shards[shard] is not { } known || known.GetViewBetween(from, to).Count > 0;
        }
    }
}
