using System.Collections.Concurrent;

namespace SpotterBot.Storage;

/// <summary>
/// Writes go through one at a time, and those that wait meanwhile go through together, in one transaction that is brought to the disk once. Whoever
/// comes while nobody writes is done when the call returns; under a crowd the time on the disk is shared.
/// </summary>
/// <param name="together">Runs them between a beginning and a commit.</param>
public sealed class WriteQueue(Action<Action> together)
{
    private const int TogetherMost = 64;

    private readonly ConcurrentQueue<Job> _waiting = new();
    private int _writing;
    private volatile bool _closed;

    /// <summary>Does what was asked for before, then <paramref name="close"/>, and nothing ever after.</summary>
    public void Close(Action close)
    {
        _closed = true;
        SpinWait.SpinUntil(() => Interlocked.CompareExchange(ref _writing, 1, 0) == 0);
        while (!_waiting.IsEmpty)
        {
            WriteSome();
        }

        close();
    }

    /// <exception cref="Exception">What the write, or bringing it to the disk, threw: then it was not done.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public ValueTask<T> RunAsync<T>(Func<T> write)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var job = new Job<T>(write);
        _waiting.Enqueue(job);
        Drain(until: job);
        return new(job.Done);
    }

    /// <param name="until">When this is done, others' go on behind the back of whoever called.</param>
    private void Drain(Job? until)
    {
        while (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _writing, 1, 0) == 0)
        {
            WriteSome();
            Volatile.Write(ref _writing, 0);
            if (until is { IsDone: true } && !_waiting.IsEmpty)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(null), this, preferLocal: false);
                return;
            }
        }
    }

    private void WriteSome()
    {
        var jobs = new List<Job>();
        while (jobs.Count < TogetherMost && _waiting.TryDequeue(out var job))
        {
            jobs.Add(job);
        }

        try
        {
            if (jobs.Count == 1)
            {
                jobs[0].Run();
            }
            else
            {
                together(() => jobs.ForEach(j => j.Run()));
            }
        }
#pragma warning disable CA1031 // Each of those who wait gets it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            jobs.ForEach(j => j.Fail(fault));
            return;
        }

        jobs.ForEach(j => j.Complete());
    }

    private abstract class Job
    {
        public abstract bool IsDone { get; }

        public abstract void Run();

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class Job<T>(Func<T> write) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Done => _done.Task;

        public override bool IsDone => _done.Task.IsCompleted;

        public override void Run() => _result = write();

        public override void Complete() => _done.SetResult(_result!);

        public override void Fail(Exception fault) => _done.SetException(fault);
    }
}
