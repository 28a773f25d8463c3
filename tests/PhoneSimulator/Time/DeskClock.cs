namespace PhoneSimulator.Time;

/// <summary>
/// The desk's own time: real time, faster, or standing still. It never runs backwards, and what waits on it fires when its moment comes
/// at whatever speed that is. One real timer serves all of its timers: it is armed for the earliest and armed anew when the speed changes.
/// </summary>
/// <remarks>
/// While a request is under way between the program and the phone company (<see cref="HoldBack"/>) the clock runs no faster than real
/// time: a time-out of five seconds must stay one of five seconds, not one of half a second because somebody watches at 10x. For the same
/// reason it waits for a machine that is too busy to fire what is due (<see cref="LatestFiring"/>), and runs no faster than real time while
/// what has fired has not been run yet: half a second's stall is no half minute.
/// </remarks>
public sealed class DeskClock : TimeProvider, IDisposable
{
    public const double FastestSpeed = 100;

    /// <summary>However late the machine is, the clock is never further past a moment that somebody waits for.</summary>
    public static readonly TimeSpan LatestFiring = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestNap = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _real;
    private readonly Action<Action> _run;
    private readonly PriorityQueue<Armed, (long Due, long Order)> _queue = new();
    private readonly ITimer _alarm;
    private readonly long _startTicks;
    private long _anchorTicks;
    private long _anchorStamp;
    private double _speed = 1;
    private int _held;
    private int _fired;
    private long _order;

    /// <param name="startUtc">Where it starts.</param>
    /// <param name="real">What it is driven by; the system's time unless given.</param>
    /// <param name="run">How callbacks are run; on the thread pool unless given.</param>
    public DeskClock(DateTimeOffset startUtc, TimeProvider? real = null, Action<Action>? run = null)
    {
        _real = real ?? System;
        _run = run ?? (static action => ThreadPool.UnsafeQueueUserWorkItem(static act => act(), action, preferLocal: false));
        _startTicks = _anchorTicks = startUtc.UtcTicks;
        _anchorStamp = _real.GetTimestamp();
        _alarm = _real.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The speed was changed. Raised on the thread that did it.</summary>
    public event EventHandler? SpeedChanged;

    /// <summary>Desk seconds per real second, 0 (paused) to <see cref="FastestSpeed"/>.</summary>
    public double Speed
    {
        get
        {
            lock (_gate)
            {
                return _speed;
            }
        }

        set
        {
            if (!double.IsFinite(value) || value < 0 || value > FastestSpeed)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"A speed is between 0 and {FastestSpeed}.");
            }

            Change(() => _speed = value);
            SpeedChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return new DateTimeOffset(NowTicks(), TimeSpan.Zero);
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return NowTicks() - _startTicks;
        }
    }

    /// <summary>No faster than real time until what is returned is disposed.</summary>
    public IDisposable HoldBack()
    {
        Change(() => _held++);
        return new Held(this);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new DeskTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Nothing fires any more.</summary>
    public void Dispose() => _alarm.Dispose();

    private double Effective => _held > 0 || _fired > 0 ? Math.Min(_speed, 1) : _speed;

    private long NowTicks()
    {
        var now = _anchorTicks + (long)(_real.GetElapsedTime(_anchorStamp).Ticks * Effective);
        return FirstDue() is { } due ? Math.Min(now, due + LatestFiring.Ticks) : now;
    }

    private long? FirstDue()
    {
        while (_queue.TryPeek(out var stale, out _) && stale.Version != stale.Timer.Version)
        {
            _queue.Dequeue();
        }

        return _queue.TryPeek(out _, out var first) ? first.Due : null;
    }

    /// <summary>Counts from here.</summary>
    private long Anchor()
    {
        _anchorTicks = Math.Max(_anchorTicks, NowTicks());
        _anchorStamp = _real.GetTimestamp();
        return _anchorTicks;
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            Anchor();
            change();
            Arm();
        }
    }

    /// <summary>Sets the real timer to the earliest moment due.</summary>
    private void Arm()
    {
        var nap = Timeout.InfiniteTimeSpan;
        if (Effective > 0 && FirstDue() is { } due)
        {
            // Rounded up to the real timer's milliseconds: waking early would only mean to lie down again.
            var milliseconds = Math.Ceiling((due - NowTicks()) / Effective / TimeSpan.TicksPerMillisecond);
            nap = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestNap.TotalMilliseconds));
        }

        _alarm.Change(nap, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        List<DeskTimer> due = [];
        lock (_gate)
        {
            var now = Anchor();
            while (_queue.TryPeek(out var armed, out var key) && (armed.Version != armed.Timer.Version || key.Due <= now))
            {
                _queue.Dequeue();
                if (armed.Version == armed.Timer.Version)
                {
                    due.Add(armed.Timer);
                    armed.Timer.Fired(key.Due, now);
                }
            }

            _fired += due.Count;
            Arm();
        }

        foreach (var timer in due)
        {
            _run(() => Run(timer));
        }
    }

    private void Run(DeskTimer timer)
    {
        try
        {
            timer.Invoke();
        }
        finally
        {
            Change(() => _fired--);
        }
    }

    private readonly record struct Armed(DeskTimer Timer, long Version);

    private sealed class Held(DeskClock clock) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                clock.Change(() => clock._held--);
            }
        }
    }

    private sealed class DeskTimer(DeskClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private volatile bool _disposed;

        /// <summary>Counts re-arming, so that an entry of an earlier arming is known as stale.</summary>
        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                Version++;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Enqueue(clock.NowTicks() + Math.Max(0, dueTime.Ticks));
                }

                clock.Arm();
                return true;
            }
        }

        /// <summary>A periodic timer that fell behind skips what it missed.</summary>
        public void Fired(long due, long now)
        {
            if (_period > TimeSpan.Zero)
            {
                Enqueue(Math.Max(due, now - _period.Ticks + 1) + _period.Ticks);
            }
        }

        public void Invoke()
        {
            if (_disposed)
            {
                return;
            }

            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((DeskTimer)timer!).CallBack(), this);
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
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

        private void Enqueue(long dueTicks) => clock._queue.Enqueue(new Armed(this, Version), (dueTicks, clock._order++));
    }
}
