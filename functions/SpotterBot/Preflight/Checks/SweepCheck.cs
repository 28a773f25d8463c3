using SpotterBot.WakeUp;

namespace SpotterBot.Preflight.Checks;

/// <summary>Sessions are being woken, and where no process is awake to do so, the host's timer wakes one.</summary>
public sealed class SweepCheck(Wire wire) : IPreflightCheck
{
    /// <summary>So many sweeps in a row did not come about.</summary>
    private static readonly TimeSpan Overdue = 10 * SweepLoop.Every;

    /// <summary>When an instance of the host dies, another takes the timer up within two minutes.</summary>
    private static readonly TimeSpan TimerOverdue = TimeSpan.FromMinutes(3);

    public string Name => "sweep";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var health = await wire.HealthAsync();
        var seconds = health.LastSweepSeconds;
        yield return seconds < Overdue.TotalSeconds
            ? Finding.Passed($"The last sweep was {seconds:0.0} s ago.")
            : Finding.Blocking(
                health.Version is null ? "The running program does not say when it last swept."
                : seconds is null ? "The running program has not swept since it was started; there should be a sweep every second."
                : $"The last sweep was {seconds:0} s ago; there should be one every second.",
                "Look into the program's log for what keeps it, and restart it");
        if (health.Hosted)
        {
            yield return TimerFinding(health.LastTimerSeconds);
        }
    }

    private static Finding TimerFinding(double? seconds) => seconds < TimerOverdue.TotalSeconds
        ? Finding.Passed($"The host's timer last came {seconds:0} s ago.")
        : Finding.Warning(
            seconds is null ? "The host's timer has never come: where no process is awake, nothing wakes one."
            : $"The host's timer last came {seconds / 60:0} minutes ago: where no process is awake, nothing wakes one.",
            "Wait a minute where the app is new, and look again; else see in the portal that its function WakeUp is there and enabled, and what its invocations say");
}
