using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage;

public sealed class WriteQueueTests
{
    [Fact]
    public void Alone_it_is_done_when_the_call_returns()
    {
        var queue = new WriteQueue(_ => throw new InvalidOperationException("Nobody to go together with."));
        Assert.Equal(TaskStatus.RanToCompletion, queue.RunAsync(() => 7).AsTask().Status);
    }

    [Fact]
    public async Task Who_comes_while_another_writes_goes_together_with_the_others_who_came()
    {
        var together = 0;
        using var first = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        var queue = new WriteQueue(all =>
        {
            together++;
            all();
        });
        var slow = Task.Run(async () => await queue.RunAsync(() =>
        {
            began.Set();
            first.Wait();
            return 0;
        }));
        began.Wait();
        var waiting = Enumerable.Range(1, 20).Select(i => queue.RunAsync(() => i).AsTask()).ToList();
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        first.Set();
        Assert.Equal(0, await slow);
        Assert.Equal(Enumerable.Range(1, 20), await Task.WhenAll(waiting));
        Assert.Equal(1, together);
    }

    [Fact]
    public async Task What_could_not_be_brought_to_the_disk_failed_for_each_of_them_and_the_next_goes_through()
    {
        using var first = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        var queue = new WriteQueue(all =>
        {
            all();
            throw new IOException("The disk is full.");
        });
        var slow = Task.Run(async () => await queue.RunAsync(() =>
        {
            began.Set();
            first.Wait();
            return 0;
        }));
        began.Wait();
        var waiting = Enumerable.Range(1, 3).Select(i => queue.RunAsync(() => i).AsTask()).ToList();
        first.Set();
        await slow;
        foreach (var each in waiting)
        {
            await Assert.ThrowsAsync<IOException>(() => each);
        }

        Assert.Equal(9, await queue.RunAsync(() => 9));
    }

    [Fact]
    public async Task A_crowd_loses_nothing_and_each_write_is_there_when_its_call_returns()
    {
        using var folder = new TemporaryFolder();
        using var store = new SqliteRowStore(Path.Combine(folder.Path, "crowd.db"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var tag = (await store.InsertAsync("t", Row.New("p", $"w{writer}", ("n", 0L)))).ETag;
            for (var i = 1; i <= 200; i++)
            {
                var write = await store.ReplaceAsync("t", Row.New("p", $"w{writer}", ("n", (long)i)) with { ETag = tag });
                Assert.True(write.Done);
                tag = write.ETag;
                Assert.Equal(i, (await store.GetAsync("t", "p", $"w{writer}"))!.Number("n"));
            }
        })));
        Assert.All(await store.QueryAsync("t", "p", "0", "~", 100), row => Assert.Equal(200, row.Number("n")));
    }
}
