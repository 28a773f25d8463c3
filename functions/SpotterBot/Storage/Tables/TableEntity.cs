using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>One row of a table. Values are string, bool, int, long, double, <see cref="DateTimeOffset"/> (UTC), <see cref="Guid"/> or byte[].</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The package's own name.")]
public class TableEntity : IEnumerable<KeyValuePair<string, object>>
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    public TableEntity()
    {
    }

    public TableEntity(string partitionKey, string rowKey)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    /// <summary>When the service last wrote it. Several writes within a millisecond are in no order.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>Of the row as it was read; says nothing about what is written.</summary>
    public ETag ETag { get; set; }

    public int Count => _values.Count;

    /// <summary>Null: there is no such value; setting null takes it out, for the service holds none.</summary>
    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }
        }
    }

    public void Add(string name, object value) => _values.Add(name, value);

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
