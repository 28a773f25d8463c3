using SpotterBot.Storage;

namespace Simulation;

/// <summary>Rows in memory, with the same rules as the real stores.</summary>
public sealed class MemoryRowStore : IRowStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Table, string Partition), SortedList<string, Row>> _rows = [];
    private long _tag;

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey)
    {
        lock (_gate)
        {
            return new(Partition(table, partitionKey).GetValueOrDefault(rowKey));
        }
    }

    public ValueTask<Write> InsertAsync(string table, Row row)
    {
        RowLimits.Check(row);
        lock (_gate)
        {
            var tag = $"m{++_tag}";
            return new(Partition(table, row.PartitionKey).TryAdd(row.RowKey, row with { ETag = tag })
                ? new Write(WriteResult.Written, tag)
                : new Write(WriteResult.AlreadyThere));
        }
    }

    public ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        RowLimits.Check(row);
        if (row.ETag.Length == 0)
        {
            throw new ArgumentException("A replace needs the ETag of the row that was read.", nameof(row));
        }

        lock (_gate)
        {
            var partition = Partition(table, row.PartitionKey);
            if (!partition.TryGetValue(row.RowKey, out var held))
            {
                return new(new Write(WriteResult.Missing));
            }

            if (held.ETag != row.ETag)
            {
                return new(new Write(WriteResult.Conflict));
            }

            var tag = $"m{++_tag}";
            partition[row.RowKey] = row with { ETag = tag };
            return new(new Write(WriteResult.Written, tag));
        }
    }

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
    {
        lock (_gate)
        {
            var partition = Partition(table, partitionKey);
            if (!partition.TryGetValue(rowKey, out var held))
            {
                return new(new Write(WriteResult.Missing));
            }

            if (eTag is not null && held.ETag != eTag)
            {
                return new(new Write(WriteResult.Conflict));
            }

            partition.Remove(rowKey);
            return new(new Write(WriteResult.Written));
        }
    }

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most)
    {
        lock (_gate)
        {
            var partition = Partition(table, partitionKey);
            var first = FirstNotBefore(partition.Keys, from);
            var end = first;
            while (end < partition.Count && end - first < most && string.CompareOrdinal(partition.Keys[end], to) < 0)
            {
                end++;
            }

            var found = new Row[end - first];
            for (var i = first; i < end; i++)
            {
                found[i - first] = partition.Values[i];
            }

            return new(found);
        }
    }

    public bool Has(string table, string partitionKey, string rowKey)
    {
        lock (_gate)
        {
            return Partition(table, partitionKey).ContainsKey(rowKey);
        }
    }

    /// <summary>The row key of a partition that comes first; null where it is empty.</summary>
    public string? FirstKey(string table, string partitionKey)
    {
        lock (_gate)
        {
            return Partition(table, partitionKey) is { Count: > 0 } partition ? partition.Keys[0] : null;
        }
    }

    /// <summary>Every row there is, with its tag: equal dumps, nothing was written between.</summary>
    public IReadOnlyList<string> Dump()
    {
        lock (_gate)
        {
            return [.. _rows.SelectMany(p => p.Value.Values.Select(r => $"{p.Key.Table} {r.PartitionKey} {r.RowKey} {r.ETag}")).Order(StringComparer.Ordinal)];
        }
    }

    private static int FirstNotBefore(IList<string> keys, string from)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(keys[middle], from) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private SortedList<string, Row> Partition(string table, string partition)
    {
        if (!_rows.TryGetValue((table, partition), out var rows))
        {
            _rows[(table, partition)] = rows = new SortedList<string, Row>(StringComparer.Ordinal);
        }

        return rows;
    }
}
