using SpotterBot.Observability;

namespace SpotterBot.Storage;

/// <summary>A store that is asked over the network: each request can be watched.</summary>
public sealed class WatchedRowStore(IRowStore inner, Telemetry telemetry) : IRowStore
{
    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) =>
        telemetry.StoreAsync("get", table, () => inner.GetAsync(table, partitionKey, rowKey), row => row is null ? "none" : "found");

    public ValueTask<Write> InsertAsync(string table, Row row) => telemetry.StoreAsync("insert", table, () => inner.InsertAsync(table, row), Of);

    public ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows) => DoneAsync("insert all", table, () => inner.InsertAllAsync(table, rows));

    public ValueTask<Write> ReplaceAsync(string table, Row row) => telemetry.StoreAsync("replace", table, () => inner.ReplaceAsync(table, row), Of);

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        telemetry.StoreAsync("delete", table, () => inner.DeleteAsync(table, partitionKey, rowKey, eTag), Of);

    public ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to) =>
        DoneAsync("delete range", table, () => inner.DeleteRangeAsync(table, partitionKey, from, to));

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        telemetry.StoreAsync("query", table, () => inner.QueryAsync(table, partitionKey, from, to, most), rows => $"{rows.Count} rows");

    private async ValueTask DoneAsync(string operation, string table, Func<ValueTask> request) => await telemetry.StoreAsync(
        operation,
        table,
        async () =>
        {
            await request();
            return true;
        },
        _ => "ok");

    private static string Of(Write write) => write.Result.ToString();
}
