using SpotterBot.Storage;

namespace Simulation;

/// <summary>A store whose disk is gone, for as long as a test wants it.</summary>
public sealed class BreakingStore(IRowStore inner) : IRowStore
{
    public bool Broken { get; set; }

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => Whole().GetAsync(table, partitionKey, rowKey);

    public ValueTask<Write> InsertAsync(string table, Row row) => Whole().InsertAsync(table, row);

    public ValueTask<Write> ReplaceAsync(string table, Row row) => Whole().ReplaceAsync(table, row);

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) => Whole().DeleteAsync(table, partitionKey, rowKey, eTag);

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
        Whole().QueryAsync(table, partitionKey, from, to, most);

    private IRowStore Whole() => Broken ? throw new IOException("The disk is gone.") : inner;
}
