namespace SpotterBot.Tests.Telephony;

/// <summary>A clock that moves only when told to, and fires its timers in order, on the thread that moves it. Timers may be made and dropped on any thread.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (Next() is { } timer && timer.Due <= until) Fire(timer);
        _now = until;
    }

    /// <summary>
    /// Runs a task to its end on this thread alone, jumping from timer to timer. Fails where it waits for something that no timer brings:
    /// another thread, or real time.
    /// </summary>
    public T Run<T>(Func<Task<T>> start)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = start();
            while (!task.IsCompleted)
            {
                Fire(Next() ?? throw new InvalidOperationException("It waits for something that no timer brings."));
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private ManualTimer? Next()
    {
        lock (_gate)
        {
            return _timers.Where(timer => timer.Due is not null).MinBy(timer => timer.Due);
        }
    }

    private void Fire(ManualTimer timer)
    {
        // Another thread may have dropped it since.
        if (timer.Due is { } due)
        {
            _now = due > _now ? due : _now;
            timer.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (!time._timers.Contains(this)) time._timers.Add(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
                _period = period;
                return true;
            }
        }

        public void Fire()
        {
            Due = _period > TimeSpan.Zero ? Due + _period : null;
            callback(state);
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                Due = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
