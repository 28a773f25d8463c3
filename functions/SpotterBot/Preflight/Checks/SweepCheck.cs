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
        var seconds = (await wire.HealthAsync()).LastSweepSeconds;
        yield return seconds < Overdue.TotalSeconds
            ? Finding.Passed($"The last sweep was {seconds:0.0} s ago.")
            : Finding.Blocking(
                seconds is null ? "The running program does not say when it last swept." : $"The last sweep was {seconds:0} s ago; there should be one every second.",
                "Look into the program's log for what keeps it, and restart it");
    }
}
