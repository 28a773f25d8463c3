using SpotterBot.Settings;

namespace SpotterBot.Preflight.Checks;

/// <summary>Whether anybody is told when this program is gone.</summary>
public sealed class SwitchCheck(SpotterSettings settings) : IPreflightCheck
{
    public string Name => "dead-mans-switch";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        await ValueTask.CompletedTask;
        yield return SwitchSettings.WhyNot(settings) switch
        {
            null => Finding.Passed($"Should this program die, callers and coordinators are told within {settings.Timing.SwitchAfter!.Value.TotalMinutes:0} minutes."),
            SwitchSettings.Missing => Finding.Warning(SwitchSettings.Missing + ".", SwitchSettings.Remedy),
            var why => Finding.Warning(why + ".", "Leave Switch__After out, or choose a time from six minutes to an hour"),
        };
    }
}
