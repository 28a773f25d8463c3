namespace PhoneCompany.Time;

/// <summary>
/// The one gate through which every change of state passes. It is never held while a webhook is awaited: requests to the
/// program start from timers, outside it. What one change sets off in another party is posted and runs before the gate
/// opens again, never in the middle of the change.
/// </summary>
internal sealed class Switchboard(TimeProvider time, Action<Exception> onFault)
{
    private readonly object _gate = new();
    private readonly Queue<Action> _posted = new();

    // A real timer nobody refers to is collected before it fires.
    private readonly HashSet<Alarm> _alarms = [];

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public void Enter(Action change) => Enter(() =>
    {
        change();
        return true;
    });

    public T Enter<T>(Func<T> change)
    {
        if (Monitor.IsEntered(_gate))
        {
            return change();
        }

        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            lock (_gate)
            {
                try
                {
                    return change();
                }
                finally
                {
                    while (_posted.TryDequeue(out var next))
                    {
                        Guarded(next);
                    }
                }
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs after the present change, still inside the gate.</summary>
    public void Post(Action change)
    {
        if (Monitor.IsEntered(_gate))
        {
            _posted.Enqueue(change);
        }
        else
        {
            Enter(change);
        }
    }

    /// <summary>Runs <paramref name="change"/> inside the gate when <paramref name="delay"/> has passed; dispose to call it off.</summary>
    public Alarm After(TimeSpan delay, Action change) => Arm(delay, () => Enter(change));

    /// <summary>The same, outside the gate: for requests to the program.</summary>
    public Alarm AfterOutside(TimeSpan delay, Action action) => Arm(delay, () => Guarded(action));

    public Alarm At(DateTimeOffset utc, Action change) => After(utc - Now, change);

    /// <summary>
    /// Waits outside the gate. Unlike Task.Delay it goes on inline when cancelled too: on a clock that is driven nothing may hop
    /// to another thread. Null waits for the cancellation alone.
    /// </summary>
    public async Task WaitAsync(TimeSpan? delay, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource();
        using var alarm = delay is { } span ? AfterOutside(span, () => done.TrySetResult()) : null;
        await using var registration = cancellation.Register(() => done.TrySetCanceled(cancellation));
        await done.Task;
    }

    private Alarm Arm(TimeSpan delay, Action action)
    {
        var alarm = new Alarm(this);
        lock (_gate)
        {
            _alarms.Add(alarm);
        }

        alarm.Start(time, delay < TimeSpan.Zero ? TimeSpan.Zero : delay, action);
        return alarm;
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // Whatever went wrong is kept for the test to see; the other parties' calls go on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            onFault(fault);
        }
    }

    internal sealed class Alarm(Switchboard board) : IDisposable
    {
        private ITimer? _timer;
        private bool _over;

        public void Start(TimeProvider time, TimeSpan delay, Action action)
        {
            var timer = time.CreateTimer(_ => Fire(action), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lock (board._gate)
            {
                _timer = timer;
                if (!_over)
                {
                    timer.Change(delay, Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            lock (board._gate)
            {
                _over = true;
                board._alarms.Remove(this);
                _timer?.Dispose();
            }
        }

        private void Fire(Action action)
        {
            lock (board._gate)
            {
                if (_over)
                {
                    return;
                }
            }

            Dispose();
            board.Guarded(action);
        }
    }
}
