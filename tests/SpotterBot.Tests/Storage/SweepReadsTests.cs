using Simulation;
using SpotterBot.Storage;
using SpotterBot.Tests.Storage.Tables;

namespace SpotterBot.Tests.Storage;

/// <summary>What is due is read, and not what is open.</summary>
public sealed class SweepReadsTests(SharedAzurite shared)
{
    private const int Open = 10_000;
    private const int Due = 50;
    private const int PerShardMost = 64;

    private static readonly DateTimeOffset Now = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_10_000_open_in_azurite_with_50_due_in_one_second_50_are_read()
    {
        var azurite = await shared.OrSkipAsync();
        var memory = new MemoryRowStore();
        var index = new WakeUpIndex(memory, "one", TimeProvider.System);
        for (var i = 0; i < Open; i++)
        {
            await index.WriteAsync($"session{i}", 1, i < Due ? Now - TimeSpan.FromSeconds((double)i / Due) : Now + TimeSpan.FromSeconds(1 + i));
        }

        var store = new Benchmarks.Rig.CountingStore(new OwnTables(Connect.Store(new SocketsHttpHandler(), TimeProvider.System, azurite.ConnectionString), SharedAzurite.UniquePrefix()));
        for (var shard = 0; shard < WakeUpIndex.Shards; shard++)
        {
            foreach (var rows in (await memory.QueryAsync(WakeUpIndex.Table, $"w{shard:00}", "0", "~", Open)).Chunk(100))
            {
                await store.InsertAllAsync(WakeUpIndex.Table, rows);
            }
        }

        var (calls, read) = (store.Calls, store.RowsRead);
        List<WakeUpRow> due = [];
        await foreach (var page in new WakeUpIndex(store, "two", TimeProvider.System).DueAsync(Now, PerShardMost))
        {
            due.AddRange(page);
        }

        Assert.Equal(Due, due.DistinctBy(d => d.SessionId).Count());
        Assert.Equal((WakeUpIndex.Shards, Due), (store.Calls - calls, store.RowsRead - read));
    }
}
