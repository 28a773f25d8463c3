using SpotterBot.Storage;

namespace PhoneSimulator.Faults;

/// <summary>The program's store, which fails while it is broken on purpose. What was written before is there again afterwards.</summary>
internal sealed class BreakableStore(IRowStore inner, DeskFaults faults) : IRowStore
{
    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => Whole().GetAsync(table, partitionKey, rowKey);

    public ValueTask<Write> InsertAsync(string table, Row row) => Whole().InsertAsync(table, row);

    public ValueTask<Write> ReplaceAsync(string table, Row row) => Whole().ReplaceAsync(table, row);

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        Whole().DeleteAsync(table, partitionKey, rowKey, eTag);

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        Whole().QueryAsync(table, partitionKey, from, to, most);

    private IRowStore Whole() => faults.Is(Fault.StoreDown) ? throw new IOException("The store is down.") : inner;
}
