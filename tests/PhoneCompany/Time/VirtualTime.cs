namespace PhoneCompany.Time;

/// <summary>Follows a <see cref="VirtualTime"/>; called on the thread that advances it.</summary>
public interface IClockFollower
{
    /// <summary>It is this moment, and a timer is about to fire; the same may be told several times.</summary>
    void Moved(DateTimeOffset utc);

    /// <summary>Returns when all that followed from the timer has come to rest, so that the next may fire.</summary>
    void Settle();
}

/// <summary>
/// A clock that moves only when told to. Timers fire in the order they are due, ties in the order they were armed,
/// and their callbacks run inline on the thread that advances, so a whole night of calls replays the same way each time.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Armed, (long Due, long Order)> _queue = new();
    private readonly long _startTicks;
    private long _nowTicks;
    private long _order;
    private bool _advancing;

    public VirtualTime()
        : this(new DateTimeOffset(2026, 1, 15, 20, 0, 0, TimeSpan.Zero))
    {
    }

    public VirtualTime(DateTimeOffset startUtc)
    {
        _startTicks = startUtc.UtcTicks;
        _nowTicks = _startTicks;
    }

    /// <summary>Who is on this clock in another process; null where nobody is.</summary>
    public IClockFollower? Follower { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due; null when nothing at all is waiting for time to pass.</summary>
    public DateTimeOffset? NextDueUtc
    {
        get
        {
            lock (_gate)
            {
                DropStale();
                return _queue.TryPeek(out _, out var key) ? new DateTimeOffset(key.Due, TimeSpan.Zero) : null;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _nowTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _nowTicks) - _startTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void AdvanceBy(TimeSpan span) => AdvanceTo(GetUtcNow() + span);

    /// <summary>Fires everything due up to and including <paramref name="utc"/>, then stands there.</summary>
    public void AdvanceTo(DateTimeOffset utc)
    {
        if (utc.UtcTicks < _nowTicks)
        {
            throw new ArgumentOutOfRangeException(nameof(utc), utc, "Time does not run backwards.");
        }

        while (TryFire(utc.UtcTicks))
        {
        }

        Volatile.Write(ref _nowTicks, utc.UtcTicks);
    }

    /// <summary>Jumps to the next due timer and fires that one. False when nothing is waiting.</summary>
    public bool RunNext() => TryFire(long.MaxValue);

    /// <summary>
    /// Fires timer after timer until <paramref name="done"/> holds; false when <paramref name="limit"/> passed first
    /// (the clock then stands at the limit) or nothing was left to wait for.
    /// </summary>
    public bool AdvanceUntil(Func<bool> done, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(done);
        var end = (GetUtcNow() + limit).UtcTicks;
        while (!done())
        {
            if (!TryFire(end))
            {
                Volatile.Write(ref _nowTicks, end);
                return done();
            }
        }

        return true;
    }

    private bool TryFire(long untilTicks)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            if (_advancing)
            {
                throw new InvalidOperationException("A timer callback must not advance the clock that is running it.");
            }

            DropStale();
            if (!_queue.TryPeek(out var armed, out var key) || key.Due > untilTicks)
            {
                return false;
            }

            _queue.Dequeue();
            _nowTicks = Math.Max(_nowTicks, key.Due);
            timer = armed.Timer;
            timer.Fired(this);
            _advancing = true;
        }

        // A captured context would post continuations elsewhere; here they must run inline, in order.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Follower?.Moved(GetUtcNow());
            timer.Invoke();
            Follower?.Settle();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            lock (_gate)
            {
                _advancing = false;
            }
        }

        return true;
    }

    private void DropStale()
    {
        while (_queue.TryPeek(out var armed, out _) && armed.Version != armed.Timer.Version)
        {
            _queue.Dequeue();
        }
    }

    private readonly record struct Armed(VirtualTimer Timer, long Version);

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        /// <summary>Counts re-arming, so that an entry of an earlier arming is known as stale.</summary>
        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                Version++;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Arm(time._nowTicks + Math.Max(0, dueTime.Ticks));
                }

                return true;
            }
        }

        public void Fired(VirtualTime clock)
        {
            if (_period > TimeSpan.Zero)
            {
                Arm(clock._nowTicks + _period.Ticks);
            }
        }

        public void Invoke()
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).CallBack(), this);
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _disposed = true;
                Version++;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void CallBack() => callback(state);

        private void Arm(long dueTicks) => time._queue.Enqueue(new Armed(this, Version), (dueTicks, time._order++));
    }
}
