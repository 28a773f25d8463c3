namespace ScenarioHook;

/// <summary>What the program has under way, so that it is known when all of it waits for time to pass or for the phone company.</summary>
internal sealed class Work
{
    private int _webhooks;
    private int _requests;
    private int _storeCalls;
    private long _begun;

    public Task<T> WebhookAsync<T>(Func<Task<T>> handle) => CountedAsync(handle, ref _webhooks, () => Interlocked.Decrement(ref _webhooks));

    /// <summary>A request to the phone company, until its answer has been read to the end.</summary>
    public Task<T> RequestAsync<T>(Func<Task<T>> send) => CountedAsync(send, ref _requests, () => Interlocked.Decrement(ref _requests));

    public Task<T> StoreCallAsync<T>(Func<Task<T>> call) => CountedAsync(call, ref _storeCalls, () => Interlocked.Decrement(ref _storeCalls));

    /// <summary>
    /// The webhooks and requests under way, where nothing goes on beside them and no thread is at work; null otherwise. Looked at twice, with
    /// nothing begun between: one look could fall between the end of one thing and the beginning of what follows from it.
    /// </summary>
    public (int Webhooks, int Requests)? AtRest()
    {
        var begun = Interlocked.Read(ref _begun);
        var (webhooks, requests) = (Volatile.Read(ref _webhooks), Volatile.Read(ref _requests));
        return Volatile.Read(ref _storeCalls) == 0 && IsPoolIdle()
            && (webhooks, requests) == (Volatile.Read(ref _webhooks), Volatile.Read(ref _requests)) && begun == Interlocked.Read(ref _begun)
            ? (webhooks, requests)
            : null;
    }

    private static bool IsPoolIdle()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return free == all && ThreadPool.PendingWorkItemCount == 0;
    }

    private Task<T> CountedAsync<T>(Func<Task<T>> go, ref int count, Action end)
    {
        Interlocked.Increment(ref _begun);
        Interlocked.Increment(ref count);
        return UntilEndAsync(go, end);
    }

    private static async Task<T> UntilEndAsync<T>(Func<Task<T>> go, Action end)
    {
        try
        {
            return await go();
        }
        finally
        {
            end();
        }
    }
}
