using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>Many writers on one row: each write that was said to be done is in it, and no other.</summary>
public sealed class ConcurrentWritersTests(SharedAzurite shared)
{
    private const string Table = "things";
    private const int Writers = 8;
    private const int Attempts = 200;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 20)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    public async Task What_was_written_is_what_stands_there(int seed, int lostInAHundred)
    {
        var azurite = await shared.OrSkipAsync();
        var prefix = SharedAzurite.UniquePrefix();
        var calm = new OwnTables(Connect.Store(new LossyWire(), connection: azurite.ConnectionString), prefix);
        await calm.InsertAsync(Table, Row.New("p", "r", ("n", 0L)));

        var counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            using var wire = new LossyWire { Loses = Randomly(new Random((seed * 100) + writer), lostInAHundred) };
            return await CountUpAsync(new OwnTables(Connect.Store(wire, connection: azurite.ConnectionString), prefix));
        })));

        var (written, untold) = (counts.Sum(c => c.Written), counts.Sum(c => c.Untold));
        var stands = (await calm.GetAsync(Table, "p", "r"))!.Number("n");
        Assert.True(stands >= written && stands <= written + untold, $"Seed {seed}: {stands} stands there, {written} were said to be written, of {untold} nothing could be said.");
        Assert.True(written >= Attempts, $"Seed {seed}: only {written} came through.");
        Assert.True(lostInAHundred > 0 || untold == 0);
    }

    private static async Task<(int Written, int Untold)> CountUpAsync(IRowStore store)
    {
        var (written, untold) = (0, 0);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadAsync(store) is not { } row)
            {
                continue;
            }

            try
            {
                var write = await store.ReplaceAsync(Table, Row.New("p", "r", ("n", row.Number("n") + 1)) with { ETag = row.ETag });
                written += write.Done ? 1 : 0;
            }
            catch (IOException)
            {
                untold++;
            }
        }

        return (written, untold);
    }

    private static async Task<Row?> ReadAsync(IRowStore store)
    {
        try
        {
            return await store.GetAsync(Table, "p", "r");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Func<int, Loss> Randomly(Random random, int lostInAHundred) =>
        _ => random.Next(100) >= lostInAHundred ? Loss.None : random.Next(2) == 0 ? Loss.Request : Loss.Answer;
}
