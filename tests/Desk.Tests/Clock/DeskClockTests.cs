using PhoneCompany.Time;
using PhoneSimulator.Time;

namespace DeskTests.Clock;

/// <summary>The desk's clock, driven by a time that moves only when told to.</summary>
public sealed class DeskClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly VirtualTime _real = new();
    private readonly List<string> _fired = [];
    private readonly DeskClock _clock;

    public DeskClockTests() => _clock = new DeskClock(Start, _real, act => act());

    [Fact]
    public void Time_runs_as_fast_as_it_is_set_to_and_never_backwards()
    {
        RealSeconds(3);
        Assert.Equal(3, Elapsed());
        _clock.Speed = 10;
        Assert.Equal(3, Elapsed());
        RealSeconds(2);
        Assert.Equal(23, Elapsed());
        _clock.Speed = 0;
        RealSeconds(60);
        Assert.Equal(23, Elapsed());
        _clock.Speed = 1;
        RealSeconds(1);
        Assert.Equal(24, Elapsed());
        Assert.Equal(24 * TimeSpan.TicksPerSecond, _clock.GetTimestamp());
    }

    [Fact]
    public void A_timer_fires_at_its_moment_whatever_the_speed_was_when_it_was_armed()
    {
        After(60, "a minute");
        RealSeconds(10);
        _clock.Speed = 10;
        RealSeconds(4.9);
        Assert.Empty(_fired);
        RealSeconds(0.2);
        Assert.Equal(["a minute at 60"], _fired);
    }

    [Fact]
    public void Slowing_down_makes_a_timer_wait_longer()
    {
        _clock.Speed = 10;
        After(60, "a minute");
        RealSeconds(5);
        _clock.Speed = 1;
        RealSeconds(9.5);
        Assert.Empty(_fired);
        RealSeconds(1);
        Assert.Single(_fired);
    }

    [Fact]
    public void Nothing_fires_while_the_clock_is_paused()
    {
        After(1, "soon");
        _clock.Speed = 0;
        After(0, "now");
        RealSeconds(3600);
        Assert.Empty(_fired);
        _clock.Speed = 1;
        RealSeconds(0.1);
        Assert.Equal(["now at 0"], _fired);
        RealSeconds(1);
        Assert.Equal(["now at 0", "soon at 1"], _fired);
    }

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due()
    {
        After(3, "third");
        After(1, "first");
        After(2, "second");
        _clock.Speed = 100;
        RealSeconds(1);
        Assert.Equal(["first at 1", "second at 2", "third at 3"], _fired);
    }

    [Fact]
    public void A_periodic_timer_keeps_its_beat_through_changes_of_speed()
    {
        using var timer = _clock.CreateTimer(_ => Note("beat"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        RealSeconds(2.5);
        _clock.Speed = 10;
        RealSeconds(0.2);
        Assert.Equal(["beat at 1", "beat at 2", "beat at 3", "beat at 4"], _fired);
    }

    [Fact]
    public void A_timer_that_is_changed_or_disposed_does_not_fire_as_it_was()
    {
        var changed = _clock.CreateTimer(_ => Note("changed"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var gone = _clock.CreateTimer(_ => Note("gone"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(changed.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan));
        gone.Dispose();
        Assert.False(gone.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        RealSeconds(10);
        Assert.Equal(["changed at 5"], _fired);
        changed.Dispose();
    }

    [Fact]
    public void While_it_is_held_back_it_runs_no_faster_than_real_time()
    {
        _clock.Speed = 50;
        var held = _clock.HoldBack();
        using (_clock.HoldBack())
        {
            RealSeconds(1);
        }

        RealSeconds(1);
        Assert.Equal(2, Elapsed());
        held.Dispose();
        held.Dispose();
        RealSeconds(1);
        Assert.Equal(52, Elapsed());
        _clock.Speed = 0.5;
        using (_clock.HoldBack())
        {
            RealSeconds(2);
        }

        Assert.Equal(53, Elapsed());
    }

    [Fact]
    public void A_stall_of_the_machine_is_no_stall_of_the_ladder()
    {
        var late = new StalledTime(_real);
        using var clock = new DeskClock(Start, late, act => act()) { Speed = 100 };
        List<double> fired = [];
        using var one = clock.CreateTimer(_ => fired.Add((clock.GetUtcNow() - Start).TotalSeconds), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var two = clock.CreateTimer(_ => fired.Add((clock.GetUtcNow() - Start).TotalSeconds), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        RealSeconds(5);
        Assert.Equal(1.25, (clock.GetUtcNow() - Start).TotalSeconds);
        late.Catch();
        Assert.Equal([1.25], fired);
        RealSeconds(1);
        late.Catch();
        Assert.Equal([1.25, 30.25], fired);
    }

    [Fact]
    public void What_has_fired_and_was_not_run_yet_is_not_run_away_from()
    {
        Queue<Action> waiting = [];
        using var clock = new DeskClock(Start, _real, waiting.Enqueue) { Speed = 100 };
        double? fired = null;
        using var timer = clock.CreateTimer(_ => fired = (clock.GetUtcNow() - Start).TotalSeconds, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        RealSeconds(0.01);
        Assert.Single(waiting);
        RealSeconds(0.5);
        waiting.Dequeue()();
        Assert.Equal(1.5, fired!.Value, 0.01);
        RealSeconds(0.5);
        Assert.Equal(51.5, (clock.GetUtcNow() - Start).TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Delays_and_time_outs_wait_on_it()
    {
        _clock.Speed = 10;
        var delay = Task.Delay(TimeSpan.FromSeconds(30), _clock, TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), _clock);
        RealSeconds(2.1);
        Assert.True(limit.IsCancellationRequested);
        Assert.False(delay.IsCompleted);
        RealSeconds(1);
        await delay.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Other_speeds_are_refused(double speed) => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Speed = speed);

    private void RealSeconds(double seconds) => _real.AdvanceBy(TimeSpan.FromSeconds(seconds));

    private double Elapsed() => Math.Round((_clock.GetUtcNow() - Start).TotalSeconds, 3);

    private void After(double seconds, string name) =>
        _ = _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name} at {Math.Round(Elapsed(), 1):0.#}");

    /// <summary>A machine too busy to run its timers until it catches up.</summary>
    private sealed class StalledTime(VirtualTime inner) : TimeProvider
    {
        private readonly List<TimerCallback> _callbacks = [];

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callbacks.Add(callback);
            return inner.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Catch() => _callbacks.ForEach(callback => callback(null));
    }
}
