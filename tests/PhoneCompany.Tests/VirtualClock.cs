using PhoneCompany.Time;

namespace PhoneCompany.Tests;

public sealed class VirtualClock
{
    private readonly VirtualTime _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_when_due_and_ties_in_the_order_they_were_made()
    {
        Timer("late", 3);
        Timer("first", 1);
        Timer("second", 1);
        _time.AdvanceBy(TimeSpan.FromSeconds(2));
        Assert.Equal(["first", "second"], _fired);

        _time.AdvanceBy(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "second", "late"], _fired);
        Assert.Null(_time.NextDueUtc);
    }

    [Fact]
    public void A_callback_sees_the_moment_it_was_due_and_its_own_timers_fire_in_the_same_advance()
    {
        var start = _time.GetUtcNow();
        DateTimeOffset seen = default;
        _time.CreateTimer(
            _ =>
            {
                seen = _time.GetUtcNow();
                Timer("inner", 1);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        _time.AdvanceBy(TimeSpan.FromSeconds(5));

        Assert.Equal(start.AddSeconds(1), seen);
        Assert.Equal(["inner"], _fired);
        Assert.Equal(start.AddSeconds(5), _time.GetUtcNow());
    }

    [Fact]
    public void A_periodic_timer_goes_on_until_disposed()
    {
        var timer = _time.CreateTimer(_ => _fired.Add("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _time.AdvanceBy(TimeSpan.FromSeconds(3));
        timer.Dispose();
        _time.AdvanceBy(TimeSpan.FromSeconds(3));

        Assert.Equal(["tick", "tick", "tick"], _fired);
    }

    [Fact]
    public void A_changed_timer_fires_only_at_its_new_time()
    {
        var timer = Timer("moved", 1);
        timer.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        _time.AdvanceBy(TimeSpan.FromSeconds(3));
        Assert.Empty(_fired);

        _time.AdvanceBy(TimeSpan.FromSeconds(1));
        Assert.Equal(["moved"], _fired);
    }

    [Fact]
    public void A_delayed_task_goes_on_inline_on_the_thread_that_advances()
    {
        var thread = 0;
        async Task Work()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
            thread = Environment.CurrentManagedThreadId;
        }

        SynchronizationContext.SetSynchronizationContext(null);
        var work = Work();
        _time.AdvanceBy(TimeSpan.FromSeconds(2));

        Assert.True(work.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void A_cancellation_source_cancels_on_this_clock()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(8), _time);
        _time.AdvanceBy(TimeSpan.FromSeconds(7.9));
        Assert.False(source.IsCancellationRequested);

        _time.AdvanceBy(TimeSpan.FromSeconds(0.1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void Timestamps_and_the_wall_clock_run_together()
    {
        var before = _time.GetTimestamp();
        _time.AdvanceBy(TimeSpan.FromMilliseconds(1234));

        Assert.Equal(TimeSpan.FromMilliseconds(1234), _time.GetElapsedTime(before));
    }

    [Fact]
    public void Running_the_next_timer_jumps_to_it_and_says_when_there_is_none()
    {
        Timer("only", 60);

        Assert.Equal(_time.GetUtcNow().AddSeconds(60), _time.NextDueUtc);
        Assert.True(_time.RunNext());
        Assert.False(_time.RunNext());
        Assert.Equal(["only"], _fired);
    }

    [Fact]
    public void Advancing_until_something_holds_stops_at_that_moment_or_at_the_limit()
    {
        Timer("here", 5);
        var start = _time.GetUtcNow();

        Assert.True(_time.AdvanceUntil(() => _fired.Count > 0, TimeSpan.FromMinutes(1)));
        Assert.Equal(start.AddSeconds(5), _time.GetUtcNow());
        Assert.False(_time.AdvanceUntil(() => _fired.Count > 1, TimeSpan.FromMinutes(1)));
        Assert.Equal(start.AddSeconds(65), _time.GetUtcNow());
    }

    [Fact]
    public void A_callback_must_not_advance_the_clock_and_the_clock_never_runs_back()
    {
        _time.CreateTimer(_ => _time.RunNext(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        Assert.Throws<InvalidOperationException>(() => _time.RunNext());
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.AdvanceBy(TimeSpan.FromSeconds(-1)));
    }

    private ITimer Timer(string name, double seconds) =>
        _time.CreateTimer(_ => _fired.Add(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
