namespace SpotterBot.Settings;

/// <summary>One thing wrong with the settings. No part of it ever holds the value that was configured.</summary>
/// <param name="Setting">As it is written in the environment: <c>Twilio__AuthToken</c>.</param>
/// <param name="Reason">Follows the setting's name in a sentence: "is missing".</param>
/// <param name="Remedy">What to do, as a sentence; its full stop is put there.</param>
public sealed record SettingsFault(string Setting, string Reason, string Remedy)
{
    public override string ToString() => $"{Setting} {Reason}. {Remedy}{(Remedy.EndsWith('?') ? "" : ".")}";
}

public static class SettingsFaults
{
    /// <summary>One line per fault, for the console and the log at start.</summary>
    public static IReadOnlyList<string> ToFaultLines(this IEnumerable<SettingsFault> faults) => [.. faults.Select(f => f.ToString())];
}
