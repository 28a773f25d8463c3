using System.Collections.Concurrent;
using SpotterBot.Storage;

namespace Benchmarks.Rig;

/// <summary>What one call asked of the store.</summary>
/// <param name="Verb">get, insert, insert-all, replace, delete, delete-range or query.</param>
/// <param name="Rows">Written, or read.</param>
/// <param name="Bytes">Of the largest value written.</param>
public sealed record StoreCall(string Verb, string Table, int Rows, int Bytes);

/// <summary>A store that counts what is asked of it, and remembers it while told to.</summary>
public sealed class CountingStore(IRowStore inner) : IRowStore, IDisposable
{
    private long _calls;
    private long _rowsRead;

    public long Calls => Interlocked.Read(ref _calls);

    public long RowsRead => Interlocked.Read(ref _rowsRead);

    /// <summary>Null: nothing is remembered.</summary>
    public ConcurrentQueue<StoreCall>? Log { get; set; }

    public async ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey)
    {
        var row = await inner.GetAsync(table, partitionKey, rowKey);
        Read("get", table, row is null ? 0 : 1);
        return row;
    }

    public ValueTask<Write> InsertAsync(string table, Row row)
    {
        Wrote("insert", table, 1, row);
        return inner.InsertAsync(table, row);
    }

    public ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows)
    {
        if (rows.Count > 0)
        {
            Wrote("insert-all", table, rows.Count, rows[0]);
        }

        return inner.InsertAllAsync(table, rows);
    }

    public ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        Wrote("replace", table, 1, row);
        return inner.ReplaceAsync(table, row);
    }

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
    {
        Wrote("delete", table, 1, null);
        return inner.DeleteAsync(table, partitionKey, rowKey, eTag);
    }

    public ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to)
    {
        Wrote("delete-range", table, 1, null);
        return inner.DeleteRangeAsync(table, partitionKey, from, to);
    }

    public async ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most)
    {
        var rows = await inner.QueryAsync(table, partitionKey, from, to, most);
        Read("query", table, rows.Count);
        return rows;
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private void Read(string verb, string table, int rows)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _rowsRead, rows);
        Log?.Enqueue(new StoreCall(verb, table, rows, 0));
    }

    private void Wrote(string verb, string table, int rows, Row? row)
    {
        Interlocked.Increment(ref _calls);
        Log?.Enqueue(new StoreCall(verb, table, rows, row?.Values.Values.OfType<byte[]>().Select(b => b.Length).DefaultIfEmpty(0).Max() ?? 0));
    }
}
