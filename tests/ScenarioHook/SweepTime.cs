using PhoneCompany.Time;
using SpotterBot.WakeUp;

namespace ScenarioHook;

/// <summary>The scenario's clock, on which the sweep's timer can be told to fire less often: hours in which nothing is due are then soon over.</summary>
internal sealed class SweepTime(VirtualTime inner) : TimeProvider
{
    private readonly List<ITimer> _sweeps = [];

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = inner.CreateTimer(callback, state, dueTime, period);
        if (period == SweepLoop.Every)
        {
            lock (_sweeps)
            {
                _sweeps.Add(timer);
            }
        }

        return timer;
    }

    public void SweepsEvery(TimeSpan span)
    {
        lock (_sweeps)
        {
            _sweeps.ForEach(s => s.Change(span, span));
        }
    }
}
