using SpotterBot.WakeUp;

namespace SpotterBot.Preflight.Checks;

/// <summary>Sessions are being woken.</summary>
public sealed class SweepCheck(Wire wire) : IPreflightCheck
{
    /// <summary>So many sweeps in a row did not come about.</summary>
    private static readonly TimeSpan Overdue = 10 * SweepLoop.Every;

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
    }
}
